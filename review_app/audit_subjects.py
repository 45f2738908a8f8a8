"""What an event of the audit chain is about, in words; and what somebody means who types those words."""

import re

from review_app import model_wording
from review_app.language import _, language, marked
from storage.audit_chain.audit_trail import TrailEvent
from storage.office_settings import REGISTRY

_SUBJECTS = {
    "account": marked("account {key}"),
    "advert": marked("advert {key}"),
    "broker": marked("broker {key}"),
    "campaign": marked("item {key}"),
    "capture": marked("capture {key}"),
    "contact": marked("contact {key}"),
    "deed": marked("deed {key}"),
    "erasure_request": marked("erasure request {key}"),
    "referral": marked("referral {key}"),
    "register_snapshot": marked("licence register of {key}"),
    "snapshot": marked("snapshot {key} of an item"),
}
_OF_ITEMS = {
    "referral": marked("item {item}, referral {key}"),
    "snapshot": marked("item {item}, snapshot {key}"),
}
"""The same where the item is known that they are of."""
_WHOLES = {
    "adverts": marked("adverts that were due"),
    "audit": marked("the audit chain"),
    "database": marked("the database"),
    "decision:many": marked("the history"),
    "labels:all": marked("all labels"),
    "model:all": marked("all models"),
    "notes": marked("notes that were due"),
    "overview:all": marked("the overview"),
    "quality:all": marked("the figures of quality"),
    "rest": marked("notes, sessions and copies that were due"),
    "sample:labels": marked("a sample to label"),
    "site:all": marked("all sources"),
}


def subject(kept: str, item: int | None = None) -> str:
    """Return the words for what an event is about.

    Args:
        kept: as the chain has it.
        item: number of the item that it is of, where it does not say so itself.
    """
    if kept in _WHOLES:
        return _(_WHOLES[kept])
    kind, _colon, key = kept.partition(":")
    if kind == "setting" and key in REGISTRY:
        setting = REGISTRY[key]
        return setting.vietnamese if language() == "vi" else setting.english
    if kind == "model":
        return model_wording.name(key)
    if item is not None and kind in _OF_ITEMS:
        return _(_OF_ITEMS[kind]).format(item=item, key=key)
    return _(_SUBJECTS[kind]).format(key=key) if kind in _SUBJECTS else kept


def of(event: TrailEvent) -> str:
    """Return the words for what an event is about, with the item where it has one."""
    return subject(event.subject, event.campaign_id)


def meant(typed: str) -> tuple[int | None, str]:
    """Return the item, or the very subject, that is meant by words as a table prints them; nothing for other words."""
    said = " ".join(typed.split()).casefold()
    for kept, words in _WHOLES.items():
        if said == _(words).casefold():
            return None, kept
    for kind, words in (*_OF_ITEMS.items(), *_SUBJECTS.items()):
        found = _pattern(_(words)).fullmatch(said)
        if found and kind == "campaign" and found["key"].isdecimal():
            return int(found["key"]), ""
        if found:
            return None, f"{kind}:{found['key']}"
    return None, ""


def _pattern(words: str) -> re.Pattern[str]:
    said = re.escape(words.casefold())
    return re.compile(said.replace(r"\{key\}", r"(?P<key>\S{1,60})").replace(r"\{item\}", r"\d{1,18}"))
