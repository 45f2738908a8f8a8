"""One decision in the history, or one on many items."""

import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components import band, history_filter
from review_app.components.decisions import kinds
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _, ngettext
from review_app.service.history import Line

_ROW = Markup(
    '<div class="row {kind}"><div class="row-band">{pill}</div><div class="row-body">'
    '<div class="row-title">{title}</div><div class="row-facts">{who}</div>{kinds}{note}</div></div>'
)


def show(line: Line) -> bool:
    """Draw a decision; True when its item was just opened."""
    with st.container(key=f"row-d{line.decision_id}", horizontal=True, vertical_alignment="center"):
        draw(
            _ROW.format(
                kind="live" if line.in_force else "closed",
                pill=band.verdict(line.verdict),
                title=one_line(line.title) if line.title else Markup("<i>{}</i>").format(_("(no title)")),
                who=one_line(_who(line), 300),
                kinds=kinds(line.typologies),
                note=Markup("<blockquote>{}</blockquote>").format(foreign(line.note)) if line.note else "",
            )
        )
        if line.together > 1:
            st.button(
                _("All of them"), key=f"history-deed-{line.decision_id}", on_click=history_filter.look_into,
                args=(line.deed,),
            )  # fmt: skip
            return False
        return st.button(_("Open"), key=f"history-open-{line.decision_id}")


def _who(line: Line) -> str:
    who = f"{line.who} · {written.moment(line.at)}"
    if line.together > 1:
        others = ngettext("and {number} other item at once", "and {number} other items at once", line.together - 1)
        standing = ngettext("{number} still in force", "{number} still in force", line.in_force)
        return " · ".join(
            (who, others.format(number=line.together - 1), standing.format(number=line.in_force)),
        )
    if line.closed_at is None:
        return who
    closed = _("undone or replaced by {who}, {moment}").format(
        who=line.closed_by, moment=written.moment(line.closed_at)
    )
    return f"{who} · {closed}"
