"""The filters that a person keeps: apply one, save the present one, take one away."""

import streamlit as st

from review_app import desk, person
from review_app.components import filters
from review_app.components.filters import counted
from review_app.language import _
from review_app.service import saved_filters
from review_app.service.logins import Person
from storage.worklist.queue import QueueFilter
from storage.worklist.saved_filters import LONGEST_NAME


def show(reader: Person) -> None:
    """Draw the button behind which they are; they are read and counted only while it is open."""
    box = st.popover(_("My filters"), key="filters-kept", on_change="rerun")
    if not box.open:
        return
    with box:
        for row in saved_filters.read(reader):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    f"{row.name} ({counted(row.fitting)})",
                    key=f"apply-{row.id}",
                    on_click=filters.put,
                    args=(row.wanted,),
                    width="stretch",
                )
                st.button(_("Take away"), key=f"forget-{row.id}", type="tertiary", on_click=_remove, args=(row.id,))
        st.text_input(_("Name for the present filter"), key="filter-name", max_chars=LONGEST_NAME)
        st.button(_("Save this filter"), key="filter-save", on_click=_save, args=(desk.wanted(),))


def _save(wanted: QueueFilter) -> None:
    reader = person.present()
    if reader is None:
        return
    said = saved_filters.save(reader, st.session_state.get("filter-name", ""), wanted)
    if not said:
        st.session_state["filter-name"] = ""
    desk.notify(said or _("The filter is kept."), good=not said)


def _remove(filter_id: int) -> None:
    reader = person.present()
    if reader is not None:
        saved_filters.remove(reader, filter_id)
