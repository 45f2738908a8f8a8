"""One item: left the advert as it was and where it comes from, right what speaks for and against it; then the keys."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, wording, written
from review_app.components import (
    advert_text,
    band,
    decision_bar,
    decisions,
    fact_table,
    findings,
    keys,
    notices,
    reasons_chart,
    source,
)
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _
from review_app.service import deciding, item, worklist
from review_app.service.item import ItemPage

_HEAD = Markup('<div class="head"><h1>{title}</h1><div class="row-facts">{facts}</div></div>')
_SIGNS = Markup('<div class="signs"><span class="signs-name">{name}</span> {pill}</div><div class="tags">{kinds}</div>')


def show() -> None:
    """Draw the page."""
    reader = person.require()
    asked = desk.item_asked()
    if asked is None:
        asked = worklist.first_item(desk.wanted())
        desk.put_item(asked)
    undoable = deciding.undoable(reader)
    if asked is None:
        notices.show_empty(_("Nothing waits here any more."), _("Choose another filter in the queue, or undo."))
        decision_bar.show_undo(undoable)
        return
    page = item.read(asked) if isinstance(asked, int) else None
    if page is None:
        notices.show_empty(_("There is no item {item}.").format(item=asked), _("Open one from the queue."))
        return
    _show_head(page)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        _show_advert(page)
    with right:
        _show_reasons(page)
    # last, so that a key works only once all it is about has been drawn
    decision_bar.show(page.drawn, undoable)


def _show_head(page: ItemPage) -> None:
    facts = [one_line(part, 120) for part in (page.employer_name, page.place) if part]
    dates = ((_("posted {day}"), page.posted_on), (_("until {day}"), page.expires_on))
    facts += [Markup.escape(words.format(day=written.day(on))) for words, on in dates if on]
    title = foreign(page.title) if page.title else Markup("<i>{}</i>").format(_("(no title)"))
    draw(_HEAD.format(title=title, facts=Markup(' <span class="dot">·</span> ').join(facts)))
    if page.live:
        decisions.show_live(page.live)


def _show_advert(page: ItemPage) -> None:
    st.subheader(_("The advert as it was"), anchor=False)
    advert_text.show(page.text, page.findings)
    source.show(page.source, page.earlier)
    decisions.show_past(page.decisions)


def _show_reasons(page: ItemPage) -> None:
    st.subheader(_("Signs to verify"), anchor=False)
    if page.opinion is None:
        notices.show_empty(_("This version has not been screened yet."), _("Run “soitin screen --pending”."))
        return
    _show_signs(page)
    findings.show(page.findings)
    st.subheader(_("Facts that were read"), anchor=False)
    fact_table.show(page.facts)
    st.subheader(_("How the score came about"), anchor=False)
    reasons_chart.show(page)
    words = _("Model {model} · law as of {day}").format(
        model=page.opinion.model, day=written.day(page.opinion.law_date)
    )
    draw(Markup('<p class="soft">{}</p>').format(words))


def _show_signs(page: ItemPage) -> None:
    if page.opinion is None:
        return
    kinds = Markup(" ").join(
        Markup('<span class="tag">{}</span>').format(wording.typology(code)) for code in page.opinion.typologies
    )
    pill = band.band(page.opinion.band, page.opinion.score)
    draw(_SIGNS.format(name=_("Level of signs"), pill=pill, kinds=kinds))
    said = _("A sign is a reason to look closer, not a finding of guilt. You decide.")
    draw(Markup('<p class="soft">{}</p>').format(said))


keys.listen()
notices.show_notice()
with notices.errors_drawn():
    show()
