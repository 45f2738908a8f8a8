"""Step 8, brokers in storage: who is with whom, by which links, and where each came from; nothing is ever removed."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.contacts import in_parts
from storage.tables import (
    Broker,
    BrokerLineage,
    BrokerLink,
    BrokerMember,
    Contact,
    SharedContact,
)

_DIGITS = 1e-6
"""Links whose probability changed by less than this are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLink:
    """A link between two adverts as a run found it."""

    advert_a: int
    advert_b: int
    probability: float
    bits: float
    reasons: tuple[dict[str, Any], ...]
    status: str
    """linked | suggested | held"""
    held_by: str

    @property
    def pair(self) -> tuple[int, int]:
        """The two, the lower first."""
        return min(self.advert_a, self.advert_b), max(self.advert_a, self.advert_b)


def brokers_of(session: Session, advert_ids: Iterable[int]) -> dict[int, str]:
    """Return advert → the broker that it is with."""
    query = select(BrokerMember.advert_id, BrokerMember.broker_id).where(BrokerMember.left_at.is_(None))
    return {
        advert: broker
        for part in in_parts(sorted(set(advert_ids)))
        for advert, broker in session.execute(query.where(BrokerMember.advert_id.in_(part)))
    }


def adverts_of(session: Session, broker_ids: Iterable[str]) -> dict[str, list[int]]:
    """Return broker → its adverts now; one without any is left out."""
    found: dict[str, list[int]] = defaultdict(list)
    wanted = sorted(set(broker_ids))
    query = select(BrokerMember.broker_id, BrokerMember.advert_id).where(BrokerMember.left_at.is_(None))
    for start in range(0, len(wanted), 500):
        part = query.where(BrokerMember.broker_id.in_(wanted[start : start + 500])).order_by(BrokerMember.advert_id)
        for broker, advert in session.execute(part):
            found[broker].append(advert)
    return dict(found)


def current_broker(session: Session, broker_id: str) -> Broker | None:
    """Return a broker, or the one that has its adverts now; None if there never was one of that name."""
    broker = session.get(Broker, broker_id)
    while broker is not None and broker.merged_into_id is not None:
        broker = session.get(Broker, broker.merged_into_id)
    return broker


def put_with_brokers(
    session: Session, into: Mapping[int, str], versions: Mapping[int, int], *, now: datetime, deed: str = ""
) -> int:
    """Put adverts with brokers (advert → broker, advert → version that was linked); return how many changed broker.

    Memberships are closed, never removed; a broker left without adverts names the one where most of them went.
    """
    open_now = {
        member.advert_id: member
        for part in in_parts(sorted(into))
        for member in session.scalars(
            select(BrokerMember).where(BrokerMember.left_at.is_(None), BrokerMember.advert_id.in_(part))
        )
    }
    went: dict[str, Counter[str]] = defaultdict(Counter)
    added = []
    for advert, broker in sorted(into.items()):
        member = open_now.get(advert)
        if member is not None and (member.broker_id, member.version_id) == (broker, versions[advert]):
            continue
        if member is not None:
            member.left_at = now
            if member.broker_id != broker:
                went[member.broker_id][broker] += 1
        added.append(
            BrokerMember(broker_id=broker, advert_id=advert, version_id=versions[advert], joined_at=now, deed=deed)
        )
    session.flush()
    _make_sure(session, {member.broker_id for member in added}, now=now)
    session.add_all(added)
    session.add_all(
        BrokerLineage(was_id=was, into_id=to, at=now, adverts=count, deed=deed)
        for was, tos in sorted(went.items())
        for to, count in sorted(tos.items())
    )
    session.flush()
    left = adverts_of(session, went)
    for was, tos in went.items():
        if was not in left:
            session.get_one(Broker, was).merged_into_id = min(tos, key=lambda one: (-tos[one], one))
    session.flush()
    return sum(tos.total() for tos in went.values())


def note_formed(session: Session, broker_ids: Collection[str], *, now: datetime) -> None:
    """Keep that a run formed brokers, so that judgements up to now are obeyed."""
    for broker_id in sorted(broker_ids):
        session.get_one(Broker, broker_id).formed_at = now


def new_broker_id(session: Session, advert_id: int, *, salt: str = "") -> str:
    """Return an id that no broker ever had, from its founding advert; the same in every run."""
    for again in range(10_000):
        name = hashlib.sha256(f"{advert_id}/{salt}/{again}".encode()).hexdigest()[:12]
        if session.get(Broker, f"b-{name}") is None:
            return f"b-{name}"
    msg = f"advert {advert_id} founded ten thousand brokers; its judgements need a look"
    raise ValueError(msg)


def keep_links(session: Session, links: Sequence[KeptLink], adverts: AbstractSet[int], *, now: datetime) -> None:
    """Keep the links of a run; those between `adverts`, which were compared anew, are closed where they were not found.

    Any other link is closed where its two are with different brokers now; a suggestion, where they are with one.
    """
    found = {link.pair: link for link in links if link.advert_a != link.advert_b}
    standing = _open_links(session, {*adverts, *(advert for pair in found for advert in pair)})
    brokers = brokers_of(session, {one for row in standing for one in (row.advert_a, row.advert_b)})
    kept = set()
    for row in standing:
        pair = (row.advert_a, row.advert_b)
        together = brokers.get(row.advert_a) == brokers.get(row.advert_b)
        if pair in found and _is_same(row, found[pair]):
            kept.add(pair)
        elif pair in found or adverts >= set(pair) or together != (row.status == "linked"):
            row.closed_at = now
    session.flush()
    session.add_all(
        BrokerLink(
            advert_a=pair[0],
            advert_b=pair[1],
            probability=link.probability,
            bits=link.bits,
            reasons=list(link.reasons),
            status=link.status,
            held_by=link.held_by,
            found_at=now,
        )
        for pair, link in sorted(found.items())
        if pair not in kept
    )
    session.flush()


def keep_shared(session: Session, learned: Mapping[tuple[str, str], str], *, now: datetime) -> int:
    """Keep contacts that a run took for shared (kind and value → why) until a person says what they are."""
    added = 0
    for (kind, value), why in sorted(learned.items()):
        contact = session.scalars(select(Contact).where(Contact.kind == kind, Contact.value == value)).first()
        waits = (
            contact
            and session.scalars(
                select(SharedContact).where(SharedContact.contact_id == contact.id, SharedContact.closed_at.is_(None))
            ).first()
        )
        if contact is not None and waits is None:
            session.add(SharedContact(contact_id=contact.id, why=why, found_at=now))
            added += 1
    session.flush()
    return added


def _make_sure(session: Session, broker_ids: Iterable[str], *, now: datetime) -> None:
    for broker_id in sorted(set(broker_ids)):
        broker = session.get(Broker, broker_id)
        if broker is None:
            session.add(Broker(id=broker_id, created_at=now, formed_at=now))
        else:
            broker.merged_into_id = None
    session.flush()


def _open_links(session: Session, adverts: Collection[int]) -> list[BrokerLink]:
    found: dict[int, BrokerLink] = {}
    for part in in_parts(sorted(adverts)):
        touched = or_(BrokerLink.advert_a.in_(part), BrokerLink.advert_b.in_(part))
        rows = session.scalars(select(BrokerLink).where(BrokerLink.closed_at.is_(None), touched))
        found |= {row.id: row for row in rows}
    return list(found.values())


def _is_same(row: BrokerLink, link: KeptLink) -> bool:
    same = (row.status, row.held_by) == (link.status, link.held_by) and abs(
        row.probability - link.probability
    ) < _DIGITS
    return same and row.reasons == list(link.reasons)
