"""One row of the queue; it opens its item by id, so it does not matter where the row has moved meanwhile."""

import streamlit as st
from markupsafe import Markup

from review_app import wording, written
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from storage.personal_data.masks import mask_personal
from storage.provinces import province_name
from storage.worklist.queue import QueueItem

_ROW = Markup(
    '<div class="row"><div class="row-band">{band}</div><div class="row-body">'
    '<div class="row-title">{title}</div><div class="row-facts">{facts}</div><div class="row-why">{why}</div>'
    "{state}</div></div>"
)
_STATE = Markup('<div class="row-state">{parts}</div>')
_DOT = Markup(' <span class="dot">·</span> ')
_MOST_PLACES = 3


def show(item: QueueItem, *, mine: bool) -> bool:
    """Draw a row; True when it was just opened. `mine` says that the reader holds it."""
    draw(_html(item, mine=mine))
    return st.button(_("Open"), key=f"open-{item.campaign_id}")


def _html(item: QueueItem, *, mine: bool) -> Markup:
    return _ROW.format(
        band=band.hidden() if item.score_hidden else band.band(item.band, item.score),
        title=_foreign(item.title, 160) if item.title else Markup("<i>{}</i>").format(_("(no title)")),
        facts=_DOT.join(_facts(item)),
        why=_why(item),
        state=_state(item, mine=mine),
    )


def _facts(item: QueueItem) -> list[Markup]:
    places = [province_name(code) for code in item.provinces[:_MOST_PLACES]] or [item.province]
    places += [written.country(code) for code in item.destinations[:_MOST_PLACES]]
    facts = [_foreign(item.employer_name, 80), one_line(", ".join(filter(None, places)), 80), one_line(item.site, 60)]
    facts += [Markup("<b>{}</b>").format(_reach(item))] if item.adverts > 1 else []
    facts.append(Markup.escape(_("seen {moment}").format(moment=written.moment(item.seen_at))))
    return [fact for fact in facts if fact.striptags()]


def _reach(item: QueueItem) -> str:
    adverts = ngettext("{number} advert", "{number} adverts", item.adverts).format(number=written.count(item.adverts))
    sites = ngettext("{number} source", "{number} sources", item.sites).format(number=written.count(item.sites))
    return f"{adverts}, {sites}"


def _why(item: QueueItem) -> Markup:
    kinds = Markup(" ").join(Markup('<span class="tag">{}</span>').format(wording.typology(t)) for t in item.typologies)
    if not item.first_finding:
        return kinds
    return kinds + Markup(" ") + _foreign(item.first_finding, 140)


def _state(item: QueueItem, *, mine: bool) -> Markup:
    """Return who decided or works on it, and what was said of copies; nothing where there is nothing of it."""
    parts = []
    if item.verdict is not None:
        parts.append(band.verdict(item.verdict) + Markup(" ") + one_line(item.decided_by or ""))
    elif item.suggested is not None:
        said = _("Copies were decided before: {verdict}").format(verdict=" ".join(wording.verdict(item.suggested)))
        parts.append(Markup('<span class="soft">{}</span>').format(said))
    if item.held_by is not None and item.held_until is not None:
        until = written.clock(item.held_until)
        who = _("You hold it until {time}") if mine else _("{who} holds it until {time}")
        parts.append(Markup('<span class="held"><span aria-hidden="true">◉</span> {}</span>').format(
            one_line(who.format(who=item.held_by, time=until))
        ))  # fmt: skip
    if item.drawn_at_random:
        parts.append(Markup('<span class="soft">{}</span>').format(_("came up by lot")))
    return _STATE.format(parts=_DOT.join(parts)) if parts else Markup("")


def _foreign(text: str, at_most: int) -> Markup:
    """Return words of an advert on one line, with what reaches a person hidden."""
    return one_line(mask_personal(text[: at_most * 4], names=()), at_most)
