"""Indicators about the licence: what the register says of the number and name in an advert."""

from model.indicators.advert import Advert, Indicator, Sign
from model.register import results
from model.register.results import RegisterResult
from model.text import Quote

_NOT_USABLE = (results.EXPIRED, results.SUSPENDED, results.REVOKED)


def licence_number_not_in_register(advert: Advert) -> Sign | None:
    """The licence number in the advert is in no row of a list that is fresh enough to know it."""
    found = _answer(advert, results.NOT_FOUND)
    if found is None or found.matched_by != "licence_number" or found.stale:
        return None
    return _sign(advert, found)


def imitates_licensed_enterprise(advert: Advert) -> Sign | None:
    """The name is that of a licensed enterprise, or nearly, and its number, tax code, phone or site is another's."""
    found = _answer(advert, results.LOOK_ALIKE)
    return _sign(advert, found) if found else None


def number_and_name_differ(advert: Advert) -> Sign | None:
    """The licence number or tax code belongs to one enterprise of the list, the name to another."""
    found = _answer(advert, results.DIFFERENT)
    return _sign(advert, found) if found else None


def licence_expired_or_suspended(advert: Advert) -> Sign | None:
    """The enterprise stands in the list, its licence expired, suspended, withdrawn or handed back."""
    found = _answer(advert, *_NOT_USABLE)
    return _sign(advert, found) if found else None


def branch_collects_money(advert: Advert) -> Sign | None:
    """A branch in the list asks for money, although branches may neither sign nor collect."""
    found = _answer(advert, results.BRANCH)
    if found is None or not advert.facts.fees:
        return None
    return Sign(quotes=(*_quotes(advert, found)[:2], advert.facts.fees[0].quote), figures={"said": found.sentence})


def enterprise_not_in_register(advert: Advert) -> Sign | None:
    """No name in the advert is in a fresh list; it may be the employer abroad who is named."""
    found = _answer(advert, results.NOT_FOUND)
    if found is None or found.matched_by != "name" or found.stale:
        return None
    return _sign(advert, found)


def _answer(advert: Advert, *outcomes: str) -> RegisterResult | None:
    """Return the register's answer if it is one of these, and the advert is about work abroad at all."""
    found = advert.register
    about_it = advert.abroad or bool(advert.facts.licences)
    return found if found and about_it and found.outcome in outcomes else None


def _sign(advert: Advert, found: RegisterResult) -> Sign:
    return Sign(quotes=_quotes(advert, found), figures={"said": found.sentence})


def _quotes(advert: Advert, found: RegisterResult) -> tuple[Quote, ...]:
    """Return where the advert says what was looked up; nothing where only the page's employer field does."""
    said = {found.named, found.number} - {""}
    facts = advert.facts
    quotes = [licence.quote for licence in facts.licences if licence.number in said]
    quotes += [code.quote for code in facts.tax_codes if code.value in said]
    quotes += [company.quote for company in facts.companies if company.name in said]
    quotes += [phone.quote for phone in facts.phones if phone.value in said]
    return tuple(quotes[:3])


INDICATORS = (
    Indicator(
        code="licence_number_not_in_register",
        strength="medium",
        dimension="deception",
        fires=licence_number_not_in_register,
        typologies=("unlicensed_overseas_broker",),
        law=("licence_required", "advertises_work_abroad_without_function"),
    ),
    Indicator(
        code="imitates_licensed_enterprise",
        strength="strong",
        dimension="deception",
        fires=imitates_licensed_enterprise,
        typologies=("licence_lookalike",),
        law=("licence_required", "advertises_work_abroad_without_function"),
    ),
    Indicator(
        code="number_and_name_differ",
        strength="strong",
        dimension="deception",
        fires=number_and_name_differ,
        typologies=("licence_lookalike",),
        law=("licence_required", "lends_or_borrows_licence"),
    ),
    Indicator(
        code="licence_expired_or_suspended",
        strength="strong",
        dimension="deception",
        fires=licence_expired_or_suspended,
        typologies=("unlicensed_overseas_broker",),
        law=("licence_required", "acts_while_suspended"),
    ),
    Indicator(
        code="branch_collects_money",
        strength="strong",
        dimension="deception",
        fires=branch_collects_money,
        typologies=("excess_or_illegal_fee",),
        law=("branch_may_not_collect", "branch_outside_assignment"),
    ),
    Indicator(
        code="enterprise_not_in_register",
        strength="weak",
        dimension="deception",
        fires=enterprise_not_in_register,
        typologies=("unlicensed_overseas_broker",),
        law=("licence_required",),
        state="evaluation",
    ),
)
