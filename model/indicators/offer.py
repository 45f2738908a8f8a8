"""Indicators about the job itself and what it promises."""

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.law.standing import Standing, countries_with

_TASK = words("task")
_QUICK_PAY = words("quick_pay")
_ORDERS = words("orders")
_OWN_MONEY = words("own_money")
_HOME_WORK = words("home_work")
_DESK_BAIT = words("desk_bait")
_EASY = words("easy")
_ORGAN = words("organ")
_CARE = words("care")
_BEARS_FOR_OTHERS = words("bears_for_others")
_NEAR_ABROAD = words("near_abroad")
_MARRY = words("marry")
_COURIER = words("courier")
_BOAT = words("boat")
_DEBT = words("debt")
_ADVANCE = words("advance_money")
_DEBT_WORDS = ("nợ", "tiền gấp", "kẹt tiền", "banh bóng")
_HIGH_MONTH = 20_000_000
_COMPOUNDS: frozenset[Standing] = frozenset({"compounds"})
_DESK_COMPOUNDS: frozenset[Standing] = frozenset({"desk_compounds"})
_WAY_TO_COMPOUNDS: frozenset[Standing] = frozenset({"way_to_compounds"})


def offers_paid_tasks_with_top_up(advert: Advert) -> Sign | None:
    """Online tasks or fake orders are paid by commission, with money to be put in first or paid back within minutes."""
    tasks, pay = advert.quotes(_TASK, 2), advert.quotes(_QUICK_PAY, 2)
    if tasks and pay:
        return Sign(quotes=(*tasks, *pay))
    orders, own = advert.quotes(_ORDERS, 1), advert.quotes(_OWN_MONEY, 2, deniable=True)
    return Sign(quotes=(*orders, *own)) if orders and own else None


def offers_online_tasks(advert: Advert) -> Sign | None:
    """The work is liking, reviewing or placing orders online."""
    tasks = advert.quotes(_TASK)
    return Sign(quotes=tasks) if tasks else None


def offers_home_piecework(advert: Advert) -> Sign | None:
    """Simple piece work is offered at home, the commonest cover for deposits that never come back."""
    quotes = advert.quotes(_HOME_WORK)
    return Sign(quotes=quotes) if quotes else None


def promises_high_pay_for_easy_work(advert: Advert) -> Sign | None:
    """The work is called light, and the pay is far above what light work earns."""
    easy = advert.quotes(_EASY, 2)
    high = [wage.quote for wage in advert.facts.wages if (wage.vnd_month_min or wage.vnd_month_max or 0) >= _HIGH_MONTH]
    return Sign(quotes=(*easy, *high[:1])) if easy and high else None


def offers_desk_work_in_compound_country(advert: Advert) -> Sign | None:
    """Typing, chat, game or casino work is offered in a country whose scam compounds recruit this way."""
    compounds = countries_with(_COMPOUNDS, advert.on)
    named = [item.quote for item in advert.facts.destinations if item.country in compounds]
    where = (*named, *advert.bound_for(countries_with(_DESK_COMPOUNDS, advert.on)))
    where = where or advert.quotes(_NEAR_ABROAD, 1, deniable=True)
    quotes = advert.quotes(_DESK_BAIT) if where else ()
    return Sign(quotes=(*quotes, *where[:1])) if quotes else None


def offers_desk_work_on_the_way_to_compounds(advert: Advert) -> Sign | None:
    """Typing, chat or online sales are offered in a country that people are taken through to compounds."""
    where = advert.bound_for(countries_with(_WAY_TO_COMPOUNDS, advert.on))
    quotes = advert.quotes(_DESK_BAIT, 2) if where else ()
    return Sign(quotes=(*quotes, *where[:1])) if quotes else None


def trades_in_organs_or_surrogacy(advert: Advert) -> Sign | None:
    """Kidneys, eggs or a pregnancy are asked for against money."""
    quotes = advert.quotes(_ORGAN, spelled=("thận", "trứng", "noãn", "tinh trùng", "đẻ thuê", "mang thai hộ", "gan"))
    paid = [one for one in advert.quotes(_BEARS_FOR_OTHERS, 1, deniable=True) if "lương" not in one.text.lower()]
    if paid:
        return Sign(quotes=tuple(paid))
    return Sign(quotes=quotes) if quotes and not advert.has(_CARE) else None


def arranges_marriage_abroad(advert: Advert) -> Sign | None:
    """Marriage with a foreigner is arranged in the way of a job offer."""
    quotes = [one for one in advert.quotes(_MARRY, deniable=True) if not advert.is_refused_after(one)]
    return Sign(quotes=tuple(quotes)) if quotes else None


def wants_silent_couriers(advert: Advert) -> Sign | None:
    """Goods are to be carried without questions, at night or over a border."""
    quotes = advert.quotes(_COURIER)
    return Sign(quotes=quotes) if quotes else None


def gives_advance_for_sea_work(advert: Advert) -> Sign | None:
    """Work at sea is offered with money in advance or debts paid off, which then bind the fisherman."""
    boat = advert.quotes(_BOAT, 1)
    advance = [offer.quote for offer in advert.facts.offers if offer.kind == "advance"]
    quotes = (
        *boat,
        *(advance[:1] or advert.quotes(_ADVANCE, 1, deniable=True)),
        *advert.quotes(_DEBT, 1, spelled=_DEBT_WORDS),
    )
    return Sign(quotes=quotes) if boat and len(quotes) > 1 else None


def appeals_to_debtors(advert: Advert) -> Sign | None:
    """The advert turns to people in debt or in sudden need of money."""
    quotes = advert.quotes(_DEBT, spelled=_DEBT_WORDS)
    return Sign(quotes=quotes) if quotes else None


INDICATORS = (
    Indicator(
        code="offers_paid_tasks_with_top_up",
        strength="strong",
        dimension="deception",
        fires=offers_paid_tasks_with_top_up,
        typologies=("task_scam",),
        law=("fraud", "false_promises"),
    ),
    Indicator(
        code="offers_online_tasks",
        strength="weak",
        dimension="deception",
        fires=offers_online_tasks,
        typologies=("task_scam",),
        law=(),
    ),
    Indicator(
        code="offers_home_piecework",
        strength="weak",
        dimension="deception",
        fires=offers_home_piecework,
        typologies=("home_piecework",),
        law=(),
    ),
    Indicator(
        code="promises_high_pay_for_easy_work",
        strength="medium",
        dimension="deception",
        fires=promises_high_pay_for_easy_work,
        typologies=(),
        law=("false_promises",),
    ),
    Indicator(
        code="offers_desk_work_in_compound_country",
        strength="strong",
        dimension="deception",
        fires=offers_desk_work_in_compound_country,
        typologies=("scam_compound",),
        law=("advertises_work_abroad_without_function", "licence_required", "trafficking"),
    ),
    Indicator(
        code="offers_desk_work_on_the_way_to_compounds",
        strength="medium",
        dimension="deception",
        fires=offers_desk_work_on_the_way_to_compounds,
        typologies=("scam_compound",),
        law=("advertises_work_abroad_without_function", "licence_required", "trafficking"),
    ),
    Indicator(
        code="trades_in_organs_or_surrogacy",
        strength="strong",
        dimension="exploitation",
        fires=trades_in_organs_or_surrogacy,
        typologies=("organ_surrogacy_marriage",),
        law=("organ_trade",),
    ),
    Indicator(
        code="arranges_marriage_abroad",
        strength="medium",
        dimension="deception",
        fires=arranges_marriage_abroad,
        typologies=("organ_surrogacy_marriage",),
        law=("trafficking",),
    ),
    Indicator(
        code="wants_silent_couriers",
        strength="medium",
        dimension="vulnerability",
        fires=wants_silent_couriers,
        typologies=("money_mule_or_smuggling",),
        law=(),
    ),
    Indicator(
        code="gives_advance_for_sea_work",
        strength="medium",
        dimension="coercion",
        fires=gives_advance_for_sea_work,
        typologies=("fishing_debt_bondage",),
        law=("no_papers_no_security", "forced_labour"),
    ),
    Indicator(
        code="appeals_to_debtors",
        strength="medium",
        dimension="vulnerability",
        fires=appeals_to_debtors,
        typologies=(),
        law=(),
    ),
)
