"""Contacts that many use: those that runs took for nobody's own wait here for a person's word, which is then obeyed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.audit import append_event
from storage.errors import NothingToJudge
from storage.judgements import Person
from storage.tables import AdvertContact, Contact, ContactJudgement, SharedContact


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingContact:
    """A contact that weighs nothing until somebody says what it is."""

    contact_id: int
    kind: str
    shown: str
    why: str
    found_at: datetime
    readings: int
    """Versions that print it."""


def waiting_contacts(session: Session, *, limit: int = 100) -> list[WaitingContact]:
    """Return what runs took for shared and nobody has judged, most used first."""
    used = select(func.count()).where(AdvertContact.contact_id == Contact.id).correlate(Contact).scalar_subquery()
    query = (
        select(SharedContact, Contact, used.label("used"))
        .join(Contact, Contact.id == SharedContact.contact_id)
        .where(SharedContact.closed_at.is_(None))
        .order_by(used.desc(), SharedContact.id)
        .limit(limit)
    )
    return [
        WaitingContact(
            contact_id=contact.id,
            kind=contact.kind,
            shown=contact.shown,
            why=row.why,
            found_at=row.found_at,
            readings=count,
        )
        for row, contact, count in session.execute(query)
    ]


def judge_contact(session: Session, contact_id: int, person: Person, *, is_shared: bool) -> ContactJudgement:
    """Say that a contact is shared and weighs nothing, or that it is somebody's own however widely it is used.

    The next run forms the brokers anew that have it.

    Raises:
        NothingToJudge: there is no such contact, or this is what was said before.
    """
    contact = session.get(Contact, contact_id)
    standing = session.scalars(
        select(ContactJudgement).where(ContactJudgement.contact_id == contact_id, ContactJudgement.closed_at.is_(None))
    ).first()
    if contact is None or (standing is not None and standing.is_shared == is_shared):
        msg = f"contact {contact_id} " + (
            "does not exist" if contact is None else "was judged so before; nothing added"
        )
        raise NothingToJudge(msg)
    if standing is not None:
        standing.closed_at, standing.closed_by = person.now, person.account_id
    waiting = select(SharedContact).where(SharedContact.contact_id == contact_id, SharedContact.closed_at.is_(None))
    for row in session.scalars(waiting):
        row.closed_at = person.now
    session.flush()
    said = ContactJudgement(
        contact_id=contact_id,
        is_shared=is_shared,
        why=person.why,
        account_id=person.account_id,
        at=person.now,
    )
    session.add(said)
    append_event(
        session,
        action="judge_contact",
        subject=f"contact:{contact_id}",
        account_id=person.account_id,
        at=person.now,
        detail={"is_shared": is_shared, "why": person.why},
    )
    session.flush()
    return said
