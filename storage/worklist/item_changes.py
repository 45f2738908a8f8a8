"""What differs between two versions of an item, counted, for the sentence with which a stale decision is refused."""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.contacts import in_parts
from storage.errors import ItemChanges
from storage.tables import AdvertVersion, SnapshotVersion


def versions_of(session: Session, snapshot_id: int) -> Sequence[int]:
    """Return the advert versions that make up an item version."""
    return session.scalars(
        select(SnapshotVersion.version_id).where(SnapshotVersion.snapshot_id == snapshot_id).order_by("version_id")
    ).all()


def changes_between(session: Session, seen_id: int, current_id: int) -> ItemChanges:
    """Return what a person who saw one snapshot of an item has not seen of another."""
    seen, current = set(versions_of(session, seen_id)), set(versions_of(session, current_id))
    before, after = _texts(session, seen - current), _texts(session, current - seen)
    stayed = before.keys() & after.keys()
    return ItemChanges(
        added=len(current - seen),
        removed=len(seen - current),
        joined=len(after.keys() - before.keys()),
        left=len(before.keys() - after.keys()),
        titles=sum(before[advert][0] != after[advert][0] for advert in stayed),
        lines=sum(_lines(before[advert][1], after[advert][1]) for advert in stayed),
    )


def _texts(session: Session, version_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return advert → title and text of its version among some."""
    query = select(AdvertVersion.advert_id, AdvertVersion.title, AdvertVersion.text)
    return {
        advert: (title, text)
        for part in in_parts(sorted(version_ids))
        for advert, title, text in session.execute(query.where(AdvertVersion.id.in_(part)))
    }


def _lines(before: str, after: str) -> int:
    """Count lines that are only in one of two texts; a changed line counts once."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return max((old - new).total(), (new - old).total())
