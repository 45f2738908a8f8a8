"""Filters that a person keeps under a name, each with how many items fit it now."""

from dataclasses import dataclass, replace

from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.people.scope import Scope
from storage.worklist.queue import Count, QueueFilter, count_fitting
from storage.worklist.saved_filters import LONGEST_NAME, MOST, FilterRefused, list_filters, remove_filter, save_filter


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRow:
    """One of them."""

    id: int
    name: str
    wanted: QueueFilter
    fitting: Count
    """Items that fit it now."""


def read(reader: Person) -> list[SavedRow]:
    """Return what a person keeps."""
    scope = Scope(reader.provinces, reader.destinations)
    with reading(engine()) as session:
        kept = list_filters(session, reader.id)
        return [
            SavedRow(
                id=one.id,
                name=one.name,
                wanted=one.wanted,
                fitting=count_fitting(session, replace(one.wanted, reader=reader.id, scope=scope), now=now()),
            )
            for one in kept
        ]


def save(reader: Person, name: str, wanted: QueueFilter) -> str:
    """Keep a filter; return why not, in a sentence, or nothing."""
    try:
        with unit_of_work(engine()) as session:
            save_filter(session, reader.id, name, wanted, now=now())
    except FilterRefused as refused:
        said = {
            "taken": _("You have a filter of that name already. Take it away first, or choose another name."),
            "many": _("You keep {most} filters, which is the most. Take one away first.").format(most=MOST),
        }
        fallback = _("Give the filter a name of at most {most} characters.").format(most=LONGEST_NAME)
        return said.get(refused.why, fallback)
    return ""


def remove(reader: Person, filter_id: int) -> None:
    """Take a filter of one's own away; a second press changes nothing."""
    with unit_of_work(engine()) as session:
        remove_filter(session, filter_id, reader.id, now=now())
