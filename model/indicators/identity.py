"""Indicators about who the poster claims to be, and what of the worker's identity is asked for."""

from model.indicators.advert import Advert, Indicator, Sign
from model.indicators.patterns import words
from model.indicators.payment import money_to_a_personal_account

_CARD_PHOTOS = words("card_photos")
_LENT_ACCOUNTS = words("lent_accounts")
_BRANDS = words("brands")
_STATE_BODIES = words("state_bodies")
_TELEGRAM = words("telegram")
_FREE_MAIL = words("free_mail")
_BUSINESS_NUMBER = words("business_number")
_POSES_AS = words("poses_as")


def asks_photos_of_identity_card(advert: Advert) -> Sign | None:
    """Photos of the identity card are to be sent by chat or mail before anybody has met."""
    quotes = advert.quotes(_CARD_PHOTOS, 2, deniable=True)
    return Sign(quotes=quotes) if quotes else None


def wants_bank_account_of_worker(advert: Advert) -> Sign | None:
    """The work is lending one's bank account, card, name or code, or passing on money through it."""
    quotes = advert.quotes(_LENT_ACCOUNTS, 2, deniable=True)
    return Sign(quotes=quotes) if quotes else None


def names_brand_with_private_contact(advert: Advert) -> Sign | None:
    """A well-known firm or bank is named, and the answer goes to a free mailbox, Telegram or WhatsApp."""
    brand = advert.quotes(_BRANDS, 1)
    private = advert.quotes(_FREE_MAIL, 1) or advert.quotes(_TELEGRAM, 1)
    return Sign(quotes=(*brand, *private)) if brand and private else None


def names_state_body_with_private_contact(advert: Advert) -> Sign | None:
    """An office of the state is named, and money goes to a person or answers to Telegram."""
    body = advert.quotes(_STATE_BODIES, 1, deniable=True)
    personal = money_to_a_personal_account(advert)
    private = personal.quotes[:1] if personal else advert.quotes(_TELEGRAM, 1)
    return Sign(quotes=(*body, *private)) if body and private and advert.facts.fees else None


def shows_business_number_as_licence(advert: Advert) -> Sign | None:
    """A business registration, or a contract for advice on visas, stands for the licence to send workers abroad."""
    quotes = advert.quotes(_BUSINESS_NUMBER, 1) if advert.abroad and not advert.facts.licences else ()
    return Sign(quotes=quotes) if quotes else None


def poses_as_somebody_else(advert: Advert) -> Sign | None:
    """The work is to call or write to people in the name of an office, a bank or an invented friend."""
    quotes = advert.quotes(_POSES_AS, 2, deniable=True)
    return Sign(quotes=quotes) if quotes else None


INDICATORS = (
    Indicator(
        code="asks_photos_of_identity_card",
        strength="weak",
        dimension="vulnerability",
        fires=asks_photos_of_identity_card,
        typologies=(),
        law=(),
    ),
    Indicator(
        code="wants_bank_account_of_worker",
        strength="strong",
        dimension="deception",
        fires=wants_bank_account_of_worker,
        typologies=("money_mule_or_smuggling",),
        law=(),
    ),
    Indicator(
        code="names_brand_with_private_contact",
        strength="medium",
        dimension="deception",
        fires=names_brand_with_private_contact,
        typologies=("brand_impersonation",),
        law=(),
    ),
    Indicator(
        code="names_state_body_with_private_contact",
        strength="medium",
        dimension="deception",
        fires=names_state_body_with_private_contact,
        typologies=("brand_impersonation",),
        law=("collects_money_without_function", "fraud"),
    ),
    Indicator(
        code="shows_business_number_as_licence",
        strength="medium",
        dimension="deception",
        fires=shows_business_number_as_licence,
        typologies=("licence_lookalike", "unlicensed_overseas_broker"),
        law=("licence_required", "advertises_work_abroad_without_function"),
    ),
    Indicator(
        code="poses_as_somebody_else",
        strength="medium",
        dimension="deception",
        fires=poses_as_somebody_else,
        typologies=("scam_compound", "money_mule_or_smuggling"),
        law=("fraud",),
        state="evaluation",
    ),
)
