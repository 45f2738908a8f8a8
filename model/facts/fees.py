"""What the worker is asked to pay, and what is promised besides the wage."""

import re2

from model.facts.amounts import Amount
from model.facts.purposes import Purpose, is_waived
from model.law.exchange import Exchange
from model.records import Fee, Offer
from model.text import AlignedText

_TOTAL = re2.compile(rb"tong|tron goi|tron bo|tat ca|toan bo|het\b")


def read_fees(
    text: AlignedText, amounts: list[Amount], purposes: list[Purpose | None], exchange: Exchange
) -> tuple[Fee, ...]:
    """Return every sum asked of the worker, each distinct one once; what others pay is left out."""
    fees: dict[tuple[object, ...], Fee] = {}
    for amount, purpose in zip(amounts, purposes, strict=True):
        if purpose is None or purpose.family != "fee" or amount.period in ("hour", "piece"):
            continue
        if purpose.kind != "deposit" and is_waived(text, amount, purpose):
            continue
        fee = Fee(
            kind=purpose.kind,
            amount=amount.high,
            currency=amount.currency,
            vnd=exchange.to_vnd(amount.high, amount.currency),
            total=_TOTAL.search(text.ascii[max(0, purpose.start - 12) : amount.start]) is not None,
            quote=text.quote(min(purpose.start, amount.start), max(purpose.end, amount.end)),
        )
        fees.setdefault((fee.kind, fee.amount, fee.currency), fee)
    return tuple(fees.values())


def read_offers(text: AlignedText, amounts: list[Amount], purposes: list[Purpose | None]) -> tuple[Offer, ...]:
    """Return every sum promised other than wage, each distinct one once."""
    offers: dict[tuple[object, ...], Offer] = {}
    for amount, purpose in zip(amounts, purposes, strict=True):
        if purpose is None or purpose.family != "offer":
            continue
        quote = text.quote(min(purpose.start, amount.start), max(purpose.end, amount.end))
        offer = Offer(kind=purpose.kind, amount=amount.high, currency=amount.currency, quote=quote)
        offers.setdefault((offer.kind, offer.amount, offer.currency), offer)
    return tuple(offers.values())
