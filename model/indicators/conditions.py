"""Indicators about what the work would be like: freedom, secrecy, wages, hours."""

from typing import Any

import re2

from model.fact_records import Wage
from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.law.ceilings import ReferenceWage
from model.law.domestic import least_probation_share, lowest_minimum_wage, most_hours_a_day
from model.law.tables import rows_on

_LEAVING_COSTS = words("leaving_costs")
_WAGE_KEPT = words("wage_kept")
_ISOLATION = words("isolation")
_SECRECY = words("secrecy")
_UNPAID_TRIAL = words("unpaid_trial")
_PART_TIME = words("part_time")
_TRIAL_SHARE = re2.compile(rb"\bthu viec[ ,:(0-9a-z-]{0,40}?\b(\d{2}) ?%")
_ADULT = 18
_TOO_GOOD = 1.5
"""How many times the upper end of what a market usually pays makes a promise too good."""


def fines_for_leaving(advert: Advert) -> Sign | None:
    """Who leaves before the end pays a penalty, loses wages, or may not leave before a debt is worked off."""
    quotes = advert.quotes(_LEAVING_COSTS, 2, deniable=True)
    return Sign(quotes=quotes) if quotes else None


def withholds_wages(advert: Advert) -> Sign | None:
    """Part of the wages is kept as security, or all of it paid only at the end of a long time."""
    quotes = advert.quotes(_WAGE_KEPT, 2, deniable=True)
    return Sign(quotes=quotes) if quotes else None


def isolates_the_worker(advert: Advert) -> Sign | None:
    """Workers may not go out freely, or hand in their phones."""
    quotes = advert.quotes(_ISOLATION, 2, deniable=True)
    return Sign(quotes=quotes) if quotes else None


def wants_secrecy(advert: Advert) -> Sign | None:
    """The worker is told to keep the offer from others, or what to say to officers on the way."""
    quotes = advert.quotes(_SECRECY, 2)
    return Sign(quotes=quotes) if quotes else None


def underpays_probation(advert: Advert) -> Sign | None:
    """Time on probation is unpaid, or paid below the least share of the wage."""
    least = least_probation_share(advert.on)
    if advert.abroad or least is None:
        return None
    shares = [match for match in _TRIAL_SHARE.finditer(advert.text.ascii) if int(match[1]) < least and _is_pay(match)]
    quotes = [advert.text.quote(*match.span()) for match in shares] + list(advert.quotes(_UNPAID_TRIAL, 1))
    return Sign(quotes=tuple(quotes[:2])) if quotes else None


def _is_pay(match: Any) -> bool:
    """Tell whether a share behind "thử việc" is one of the wage; other shares are commission or a discount."""
    return not any(word in match[0] for word in (b"hoa hong", b"giam", b"thuong", b"chiet khau"))


def pays_below_minimum_wage(advert: Advert) -> Sign | None:
    """The highest wage of full-time work in Việt Nam is below the least wage of every region."""
    lowest = lowest_minimum_wage(advert.on)
    wages = [wage for wage in advert.facts.wages if wage.currency == "VND"]
    if advert.abroad or lowest is None or not wages or any(wage.period != "month" for wage in wages):
        return None
    best = max(wages, key=_upper)
    if _upper(best) >= lowest.vnd_month or advert.has(_PART_TIME):
        return None
    return Sign(quotes=(best.quote,))


def _upper(wage: Wage) -> float:
    return wage.max or wage.min or 0


def works_minors_too_long(advert: Advert) -> Sign | None:
    """People under eighteen are sought for more hours a day than they may work."""
    ages = [age for age in advert.facts.ages if age.min is not None and age.min < _ADULT]
    hours = [term for term in advert.facts.terms if term.what == "hours_per_day"]
    if not ages or not hours:
        return None
    most = most_hours_a_day(ages[0].min or 0, advert.on)
    long = [term.quote for term in hours if most and float(term.value) > most]
    return Sign(quotes=(ages[0].quote, long[0])) if long else None


def promises_wage_above_market(advert: Advert) -> Sign | None:
    """The wage promised abroad is far above what the market usually pays."""
    usual = {
        market: row.vnd_month[1]
        for row in sorted(rows_on(ReferenceWage, advert.on), key=lambda row: row.vnd_month or (0, 0))
        if row.kind == "usual" and row.vnd_month
        for market in row.markets
    }
    tops = [usual[country] for country in advert.markets if country in usual]
    if not tops or len(tops) < len(advert.markets):
        return None
    high = [wage for wage in advert.facts.wages if wage.period == "month" and _lower_vnd(wage) > max(tops) * _TOO_GOOD]
    return Sign(quotes=(high[0].quote,)) if high else None


def _lower_vnd(wage: Wage) -> int:
    return wage.vnd_month_min or wage.vnd_month_max or 0


INDICATORS = (
    Indicator(
        code="fines_for_leaving",
        strength="medium",
        dimension="coercion",
        fires=fines_for_leaving,
        typologies=(),
        law=("no_papers_no_security", "forced_labour"),
    ),
    Indicator(
        code="withholds_wages",
        strength="medium",
        dimension="coercion",
        fires=withholds_wages,
        typologies=(),
        law=("no_papers_no_security", "keeps_papers_or_security"),
    ),
    Indicator(
        code="isolates_the_worker",
        strength="medium",
        dimension="coercion",
        fires=isolates_the_worker,
        typologies=(),
        law=("forced_labour",),
    ),
    Indicator(
        code="wants_secrecy",
        strength="medium",
        dimension="vulnerability",
        fires=wants_secrecy,
        typologies=(),
        law=(),
    ),
    Indicator(
        code="underpays_probation",
        strength="weak",
        dimension="exploitation",
        fires=underpays_probation,
        typologies=(),
        law=("low_probation_pay",),
    ),
    Indicator(
        code="pays_below_minimum_wage",
        strength="weak",
        dimension="exploitation",
        fires=pays_below_minimum_wage,
        typologies=(),
        law=("minimum_wage",),
        state="evaluation",
    ),
    Indicator(
        code="works_minors_too_long",
        strength="medium",
        dimension="exploitation",
        fires=works_minors_too_long,
        typologies=(),
        law=("minors_hours", "minors_hours_or_papers"),
        state="evaluation",
    ),
    Indicator(
        code="promises_wage_above_market",
        strength="medium",
        dimension="deception",
        fires=promises_wage_above_market,
        typologies=(),
        law=("false_promises",),
    ),
)
