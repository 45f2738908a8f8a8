"""A day that a person types; what stands in the field is what counts, and what is no day is refused, never replaced.

Streamlit's own field of days, given bounds, keeps an earlier day in silence where somebody types one outside of them.
"""

import re
from collections.abc import Callable
from datetime import date

import streamlit as st

from review_app import written
from review_app.language import _

_DAY = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*")
_LONGEST = 20
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
"""Bounds of Streamlit's own field where days only narrow a list: wider than whatever somebody types."""


def show(label: str, *, key: str, first: date, on_change: Callable[..., None] | None = None) -> None:
    """Draw the field.

    Args:
        label: what the day is of.
        key: of the field, for `read`.
        first: the day that stands there until another is typed.
        on_change: called when another is typed.
    """
    st.session_state.setdefault(key, written.day(first))
    st.text_input(label, key=key, max_chars=_LONGEST, placeholder=_("day/month/year"), on_change=on_change, width=220)


def read(key: str) -> date | None:
    """Return the day that stands in a field, None where that is no day."""
    found = _DAY.fullmatch(str(st.session_state.get(key, "")))
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def refused(key: str, today: date) -> str:
    """Return the sentence for a field where no day stands."""
    said = _("“{typed}” is no day: write day/month/year, such as {today}. Nothing was kept.")
    return said.format(typed=str(st.session_state.get(key, "")).strip(), today=written.day(today))
