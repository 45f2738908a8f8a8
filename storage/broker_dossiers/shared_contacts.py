"""Contacts that many use: those that runs took for nobody's own wait here for a person's word, which is then obeyed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.audit_chain.audit import append_event
from storage.broker_dossiers.judgements import Person
from storage.errors import NothingToJudge
from storage.people.scope import EVERYTHING, Scope, in_scope
from storage.tables import (
    Account,
    AdvertContact,
    AdvertVersion,
    Campaign,
    CampaignMember,
    Contact,
    ContactJudgement,
    SharedContact,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingContact:
    """A contact that weighs nothing until somebody says what it is."""

    id: int
    contact_id: int
    kind: str
    shown: str
    why: str
    found_at: datetime
    readings: int
    """Versions that print it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedContact:
    """A contact of which a person said what it is; in force."""

    id: int
    contact_id: int
    kind: str
    shown: str
    is_shared: bool
    why: str
    full_name: str
    at: datetime


def waiting_contacts(session: Session, scope: Scope = EVERYTHING, *, limit: int = 100) -> list[WaitingContact]:
    """Return what runs took for shared and nobody has judged, most used first, of what touches a scope."""
    used = select(func.count()).where(AdvertContact.contact_id == Contact.id).correlate(Contact).scalar_subquery()
    query = (
        select(SharedContact, Contact, used.label("used"))
        .join(Contact, Contact.id == SharedContact.contact_id)
        .where(SharedContact.closed_at.is_(None), *_touching(SharedContact.contact_id, scope))
        .order_by(used.desc(), SharedContact.id)
        .limit(limit)
    )
    return [
        WaitingContact(
            id=row.id,
            contact_id=contact.id,
            kind=contact.kind,
            shown=contact.shown,
            why=row.why,
            found_at=row.found_at,
            readings=count,
        )
        for row, contact, count in session.execute(query)
    ]


def count_waiting_contacts(session: Session, scope: Scope = EVERYTHING) -> int:
    """Return how many wait, of those that touch a scope."""
    query = select(func.count()).select_from(SharedContact).where(SharedContact.closed_at.is_(None))
    return session.scalar(query.where(*_touching(SharedContact.contact_id, scope))) or 0


def touches_scope(session: Session, contact_id: int, scope: Scope) -> bool:
    """Tell whether an item within a scope prints a contact."""
    query = select(Contact.id).where(Contact.id == contact_id, *_touching(Contact.id, scope))
    return session.scalar(query) is not None


def employers_beside(
    session: Session, contact_ids: Collection[int], scope: Scope = EVERYTHING, *, limit: int = 5
) -> dict[int, list[str]]:
    """Return contact → employers that print it, the commonest first, of adverts within a scope."""
    query = (
        _printing(scope)
        .with_only_columns(AdvertContact.contact_id, AdvertVersion.employer_name)
        .where(AdvertContact.contact_id.in_(contact_ids), AdvertVersion.employer_name != "")
        .group_by(AdvertContact.contact_id, AdvertVersion.employer_name)
        .order_by(func.count().desc(), AdvertVersion.employer_name)
    )
    found: dict[int, list[str]] = {one: [] for one in contact_ids}
    for contact, name in session.execute(query):
        if len(found[contact]) < limit:
            found[contact].append(name)
    return found


def _touching(contact_id: InstrumentedAttribute[int], scope: Scope) -> list[ColumnElement[bool]]:
    """Return the condition that an item within a scope prints a contact; none where nothing lies outside."""
    if scope.is_everything:
        return []
    return [_printing(scope).where(AdvertContact.contact_id == contact_id).exists()]


def _printing(scope: Scope) -> Select[int]:
    query = select(AdvertContact.id).join(AdvertVersion, AdvertVersion.id == AdvertContact.version_id)
    if scope.is_everything:
        return query
    here = (CampaignMember.advert_id == AdvertVersion.advert_id) & CampaignMember.left_at.is_(None)
    within = query.join(CampaignMember, here).join(Campaign, Campaign.id == CampaignMember.campaign_id)
    return within.where(*in_scope(scope))


def judged_contacts(session: Session, scope: Scope = EVERYTHING, *, limit: int = 100) -> list[JudgedContact]:
    """Return what people said of contacts, newest first, of those that touch a scope."""
    query = (
        select(ContactJudgement, Contact, Account.full_name)
        .join(Contact, Contact.id == ContactJudgement.contact_id)
        .join(Account, Account.id == ContactJudgement.account_id)
        .where(ContactJudgement.closed_at.is_(None), *_touching(ContactJudgement.contact_id, scope))
        .order_by(ContactJudgement.id.desc())
        .limit(limit)
    )
    return [
        JudgedContact(
            id=said.id,
            contact_id=contact.id,
            kind=contact.kind,
            shown=contact.shown,
            is_shared=said.is_shared,
            why=said.why,
            full_name=name,
            at=said.at,
        )
        for said, contact, name in session.execute(query)
    ]


def judge_waiting(session: Session, waiting_id: int, person: Person, *, is_shared: bool) -> ContactJudgement:
    """Say what a contact is that waits, as it was drawn.

    Raises:
        NothingToJudge: somebody said so or otherwise meanwhile; nothing was changed.
    """
    waiting = session.get(SharedContact, waiting_id, with_for_update=True)
    if waiting is None or waiting.closed_at is not None:
        msg = f"contact suspicion {waiting_id} does not wait any more; look again"
        raise NothingToJudge(msg)
    return judge_contact(session, waiting.contact_id, person, is_shared=is_shared)


def undo_contact(session: Session, judgement_id: int, person: Person) -> None:
    """Take back what was said of a contact; what a run had taken it for waits again.

    Raises:
        NothingToJudge: it was taken back or replaced before.
    """
    said = session.get(ContactJudgement, judgement_id, with_for_update=True)
    if said is None or said.closed_at is not None:
        msg = f"judgement {judgement_id} on a contact is not in force; nothing was changed"
        raise NothingToJudge(msg)
    said.closed_at, said.closed_by = person.now, person.account_id
    answered = select(SharedContact).where(
        SharedContact.contact_id == said.contact_id, SharedContact.closed_at == said.at
    )
    row = session.scalars(answered.order_by(SharedContact.id.desc())).first()
    if row is not None:
        session.add(SharedContact(contact_id=row.contact_id, why=row.why, found_at=row.found_at))
    append_event(
        session,
        action="undo_contact",
        subject=f"contact:{said.contact_id}",
        account_id=person.account_id,
        at=person.now,
        detail={"judgement": said.id, "was_shared": said.is_shared},
    )
    session.flush()


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
