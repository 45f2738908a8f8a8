"""The history: every decision, who made it, what closed it."""

import streamlit as st

from review_app import person
from review_app.components import download, history_filter, history_row, notices, pager
from review_app.language import _
from review_app.service import history, history_export
from review_app.service.history import Wanted


def show() -> None:
    """Draw the page."""
    reader = person.require()
    wanted = history_filter.show()
    page = history.read_page(reader, wanted, number=int(st.session_state.get("history-page", 1)))
    if not page.lines:
        if wanted == Wanted():
            notices.show_empty(
                _("No decision yet."), _("What you decide appears here, with everything that is undone.")
            )
        else:
            notices.show_empty(_("No decision like that."), _("Choose other days, people or verdicts."))
        return
    for line in page.lines:
        if history_row.show(line):
            st.switch_page("views/item_page.py", query_params={"item": str(line.campaign_id)})
    pager.show("history", page.number, last=None, more=page.more, turn=_turn)
    download.show(reader, history_export.export(wanted), "history")


def _turn(page: int) -> None:
    st.session_state["history-page"] = page


st.title(_("History"), anchor=False)
with notices.errors_drawn():
    show()
