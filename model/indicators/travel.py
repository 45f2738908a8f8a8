"""Indicators about the way abroad: visa, route, haste, destination, and who sends."""

import re2

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.law.standing import Standing, countries_with
from model.text import Quote

_WRONG_VISA = words("wrong_visa")
_OFFICE_LETTERS = words("office_letters")
_PASSES = words("passes_from_recruiter")
_ANOTHERS_LICENCE = words("anothers_licence")
_FROM_THE_COMMUNE = re2.compile(rb"\b(?:ubnd|uy ban|bien phong|cong an)\b[^.\n]{0,40}$")
_HASTE = words("haste")
_GUARANTEE = words("guarantee")
_PASSING = ("đậu", "đỗ", "visa", "bay", "xuất cảnh", "suất nội bộ", "nhận việc")
_NO_SKILL = words("no_skill")
_PICKED_UP = words("picked_up")
_ENTERPRISE = words("enterprise")
_PROGRAMMES = words("no_channel")
_NO_FIRM = words("no_firm")
_CLOSED: frozenset[Standing] = frozenset({"closed"})
_COMPOUNDS: frozenset[Standing] = frozenset({"compounds"})


def travels_without_work_visa(advert: Advert) -> Sign | None:
    """The way to work abroad is a visit, business or student visa, a border pass, or no visa at all."""
    if advert.for_study or not (advert.abroad or advert.has(_PASSES)):
        return None
    quotes = [one for one in advert.quotes(_WRONG_VISA, deniable=True) if _is_the_way(advert, one)]
    return Sign(quotes=tuple(quotes)) if quotes else None


def _is_the_way(advert: Advert, place: Quote) -> bool:
    """Tell whether it is meant: not refused right after, no invitation to an interview, no pass from the commune."""
    said = advert.text.ascii[place.start : place.end + 16]
    if _FROM_THE_COMMUNE.search(advert.text.ascii[max(0, place.start - 60) : place.start]):
        return False
    return not advert.is_refused_after(place) and _OFFICE_LETTERS.match(said) is None


def leaves_within_days(advert: Advert) -> Sign | None:
    """Departure is promised within days, which no lawful order can keep."""
    quotes = advert.quotes(_HASTE, 2) if advert.abroad else ()
    return Sign(quotes=quotes) if quotes else None


def guarantees_success(advert: Advert) -> Sign | None:
    """A visa, an order or being hired is guaranteed."""
    quotes = advert.quotes(_GUARANTEE, deniable=True, spelled=_PASSING)
    return Sign(quotes=quotes) if quotes else None


def no_skill_asked_for_work_abroad(advert: Advert) -> Sign | None:
    """Neither language nor skill is asked for work abroad."""
    quotes = advert.quotes(_NO_SKILL) if advert.abroad else ()
    return Sign(quotes=quotes) if quotes else None


def recruiter_takes_care_of_the_way(advert: Advert) -> Sign | None:
    """Somebody fetches the worker and sees to the whole journey to a country of compounds."""
    quotes = advert.quotes(_PICKED_UP) if advert.countries & countries_with(_COMPOUNDS, advert.on) else ()
    return Sign(quotes=quotes) if quotes else None


def recruits_for_compound_country(advert: Advert) -> Sign | None:
    """Workers are sought for Cambodia, Myanmar or Laos, where no lawful channel for such adverts exists."""
    compounds = countries_with(_COMPOUNDS, advert.on)
    where = [item.quote for item in advert.facts.destinations if item.country in compounds]
    return Sign(quotes=tuple(where[:2])) if where else None


def recruits_for_market_without_channel(advert: Advert) -> Sign | None:
    """Workers are sought for a country to which no enterprise may send them, by secondary sources of 2025."""
    where = advert.bound_for(countries_with(_CLOSED, advert.on)) if not advert.for_study else ()
    quotes = (*where[:2], *advert.quotes(_PROGRAMMES, 1))
    return Sign(quotes=quotes) if quotes else None


def names_no_enterprise_for_work_abroad(advert: Advert) -> Sign | None:
    """An advert about work abroad names neither an enterprise, nor a licence, nor an office of the state."""
    if not advert.abroad or advert.facts.licences or advert.advert.employer_name:
        return None
    alone = advert.quotes(_NO_FIRM, 1)
    if alone or advert.has(_ENTERPRISE):
        return Sign(quotes=alone) if alone else None
    return Sign(quotes=tuple(item.quote for item in advert.facts.destinations[:1]))


def shows_no_licence_for_work_abroad(advert: Advert) -> Sign | None:
    """An enterprise is named, but no licence for sending workers abroad, although fees are asked."""
    named = advert.advert.employer_name or advert.has(_ENTERPRISE)
    if not advert.abroad or not named or advert.facts.licences or not advert.facts.fees:
        return None
    return Sign(quotes=(advert.facts.fees[0].quote,))


def works_under_anothers_licence(advert: Advert) -> Sign | None:
    """Who recruits for work abroad borrows the licence of another firm, or promises to show one later."""
    quotes = advert.quotes(_ANOTHERS_LICENCE, 2, deniable=True) if advert.abroad else ()
    return Sign(quotes=quotes) if quotes else None


INDICATORS = (
    Indicator(
        code="travels_without_work_visa",
        strength="strong",
        dimension="deception",
        fires=travels_without_work_visa,
        typologies=("unlicensed_overseas_broker",),
        law=("advertises_work_abroad_without_function", "illegal_exit"),
    ),
    Indicator(
        code="leaves_within_days",
        strength="medium",
        dimension="deception",
        fires=leaves_within_days,
        typologies=(),
        law=("false_promises",),
    ),
    Indicator(
        code="guarantees_success",
        strength="medium",
        dimension="deception",
        fires=guarantees_success,
        typologies=(),
        law=("false_promises",),
    ),
    Indicator(
        code="no_skill_asked_for_work_abroad",
        strength="weak",
        dimension="vulnerability",
        fires=no_skill_asked_for_work_abroad,
        typologies=(),
        law=(),
    ),
    Indicator(
        code="recruiter_takes_care_of_the_way",
        strength="medium",
        dimension="coercion",
        fires=recruiter_takes_care_of_the_way,
        typologies=("scam_compound",),
        law=("trafficking",),
    ),
    Indicator(
        code="recruits_for_compound_country",
        strength="medium",
        dimension="deception",
        fires=recruits_for_compound_country,
        typologies=("scam_compound",),
        law=("advertises_work_abroad_without_function", "licence_required"),
    ),
    Indicator(
        code="recruits_for_market_without_channel",
        strength="medium",
        dimension="deception",
        fires=recruits_for_market_without_channel,
        typologies=("unlicensed_overseas_broker",),
        law=("advertises_work_abroad_without_function", "licence_required"),
    ),
    Indicator(
        code="names_no_enterprise_for_work_abroad",
        strength="weak",
        dimension="deception",
        fires=names_no_enterprise_for_work_abroad,
        typologies=("unlicensed_overseas_broker",),
        law=("licence_required",),
    ),
    Indicator(
        code="shows_no_licence_for_work_abroad",
        strength="weak",
        dimension="deception",
        fires=shows_no_licence_for_work_abroad,
        typologies=("unlicensed_overseas_broker",),
        law=("licence_required",),
    ),
    Indicator(
        code="works_under_anothers_licence",
        strength="medium",
        dimension="deception",
        fires=works_under_anothers_licence,
        typologies=("licence_lookalike", "unlicensed_overseas_broker"),
        law=("licence_required", "advertises_work_abroad_without_function"),
        state="evaluation",
    ),
)
