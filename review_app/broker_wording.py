"""The vocabulary of the pages about brokers: kinds of contacts, whose they are, why links wait, what people did."""

from review_app.language import _, marked

CONTACTS = {
    "phone": marked("Telephone"),
    "zalo": "Zalo",
    "telegram": "Telegram",
    "facebook": "Facebook",
    "viber": "Viber",
    "wechat": "WeChat",
    "line": "LINE",
    "qq": "QQ",
    "kakao": "KakaoTalk",
    "instagram": "Instagram",
    "email": marked("E-mail"),
    "web": marked("Website"),
    "bank": marked("Account for money"),
    "tax_code": marked("Tax code"),
    "licence": marked("Licence"),
    "company": marked("Company named"),
    "address": marked("Street address"),
    "person": marked("Person named"),
}

WHOSE = {
    "poster": marked("the poster’s own"),
    "board": marked("the site’s"),
    "building": marked("the building’s"),
    "other": marked("somebody else’s"),
}

HELD = {
    "judgement": marked("held back: people said that these are two"),
    "licence": marked("held back: they print different licences"),
    "weakest_link": marked("held back: this one link alone would join two large groups"),
    "name": marked("only names agree, and no contact"),
    "common_name": marked("held back: many firms have this name"),
}

JUDGEMENTS = {
    "same": ("=", marked("one broker")),
    "different": ("≠", marked("two brokers")),
    "unsure": ("?", marked("cannot be told")),
}

DEEDS = {
    "judge": marked("Judged two adverts"),
    "merge": marked("Merged two brokers"),
    "split": marked("Parted adverts"),
    "move": marked("Moved an advert"),
    "undo": marked("Took a deed back"),
}

REGISTER = {
    "licensed": ("✓", marked("licensed")),
    "expired": ("⚠", marked("expired")),
    "suspended": ("⚠", marked("suspended")),
    "revoked": ("✗", marked("revoked")),
    "unknown": ("?", marked("status not readable")),
    "": ("○", marked("not in the list")),
}


def contact_kind(code: str) -> str:
    """Return the name of a kind of contact, or its code where it is newer than this app."""
    return _(CONTACTS[code]) if code in CONTACTS else code


def whose(code: str) -> str:
    """Return in words whose a contact is."""
    return _(WHOSE[code]) if code in WHOSE else code


def held(code: str) -> str:
    """Return why a link waits for a person."""
    return _(HELD[code]) if code in HELD else _("not sure enough to join by itself")


def judgement(code: str) -> tuple[str, str]:
    """Return the sign and the words of a judgement on two adverts."""
    sign, word = JUDGEMENTS[code]
    return sign, _(word)


def deed(name: str) -> str:
    """Return what kind of act a deed was, by its name with its number; a run has none."""
    kind = name.partition("-")[0]
    return _(DEEDS[kind]) if kind in DEEDS else _("Found by a run")


def register_status(code: str) -> tuple[str, str]:
    """Return the sign and the words of a status in the list of licensed enterprises; empty: it is not there."""
    sign, word = REGISTER.get(code, REGISTER["unknown"])
    return sign, _(word)
