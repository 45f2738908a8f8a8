"""The history: every decision, who made it, what closed it."""

import streamlit as st

from review_app import person
from review_app.components import history_row, notices, pager
from review_app.language import _
from review_app.service import history


def show() -> None:
    """Draw the page."""
    reader = person.require()
    names = {"own": _("Mine"), "all": _("Everybody’s")}
    chosen = st.segmented_control(
        _("Whose decisions"),
        list(names),
        key="history-whose",
        default="own",
        format_func=lambda whose: names[whose],
        required=True,
        on_change=_turn,
        args=(1,),
    )
    page = history.read_page(reader, own=chosen != "all", number=int(st.session_state.get("history-page", 1)))
    if not page.lines:
        notices.show_empty(_("No decision yet."), _("What you decide appears here, with everything that is undone."))
        return
    for line in page.lines:
        if history_row.show(line):
            st.switch_page("views/item_page.py", query_params={"item": str(line.campaign_id)})
    pager.show("history", page.number, last=None, more=page.more, turn=_turn)


def _turn(page: int) -> None:
    st.session_state["history-page"] = page


st.title(_("History"), anchor=False)
with notices.errors_drawn():
    show()
