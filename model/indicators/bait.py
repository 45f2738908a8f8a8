"""Indicators about kinds of work that serve as bait, beside those of `offer.py`."""

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words

_TYPING = words("typing_at_home")
_FROM_HOME = words("from_home")
_PAID_AT_ONCE = words("paid_at_once")
_CHILD_MODELS = words("child_models")
_CHILD_MODEL_COSTS = words("child_model_costs")
_WITH_GUESTS = words("with_guests")
_WOMEN = words("women")
_PAPERS_FOR_SALE = words("papers_for_sale")


def offers_typing_at_home(advert: Advert) -> Sign | None:
    """Typing, data entry or translation at home, a common cover for fees."""
    quotes = advert.quotes(_TYPING, 2)
    return Sign(quotes=quotes) if quotes else None


def pays_by_the_day_for_work_at_home(advert: Advert) -> Sign | None:
    """Work at home or online is paid by the day or at once, as no employer who signs contracts pays."""
    home, paid = advert.quotes(_FROM_HOME, 1), advert.quotes(_PAID_AT_ONCE, 1)
    return Sign(quotes=(*home, *paid)) if home and paid and not advert.abroad else None


def seeks_child_models_for_a_fee(advert: Advert) -> Sign | None:
    """Children are sought as models or actors, with a course, a portfolio, tasks or commission beside it."""
    children, costs = advert.quotes(_CHILD_MODELS, 1), advert.quotes(_CHILD_MODEL_COSTS, 1)
    return Sign(quotes=(*children, *costs)) if children and costs else None


def seats_women_with_guests(advert: Advert) -> Sign | None:
    """Women are sought to sit, drink or go out with guests."""
    guests, women = advert.quotes(_WITH_GUESTS, 2, deniable=True), advert.quotes(_WOMEN, 1)
    return Sign(quotes=(*guests, *women)) if guests and women else None


def sells_papers_without_exam(advert: Advert) -> Sign | None:
    """A driving licence or certificate is offered without the exam."""
    quotes = advert.quotes(_PAPERS_FOR_SALE, 2, deniable=True)
    return Sign(quotes=quotes) if quotes else None


INDICATORS = (
    Indicator(
        code="offers_typing_at_home",
        strength="weak",
        dimension="deception",
        fires=offers_typing_at_home,
        typologies=("task_scam",),
        law=(),
    ),
    Indicator(
        code="pays_by_the_day_for_work_at_home",
        strength="weak",
        dimension="deception",
        fires=pays_by_the_day_for_work_at_home,
        typologies=("task_scam",),
        law=(),
    ),
    Indicator(
        code="seeks_child_models_for_a_fee",
        strength="medium",
        dimension="deception",
        fires=seeks_child_models_for_a_fee,
        typologies=("fake_training",),
        law=("false_promises",),
    ),
    Indicator(
        code="seats_women_with_guests",
        strength="medium",
        dimension="vulnerability",
        fires=seats_women_with_guests,
        typologies=("underage_or_sexual_exploitation",),
        law=("trafficking",),
    ),
    Indicator(
        code="sells_papers_without_exam",
        strength="medium",
        dimension="deception",
        fires=sells_papers_without_exam,
        typologies=("fake_training",),
        law=(),
    ),
)
