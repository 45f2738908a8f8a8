"""One decision in the history."""

import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components import band
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _
from review_app.service.history import Line

_ROW = Markup(
    '<div class="row {kind}"><div class="row-band">{pill}</div><div class="row-body">'
    '<div class="row-title">{title}</div><div class="row-facts">{who}</div>{note}</div></div>'
)


def show(line: Line) -> bool:
    """Draw a decision; True when its item was just opened."""
    with st.container(key=f"row-d{line.decision_id}", horizontal=True, vertical_alignment="center"):
        draw(
            _ROW.format(
                kind="closed" if line.closed_at else "live",
                pill=band.verdict(line.verdict),
                title=one_line(line.title) if line.title else Markup("<i>{}</i>").format(_("(no title)")),
                who=one_line(_who(line), 200),
                note=Markup("<blockquote>{}</blockquote>").format(foreign(line.note)) if line.note else "",
            )
        )
        return st.button(_("Open"), key=f"history-open-{line.decision_id}")


def _who(line: Line) -> str:
    who = f"{line.who} · {written.moment(line.at)}"
    if line.closed_at is None:
        return who
    closed = _("undone or replaced by {who}, {moment}").format(
        who=line.closed_by, moment=written.moment(line.closed_at)
    )
    return f"{who} · {closed}"
