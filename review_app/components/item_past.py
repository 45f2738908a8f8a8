"""What else there is of an item, below the rest: its copies, decisions, referrals and replies."""

import streamlit as st

from review_app.components import copies, decisions, paper_trail
from review_app.language import _
from review_app.service.item_records import ItemPage
from review_app.service.logins import Person


def show(page: ItemPage, reader: Person) -> None:
    """Draw it over the whole width: the table of copies is wide."""
    st.subheader(_("Copies"), anchor=False)
    copies.show(page.asked_id, page.copies)
    decisions.show_past(page.decisions)
    if page.trail.referrals or page.trail.replies:
        st.subheader(_("Referrals and replies"), anchor=False)
        paper_trail.show(page.trail, reader)
    is_suspicious = page.live is not None and page.live.verdict == "suspicious"
    paper_trail.show_ways(reader, page.drawn.campaign_id, is_suspicious=is_suspicious)
