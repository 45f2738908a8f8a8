"""Step 8, what linking reads: contact points and templates of versions, kept once and given back.

The newest reading of an advert is the one that counts; older ones stay for the history.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, exists, func, insert, select
from sqlalchemy.orm import Session, aliased

from storage.folding import fold
from storage.tables import Advert, AdvertContact, AdvertVersion, Contact, LinkReading, Site

K = TypeVar("K", int, str)
_AT_ONCE = 500
"""Keys in one query: both databases have a limit on parameters."""
MOST_BESIDE = 2_500
"""Adverts of one contact that are looked at together; a contact with more is everybody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundContact:
    """A contact point in a version; `whose` is poster | board | building | other."""

    kind: str
    value: str
    shown: str
    whose: str
    quote: tuple[int, int, str] | None = None
    """Start, end and words in the text; None where it came with the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """A version as linking read it."""

    version_id: int
    advert_id: int
    site: str
    employer_name: str
    posted_at: datetime
    tokens: str
    slots: tuple[tuple[str, str, int, int, int], ...]
    """Kind, value, start, end in the text, token."""
    trade: tuple[str, ...]
    compared_sha256: str
    contacts: tuple[FoundContact, ...]


def are_read(session: Session, version_ids: Sequence[int]) -> set[int]:
    """Return those of some versions that linking has read."""
    return {
        one
        for part in in_parts(version_ids)
        for one in session.scalars(select(LinkReading.version_id).where(LinkReading.version_id.in_(part)))
    }


def keep_readings(session: Session, readings: Sequence[KeptReading], *, now: datetime) -> None:
    """Add readings with their contacts; a contact that is known gets the times that it was seen widened."""
    contacts = _contacts(session, readings)
    if not readings:
        return
    session.execute(insert(LinkReading), [_row(one) | {"read_at": now} for one in readings])
    found = [
        {
            "version_id": one.version_id,
            "contact_id": contacts[found.kind, found.value].id,
            "whose": found.whose,
            "shown": found.shown,
            "quote_start": found.quote[0] if found.quote else None,
            "quote_end": found.quote[1] if found.quote else None,
            "quote_text": found.quote[2] if found.quote else None,
        }
        for one in readings
        for found in one.contacts
    ]
    if found:
        session.execute(insert(AdvertContact), found)


def load_readings(session: Session, version_ids: Collection[int]) -> list[KeptReading]:
    """Return readings by their versions, in the order of those."""
    loaded: list[KeptReading] = []
    for part in in_parts(sorted(version_ids)):
        found = defaultdict(list)
        query = (
            select(AdvertContact, Contact.kind, Contact.value).join(Contact).where(AdvertContact.version_id.in_(part))
        )
        for row, kind, value in session.execute(query.order_by(AdvertContact.id)):
            found[row.version_id].append(_found(row, kind, value))
        rows = (
            select(LinkReading, Site.name, AdvertVersion.employer_name)
            .join(Advert, Advert.id == LinkReading.advert_id)
            .join(Site, Site.id == Advert.site_id)
            .join(AdvertVersion, AdvertVersion.id == LinkReading.version_id)
            .where(LinkReading.version_id.in_(part))
            .order_by(LinkReading.version_id)
        )
        for reading, site, employer in session.execute(rows):
            loaded.append(_reading(reading, site, employer, tuple(found[reading.version_id])))
    return loaded


def newest_readings(session: Session, advert_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Return advert → version of its newest reading, of some adverts or of all."""
    query = select(LinkReading.advert_id, func.max(LinkReading.version_id)).group_by(LinkReading.advert_id)
    if advert_ids is None:
        return dict(session.execute(query).all())
    return {
        advert: version
        for part in in_parts(sorted(set(advert_ids)))
        for advert, version in session.execute(query.where(LinkReading.advert_id.in_(part)))
    }


def adverts_beside(session: Session, keys: Collection[tuple[str, str]], *, most: int = MOST_BESIDE) -> set[int]:
    """Return the adverts whose newest reading has one of some contacts as the poster's own, of each the newest."""
    found: set[int] = set()
    for part in in_parts(_ids_of(session, keys)):
        beside = _beside(part).with_only_columns(AdvertContact.contact_id).group_by(AdvertContact.contact_id)
        many = set(session.scalars(beside.having(func.count() > most)))
        found.update(session.scalars(_beside([one for one in part if one not in many])))
        for contact_id in sorted(many):
            found.update(session.scalars(_beside([contact_id]).order_by(LinkReading.version_id.desc()).limit(most)))
    return found


def in_parts(keys: Sequence[K]) -> Iterator[Sequence[K]]:
    """Yield keys in parts that fit into one query."""
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _beside(contact_ids: Collection[int]) -> Select[int]:
    newer = aliased(LinkReading)
    is_newest = ~exists().where(newer.advert_id == LinkReading.advert_id, newer.version_id > LinkReading.version_id)
    return (
        select(LinkReading.advert_id)
        .join(AdvertContact, AdvertContact.version_id == LinkReading.version_id)
        .where(AdvertContact.contact_id.in_(contact_ids), AdvertContact.whose == "poster", is_newest)
    )


def _ids_of(session: Session, keys: Collection[tuple[str, str]]) -> list[int]:
    wanted = set(keys)
    values = sorted({value for _, value in wanted})
    found = []
    for start in range(0, len(values), _AT_ONCE):
        query = select(Contact.id, Contact.kind, Contact.value).where(
            Contact.value.in_(values[start : start + _AT_ONCE])
        )
        found += [key for key, kind, value in session.execute(query) if (kind, value) in wanted]
    return sorted(found)


def _contacts(session: Session, readings: Sequence[KeptReading]) -> dict[tuple[str, str], Contact]:
    wanted = {(found.kind, found.value): found for one in readings for found in one.contacts}
    ids = _ids_of(session, wanted)
    known = {
        (row.kind, row.value): row
        for part in in_parts(ids)
        for row in session.scalars(select(Contact).where(Contact.id.in_(part)))
    }
    for one in readings:
        for found in one.contacts:
            row = known.get((found.kind, found.value))
            if row is None:
                row = Contact(kind=found.kind, value=found.value, shown=found.shown)
                row.first_seen_at = row.last_seen_at = one.posted_at
                known[found.kind, found.value] = row
                session.add(row)
            row.first_seen_at = min(row.first_seen_at, one.posted_at)
            row.last_seen_at = max(row.last_seen_at, one.posted_at)
    session.flush()
    return known


def _row(one: KeptReading) -> dict[str, Any]:
    return {
        "version_id": one.version_id,
        "advert_id": one.advert_id,
        "posted_at": one.posted_at,
        "tokens": one.tokens,
        "slots": [list(slot) for slot in one.slots],
        "trade": list(one.trade),
        "compared_sha256": one.compared_sha256,
    }


def _found(row: AdvertContact, kind: str, value: str) -> FoundContact:
    quote = None
    if row.quote_start is not None and row.quote_end is not None:
        quote = (row.quote_start, row.quote_end, row.quote_text or "")
    return FoundContact(kind=kind, value=value, shown=row.shown, whose=row.whose, quote=quote)


def _reading(row: LinkReading, site: str, employer: str, contacts: tuple[FoundContact, ...]) -> KeptReading:
    return KeptReading(
        version_id=row.version_id,
        advert_id=row.advert_id,
        site=site,
        employer_name=employer,
        posted_at=row.posted_at,
        tokens=row.tokens,
        slots=tuple((kind, value, start, end, token) for kind, value, start, end, token in row.slots),
        trade=tuple(row.trade),
        compared_sha256=row.compared_sha256,
        contacts=contacts,
    )


def persons_among(session: Session, names: Iterable[str]) -> set[str]:
    """Return those of some names, such as employers', that some advert gives as a private person to ask for."""
    folded = {name: " ".join(fold(name).split()) for name in names}
    known: set[str] = set()
    for part in in_parts(sorted(set(folded.values()))):
        known |= set(session.scalars(select(Contact.value).where(Contact.kind == "person", Contact.value.in_(part))))
    return {name for name, value in folded.items() if value in known}
