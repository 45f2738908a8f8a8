"""Indicators about the person sought, their papers, and how the poster wants to be reached."""

import re2

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.text import Quote

_BANNED_PLACE = words("banned_place")
_ENTERTAINMENT = words("entertainment")
_YOUNG_WOMEN = words("young_women")
_NO_TOUCH = words("no_touch")
_WOMEN = words("women")
_PRIVATE = words("private")
_COMPANY = words("company")
_TELEGRAM = words("telegram")
_BIRTH_YEAR = words("birth_year")
_AT_SCHOOL = words("at_school")
_TUTORS = words("tutors")
_GIVEN_BACK = words("given_back")
_LEFT = words("left_in_their_hands")
_BOTH = re2.compile(rb"\bnam(?: |/| / |, | va | hoac |-)$")
_BEFORE = 12
"""Characters before a word for women in which men are named beside them."""
_ADULT = 18
_BEHIND = 60
"""Characters behind a paper in which its return is told."""


def keeps_original_papers(advert: Advert) -> Sign | None:
    """Original identity papers, diplomas or deeds must be left with the employer or broker."""
    named = [item.quote for item in advert.facts.papers_kept] or advert.quotes(_LEFT, 2, deniable=True)
    kept = [quote for quote in named if not _is_given_back(advert, quote)]
    return Sign(quotes=tuple(kept[:3])) if kept else None


def _is_given_back(advert: Advert, paper: Quote) -> bool:
    """Tell whether the paper is only looked at, or stays with its owner, by the words around it."""
    return _GIVEN_BACK.search(advert.text.ascii[paper.start : paper.end + _BEHIND]) is not None


def seeks_minors_for_banned_place(advert: Advert) -> Sign | None:
    """People under eighteen are sought for a place, or a kind of work, that the law keeps minors from."""
    minors = [*_minors(advert), *_born_too_late(advert), *_pupils(advert)]
    places = advert.quotes(_BANNED_PLACE, 1)
    return Sign(quotes=(*minors[:1], *places)) if minors and places else None


def seeks_minors_for_work_abroad(advert: Advert) -> Sign | None:
    """People under eighteen are sought for work abroad."""
    minors = _minors(advert)
    return Sign(quotes=tuple(minors[:1])) if minors and advert.abroad else None


def _minors(advert: Advert) -> list[Quote]:
    return [age.quote for age in advert.facts.ages if age.min is not None and age.min < _ADULT]


def _pupils(advert: Advert) -> list[Quote]:
    """Return where pupils are sought to work, and not to be taught."""
    return [] if advert.has(_TUTORS) else list(advert.quotes(_AT_SCHOOL, 1, deniable=True))


def _born_too_late(advert: Advert) -> list[Quote]:
    """Return years of birth that make a minor of the person on the day of the advert."""
    found = _BIRTH_YEAR.finditer(advert.text.ascii)
    return [advert.text.quote(*match.span()) for match in found if advert.on.year - 2000 - int(match[1]) < _ADULT]


def seeks_young_women_for_entertainment(advert: Advert) -> Sign | None:
    """Young or good-looking women are sought for a place of entertainment, with tips or reassurance."""
    place, women = advert.quotes(_ENTERTAINMENT, 1), _women_alone(advert)[:1]
    comfort = advert.quotes(_NO_TOUCH, 1)
    return Sign(quotes=(*place, *women, *comfort)) if place and women and comfort and advert.has(_WOMEN) else None


def _women_alone(advert: Advert) -> list[Quote]:
    """Return where young women are sought, and not men and women alike."""
    found = advert.quotes(_YOUNG_WOMEN)
    return [one for one in found if not _BOTH.search(advert.text.ascii[max(0, one.start - _BEFORE) : one.start])]


def moves_to_private_messenger(advert: Advert) -> Sign | None:
    """Applicants are led to Telegram, Signal or WhatsApp."""
    quotes = advert.quotes(_TELEGRAM, 2)
    return Sign(quotes=quotes) if quotes else None


def hides_the_employer(advert: Advert) -> Sign | None:
    """No employer of any kind is named, only a private way to write to the poster."""
    if advert.advert.employer_name or advert.has(_COMPANY):
        return None
    quotes = advert.quotes(_PRIVATE, 1)
    return Sign(quotes=quotes) if quotes else None


def pays_for_bringing_others(advert: Advert) -> Sign | None:
    """Money is promised for bringing other workers; honest employers do this too, so it never counts alone."""
    offers = [offer.quote for offer in advert.facts.offers if offer.kind == "referral_bonus"]
    return Sign(quotes=tuple(offers[:2])) if offers else None


INDICATORS = (
    Indicator(
        code="keeps_original_papers",
        strength="strong",
        dimension="coercion",
        fires=keeps_original_papers,
        typologies=("id_retention",),
        law=("no_papers_no_security", "keeps_papers_or_security"),
    ),
    Indicator(
        code="seeks_minors_for_banned_place",
        strength="strong",
        dimension="exploitation",
        fires=seeks_minors_for_banned_place,
        typologies=("underage_or_sexual_exploitation",),
        law=("minors_banned_places", "minors_in_banned_work"),
    ),
    Indicator(
        code="seeks_minors_for_work_abroad",
        strength="strong",
        dimension="exploitation",
        fires=seeks_minors_for_work_abroad,
        typologies=("unlicensed_overseas_broker",),
        law=("adults_only_abroad", "advertises_work_abroad_without_function"),
    ),
    Indicator(
        code="seeks_young_women_for_entertainment",
        strength="medium",
        dimension="vulnerability",
        fires=seeks_young_women_for_entertainment,
        typologies=("underage_or_sexual_exploitation",),
        law=("trafficking",),
    ),
    Indicator(
        code="moves_to_private_messenger",
        strength="weak",
        dimension="deception",
        fires=moves_to_private_messenger,
        typologies=(),
        law=(),
    ),
    Indicator(
        code="hides_the_employer",
        strength="weak",
        dimension="deception",
        fires=hides_the_employer,
        typologies=(),
        law=(),
    ),
    Indicator(
        code="pays_for_bringing_others",
        strength="weak",
        dimension="vulnerability",
        fires=pays_for_bringing_others,
        typologies=(),
        law=(),
    ),
)
