"""Referrals: what waits for a second person, what is to be sent, what is being followed."""

import streamlit as st

from review_app import person
from review_app.components import notices, pager, referral_row
from review_app.language import _
from review_app.service import referral_pages


def show() -> None:
    """Draw the page."""
    reader = person.require()
    names = {
        "waiting": _("Waits for me to approve") if reader.may("approve") else _("Waits for approval"),
        "mine": _("Proposed by me"),
        "to_send": _("To be sent"),
        "open": _("Being followed"),
        "closed": _("Closed"),
        "all": _("All"),
    }
    waiting = referral_pages.count(reader, "waiting")
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        key="referrals-which",
        default="waiting",
        format_func=lambda name: f"{names[name]} ({waiting})" if name == "waiting" else names[name],
        required=True,
        on_change=_turn,
        args=(1,),
    )
    page = referral_pages.read_list(reader, chosen or "waiting", int(st.session_state.get("referrals-page", 1)))
    if not page.lines:
        notices.show_empty(
            _("There is no referral here."),
            _("Referrals are proposed from an item that was decided as suspicious."),
        )
    for line in page.lines:
        if referral_row.show(line):
            st.switch_page("views/referral_page.py", query_params={"referral": str(line.id)})
    pager.show("referrals", page.number, last=None, more=page.more, turn=_turn)


def _turn(page: int) -> None:
    st.session_state["referrals-page"] = page


st.title(_("Referrals"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
