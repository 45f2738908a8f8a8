"""What one browser tab has on its desk: filter, page, drafts of notes, and the sentence to show next.

Ids only travel in the address (`?item=12`); nothing else of a session does.
"""

from dataclasses import dataclass, replace

import streamlit as st

from review_app.service.logins import Person
from storage.people.scope import EVERYTHING, Scope
from storage.worklist.queue import Place, QueueFilter

_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about what just happened."""

    said: str
    good: bool
    beside: str = ""
    """Form whose button was pressed, where that may lie far below the head of the page."""


def see_as(person: Person) -> None:
    """Note on each run who looks and what they work on: the queue shows nothing else."""
    st.session_state["seen-by"] = (person.id, Scope(person.provinces, person.destinations))


def wanted() -> QueueFilter:
    """Return the filter of the queue, which next and previous follow as well, within what the reader works on."""
    kept: QueueFilter = st.session_state.get("wanted", QueueFilter())
    reader, scope = st.session_state.get("seen-by", (None, EVERYTHING))
    return replace(kept, reader=reader, scope=scope)


def want(wanted: QueueFilter) -> None:
    """Keep the filter; a new one begins at its first page."""
    if wanted != st.session_state.get("wanted", QueueFilter()):
        st.session_state["wanted"] = wanted
        st.session_state["queue-pages"] = ()


def has_wanted() -> bool:
    """Tell whether the person has chosen a filter in this session, be it to see everything again."""
    return "wanted" in st.session_state


def queue_pages() -> tuple[Place, ...]:
    """Return the places behind which each page of the queue began, but for the first."""
    places: tuple[Place, ...] = st.session_state.get("queue-pages", ())
    return places


def turn_to(places: tuple[Place, ...]) -> None:
    """Keep the way to a page of the queue."""
    st.session_state["queue-pages"] = places


def item_asked() -> int | str | None:
    """Return the item that the address names; the bare word where it is no number, None where there is none."""
    asked = st.query_params.get("item")
    if asked is None:
        return None
    return int(asked) if asked.isdecimal() and len(asked) <= _LONGEST_ID else asked


def put_item(campaign_id: int | None) -> None:
    """Put an item into the address; None takes it out."""
    if campaign_id is None:
        st.query_params.clear()
    else:
        st.query_params["item"] = str(campaign_id)


def draft(campaign_id: int) -> str:
    """Return the note begun on an item and not yet kept with a decision."""
    return str(st.session_state.get("drafts", {}).get(campaign_id, ""))


def keep_draft(campaign_id: int, note: str) -> None:
    """Keep a note begun, so that it outlives a look at another item."""
    st.session_state.setdefault("drafts", {})[campaign_id] = note


def notify(said: str, *, good: bool, beside: str = "") -> None:
    """Leave a sentence for the next drawing, also beside a form; an empty one leaves what is there."""
    if said:
        st.session_state["notice"] = Notice(said, good, beside)


def take_notice() -> Notice | None:
    """Return the sentence to draw, once."""
    notice: Notice | None = st.session_state.pop("notice", None)
    return notice
