"""Indicators about money that the worker is asked for."""

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.law.tables import rows_on
from model.records import Fee
from model.text import Quote
from model.wording import vnd
from storage.folding import fold

_EPS = words("eps")
_SELECTION = words("selection")
_MONTHS_OF_MOST = 36
_TOLERANCE = 1.02
"""Exchange rates are estimates: an excess of less than this is not called one."""


def asks_brokerage_fee(advert: Advert) -> Sign | None:
    """The worker is asked to pay a broker, which the law forbids whatever the sum."""
    sign = _of_kinds(advert, "brokerage")
    if sign is None or advert.abroad:
        return sign
    return Sign(quotes=sign.quotes, law=("hiring_is_free", "charges_applicants"))


def asks_deposit_where_none_is_lawful(advert: Advert) -> Sign | None:
    """A deposit is asked for a market where no deposit may be asked for any job."""
    ceiling = _deposit_ceiling(advert)
    return _of_kinds(advert, "deposit", "seat") if ceiling == 0 else None


def asks_deposit_above_ceiling(advert: Advert) -> Sign | None:
    """A deposit is asked that is higher than the ceiling of its market."""
    ceiling = None if advert.has(_EPS) else _deposit_ceiling(advert)
    above = [
        fee for fee in advert.facts.fees if fee.kind == "deposit" and ceiling and (fee.vnd or 0) > ceiling * _TOLERANCE
    ]
    if not above or not ceiling:
        return None
    return Sign(quotes=_quotes(above), figures={"ceiling": vnd(ceiling), "asked": vnd(above[0].vnd or 0)})


def asks_security_for_domestic_job(advert: Advert) -> Sign | None:
    """Money must be left as security to get or keep a job in Việt Nam."""
    return None if advert.abroad else _of_kinds(advert, "deposit", "seat")


def asks_payment_to_be_hired(advert: Advert) -> Sign | None:
    """The applicant pays for file, training, uniform or card before a job in Việt Nam."""
    return None if advert.abroad else _of_kinds(advert, "selection", "training", "uniform")


def asks_selection_fee_for_work_abroad(advert: Advert) -> Sign | None:
    """A fee is asked for being selected or for a seat abroad, although selection must be free."""
    if not advert.abroad:
        return None
    named = [fee for fee in advert.facts.fees if fee.kind == "selection" and _is_for_being_chosen(fee)]
    seats = [fee for fee in advert.facts.fees if fee.kind == "seat"]
    return Sign(quotes=_quotes(named + seats)) if named or seats else None


def _is_for_being_chosen(fee: Fee) -> bool:
    return _SELECTION.search(fold(fee.quote.text).encode("ascii", "replace")) is not None


def service_fee_above_ceiling(advert: Advert) -> Sign | None:
    """The service fee is above the general ceiling: one month's wage for each twelve months, three at the most."""
    if not advert.abroad:
        return None
    wages = [wage.vnd_month_max or wage.vnd_month_min or 0 for wage in advert.facts.wages if wage.period == "month"]
    wage = max(wages, default=0)
    service = [fee for fee in advert.facts.fees if fee.kind == "service" and fee.vnd]
    # a total holds tickets and lessons too; it speaks only where the service fee itself is not named
    fees = [fee for fee in service if not fee.total] or service
    if not wage or not fees:
        return None
    highest = max(fees, key=lambda fee: fee.vnd or 0)
    months = _ceiling_in_months(advert)
    if (highest.vnd or 0) <= wage * months * _TOLERANCE:
        return None
    figures = {
        "wage": vnd(wage),
        "months": f"{months:g}",
        "ceiling": vnd(round(wage * months)),
        "asked": vnd(highest.vnd or 0),
        "excess": vnd(round((highest.vnd or 0) - wage * months)),
    }
    return Sign(quotes=(highest.quote,), figures=figures)


def _ceiling_in_months(advert: Advert) -> float:
    rule = rows_on("service_fee_ceilings", advert.on)[0]
    months = advert.facts.contract_months or _MONTHS_OF_MOST
    if months >= _MONTHS_OF_MOST:
        return float(rule["months_wage_from_36_months"])
    return float(rule["months_wage_per_12_months"]) * months / 12


def _deposit_ceiling(advert: Advert) -> int | None:
    """Return the highest ceiling among the markets named, None where none of them has one."""
    ceilings = [row["vnd"] for row in rows_on("deposit_ceilings", advert.on) if advert.countries & set(row["market"])]
    return max(ceilings, default=None)


def _of_kinds(advert: Advert, *kinds: str) -> Sign | None:
    fees = [fee for fee in advert.facts.fees if fee.kind in kinds]
    return Sign(quotes=_quotes(fees)) if fees else None


def _quotes(fees: list[Fee]) -> tuple[Quote, ...]:
    return tuple(fee.quote for fee in fees[:3])


INDICATORS = (
    Indicator(
        code="asks_brokerage_fee",
        strength="strong",
        dimension="deception",
        fires=asks_brokerage_fee,
        typologies=("unlicensed_overseas_broker", "excess_or_illegal_fee"),
        law=("no_brokerage_from_workers", "collects_money_without_function"),
    ),
    Indicator(
        code="asks_deposit_where_none_is_lawful",
        strength="strong",
        dimension="coercion",
        fires=asks_deposit_where_none_is_lawful,
        typologies=("deposit_or_upfront_fee", "excess_or_illegal_fee"),
        law=("deposit_ceiling", "selection_fee_by_licensed", "collects_money_without_function"),
    ),
    Indicator(
        code="asks_deposit_above_ceiling",
        strength="strong",
        dimension="coercion",
        fires=asks_deposit_above_ceiling,
        typologies=("excess_or_illegal_fee",),
        law=("deposit_ceiling", "deposit_above_ceiling_by_licensed"),
    ),
    Indicator(
        code="asks_security_for_domestic_job",
        strength="medium",
        dimension="coercion",
        fires=asks_security_for_domestic_job,
        typologies=("deposit_or_upfront_fee",),
        law=("no_papers_no_security", "keeps_papers_or_security"),
    ),
    Indicator(
        code="asks_payment_to_be_hired",
        strength="medium",
        dimension="deception",
        fires=asks_payment_to_be_hired,
        typologies=("deposit_or_upfront_fee",),
        law=("hiring_is_free", "charges_applicants"),
    ),
    Indicator(
        code="asks_selection_fee_for_work_abroad",
        strength="strong",
        dimension="deception",
        fires=asks_selection_fee_for_work_abroad,
        typologies=("excess_or_illegal_fee", "deposit_or_upfront_fee"),
        law=("no_selection_fee", "selection_fee_by_licensed", "collects_money_without_function"),
    ),
    Indicator(
        code="service_fee_above_ceiling",
        strength="strong",
        dimension="deception",
        fires=service_fee_above_ceiling,
        typologies=("excess_or_illegal_fee",),
        law=("service_fee_ceiling", "service_fee_by_licensed"),
    ),
)
