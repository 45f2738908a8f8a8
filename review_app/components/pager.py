"""Turning pages."""

from collections.abc import Callable

import streamlit as st

from review_app.language import _


def show(key: str, number: int, *, last: int | None, more: bool, turn: Callable[[int], None]) -> None:
    """Draw the way to the page before and the page after; nothing where there is one page only."""
    if number == 1 and not more:
        return
    with st.container(key=f"{key}-pager", horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        st.button(
            _("← Previous page"), key=f"{key}-back", disabled=number == 1, on_click=turn, args=(number - 1,), wrap=False
        )
        place = _("Page {number} of {last}") if last else _("Page {number}")
        st.text(place.format(number=number, last=last), width="content")
        st.button(_("Next page →"), key=f"{key}-on", disabled=not more, on_click=turn, args=(number + 1,), wrap=False)
