"""Every row that hangs on one advert version and may hold something personal: facts, findings, contacts, templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.personal_data.masks import OPEN_FACTS, PERSONAL_FACTS, PERSONAL_SLOTS, SIGN, Span
from storage.personal_data.pseudonyms import Pseudonyms, is_pseudonym
from storage.tables import (
    AdvertContact,
    AdvertVersion,
    BrokerLink,
    CampaignTemplate,
    Contact,
    Fact,
    Finding,
    LinkReading,
    Screening,
    SlotValues,
)
from storage.unreadable import Personal, cover, number_pattern

_OPEN_CONTACTS = frozenset(("company", "licence", "tax_code", "address"))
"""Kinds of contact points that are nobody's in person; what a new reader adds counts as personal until it is listed."""
_VALUES = ("value", "number")
"""Keys under which facts of personal kinds keep what reaches somebody."""
_SLOTS = PERSONAL_SLOTS | {"person"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOfVersion:
    """What is kept of one version beside itself."""

    text: str
    facts: Sequence[Fact]
    findings: Sequence[Finding]
    contacts: Sequence[tuple[AdvertContact, Contact]]
    readings: Sequence[LinkReading]
    templates: Sequence[CampaignTemplate]
    values: Sequence[SlotValues]
    links: Sequence[BrokerLink]

    @classmethod
    def load(cls, session: Session, version: AdvertVersion) -> Self:
        """Read them all."""
        screened = select(Screening.id).where(Screening.version_id == version.id)
        placed = select(AdvertContact, Contact).join(Contact).where(AdvertContact.version_id == version.id)
        linked = or_(BrokerLink.advert_a == version.advert_id, BrokerLink.advert_b == version.advert_id)
        return cls(
            text=version.text,
            facts=session.scalars(select(Fact).where(Fact.screening_id.in_(screened))).all(),
            findings=session.scalars(select(Finding).where(Finding.screening_id.in_(screened))).all(),
            contacts=[(row, contact) for row, contact in session.execute(placed.order_by(AdvertContact.id))],
            readings=session.scalars(select(LinkReading).where(LinkReading.version_id == version.id)).all(),
            templates=session.scalars(select(CampaignTemplate).where(CampaignTemplate.version_id == version.id)).all(),
            values=session.scalars(select(SlotValues).where(SlotValues.version_id == version.id)).all(),
            links=session.scalars(select(BrokerLink).where(linked)).all(),
        )

    def personal(self, number: str) -> Personal:
        """Return what is personal in all of them, or how one number is written there."""
        known = [word for row in self.facts if _is_meant(row, number) for word in _words_of_fact(row)]
        known += [
            word
            for row, contact in self.contacts
            if is_meant(contact, number)
            for word in (row.quote_text or "", row.shown, contact.value, contact.shown)
        ]
        spared = [str(value) for row in self.facts if row.kind in OPEN_FACTS for value in row.value.values()]
        spared += [contact.shown for _, contact in self.contacts if contact.kind in _OPEN_CONTACTS]
        return Personal(
            known=[word for word in known if not is_pseudonym(word) and SIGN not in word],
            spared=spared,
            number=number_pattern(number) if number else None,
        )

    def text_without(self, personal: Personal, number: str) -> str:
        """Return the version's text of the same length, covered where readers saw something and where it looks so."""
        spans: list[Span] = [
            (row.quote_start, row.quote_end)
            for row in self.facts
            if _is_meant(row, number) and row.quote_start is not None and row.quote_end is not None
        ]
        spans += [
            (row.quote_start, row.quote_end)
            for row, contact in self.contacts
            if is_meant(contact, number) and row.quote_start is not None and row.quote_end is not None
        ]
        return cover(self.text, [*spans, *personal.spans(self.text)])


def rewrite_rows(
    session: Session, rows: RowsOfVersion, personal: Personal, text: str, number: str, pseudonyms: Pseudonyms
) -> int:
    """Replace what is personal in every row, quotes cut anew from `text`; return how many rows of contacts changed."""
    _rewrite_screenings(rows, personal, text, number, pseudonyms)
    for reading in rows.readings:
        reading.slots = [_slot(one, text, rows.text, personal) for one in reading.slots]
        reading.tokens = personal.covered(reading.tokens)
    kinds = _kinds_of_slots(session, rows.values)
    for template in rows.templates:
        template.template = personal.covered(template.template)
    for one in rows.values:
        one.slot_values = _slot_values(one.slot_values, kinds.get(one.campaign_id, []), personal)
    for link in rows.links:
        link.reasons = personal.covered_in(link.reasons)
    return _rewrite_contacts(session, rows, personal, text, number, pseudonyms)


def _rewrite_screenings(
    rows: RowsOfVersion, personal: Personal, text: str, number: str, pseudonyms: Pseudonyms
) -> None:
    for fact in rows.facts:
        fact.value = _without(fact.value, _is_meant(fact, number), personal, pseudonyms)
        if fact.quote_start is not None and fact.quote_end is not None:
            fact.quote_text = text[fact.quote_start : fact.quote_end]
    for finding in rows.findings:
        finding.quotes = [one | {"text": text[one["start"] : one["end"]]} for one in finding.quotes]
        finding.sentence = personal.covered(finding.sentence)


def _rewrite_contacts(
    session: Session, rows: RowsOfVersion, personal: Personal, text: str, number: str, pseudonyms: Pseudonyms
) -> int:
    changed = 0
    for row, contact in rows.contacts:
        row.quote_text = None if row.quote_start is None else text[row.quote_start : row.quote_end]
        row.shown = personal.covered(row.shown)
        if is_meant(contact, number) and not is_pseudonym(contact.value):
            row.shown = cover(row.shown, [(0, len(row.shown))])
            _put_under_pseudonym(session, row, contact, pseudonyms)
            changed += 1
    return changed


def is_meant(contact: Contact, number: str) -> bool:
    """Tell whether a contact point is personal, or is the one number that is meant, with or without an extension."""
    if number:
        return contact.value.split("x")[0] == number
    return contact.kind not in _OPEN_CONTACTS and (contact.kind != "web" or "/" in contact.value)


def _is_meant(fact: Fact, number: str) -> bool:
    if fact.kind not in PERSONAL_FACTS:
        return False
    values = [str(fact.value.get(key, "")) for key in _VALUES]
    if number:
        return number in values
    return not (fact.value.get("kind") == "web" and "/" not in str(fact.value.get("value", "")))


def _words_of_fact(fact: Fact) -> list[str]:
    return [fact.quote_text or "", *(str(fact.value.get(key, "")) for key in _VALUES)]


def _without(value: Any, is_personal: bool, personal: Personal, pseudonyms: Pseudonyms) -> Any:  # noqa: FBT001 - told per row
    if not is_personal:
        return personal.covered_in(value)
    return {key: pseudonyms.of(one) if key in _VALUES else one for key, one in value.items()}


def _slot(slot: list[Any], text: str, was: str, personal: Personal) -> list[Any]:
    kind, value, start, end, token = slot
    if was[start:end] == value:
        return [kind, text[start:end], start, end, token]
    return [kind, personal.covered(value), start, end, token]


def _kinds_of_slots(session: Session, values: Sequence[SlotValues]) -> dict[int, list[str]]:
    campaigns = [one.campaign_id for one in values]
    found = session.scalars(select(CampaignTemplate).where(CampaignTemplate.campaign_id.in_(campaigns)))
    return {one.campaign_id: one.slots for one in found}


def _slot_values(values: list[str | None], kinds: Sequence[str], personal: Personal) -> list[str | None]:
    everything = personal.number is None
    of_kind = [*kinds, *([""] * (len(values) - len(kinds)))]
    return [
        value and (cover(value, [(0, len(value))]) if everything and kind in _SLOTS else personal.covered(value))
        for kind, value in zip(of_kind, values, strict=False)
    ]


def _put_under_pseudonym(session: Session, row: AdvertContact, contact: Contact, pseudonyms: Pseudonyms) -> None:
    """Let a row point at the pseudonym of its contact; other adverts that are kept go on pointing at the contact."""
    value = pseudonyms.of(contact.value)
    query = select(Contact).where(Contact.kind == contact.kind, Contact.value == value)
    known = session.scalars(query).first()
    uses = select(func.count()).where(AdvertContact.contact_id == contact.id, AdvertContact.id != row.id)
    is_last = not session.scalar(uses)
    covered = cover(contact.shown, [(0, len(contact.shown))])
    if known is None and is_last:
        # judgements on it stay with it
        contact.value, contact.shown = value, covered
    else:
        if known is None:
            known = Contact(kind=contact.kind, value=value, shown=covered)
            known.first_seen_at, known.last_seen_at = contact.first_seen_at, contact.last_seen_at
            session.add(known)
            session.flush()
        row.contact_id = known.id
        known.first_seen_at = min(known.first_seen_at, contact.first_seen_at)
        known.last_seen_at = max(known.last_seen_at, contact.last_seen_at)
        if is_last:
            contact.value, contact.shown = f"{value}.{contact.id}", covered
    session.flush()
