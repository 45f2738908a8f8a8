"""Indicators about money that the worker is asked for."""

from model.fact_records import Fee
from model.fee_arithmetic import Money, reckon_brokerage, reckon_deposit
from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.indicators.service_fee import TOLERANCE, service_fee_above_ceiling
from model.law.jobs import job_in
from model.text import Quote
from model.wording import vnd
from storage.folding import fold

_EPS = words("eps")
_SELECTION = words("selection")
_STATE_TEST = words("state_test")
_DUE_TO_START = words("due_to_start")
_FOR_OTHERS = words("for_others")
_NOT_FOR_HIRING = words("not_for_hiring")
_TO_BROKER = words("to_broker")
_BROKER_IS_PAID = words("broker_is_paid")
_AROUND = 60
"""Characters on both sides of a sum in which what it is for is told."""


def asks_brokerage_fee(advert: Advert) -> Sign | None:
    """The worker is asked to pay a broker, which the law forbids whatever the sum."""
    asked = [fee for fee in advert.facts.fees if fee.kind == "brokerage" or _goes_to_broker(advert, fee)]
    if not asked:
        return None
    if not advert.abroad:
        return Sign(quotes=_quotes(asked), figures={"reckoned": ""}, law=("hiring_is_free", "charges_applicants"))
    dearest = max(asked, key=lambda fee: fee.vnd or 0)
    reckoning = reckon_brokerage(Money(dearest.vnd) if dearest.vnd else None, on=advert.on)
    return Sign(quotes=_quotes(asked), figures={"reckoned": f" ({reckoning.sentence})" if dearest.vnd else ""})


def _goes_to_broker(advert: Advert, fee: Fee) -> bool:
    """Tell whether a sum is named on a list as the reward of a broker or partner, and nobody else pays it."""
    before = advert.text.ascii[max(0, fee.quote.start - _AROUND) : fee.quote.end].split(b"\n")[-1]
    said = _TO_BROKER.search(before)
    return said is not None and _BROKER_IS_PAID.search(before[said.start() :]) is None


def asks_deposit_where_none_is_lawful(advert: Advert) -> Sign | None:
    """A deposit is asked for a market, or for a job there, where none may be asked."""
    sign = _of_kinds(advert, "deposit", "seat")
    return sign if sign and _deposit_ceiling(advert) == 0 else None


def asks_deposit_above_ceiling(advert: Advert) -> Sign | None:
    """A deposit is asked that is higher than the ceiling of its market."""
    deposits = [fee for fee in advert.facts.fees if fee.kind == "deposit"]
    ceiling = _deposit_ceiling(advert) if deposits and not advert.has(_EPS) else None
    above = [fee for fee in deposits if ceiling and (fee.vnd or 0) > ceiling * TOLERANCE]
    if not above or not ceiling:
        return None
    return Sign(quotes=_quotes(above), figures={"ceiling": vnd(ceiling), "asked": vnd(above[0].vnd or 0)})


def asks_security_for_domestic_job(advert: Advert) -> Sign | None:
    """Money must be left as security to get or keep a job in Việt Nam."""
    return None if advert.abroad else _of_kinds(advert, "deposit", "seat")


def asks_payment_to_be_hired(advert: Advert) -> Sign | None:
    """The applicant pays for file, training, uniform or card before a job in Việt Nam."""
    if advert.abroad or not advert.facts.fees:
        return None
    asked = [fee for fee in advert.facts.fees if _is_to_be_hired(advert, fee)]
    return Sign(quotes=_quotes(asked)) if asked else None


def _is_to_be_hired(advert: Advert, fee: Fee) -> bool:
    """Tell whether a sum is a condition of being hired, by its kind, else by the words around it."""
    around = _around(advert, fee)
    if fee.kind in ("selection", "training"):
        return _NOT_FOR_HIRING.search(around) is None
    if fee.kind == "uniform":
        return True
    is_due = fee.kind in ("service", "other") and _DUE_TO_START.search(around) is not None
    return is_due and _FOR_OTHERS.search(around) is None


def _around(advert: Advert, fee: Fee) -> bytes:
    return advert.text.ascii[max(0, fee.quote.start - _AROUND) : fee.quote.end + _AROUND]


def asks_selection_fee_for_work_abroad(advert: Advert) -> Sign | None:
    """A fee is asked for being selected or for a seat abroad, although selection must be free."""
    if not advert.abroad or advert.for_study:
        return None
    named = [fee for fee in advert.facts.fees if fee.kind == "selection" and _is_for_being_chosen(fee)]
    seats = [fee for fee in advert.facts.fees if fee.kind == "seat"]
    return Sign(quotes=_quotes(named + seats)) if named or seats else None


def _is_for_being_chosen(fee: Fee) -> bool:
    said = fold(fee.quote.text).encode("ascii", "replace")
    return _SELECTION.search(said) is not None and _STATE_TEST.search(said) is None


def _deposit_ceiling(advert: Advert) -> int | None:
    """Return the highest ceiling among the markets named, None where one of them has none in figures."""
    job = job_in(advert.text.ascii)
    ceilings = [reckon_deposit(None, market=market, job=job, on=advert.on).at_most_vnd for market in advert.markets]
    known = [ceiling for ceiling in ceilings if ceiling is not None]
    return max(known) if known and len(known) == len(ceilings) else None


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
        law=("deposit_ceiling", "deposit_above_ceiling_by_licensed", "collects_money_without_function"),
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
        law=("service_fee_ceiling", "service_fee_ceiling_by_market", "service_fee_by_licensed"),
    ),
)
