"""What one browser tab has on its desk: filter, page, drafts of notes, and the sentence to show next.

Ids only travel in the address (`?item=12`); nothing else of a session does.
"""

from dataclasses import dataclass

import streamlit as st

from storage.queue import QueueFilter

_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about what just happened."""

    said: str
    good: bool


def wanted() -> QueueFilter:
    """Return the filter of the queue, which next and previous follow as well."""
    kept: QueueFilter = st.session_state.get("wanted", QueueFilter())
    return kept


def want(wanted: QueueFilter) -> None:
    """Keep the filter; a new one begins at its first page."""
    if wanted != st.session_state.get("wanted"):
        st.session_state["wanted"] = wanted
        st.session_state["queue-page"] = 1


def queue_page() -> int:
    """Return the page of the queue."""
    return int(st.session_state.get("queue-page", 1))


def turn_to(page: int) -> None:
    """Keep the page of the queue."""
    st.session_state["queue-page"] = page


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


def notify(said: str, *, good: bool) -> None:
    """Leave a sentence for the next drawing; an empty one leaves what is there."""
    if said:
        st.session_state["notice"] = Notice(said, good)


def take_notice() -> Notice | None:
    """Return the sentence to draw, once."""
    notice: Notice | None = st.session_state.pop("notice", None)
    return notice
