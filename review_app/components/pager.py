"""Turning pages."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from review_app.language import _


def show(key: str, number: int, *, last: int | None, more: bool, turn: Callable[[int], None]) -> None:
    """Draw the way to the page before and the page after; nothing where there is one page only."""
    place = _("Page {number} of {last}") if last else _("Page {number}")
    show_ways(
        key,
        place.format(number=number, last=last),
        back=(number - 1,) if number > 1 else None,
        on=(number + 1,) if more else None,
        turn=turn,
    )


def show_ways(
    key: str, place: str, *, back: tuple[Any, ...] | None, on: tuple[Any, ...] | None, turn: Callable[..., None]
) -> None:
    """Draw both ways; `back` and `on` are what `turn` is called with, None where there is no such page."""
    if back is None and on is None:
        return
    with st.container(key=f"{key}-pager", horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        st.button(
            _("← Previous page"),
            key=f"{key}-back",
            disabled=back is None,
            on_click=turn,
            args=back or (),
            wrap=False,
        )
        st.text(place, width="content")
        st.button(_("Next page →"), key=f"{key}-on", disabled=on is None, on_click=turn, args=on or (), wrap=False)
