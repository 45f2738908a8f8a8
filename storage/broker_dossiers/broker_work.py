"""Step 8, what waits for the linking of brokers: new adverts, people's judgements, and what is said of contacts."""

from collections.abc import Collection

from sqlalchemy import Select, func, or_, select, text, union
from sqlalchemy.orm import Session

from storage.broker_dossiers.broker_parts import adverts_with
from storage.contacts import in_parts
from storage.tables import (
    AdvertContact,
    Broker,
    BrokerJudgement,
    BrokerMember,
    Contact,
    ContactJudgement,
    LinkReading,
    SharedContact,
)

Stamp = tuple[int, ...]
"""What a run starts from; where it changed meanwhile, what the run found is not kept."""


def unlinked_adverts(session: Session) -> dict[int, int]:
    """Return advert → version of those whose newest reading has no broker yet."""
    newest = (
        select(LinkReading.advert_id, func.max(LinkReading.version_id).label("version_id"))
        .group_by(LinkReading.advert_id)
        .subquery()
    )
    query = (
        select(newest.c.advert_id, newest.c.version_id)
        .outerjoin(BrokerMember, (BrokerMember.advert_id == newest.c.advert_id) & BrokerMember.left_at.is_(None))
        .where(or_(BrokerMember.id.is_(None), BrokerMember.version_id != newest.c.version_id))
    )
    return dict(session.execute(query).all())


def brokers_to_form(session: Session) -> set[str]:
    """Return the brokers that a judgement concerns which was made or closed since they were formed.

    It may be on one of their adverts, or on a contact of one.
    """
    said = func.coalesce(BrokerJudgement.closed_at, BrokerJudgement.at)
    either = or_(BrokerJudgement.advert_a == BrokerMember.advert_id, BrokerJudgement.advert_b == BrokerMember.advert_id)
    of_adverts = _members().join(BrokerJudgement, either).where(said >= Broker.formed_at)
    said = func.coalesce(ContactJudgement.closed_at, ContactJudgement.at)
    of_contacts = (
        _members()
        .join(AdvertContact, AdvertContact.version_id == BrokerMember.version_id)
        .join(ContactJudgement, ContactJudgement.contact_id == AdvertContact.contact_id)
        .where(said >= Broker.formed_at)
    )
    return {*session.scalars(of_adverts), *session.scalars(of_contacts)}


def open_judgements(session: Session, adverts: Collection[int] | None = None) -> list[BrokerJudgement]:
    """Return the judgements in force, oldest first: all, or those with one of some adverts."""
    query = select(BrokerJudgement).where(BrokerJudgement.closed_at.is_(None)).order_by(BrokerJudgement.id)
    if adverts is None:
        return list(session.scalars(query))
    found: dict[int, BrokerJudgement] = {}
    for part in in_parts(sorted(adverts)):
        touched = or_(BrokerJudgement.advert_a.in_(part), BrokerJudgement.advert_b.in_(part))
        found |= {row.id: row for row in session.scalars(query.where(touched))}
    return [found[key] for key in sorted(found)]


def judgements_of(session: Session, broker_id: str) -> list[BrokerJudgement]:
    """Return the judgements in force with one of a broker's adverts, oldest first."""
    own = adverts_with(broker_id)
    in_force = select(BrokerJudgement.id).where(BrokerJudgement.closed_at.is_(None))
    # two questions, since PostgreSQL uses no index for an OR of two
    either = union(
        in_force.where(BrokerJudgement.advert_a.in_(own)), in_force.where(BrokerJudgement.advert_b.in_(own))
    ).subquery()
    query = select(BrokerJudgement).where(BrokerJudgement.id.in_(select(either.c.id)))
    return list(session.scalars(query.order_by(BrokerJudgement.id)))


def told_contacts(session: Session) -> dict[tuple[str, str], tuple[bool, str]]:
    """Return kind and value → whether a contact is shared, and why: by people's word, else as a run learned it."""
    learned = (
        select(Contact.kind, Contact.value, SharedContact.why).join(Contact).where(SharedContact.closed_at.is_(None))
    )
    said = (
        select(Contact.kind, Contact.value, ContactJudgement.is_shared, ContactJudgement.why)
        .join(Contact)
        .where(ContactJudgement.closed_at.is_(None))
    )
    found = {(kind, value): (True, why) for kind, value, why in session.execute(learned)}
    return found | {(kind, value): (is_shared, why) for kind, value, is_shared, why in session.execute(said)}


def hold_linking(session: Session) -> None:
    """Let no other run or person change campaigns and brokers until this unit of work ends."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite's immediate transactions see to that themselves
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('soitin link'))"))


def stamp(session: Session) -> Stamp:
    """Return what tells whether anybody joined, judged or took back since."""
    numbers: list[int] = []
    for table, end in (
        (BrokerMember, BrokerMember.left_at),
        (BrokerJudgement, BrokerJudgement.closed_at),
        (ContactJudgement, ContactJudgement.closed_at),
    ):
        numbers += session.execute(select(func.coalesce(func.max(table.id), 0), func.count(end))).one()
    return tuple(numbers)


def _members() -> Select[str]:
    query = select(BrokerMember.broker_id).join(Broker, Broker.id == BrokerMember.broker_id)
    return query.where(BrokerMember.left_at.is_(None)).distinct()
