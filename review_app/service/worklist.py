"""The queue as a page of rows, and the way from one item to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from review_app.service.database import engine
from review_app.service.sentences import reworded
from storage.database import reading
from storage.queue import QueueFilter, QueueItem, count_queue, list_queue, next_waiting, previous_waiting
from storage.runs import list_sites

PAGE = 20
"""Rows on a page: what a person looks through before filtering."""

STATES = ("waiting", "decided", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """One page of the queue."""

    rows: Sequence[QueueItem]
    total: int
    number: int
    """From 1; the last one where a higher was asked for."""
    pages: int


def read_page(wanted: QueueFilter, number: int) -> QueuePage:
    """Return a page of the queue."""
    with reading(engine()) as session:
        total = count_queue(session, wanted)
        pages = max(1, -(-total // PAGE))
        number = min(max(1, number), pages)
        rows = reworded(session, list_queue(session, wanted, limit=PAGE, offset=(number - 1) * PAGE))
    return QueuePage(rows=rows, total=total, number=number, pages=pages)


def count_waiting() -> int:
    """Return how many items wait in all, whatever the filter."""
    with reading(engine()) as session:
        return count_queue(session, QueueFilter())


def site_titles() -> dict[str, str]:
    """Return the sites to filter by: name → title."""
    with reading(engine()) as session:
        return {site.name: site.title for site in list_sites(session)}


def first_item(wanted: QueueFilter) -> int | None:
    """Return the item at the top of the queue."""
    with reading(engine()) as session:
        item = next_waiting(session, after=None, wanted=wanted)
    return item.campaign_id if item else None


def item_after(campaign_id: int, wanted: QueueFilter) -> int | None:
    """Return the item that follows one, beginning anew at the top after the last."""
    with reading(engine()) as session:
        item = next_waiting(session, after=campaign_id, wanted=wanted)
    return item.campaign_id if item else None


def item_before(campaign_id: int, wanted: QueueFilter) -> int | None:
    """Return the item that precedes one."""
    with reading(engine()) as session:
        item = previous_waiting(session, before=campaign_id, wanted=wanted)
    return item.campaign_id if item else None
