"""What a referral says, as JSON: all that its documents need, so that nothing that comes later changes them.

Plain values in, plain values out. Every quote is the advert's own words, but for third persons' contacts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from review_app.case_file.third_persons import SeenContact, ThirdPersons
from review_app.case_file.wording import FEES

FORMAT = 1
"""Of the content; a later release that writes another reads this one still."""

LONGEST_TEXT, LONGEST_QUOTE, MOST_ADVERTS = 30_000, 1_000, 200
"""Characters of an advert and of a quote that documents print, and adverts that they list; the WARC has all."""

_PERSONAL = frozenset(("phones", "contacts", "bank_accounts"))
_BY_STRENGTH = {"strong": 0, "medium": 1, "weak": 2}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAdvert:
    """One advert of the item with the evidence that it was read from."""

    version_id: int
    title: str
    employer_name: str
    site: str
    url: str
    place: str
    posted_on: date | None
    capture_id: int
    captured_at: datetime
    capture_url: str
    body_sha256: str
    warc_sha256: str
    body_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFact:
    """One fact, with its value in Vietnamese words."""

    kind: str
    name: str
    words: str
    value: Any
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a content is made of, as it stands when it is proposed."""

    adverts: Sequence[SeenAdvert]
    """The one that is drawn first."""
    adverts_in_all: int
    text: str
    facts: Sequence[SeenFact]
    contacts: Sequence[SeenContact]
    findings: Sequence[Mapping[str, Any]]
    """code, strength, sentence, quotes, law."""
    arithmetic: Sequence[Mapping[str, Any]]
    register: Mapping[str, Any] | None
    decision: Mapping[str, Any]
    screening: Mapping[str, Any]
    recipient: Mapping[str, Any]
    office: Mapping[str, str]
    broker: Mapping[str, Any] | None
    abroad: bool
    frozen_at: datetime


def freeze(material: Material) -> Json:
    """Return the content of a referral."""
    others = ThirdPersons(material.contacts)
    text = others.hidden(material.text)
    drawn = material.adverts[0]
    return {
        "format": FORMAT,
        "frozen_at": material.frozen_at.isoformat(),
        "title": others.hidden(drawn.title),
        "employer_name": others.hidden(drawn.employer_name),
        "place": drawn.place,
        "adverts_in_all": material.adverts_in_all,
        "adverts": [_advert(one, others) for one in material.adverts[:MOST_ADVERTS]],
        "text": text[:LONGEST_TEXT],
        "text_length": len(text),
        "facts": [_fact(fact, others) for fact in material.facts if _is_for_recipient(fact, others)],
        "fees": [_fee(fact, others) for fact in material.facts if fact.kind == "fees"],
        "contacts": [
            {"kind": one.kind, "shown": one.shown}
            for one in others.own_of(material.contacts)
            if one.kind != "web" or _is_printed(one, material)
        ],
        "third_persons_left_out": others.number,
        "findings": [_finding(one, others) for one in sorted(material.findings, key=_strength)],
        "arithmetic": list(material.arithmetic),
        "register": material.register,
        "decision": dict(material.decision),
        "screening": dict(material.screening),
        "recipient": dict(material.recipient),
        "office": dict(material.office),
        "broker": material.broker,
        "abroad": material.abroad,
    }


def _is_printed(site: SeenContact, material: Material) -> bool:
    """Tell whether an advert prints a site; linking takes the host of a mailbox for one as well."""
    hosts = (one.shown.lower().rpartition("@")[2] for one in material.contacts if one.kind == "email")
    host = site.shown.lower()
    return host not in hosts or re.search(rf"(?<![\w@.\-]){re.escape(host)}", material.text.lower()) is not None


def _advert(one: SeenAdvert, others: ThirdPersons) -> Json:
    return {
        "version": one.version_id,
        "title": others.hidden(one.title),
        "employer_name": others.hidden(one.employer_name),
        "site": one.site,
        "url": one.url,
        "place": one.place,
        "posted_on": one.posted_on.isoformat() if one.posted_on else None,
        "capture": {
            "id": one.capture_id,
            "url": one.capture_url,
            "fetched_at": one.captured_at.isoformat(),
            "body_sha256": one.body_sha256,
            "warc_sha256": one.warc_sha256,
            "bytes": one.body_bytes,
        },
    }


def _is_for_recipient(fact: SeenFact, others: ThirdPersons) -> bool:
    """Tell whether a fact may be handed on: one that is a third person's contact itself may not."""
    return fact.kind not in _PERSONAL or others.hidden(fact.words) == fact.words


def _fact(fact: SeenFact, others: ThirdPersons) -> Json:
    return {
        "kind": fact.kind,
        "what": fact.value.get("what") if fact.kind == "terms" and isinstance(fact.value, dict) else None,
        "name": fact.name,
        "words": others.hidden(fact.words),
        "quote": _quoted(fact.quote, others),
    }


def _fee(fact: SeenFact, others: ThirdPersons) -> Json:
    value = fact.value if isinstance(fact.value, dict) else {}
    return {
        "name": FEES.get(str(value.get("kind")), FEES["other"]),
        "amount": value.get("amount"),
        "currency": value.get("currency") or "VND",
        "vnd": value.get("vnd"),
        "quote": _quoted(fact.quote, others),
    }


def _finding(finding: Mapping[str, Any], others: ThirdPersons) -> Json:
    return {
        "code": finding["code"],
        "strength": finding["strength"],
        "sentence": others.hidden(finding["sentence"]),
        "quotes": [_quoted(str(quote.get("text", "")), others) for quote in finding["quotes"]],
        "law": [dict(law) for law in finding["law"]],
    }


def _quoted(quote: str, others: ThirdPersons) -> str:
    hidden = others.hidden(quote)
    return hidden if len(hidden) <= LONGEST_QUOTE else f"{hidden[:LONGEST_QUOTE]} […]"


def _strength(finding: Mapping[str, Any]) -> int:
    return _BY_STRENGTH.get(str(finding["strength"]), len(_BY_STRENGTH))
