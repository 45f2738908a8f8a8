"""The keys of those who look and do not decide: on and back through the queue."""

import streamlit as st

from review_app import desk, person
from review_app.language import _
from review_app.service import worklist


def show(campaign_id: int) -> None:
    """Draw the bar at the bottom of the page."""
    with st.bottom, st.container(key="read-only", horizontal=True, vertical_alignment="center"):
        st.text(_("You can read this item; deciding is for officers and leaders."))
        for words, key, forward in ((_("Next"), "j", True), (_("Back"), "k", False)):
            st.button(
                words, key=f"read-{key}-{campaign_id}", shortcut=key, type="tertiary", on_click=go,
                args=(campaign_id, forward),
            )  # fmt: skip


def go(here: int, forward: bool) -> None:  # noqa: FBT001 - Streamlit hands arguments over by place
    """Open the next item of the queue as it is filtered, or the one before, and say so where there is none."""
    if person.present() is None:
        return
    there = (worklist.item_after if forward else worklist.item_before)(here, desk.wanted())
    if there is None:
        desk.notify(_("There is no other item in this direction."), good=False)
    else:
        desk.put_item(there)
