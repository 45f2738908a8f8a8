"""What the worker is asked to pay, and what is promised besides the wage."""

from dataclasses import replace

import re2

from model.fact_records import Fee, Offer
from model.facts.amounts import Amount
from model.facts.purpose import Purpose
from model.law.exchange import Exchange
from model.text import AlignedText

_TOTAL = re2.compile(rb"tong|tron goi|tron bo|tat ca|toan bo|bao dau|\bhet\b|all in|= ?(?:khoang )?$|^\W*cong\b")
_EQUALS = re2.compile(rb"(?:>|=) ?$")
_LARGEST_FEE = 2_000_000_000
"""In VND; as much is a firm's own deposit, or what an insurer pays."""
_SMALLEST_FEE = 20_000
"""In VND; less is a price or a rate."""


def read_fees(
    text: AlignedText, amounts: list[Amount], purposes: list[Purpose | None], exchange: Exchange
) -> tuple[Fee, ...]:
    """Return every sum asked of the worker, each distinct one once; what others pay is left out."""
    fees: list[Fee] = []
    for amount, purpose in zip(amounts, purposes, strict=True):
        if _adds_up(text, amount, fees) and (purpose is None or purpose.family not in ("wage", "offer")):
            purpose = for_total(amount, fees)  # noqa: PLW2901
        if purpose is None or purpose.family != "fee" or amount.period == "hour":
            continue
        if purpose.restates and fees:
            # said again in another currency; the advert's own figure in đồng is better than any table
            fees[-1] = replace(fees[-1], vnd=round(amount.low)) if amount.currency == "VND" else fees[-1]
            continue
        vnd = exchange.to_vnd(amount.low, amount.currency)
        if vnd is not None and not _SMALLEST_FEE <= vnd < _LARGEST_FEE:
            continue
        fees.append(
            Fee(
                kind=purpose.kind,
                amount=amount.low,
                currency=amount.currency,
                vnd=vnd,
                total=_says_total(text, amount, purpose),
                amount_max=amount.high if amount.high > amount.low else None,
                quote=text.quote(min(purpose.start, amount.start), max(purpose.end, amount.end)),
            )
        )
    return tuple({(fee.kind, fee.amount, fee.currency): fee for fee in reversed(_with_sums(fees))}.values())[::-1]


def _adds_up(text: AlignedText, amount: Amount, fees: list[Fee]) -> bool:
    """Tell "… khám 1.800.000, hộ chiếu 160.000 → 6.360.000", the sum of two or more fees right before it."""
    if _EQUALS.search(text.ascii[max(0, amount.start - 4) : amount.start]) is None:
        return False
    total, count = 0.0, 0
    for fee in reversed(fees):
        if fee.currency != amount.currency:
            return False
        total, count = total + fee.amount, count + 1
        if total >= amount.low:
            break
    return count > 1 and total == amount.low


def for_total(amount: Amount, fees: list[Fee]) -> Purpose:
    """Return the purpose of a sum of fees: service where one of them is."""
    kind = "service" if any(fee.kind == "service" for fee in fees) else fees[-1].kind
    return Purpose(family="fee", kind=kind, start=amount.start, end=amount.end)


def _says_total(text: AlignedText, amount: Amount, purpose: Purpose) -> bool:
    line = text.ascii
    before = line[max(0, min(purpose.start, amount.start) - 12) : amount.start].rpartition(b"\n")[2]
    behind = line[amount.end : max(purpose.end, amount.end + 14)].partition(b"\n")[0]
    return _TOTAL.search(before) is not None or re2.search(rb"tron goi|tat ca|tron bo|bao dau", behind) is not None


def _with_sums(fees: list[Fee]) -> list[Fee]:
    """Mark a sum that equals two or more others next to it, before or behind."""
    marked = list(fees)
    for place, fee in enumerate(fees):
        for others in (fees[place + 1 :], fees[:place][::-1]):
            total = 0.0
            for count, other in enumerate(other for other in others[:12] if other.currency == fee.currency):
                total += other.amount
                if total >= fee.amount:
                    if total == fee.amount and count:
                        marked[place] = replace(fee, total=True)
                    break
    return marked


def read_offers(text: AlignedText, amounts: list[Amount], purposes: list[Purpose | None]) -> tuple[Offer, ...]:
    """Return every sum promised other than wage, each distinct one once."""
    offers: dict[tuple[object, ...], Offer] = {}
    for amount, purpose in zip(amounts, purposes, strict=True):
        if purpose is None or purpose.family != "offer" or purpose.restates:
            continue
        quote = text.quote(min(purpose.start, amount.start), max(purpose.end, amount.end))
        offer = Offer(kind=purpose.kind, amount=amount.high, currency=amount.currency, quote=quote)
        offers.setdefault((offer.kind, offer.amount, offer.currency), offer)
    return tuple(offers.values())
