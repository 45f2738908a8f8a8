"""The indicator about the service fee of work abroad against its ceiling, the one that takes arithmetic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import re2

from model.fact_records import Fee
from model.fee_arithmetic import Money, Reckoning, reckon_service_fee
from model.indicators.advert import Advert, Sign
from model.indicators.patterns import words
from model.law.amounts import months_in_words
from model.law.jobs import job_in
from model.text import Quote
from model.wording import NO_SERVICE_FEE, vnd
from storage.folding import fold

TOLERANCE = 1.02
"""Exchange rates are estimates: an excess of less than this is not called one."""
_PUBLIC_OFFICE = words("public_office")
_STAGE_BEHIND = re2.compile(
    rb"[ ,:(]{0,3}(?:nua )?(?:ngay )?(?:khi|sau khi|truoc khi|luc|truoc (?:bay|xuat canh)|"
    rb"sau (?:phong van|visa|trung tuyen))\b"
)
_STAGE_BEFORE = re2.compile(
    rb"\b(?:(?:dot|lan|ky) (?:1|2|3|mot|hai|ba|dau)|con lai|sau phong van (?:dong|nop)|"
    rb"truoc (?:xuat canh|khi bay) (?:dong|nop))[ :,(-]{0,3}$"
)
_IN_MONTHS = re2.compile(
    rb"\b(?:tien|phi|chi phi) dich vu([a-z :,=-]{0,34}?)\b(\d(?:[,.]\d)?|mot|hai|ba|bon) thang luong\b"
)
_BOUND = re2.compile(rb"\b(?:duoi|chua|toi da|khong|ko|hong|tran|quy dinh|cao nhat|qua|trieu|tru|trong)\b")
_FIRST_YEAR = re2.compile(rb"\b(?:nam dau|moi nam|mot nam)\b")
_EXTENDED_BY = re2.compile(rb"\b(?:them|gia han|noi)\b[^.\n\d]{0,20}\b(\d{1,2}|muoi hai|mot|hai|ba) (thang|nam)\b")
_NUMBERS = {b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"muoi hai": 12}
_SENTENCE_END = re2.compile(rb"[.;\n] ?[^\d]|\n")
_YEAR = 12
_UNIT = 1_000_000
"""A wage to learn a ceiling in months by."""
_NEAR = 32
"""Characters before and behind a sum in which its stage is named."""
_AROUND = 40
"""Characters before and behind a sum in which it is called a fee for extending a contract."""
_MUCH = 1.5
"""Months of wage above which several sums together hold a service fee for certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInMonths:
    """A service fee that is named in months of wage, and the ceiling for a wage of one million."""

    asked: Fraction
    reckoning: Reckoning
    quote: Quote

    @property
    def at_most(self) -> Fraction:
        """Return the highest ceiling that could hold, in months of wage."""
        return Fraction(self.reckoning.at_most_vnd or 0, _UNIT)


def service_fee_above_ceiling(advert: Advert) -> Sign | None:
    """The service fee is above the ceiling for its wage, term, market and job, or above any that could hold."""
    if not advert.abroad:
        return None
    service = [fee for fee in advert.facts.fees if fee.kind == "service" and fee.vnd]
    return (_in_money(advert, service) if service else None) or _in_months(advert)


def reckon_service_asked(advert: Advert) -> tuple[Reckoning, tuple[Quote, ...]] | None:
    """Reckon the service fee that an advert asks against its ceiling: the highest sum, or all instalments together.

    Returns:
        the reckoning, whether or not it shows an excess, and where the sum stands; None where none is asked.
    """
    service = [fee for fee in advert.facts.fees if fee.kind == "service" and fee.vnd]
    if not service:
        return None
    highest, parts = _highest(service), _instalments(advert)
    asked = max(highest.vnd or 0, sum(fee.vnd or 0 for fee in parts))
    reckoning = _reckoning(advert, asked, extended=_is_for_extending(advert, highest))
    return reckoning, tuple(fee.quote for fee in parts[:3]) if asked > (highest.vnd or 0) else (highest.quote,)


def _highest(service: Sequence[Fee]) -> Fee:
    # a total holds tickets and lessons too; it speaks only where the service fee itself is not named
    return max([fee for fee in service if not fee.total] or service, key=lambda fee: fee.vnd or 0)


def _in_money(advert: Advert, service: Sequence[Fee]) -> Sign | None:
    """Set the highest sum, or all instalments together, beside the ceiling in đồng."""
    reckoned = reckon_service_asked(advert)
    if reckoned is None:
        return None
    reckoning, quotes = reckoned
    most, asked = reckoning.at_most_vnd, reckoning.asked_vnd or 0
    if most is None or asked <= most * TOLERANCE:
        return None
    if (not most or advert.has(_PUBLIC_OFFICE)) and not _is_for_service(advert, _highest(service)):
        return None
    return Sign(
        quotes=quotes, figures=_figures(reckoning, asked, converted=_is_converted(advert, quotes, wage=most > 0))
    )


def _figures(reckoning: Reckoning, asked: int, *, converted: bool) -> dict[str, str]:
    """Return the words of the sentence: the arithmetic, or that no such fee may be taken at all."""
    remark = " (quy đổi ước tính)" if converted else ""
    most = reckoning.at_most_vnd or 0
    if not most:
        return {"reckoned": NO_SERVICE_FEE, "asked": vnd(asked) + remark, "excess": ""}
    months = months_in_words(reckoning.months or Fraction())
    return {
        "reckoned": f"Lương {vnd(reckoning.wage_vnd or 0)} × {months} = trần {vnd(most)}",
        "asked": vnd(asked),
        "excess": f", vượt {vnd(asked - most)}{remark}",
    }


def _is_converted(advert: Advert, quotes: Sequence[Quote], *, wage: bool) -> bool:
    """Tell whether a sum of the arithmetic stands in foreign money in the advert, so that a rate was estimated."""
    asked = any(fee.currency != "VND" for fee in advert.facts.fees if fee.quote in quotes)
    return asked or (wage and any(one.currency != "VND" for one in advert.facts.wages))


def asked_in_months(advert: Advert) -> Iterator[AskedInMonths]:
    """Yield each service fee that is named in months of wage; no wage is needed to hold it to a ceiling."""
    for match in _IN_MONTHS.finditer(advert.text.ascii):
        if _BOUND.search(match[1]):
            continue
        asked = Fraction(_NUMBERS.get(match[2]) or match[2].decode().replace(",", "."))
        months = _YEAR if _FIRST_YEAR.search(match[1]) else None
        reckoning = _reckoning(advert, 0, wage=_UNIT, months=months)
        yield AskedInMonths(asked=asked, reckoning=reckoning, quote=advert.text.quote(*match.span()))


def _in_months(advert: Advert) -> Sign | None:
    """Set a fee that is named in months of wage beside the ceiling in months."""
    for one in asked_in_months(advert):
        if one.asked <= one.at_most * Fraction(TOLERANCE):
            continue
        most = one.at_most
        figures = {
            "reckoned": f"Trần tiền dịch vụ là {months_in_words(most)} lương" if most else NO_SERVICE_FEE,
            "asked": f"{months_in_words(one.asked)} lương",
            "excess": f", vượt {months_in_words(one.asked - most)} lương" if most else "",
        }
        return Sign(quotes=(one.quote,), figures=figures)
    return None


def _instalments(advert: Advert) -> list[Fee]:
    """Return the sums that are parts of one fee, by the stage that each is due at; none where a total is named."""
    fees = [fee for fee in advert.facts.fees if fee.vnd and (fee.total or fee.kind in ("service", "selection"))]
    parts = [fee for fee in fees if _is_due_at_a_stage(advert.text.ascii, fee)]
    return [] if any(fee.total for fee in fees) or len(parts) == 1 else parts


def _is_due_at_a_stage(folded: bytes, fee: Fee) -> bool:
    before, behind = folded[max(0, fee.quote.start - _NEAR) : fee.quote.start], folded[fee.quote.end :][:_NEAR]
    return _STAGE_BEHIND.match(behind) is not None or _STAGE_BEFORE.search(before) is not None


def _is_for_extending(advert: Advert, fee: Fee) -> bool:
    before, behind = (
        advert.text.ascii[max(0, fee.quote.start - _AROUND) : fee.quote.end],
        advert.text.ascii[fee.quote.end :][:_AROUND],
    )
    return b"gia han" in _SENTENCE_END.split(before)[-1] + _SENTENCE_END.split(behind)[0]


def _extended_by(advert: Advert) -> int | None:
    """Return by how many months the contract is extended, None where it is not told."""
    match = _EXTENDED_BY.search(advert.text.ascii)
    if match is None:
        return None
    count = _NUMBERS.get(match[1]) or int(match[1])
    return int(count) * (_YEAR if match[2] == b"nam" else 1) or None


def _is_for_service(advert: Advert, fee: Fee) -> bool:
    """Tell whether a sum is a service fee for certain, where none may be taken or an office of the state collects.

    It is called one, or it is a price for everything, or all sums together, above a month's wage: tickets and lessons
    alone do not cost that.
    """
    wage = _monthly_wage(advert)
    named = [one.vnd or 0 for one in advert.facts.fees if one.kind in ("service", "selection", "other")]
    together = (fee.vnd or 0) if fee.total else sum(named) if len(named) > 1 else 0
    called = fold(fee.quote.text)
    return (
        "dich vu" in called or "phi tu van" in called or (bool(wage) and together > wage * (1 if fee.total else _MUCH))
    )


def _monthly_wage(advert: Advert) -> int:
    """Return the wage that ceilings are counted by, in VND: the basic one of a contract, else the highest named.

    Wages by the hour or year count as the month that the readers make of them, where no month is named.
    """
    monthly = [wage for wage in advert.facts.wages if wage.period == "month"]
    basic = [wage for wage in monthly if wage.basis == "basic"]
    sums = {fee.amount for fee in advert.facts.fees}
    # a sum "for each year of the contract" that is asked as well is the fee, and no wage of a year
    by_hour = [one for one in advert.facts.wages if one.period in ("hour", "year") and one.max not in sums]
    return max((wage.vnd_month_max or wage.vnd_month_min or 0 for wage in basic or monthly or by_hour), default=0)


def _reckoning(
    advert: Advert, asked: int, *, wage: int | None = None, months: int | None = None, extended: bool = False
) -> Reckoning:
    """Return the reckoning that allows most, over the markets that the advert names."""
    counted_by = wage or _monthly_wage(advert)
    reckonings = [
        reckon_service_fee(
            Money(asked),
            wage=Money(counted_by) if counted_by else None,
            contract_months=(_extended_by(advert) if extended else months or advert.facts.contract_months) or None,
            market=market,
            job=job_in(advert.text.ascii),
            on=advert.on,
            extended=extended,
        )
        for market in (advert.markets or {None})
    ]
    open_ended = [reckoning for reckoning in reckonings if reckoning.at_most_vnd is None]
    return open_ended[0] if open_ended else max(reckonings, key=lambda reckoning: reckoning.at_most_vnd or 0)
