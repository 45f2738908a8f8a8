"""Step 9, the reading side: what waits for a person, the most urgent first, and what stands before and after.

Pages go by the last row seen and not by a number of rows, so that they neither shift nor slow down: whatever was
decided meanwhile, the next page begins behind the row that ended this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from storage.people.scope import EVERYTHING, Scope, has_facet, in_scope
from storage.tables import MERGED, Campaign, CampaignFacet, Lease
from storage.worklist.facets import DESTINATION, PROVINCE, SITE, TYPOLOGY
from storage.worklist.holders import is_held
from storage.worklist.queue_rows import Place, QueueItem, read_rows
from storage.worklist.search import find_campaigns

__all__ = ["MOST_COUNTED", "Count", "Place", "QueueFilter", "QueueItem", "QueueSlice"]

MOST_COUNTED = 1_000
"""How far into a queue a filter is counted; of a longer one, people read only that there are at least so many."""

STATES = ("waiting", "decided", "all")
HOLDERS = ("free", "mine", "anybody")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What a person wants to see; the default is all that waits.

    An item whose score is hidden passes every filter by band or kind of deception: else the filter would tell both.
    """

    state: str = "waiting"
    """One of `STATES`."""
    band: str | None = None
    site: str | None = None
    words: str = ""
    """All of these must occur, with or without accents."""
    province: str | None = None
    destination: str | None = None
    typology: str | None = None
    holder: str | None = None
    """One of `HOLDERS`; None for all."""
    days: int | None = None
    """First seen within so many days."""
    reader: int | None = None
    """Account that looks; `mine` is what it holds."""
    scope: Scope = EVERYTHING
    """What the reader works on."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many items a filter lets through among the first `MOST_COUNTED` of the queue."""

    number: int
    is_all: bool
    """The queue is no longer than that, so there are no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSlice:
    """A part of the queue."""

    rows: Sequence[QueueItem]
    more: bool
    """Whether rows follow."""
    count: Count
    """How many the filter lets through."""
    is_cut: bool = False
    """The search found more than it looks at."""


def read_slice(
    session: Session, wanted: QueueFilter, *, now: datetime, after: Place | None = None, limit: int = 50
) -> QueueSlice:
    """Return the part of the queue that follows a place, or its beginning."""
    sought = _sought(session, wanted, now)
    rows = read_rows(session, _ids(session, sought, after=after, limit=limit + 1), now=now)
    return QueueSlice(rows=rows[:limit], more=len(rows) > limit, count=_count(session, sought), is_cut=sought.is_cut)


def list_queue(
    session: Session, wanted: QueueFilter, *, now: datetime | None = None, after: Place | None = None, limit: int = 50
) -> list[QueueItem]:
    """Return the rows that follow a place in the queue, or its beginning."""
    now = now or datetime.now(UTC)
    return read_rows(session, _ids(session, _sought(session, wanted, now), after=after, limit=limit), now=now)


def count_fitting(session: Session, wanted: QueueFilter, *, now: datetime) -> Count:
    """Return how many items a filter lets through, and whether that is all of them."""
    return _count(session, _sought(session, wanted, now))


def count_queue(session: Session, wanted: QueueFilter, *, now: datetime | None = None) -> int:
    """Return how many items a filter lets through among the first `MOST_COUNTED`."""
    return count_fitting(session, wanted, now=now or datetime.now(UTC)).number


def next_waiting(
    session: Session, *, after: int | None, wanted: QueueFilter, now: datetime | None = None
) -> int | None:
    """Return the item that follows another in the queue's order, else the first; None if there is no other."""
    sought = _sought(session, wanted, now or datetime.now(UTC))
    place = _place_of(session, after)
    following = _ids(session, sought, after=place, limit=1)
    if not following and place is not None:
        following = [one for one in _ids(session, sought, after=None, limit=2) if one != after]
    return following[0] if following else None


def previous_waiting(session: Session, *, before: int, wanted: QueueFilter, now: datetime | None = None) -> int | None:
    """Return the item that precedes another in the queue's order, or None."""
    place = _place_of(session, before)
    if place is None:
        return None
    sought = _sought(session, wanted, now or datetime.now(UTC))
    earlier = select(Campaign.id).where(*sought.among, *sought.fitting, tuple(place) < _KEY)
    return session.scalar(earlier.order_by(Campaign.priority, Campaign.id).limit(1))


_KEY = tuple_(Campaign.priority, Campaign.id)
_FEW = 500
"""What fewer campaigns have is looked up by their keys; what more have turns up soon on a walk along the queue."""


class _Sought(NamedTuple):
    """A filter as conditions for a query."""

    among: list[ColumnElement[bool]]
    """What says which queue it is: quick to count along an index, or a few keys."""
    fitting: list[ColumnElement[bool]]
    """What is then looked up for each campaign."""
    is_cut: bool
    """The search left something out."""


def _sought(session: Session, wanted: QueueFilter, now: datetime) -> _Sought:
    sought = _Sought([_is_in_state(wanted.state)], in_scope(wanted.scope), is_cut=False)
    if wanted.words.strip():
        found = find_campaigns(session, wanted.words)
        sought = sought._replace(is_cut=found.is_cut)
        sought.among.append(Campaign.id.in_(sorted(found.campaigns)))
    for kind, code in ((SITE, wanted.site), (PROVINCE, wanted.province), (DESTINATION, wanted.destination)):
        if code is not None:
            _add_facet(session, sought, kind, code)
    hidden = and_(Campaign.score_hidden, Campaign.waits)
    if wanted.band is not None:
        sought.fitting.append(or_(Campaign.band == wanted.band, hidden))
    if wanted.typology is not None:
        sought.fitting.append(or_(has_facet(TYPOLOGY, wanted.typology), hidden))
    if wanted.days is not None:
        sought.fitting.append(Campaign.first_seen_at >= now - timedelta(days=wanted.days))
    if wanted.holder is not None:
        _add_holder(sought, wanted, now)
    return sought


def _add_facet(session: Session, sought: _Sought, kind: str, code: str) -> None:
    query = select(CampaignFacet.campaign_id).where(CampaignFacet.kind == kind, CampaignFacet.code == code)
    some = session.scalars(query.limit(_FEW + 1)).all()
    if len(some) > _FEW:
        sought.fitting.append(has_facet(kind, code))
    else:
        sought.among.append(Campaign.id.in_(some))


def _add_holder(sought: _Sought, wanted: QueueFilter, now: datetime) -> None:
    held = select(Lease.campaign_id).where(is_held(now))
    if wanted.holder == "mine":
        sought.among.append(Campaign.id.in_(held.where(Lease.account_id == wanted.reader)))
    elif wanted.holder == "anybody":
        sought.among.append(Campaign.id.in_(held))
    else:
        sought.fitting.append(~held.where(Lease.campaign_id == Campaign.id).exists())


def _is_in_state(state: str) -> ColumnElement[bool]:
    if state == "waiting":
        return Campaign.waits == true()
    there = Campaign.priority > MERGED
    return there if state == "all" else and_(Campaign.waits == false(), there)


def _place_of(session: Session, campaign_id: int | None) -> Place | None:
    priority = session.scalar(select(Campaign.priority).where(Campaign.id == campaign_id))
    return None if priority is None or campaign_id is None else Place(priority, campaign_id)


def _ids(session: Session, sought: _Sought, *, after: Place | None, limit: int) -> list[int]:
    query = select(Campaign.id).where(*sought.among, *sought.fitting)
    if after is not None:
        query = query.where(tuple(after) > _KEY)
    return list(session.scalars(query.order_by(Campaign.priority.desc(), Campaign.id.desc()).limit(limit)))


def _count(session: Session, sought: _Sought) -> Count:
    top = select(Campaign.id).where(*sought.among).order_by(Campaign.priority.desc(), Campaign.id.desc())
    first = top.limit(MOST_COUNTED + 1).subquery()
    looked_at = session.scalar(select(func.count()).select_from(first)) or 0
    if not sought.fitting:
        return Count(min(looked_at, MOST_COUNTED), is_all=looked_at <= MOST_COUNTED)
    fitting = select(func.count()).select_from(Campaign).where(Campaign.id.in_(select(first.c.id)), *sought.fitting)
    return Count(session.scalar(fitting) or 0, is_all=looked_at <= MOST_COUNTED)
