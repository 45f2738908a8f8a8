"""Filters of the queue that people keep under a name; each sees and takes away their own only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.errors import StorageError
from storage.tables import SavedFilter
from storage.worklist.queue import HOLDERS, STATES, QueueFilter

MOST = 12
"""Filters that one person may keep: what fits under one button."""
LONGEST_NAME = 60

_WORDS = ("band", "site", "province", "destination", "typology")
_LONGEST_WORD = 200


class FilterRefused(StorageError, ValueError):
    """Raised by `save_filter` for a name that is taken or none, or one filter too many; `why` says which."""

    def __init__(self, message: str, *, why: str) -> None:
        """Say `taken`, `name` or `many`."""
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A filter under its name."""

    id: int
    name: str
    wanted: QueueFilter


def list_filters(session: Session, account_id: int) -> list[KeptFilter]:
    """Return what a person keeps, by name."""
    query = select(SavedFilter).where(SavedFilter.account_id == account_id, SavedFilter.removed_at.is_(None))
    return [KeptFilter(row.id, row.name, read_wanted(row.wanted)) for row in session.scalars(query.order_by("name"))]


def save_filter(session: Session, account_id: int, name: str, wanted: QueueFilter, *, now: datetime) -> int:
    """Keep a filter under a name and return its key; who looks, and what they work on, is not part of it.

    Raises:
        FilterRefused: the name is empty, too long or taken, or the person keeps `MOST` already.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        msg = f"a filter's name has 1 to {LONGEST_NAME} characters"
        raise FilterRefused(msg, why="name")
    mine = list_filters(session, account_id)
    if name.casefold() in {one.name.casefold() for one in mine}:
        raise _taken(name)
    if len(mine) >= MOST:
        msg = f"nobody keeps more than {MOST} filters; take one away first"
        raise FilterRefused(msg, why="many")
    row = SavedFilter(account_id=account_id, name=name, wanted=written_wanted(wanted), created_at=now)
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # two tabs at the same moment: the partial unique index lets one through
        raise _taken(name) from error
    return row.id


def _taken(name: str) -> FilterRefused:
    return FilterRefused(f"there is a filter {name!r} already; choose another name", why="taken")


def remove_filter(session: Session, filter_id: int, account_id: int, *, now: datetime) -> bool:
    """Take away a filter of one's own; False where it is gone already, or somebody else's."""
    row = session.get(SavedFilter, filter_id)
    if row is None or row.account_id != account_id or row.removed_at is not None:
        return False
    row.removed_at = now
    session.flush()
    return True


def written_wanted(wanted: QueueFilter) -> dict[str, Any]:
    """Return a filter as it is kept: what differs from the default."""
    fields = {name: getattr(wanted, name) for name in ("state", "words", "holder", "days", *_WORDS)}
    return {name: value for name, value in fields.items() if value != getattr(QueueFilter(), name)}


def read_wanted(kept: Mapping[str, Any]) -> QueueFilter:
    """Return a kept filter; what this release does not know, or a slip made of it, is left out."""
    known = {name: kept[name] for name in _WORDS if _is_word(kept.get(name))}
    if kept.get("state") in STATES:
        known["state"] = kept["state"]
    if kept.get("holder") in HOLDERS:
        known["holder"] = kept["holder"]
    if _is_word(kept.get("words")):
        known["words"] = kept["words"]
    days = kept.get("days")
    if isinstance(days, int) and not isinstance(days, bool) and 0 < days <= 3650:  # noqa: PLR2004 - ten years
        known["days"] = days
    return QueueFilter(**known)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_WORD
