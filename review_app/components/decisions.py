"""What people said of one item: the decision in force, and all before it."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import wording, written
from review_app.components import band
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _, ngettext
from review_app.service.item_records import Said

_LIVE = Markup('<div class="notice live">{pill} {who} {kinds}{note}</div>')
_PAST = Markup('<li>{pill} {who} <span class="soft">{state}</span> {kinds}{note}</li>')


def show_live(said: Said) -> None:
    """Draw the decision in force."""
    words = _("decided by {who}, {moment}").format(who=said.who, moment=written.moment(said.at))
    draw(
        _LIVE.format(
            pill=band.verdict(said.verdict), who=one_line(words), kinds=kinds(said.typologies), note=_note(said)
        )
    )


def show_past(decisions: Sequence[Said]) -> None:
    """Draw every decision ever made on this item, closed ones included."""
    if not decisions:
        return
    number = len(decisions)
    title = ngettext("{number} decision so far", "{number} decisions so far", number).format(number=number)
    with st.expander(title, key="past-decisions"):
        rows = Markup("").join(_row(said) for said in decisions)
        draw(Markup('<ul class="past">{}</ul>').format(rows))


def _row(said: Said) -> Markup:
    who = f"{said.who}, {written.moment(said.at)}"
    return _PAST.format(
        pill=band.verdict(said.verdict),
        who=one_line(who),
        state=_state(said),
        kinds=kinds(said.typologies),
        note=_note(said),
    )


def kinds(typologies: Sequence[str]) -> Markup:
    """Return the kinds of deception that a person named, as tags."""
    return Markup(" ").join(Markup('<span class="tag">{}</span>').format(wording.typology(one)) for one in typologies)


def _state(said: Said) -> str:
    if said.closed_at is not None:
        state = _("closed {moment}").format(moment=written.moment(said.closed_at))
    else:
        state = _("in force") if said.of_this_version else _("on an earlier version")
    many = _("with others at once")
    return f"{state} · {many}" if said.is_bulk else state


def _note(said: Said) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(foreign(said.note)) if said.note else Markup("")
