"""One referral in a list: where it stands, what it is, whom it goes to, who proposed it."""

import streamlit as st
from markupsafe import Markup

from review_app import referral_wording, written
from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service.referral_records import Line

_ROW = Markup(
    '<div class="row"><div class="row-band">{pill}</div><div class="row-body"><div class="row-title">{title}</div>'
    '<div class="row-why">{kind}{urgent}</div><div class="row-facts">{facts}</div></div></div>'
)
_PILL = Markup('<span class="pill state-{code}"><span aria-hidden="true">{sign}</span> {word}</span>')


def pill(status: str) -> Markup:
    """Return where a referral stands: sign and words."""
    sign, word = referral_wording.state(status)
    return _PILL.format(code=status, sign=sign, word=word)


def urgent() -> Markup:
    """Return the mark of an urgent recipient."""
    return Markup(' <span class="tag urgent">‼ {}</span>').format(_("urgent"))


def show(line: Line) -> bool:
    """Draw a referral; True when it was just opened."""
    with st.container(key=f"row-r{line.id}", horizontal=True, vertical_alignment="center"):
        facts = [_("to {recipient}").format(recipient=line.addressee)] if line.addressee else []
        facts.append(_("proposed by {who}, {moment}").format(who=line.proposer, moment=written.moment(line.at)))
        draw(
            _ROW.format(
                pill=pill(line.status),
                title=one_line(line.title) if line.title else Markup("<i>{}</i>").format(_("(no title)")),
                kind=Markup("<b>#{id}</b> {kind}").format(id=line.id, kind=referral_wording.kind(line.kind)),
                urgent=urgent() if line.urgent else "",
                facts=one_line(" · ".join(facts), 240),
            )
        )
        return st.button(_("Open"), key=f"referral-open-{line.id}")
