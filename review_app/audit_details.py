"""What stands beside an event of the audit chain, in words and Vietnamese time; the chain stays as it was written."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from review_app import account_words, referral_wording, wording, written
from review_app.audit_words import as_mapping, as_written
from review_app.language import _, marked
from storage.provinces import province_name

_NAMES = {
    "address": marked("from address"),
    "adverts": marked("these adverts"),
    "before": marked("before"),
    "breaks": marked("breaks found"),
    "by": marked("done by"),
    "captures": marked("captures"),
    "case_file": marked("file"),
    "content": marked("hash of the content"),
    "copies": marked("copies removed"),
    "decision": marked("decision"),
    "decisions": marked("decisions"),
    "deed": marked("deed"),
    "destinations": marked("countries"),
    "erasures": marked("erasures"),
    "event": marked("entry"),
    "events": marked("events read"),
    "file": marked("file name"),
    "fine_vnd": marked("fine"),
    "folder": marked("folder"),
    "format": marked("format"),
    "into": marked("into"),
    "is_shared": marked("said"),
    "judgement": marked("judgement"),
    "kind": marked("kind"),
    "labels": marked("labels"),
    "lease": marked("hold"),
    "login": marked("login"),
    "made_at": marked("backup of"),
    "name": marked("name of the file"),
    "notes": marked("notes"),
    "number": marked("number"),
    "on": marked("on"),
    "outcome": marked("outcome"),
    "provinces": marked("provinces"),
    "reason": marked("reason given"),
    "received_on": marked("received on"),
    "replaces": marked("in place of decision"),
    "reply": marked("reply"),
    "role": marked("role"),
    "rows": marked("rows taken"),
    "schema": marked("schema"),
    "scope": marked("reach"),
    "sessions": marked("sessions"),
    "sha256": marked("hash"),
    "since": marked("since"),
    "size": marked("size"),
    "to": marked("given to account"),
    "typologies": marked("kinds of deception"),
    "unflagged": marked("without signs"),
    "until": marked("held until"),
    "verdict": marked("verdict"),
    "was": marked("from"),
    "was_shared": marked("had been said"),
    "what": marked("table"),
    "why": marked("why"),
}
"""Key in the chain → what it is called; a key that is newer than this list is shown as it is."""

_CODES = {
    "by": {"command": marked("a command"), "provider": marked("the organisation's login")},
    "kind": {
        "password": marked("with a password"),
        "provider": marked("at the organisation"),
        "sqlite": marked("one file"),
    },
    "scope": {"number": marked("a number wherever it stands"), "advert": marked("one advert")},
    "verdict": {"same": marked("the same broker"), "different": marked("two brokers")},
    "what": {
        "audit": marked("audit chain"),
        "broker": marked("file of a broker"),
        "case_file": marked("document or bundle"),
        "draft": marked("draft of a document"),
        "history": marked("history"),
        "models": marked("models"),
        "overview": marked("overview"),
        "quality": marked("quality"),
        "sites": marked("sources"),
    },
    "why": {
        "locked": marked("locked for a while"),
        "password": marked("wrong password"),
        "waiting": marked("not let in"),
    },
}
_ASIDE = ("chosen", "figures", "links")
"""What is too much for a line; the original has it."""
_MOST, _HASH = 8, 12
"""Numbers of a list and signs of a hash that a line shows."""


def detail(kept: str) -> str:
    """Return the words for what is kept beside an event; what is empty, or told by the event itself, is left out."""
    said = as_mapping(kept)
    before, after = said.get("before"), said.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        parts = [f"{_name(key)}: {_value(key, before.get(key))} → {_value(key, after[key])}" for key in after
                 if before.get(key) != after[key]]  # fmt: skip
    elif "after" in said:
        parts = [f"{_value('', before)} → {_value('', after)}"]
    else:
        shown = {key: value for key, value in said.items() if key not in _ASIDE and value not in (None, [], "")}
        parts = [f"{_name(key)}: {_value(key, value)}" for key, value in shown.items()]
    return " · ".join(parts)


def _name(key: str) -> str:
    return _(_NAMES[key]) if key in _NAMES else key


def _value(key: str, value: object) -> str:
    """Write one value by its key; what is of another kind than the key has is written as it was kept."""
    if key in ("provinces", "destinations") and value is None:
        return _("all of them")
    try:
        return _WRITERS[key](value) if key in _WRITERS else _plainly(key, value)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return as_written(value)


def _plainly(key: str, value: object) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() | float():
            return written.figure(value)
        case str():
            return _code(key, value)
        case list() if all(isinstance(one, int) for one in value):
            more = f" … ({written.count(len(value))})" if len(value) > _MOST else ""
            return ", ".join(map(str, value[:_MOST])) + more
    return as_written(value)


def _code(key: str, code: str) -> str:
    known: Mapping[str, str] = _CODES.get(key, {})
    return _(known[code]) if code in known else code


def _kind(code: str) -> str:
    if code in referral_wording.KINDS:
        return referral_wording.kind(code)
    return referral_wording.state(code)[1] if code in referral_wording.STATES else _code("kind", code)


def _verdict(code: str) -> str:
    return wording.verdict(code)[1].lower() if code in wording.VERDICTS else _code("verdict", code)


def _short(digest: str) -> str:
    return f"{digest[:_HASH]}…" if len(digest) > _HASH else digest


def _shared(is_shared: bool) -> str:  # noqa: FBT001 - one value of the chain
    return _("shared by many") if is_shared else _("somebody's own")


def _listed(words: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda codes: ", ".join(words(code) for code in codes) or _("none of them")


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "content": _short,
    "destinations": _listed(written.country),
    "fine_vnd": written.money,
    "is_shared": _shared,
    "kind": _kind,
    "login": _short,
    "made_at": lambda text: written.moment(datetime.fromisoformat(text)),
    "on": lambda text: written.day(date.fromisoformat(text)),
    "outcome": lambda code: referral_wording.answer(code)[1],
    "provinces": _listed(province_name),
    "received_on": lambda text: written.day(date.fromisoformat(text)),
    "role": account_words.role,
    "sha256": _short,
    "since": lambda text: written.moment(datetime.fromisoformat(text)),
    "size": lambda size: _("{number} bytes").format(number=written.count(size)),
    "typologies": _listed(wording.typology),
    "until": lambda text: written.moment(datetime.fromisoformat(text)),
    "verdict": _verdict,
    "was_shared": _shared,
}
