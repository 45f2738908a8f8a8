"""The queue: what waits, the most urgent first."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from review_app import desk, person
from review_app.components import (
    bulk_bar,
    claim_bar,
    filters,
    notices,
    pager,
    queue_row,
    saved_filters,
    selection,
)
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service import worklist
from review_app.service.logins import Person
from review_app.service.worklist import Count, Place, QueuePage
from storage.worklist.queue import QueueFilter, QueueItem


def show() -> None:
    """Draw the page."""
    reader = person.require()
    head = st.container(key="queue-head")
    with head, st.container(key="queue-filters", horizontal=True, vertical_alignment="bottom"):
        desk.want(filters.show(desk.wanted(), worklist.read_choices(), _count))
        saved_filters.show(reader)
    pages = desk.queue_pages()
    page = worklist.read_page(desk.wanted(), pages[-1] if pages else None)
    if not page.rows and pages:
        desk.turn_to(())
        st.rerun()
    with head:
        _show_line(reader, page.count)
        filters.remember(reader)
    if not page.rows:
        _show_nothing()
        return
    for row in page.rows:
        _show_row(reader, row)
    _show_ways(page, pages)
    if page.is_cut:
        st.caption(_("More adverts fit these words than a search looks at: the newest were ranked. Add a word."))


_HOW_TO_CHOOSE = Markup('<p class="soft">{}</p>')
_EVERYTHING = {
    name: getattr(QueueFilter(), name)
    for name in ("state", "band", "site", "words", "province", "destination", "typology", "holder", "days")
}
"""The filter taken away, but for who looks."""


def _count(wanted: QueueFilter) -> Count:
    """Return how many items a filter lets through of what the reader works on."""
    kept = desk.wanted()
    return worklist.count_fitting(replace(wanted, reader=kept.reader, scope=kept.scope))


def _show_line(reader: Person, fitting: Count) -> None:
    with st.container(key="queue-line", horizontal=True, vertical_alignment="center"):
        if replace(desk.wanted(), **_EVERYTHING) != desk.wanted():
            said = ngettext("{number} item fits the filter", "{number} items fit the filter", fitting.number)
            st.text(said.format(number=filters.counted(fitting)), width="content")
            st.button(_("Clear filters"), key="filter-clear", on_click=filters.put, args=(QueueFilter(),))
        chosen = selection.chosen()
        if chosen and reader.may("decide"):
            selection.show_count(chosen)
            bulk_bar.show(reader, chosen)
        elif reader.may("decide"):
            draw(_HOW_TO_CHOOSE.format(_("Tick boxes on the left to decide on many items at once.")))
        bulk_bar.show_undo(reader)
    claim_bar.show_mine(reader)


def _show_row(reader: Person, row: QueueItem) -> None:
    with st.container(key=f"row-{row.campaign_id}", horizontal=True, vertical_alignment="center"):
        if reader.may("decide"):
            selection.show_box(row)
        if queue_row.show(row, mine=row.held_by_id == reader.id):
            st.switch_page("views/item_page.py", query_params={"item": str(row.campaign_id)})


def _show_ways(page: QueuePage, pages: tuple[Place, ...]) -> None:
    number = len(pages) + 1
    last = max(number, -(-page.count.number // worklist.PAGE))
    place = _("Page {number} of {last}") if page.count.is_all else _("Page {number}")
    pager.show_ways(
        "queue",
        place.format(number=number, last=last),
        back=(pages[:-1],) if pages else None,
        on=((*pages, page.rows[-1].place),) if page.more else None,
        turn=desk.turn_to,
    )


def _show_nothing() -> None:
    if replace(desk.wanted(), **_EVERYTHING) == desk.wanted():
        notices.show_empty(_("Nothing waits."), _("New adverts come in with the next crawl, usually at night."))
    else:
        notices.show_empty(_("No item fits this filter."), _("Take away a word or choose another state."))


st.title(_("Queue"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
