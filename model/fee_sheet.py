"""Every sum that an advert asks, with the ceiling it is held against: the arithmetic behind the signs about fees."""

from dataclasses import dataclass
from fractions import Fraction

from model.fact_records import Fee
from model.fee_arithmetic import Money, Reckoning, Step, reckon_brokerage, reckon_deposit
from model.indicators.advert import Advert
from model.indicators.service_fee import asked_in_months, reckon_service_asked
from model.law.amounts import months_in_words
from model.law.jobs import job_in
from model.text import Quote

_DEPOSITS = ("deposit", "seat")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckonedFee:
    """One kind of fee, reckoned."""

    kind: str
    """service | deposit | brokerage"""
    reckoning: Reckoning
    quotes: tuple[Quote, ...]
    """Where the sum stands."""
    converted: bool = False
    """The sum is asked in foreign money, and was turned into đồng by an estimated rate or a figure beside it."""
    months: tuple[Fraction, Fraction] | None = None
    """Months of wage that are asked and the most that may be, where the fee is named so; then sums are of no wage."""


def fee_sheet(advert: Advert) -> tuple[ReckonedFee, ...]:
    """Reckon the fees of an advert for work abroad, kind by kind.

    Work in Việt Nam has no ceilings to reckon by: there the worker owes nothing, which the signs say.
    """
    if not advert.abroad:
        return ()
    return tuple(fee for fee in (_service(advert), _deposit(advert), _brokerage(advert)) if fee is not None)


def _service(advert: Advert) -> ReckonedFee | None:
    asked = reckon_service_asked(advert)
    if asked is None:
        return _service_in_months(advert)
    foreign = any(fee.currency != "VND" for fee in advert.facts.fees if fee.quote in asked[1])
    return ReckonedFee(kind="service", reckoning=asked[0], quotes=asked[1], converted=foreign)


def _service_in_months(advert: Advert) -> ReckonedFee | None:
    """Reckon the service fee that is named in months of wage, the highest where there are several."""
    highest = max(asked_in_months(advert), key=lambda one: one.asked, default=None)
    if highest is None:
        return None
    missing, excess = highest.reckoning.missing, highest.asked - highest.at_most
    beyond = f"vượt {'ít nhất ' if missing else ''}{months_in_words(excess)} lương"
    beyond = beyond if excess > 0 else "chưa kết luận được" if missing else "không vượt"
    rules = tuple(step for step in highest.reckoning.steps if step.law)
    steps = (*rules, Step(f"tin đòi {months_in_words(highest.asked)} lương, {beyond}"))
    reckoning = Reckoning(asked_vnd=None, at_most_vnd=None, missing=missing, steps=steps)
    months = (highest.asked, highest.at_most)
    return ReckonedFee(kind="service", reckoning=reckoning, quotes=(highest.quote,), months=months)


def _deposit(advert: Advert) -> ReckonedFee | None:
    """Reckon the highest deposit by the market that allows most, as its sign does."""
    dearest = _dearest(advert, *_DEPOSITS)
    if dearest is None or dearest.vnd is None:
        return None
    job = job_in(advert.text.ascii)
    reckonings = [
        reckon_deposit(Money(dearest.vnd), market=market, job=job, on=advert.on)
        for market in sorted(advert.markets) or (None,)
    ]
    open_ended = [one for one in reckonings if one.at_most_vnd is None]
    most = open_ended[0] if open_ended else max(reckonings, key=lambda one: one.at_most_vnd or 0)
    return ReckonedFee(kind="deposit", reckoning=most, quotes=(dearest.quote,), converted=dearest.currency != "VND")


def _brokerage(advert: Advert) -> ReckonedFee | None:
    dearest = _dearest(advert, "brokerage")
    if dearest is None or dearest.vnd is None:
        return None
    reckoning = reckon_brokerage(Money(dearest.vnd), on=advert.on)
    return ReckonedFee(
        kind="brokerage", reckoning=reckoning, quotes=(dearest.quote,), converted=dearest.currency != "VND"
    )


def _dearest(advert: Advert, *kinds: str) -> Fee | None:
    asked = [fee for fee in advert.facts.fees if fee.kind in kinds and fee.vnd]
    return max(asked, key=lambda fee: fee.vnd or 0, default=None)
