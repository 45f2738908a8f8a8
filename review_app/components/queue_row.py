"""One row of the queue; it opens its item by id, so it does not matter where the row has moved meanwhile."""

import streamlit as st
from markupsafe import Markup

from review_app import wording, written
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _
from storage.queue import QueueItem

_ROW = Markup(
    '<div class="row"><div class="row-band">{band}</div><div class="row-body">'
    '<div class="row-title">{title}</div><div class="row-facts">{facts}</div><div class="row-why">{why}</div>'
    "</div></div>"
)
_VERDICT = Markup('<div class="row-verdict">{pill} {who}</div>')


def show(item: QueueItem) -> bool:
    """Draw a row; True when it was just opened."""
    with st.container(key=f"row-{item.campaign_id}", horizontal=True, vertical_alignment="center"):
        draw(_html(item))
        return st.button(_("Open"), key=f"open-{item.campaign_id}")


def _html(item: QueueItem) -> Markup:
    facts = [one_line(part, 80) for part in (item.employer_name, item.province, item.site) if part]
    facts.append(Markup.escape(_("seen {moment}").format(moment=written.moment(item.seen_at))))
    return _ROW.format(
        band=band.band(item.band, item.score),
        title=one_line(item.title) if item.title else Markup("<i>{}</i>").format(_("(no title)")),
        facts=Markup(' <span class="dot">·</span> ').join(facts),
        why=_why(item) + _decided(item),
    )


def _why(item: QueueItem) -> Markup:
    kinds = Markup(" ").join(Markup('<span class="tag">{}</span>').format(wording.typology(t)) for t in item.typologies)
    if not item.first_finding:
        return kinds
    return kinds + Markup(" ") + one_line(item.first_finding, 140)


def _decided(item: QueueItem) -> Markup:
    if item.verdict is None:
        return Markup("")
    return _VERDICT.format(pill=band.verdict(item.verdict), who=one_line(item.decided_by or ""))
