"""Indicators about places on the way abroad and what is promised for the time there."""

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.law.standing import places_pattern

_CROSSING = words("crossing")
_BORDER = words("border")
_DESK_BAIT = words("desk_bait")
_PICKED_UP = words("picked_up")
_LODGED_IN = words("lodged_in")
_SETTLEMENT = words("settlement")
_STAYS_ON = words("stays_on")
_MASSAGE = words("massage")
_BURIAL = words("burial")
_MANY = 3


def crosses_border_unofficially(advert: Advert) -> Sign | None:
    """The way leads over a border by paths, water or without papers."""
    quotes = advert.quotes(_CROSSING, 2, deniable=True) if advert.abroad or advert.has(_BORDER) else ()
    return Sign(quotes=quotes) if quotes else None


def recruits_at_border_gate(advert: Advert) -> Sign | None:
    """Office or online work beside a border gate, with lodging inside or somebody who fetches the worker."""
    gates = places_pattern("border_gate", advert.on)
    where = advert.quotes(gates, 1) if gates else ()
    work, fetched = advert.quotes(_DESK_BAIT, 1), advert.quotes(_PICKED_UP, 1) or advert.quotes(_LODGED_IN, 1)
    return Sign(quotes=(*where, *work, *fetched)) if where and work and fetched else None


def recruits_for_compound_place(advert: Advert) -> Sign | None:
    """The place of work, or the way to it, is a town or zone known for scam compounds."""
    places = places_pattern("compound", advert.on)
    where = advert.quotes(places, 2) if places else ()
    return Sign(quotes=where) if where else None


def promises_settlement_abroad(advert: Advert) -> Sign | None:
    """Residence, citizenship or bringing the family is promised along with work abroad."""
    quotes = advert.quotes(_SETTLEMENT, 2, deniable=True) if advert.abroad else ()
    return Sign(quotes=quotes) if quotes else None


def offers_many_countries(advert: Advert) -> Sign | None:
    """One advert recruits for three countries or more."""
    first = {item.country: item.quote for item in reversed(advert.facts.destinations)}
    return Sign(quotes=tuple(first.values())[:_MANY]) if len(first) >= _MANY else None


def persuades_to_stay_on(advert: Advert) -> Sign | None:
    """The worker is told how to stay, or to leave the employer, against the rules of the country."""
    if not advert.abroad:
        return None
    quotes = [one for one in advert.quotes(_STAYS_ON, deniable=True) if not advert.is_refused_after(one)]
    return Sign(quotes=tuple(quotes)) if quotes else None


def recruits_for_banned_work_abroad(advert: Advert) -> Sign | None:
    """The work abroad is massage or the care of the dead, which nobody may be sent for."""
    quotes = advert.quotes(_MASSAGE, 1, deniable=True) or advert.quotes(_BURIAL, 1) if advert.abroad else ()
    return Sign(quotes=quotes) if quotes else None


INDICATORS = (
    Indicator(
        code="crosses_border_unofficially",
        strength="strong",
        dimension="deception",
        fires=crosses_border_unofficially,
        typologies=("unlicensed_overseas_broker",),
        law=("advertises_work_abroad_without_function", "illegal_exit"),
    ),
    Indicator(
        code="recruits_at_border_gate",
        strength="medium",
        dimension="deception",
        fires=recruits_at_border_gate,
        typologies=("scam_compound",),
        law=("false_promises", "trafficking"),
    ),
    Indicator(
        code="recruits_for_compound_place",
        strength="medium",
        dimension="deception",
        fires=recruits_for_compound_place,
        typologies=("scam_compound",),
        law=("advertises_work_abroad_without_function", "trafficking"),
    ),
    Indicator(
        code="promises_settlement_abroad",
        strength="weak",
        dimension="deception",
        fires=promises_settlement_abroad,
        typologies=(),
        law=(),
    ),
    Indicator(
        code="offers_many_countries",
        strength="weak",
        dimension="deception",
        fires=offers_many_countries,
        typologies=(),
        law=(),
    ),
    Indicator(
        code="persuades_to_stay_on",
        strength="medium",
        dimension="deception",
        fires=persuades_to_stay_on,
        typologies=("unlicensed_overseas_broker",),
        law=("no_luring_to_stay", "lures_to_stay_abroad"),
    ),
    Indicator(
        code="recruits_for_banned_work_abroad",
        strength="strong",
        dimension="exploitation",
        fires=recruits_for_banned_work_abroad,
        typologies=("underage_or_sexual_exploitation",),
        law=("no_banned_jobs_abroad", "banned_job_or_area_by_licensed", "advertises_work_abroad_without_function"),
    ),
)
