"""One item: left the advert as it was and where it comes from, right what speaks for and against it; then the keys."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, written
from review_app.components import (
    advert_text,
    copies,
    decision_bar,
    decisions,
    filters,
    item_past,
    item_reasons,
    keys,
    notices,
    reading_bar,
    reveal,
    source,
    suggestion,
    versions,
)
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _
from review_app.service import deciding, item, worklist
from review_app.service.item import ItemPage, OutOfScope
from review_app.service.logins import Person
from storage.personal_data.reveals import item_subject

_HEAD = Markup('<div class="head"><h1>{title}</h1><div class="row-facts">{facts}</div></div>')


def show() -> None:
    """Draw the page."""
    reader = person.require()
    filters.remember(reader)  # next and back go by it
    asked = desk.item_asked()
    if asked is None:
        asked = worklist.first_item(desk.wanted())
        desk.put_item(asked)
    undoable = deciding.undoable(reader) if reader.may("decide") else None
    if asked is None:
        notices.show_empty(_("Nothing waits here any more."), _("Choose another filter in the queue, or undo."))
        decision_bar.show_undo(undoable)
        return
    page = _look_at(reader, asked)
    if page is None:
        return
    _show_head(page)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        _show_advert(page)
    with right:
        item_reasons.show(page, reader)
    item_past.show(page, reader)
    # last, so that a key works only once all it is about has been drawn
    if reader.may("decide"):
        decision_bar.show(page.drawn, undoable)
    else:
        reading_bar.show(page.drawn.campaign_id)


def _look_at(reader: Person, asked: int | str) -> ItemPage | None:
    """Return the item, or draw why there is nothing to see."""
    page = None
    if isinstance(asked, int):
        page = item.look_at(reader, person.read_token(), asked, copies_page=copies.page_asked(asked))
    if isinstance(page, OutOfScope):
        said = _("Item {item} is about places that you do not work on.").format(item=asked)
        notices.show_empty(said, _("A leader or administrator can change what you work on."))
        return None
    if page is None:
        notices.show_empty(_("There is no item {item}.").format(item=asked), _("Open one from the queue."))
    return page


def _show_head(page: ItemPage) -> None:
    facts = [one_line(part, 120) for part in (page.employer_name, page.place) if part]
    dates = ((_("posted {day}"), page.posted_on), (_("until {day}"), page.expires_on))
    facts += [Markup.escape(words.format(day=written.day(on))) for words, on in dates if on]
    title = foreign(page.title) if page.title else Markup("<i>{}</i>").format(_("(no title)"))
    draw(_HEAD.format(title=title, facts=Markup(' <span class="dot">·</span> ').join(facts)))
    if page.asked_id != page.drawn.campaign_id:
        words = _("Item {asked} was put together with this one, {item}: they are copies.")
        said = words.format(asked=page.asked_id, item=page.drawn.campaign_id)
        draw(Markup('<div class="notice live">{}</div>').format(said))
    if page.live:
        decisions.show_live(page.live)
    elif page.suggested:
        suggestion.show(page.suggested)


def _show_advert(page: ItemPage) -> None:
    with st.container(key="advert-head", horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(_("The advert as it was"), anchor=False, width="content")
        reveal.show(item_subject(page.drawn.campaign_id), page.sight)
    advert_text.show(page.text, page.findings)
    source.show(page.source)
    versions.show(page.version, page.earlier, page.mask)


keys.listen()
notices.show_notice()
with notices.errors_drawn():
    show()
