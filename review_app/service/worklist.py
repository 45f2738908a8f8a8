"""The queue as a page of rows, and the way from one item to the next; whose scope counts stands in the filter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from review_app.service.database import engine, now
from review_app.service.employer_names import shown_employers
from review_app.service.sentences import reworded
from storage.database import reading
from storage.runs import list_sites
from storage.worklist.facets import choices
from storage.worklist.queue import Count, Place, QueueFilter, QueueItem, next_waiting, previous_waiting
from storage.worklist.queue import count_fitting as count_in_queue
from storage.worklist.queue import read_slice as read_queue_slice

__all__ = ["PAGE", "Choices", "Count", "Place", "QueuePage"]

PAGE = 20
"""Rows on a page: what a person looks through before filtering."""

STATES = ("waiting", "decided", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """One page of the queue."""

    rows: Sequence[QueueItem]
    more: bool
    """Whether another page follows, behind the last row."""
    count: Count
    """How many the filter lets through."""
    is_cut: bool
    """The search found more than it looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to filter by."""

    sites: dict[str, str]
    """Name → title."""
    provinces: Sequence[str]
    destinations: Sequence[str]


def read_page(wanted: QueueFilter, after: Place | None = None) -> QueuePage:
    """Return the page of the queue that follows a place, or the first."""
    with reading(engine()) as session:
        part = read_queue_slice(session, wanted, now=now(), after=after, limit=PAGE)
        employers = shown_employers(session, {row.employer_name for row in part.rows})
        rows = [replace(row, employer_name=employers[row.employer_name]) for row in reworded(session, part.rows)]
    return QueuePage(rows=rows, more=part.more, count=part.count, is_cut=part.is_cut)


def count_fitting(wanted: QueueFilter) -> Count:
    """Return how many items fit a filter, and whether that is all of them."""
    with reading(engine()) as session:
        return count_in_queue(session, wanted, now=now())


def read_choices() -> Choices:
    """Return the sites and places to filter by."""
    with reading(engine()) as session:
        return Choices(
            sites={site.name: site.title for site in list_sites(session)},
            provinces=choices(session, "province"),
            destinations=choices(session, "destination"),
        )


def first_item(wanted: QueueFilter) -> int | None:
    """Return the item at the top of the queue."""
    with reading(engine()) as session:
        return next_waiting(session, after=None, wanted=wanted, now=now())


def item_after(campaign_id: int, wanted: QueueFilter) -> int | None:
    """Return the item that follows one, beginning anew at the top after the last."""
    with reading(engine()) as session:
        return next_waiting(session, after=campaign_id, wanted=wanted, now=now())


def item_before(campaign_id: int, wanted: QueueFilter) -> int | None:
    """Return the item that precedes one."""
    with reading(engine()) as session:
        return previous_waiting(session, before=campaign_id, wanted=wanted, now=now())
