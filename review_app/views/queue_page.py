"""The queue: what waits, the highest risk first."""

import streamlit as st

from review_app import desk, person
from review_app.components import filters, notices, pager, queue_row
from review_app.language import _
from review_app.service import worklist
from storage.queue import QueueFilter


def show() -> None:
    """Draw the page."""
    person.require()
    desk.want(filters.show(desk.wanted(), worklist.site_titles(), worklist.count_waiting()))
    page = worklist.read_page(desk.wanted(), desk.queue_page())
    if not page.rows:
        _show_nothing()
        return
    for row in page.rows:
        if queue_row.show(row):
            _open(row.campaign_id)
    pager.show("queue", page.number, last=page.pages, more=page.number < page.pages, turn=desk.turn_to)


def _show_nothing() -> None:
    if desk.wanted() == QueueFilter():
        notices.show_empty(_("Nothing waits."), _("New adverts come in with the next crawl, usually at night."))
    else:
        notices.show_empty(_("No advert fits this filter."), _("Take away a word or choose another state."))


def _open(campaign_id: int) -> None:
    st.switch_page("views/item_page.py", query_params={"item": str(campaign_id)})


st.title(_("Queue"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
