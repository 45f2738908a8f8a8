"""Referrals and replies about an item, a line each, with the way to their own pages."""

import streamlit as st
from markupsafe import Markup

from review_app import referral_wording, written
from review_app.components import referral_row, way_to
from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service.logins import Person
from review_app.service.paper_trail import PaperTrail, ReferralLine, ReplyLine


def show(trail: PaperTrail, reader: Person) -> None:
    """Draw both lists; nothing at all where there are neither."""
    for referral in trail.referrals:
        kind = referral_wording.kind(referral.kind).capitalize()
        with st.container(key=f"referral-{referral.id}", horizontal=True, vertical_alignment="center", gap="small"):
            way_to.show(reader, "referral", kind, referral=str(referral.id))
            draw(_state_of(referral))
    if trail.replies:
        draw(Markup('<ul class="past">{}</ul>').format(Markup("").join(map(_reply, trail.replies))))


def show_ways(reader: Person, campaign_id: int, *, is_suspicious: bool) -> None:
    """Draw the way to propose a referral of an item, once it is decided as suspicious, and to take down a reply."""
    with st.container(key=f"ways-{campaign_id}", horizontal=True):
        if is_suspicious and reader.may("propose"):
            way_to.show(reader, "referral", _("Propose a referral"), item=str(campaign_id))
        if reader.may("take_reply"):
            way_to.show(reader, "replies", _("Take down a reply"), item=str(campaign_id))


def _state_of(line: ReferralLine) -> Markup:
    said = _("{who}, {moment}").format(who=line.who, moment=written.moment(line.at))
    return Markup('{} <span class="soft">{}</span>').format(referral_row.pill(line.status), one_line(said))


def _reply(line: ReplyLine) -> Markup:
    name = _("Reply of {day}").format(day=written.day(line.received_on))
    state = " ".join(referral_wording.answer(line.outcome))
    return Markup("<li>{name} <b>{state}</b><blockquote>{said}</blockquote></li>").format(
        name=name, state=state, said=one_line(line.said, 400)
    )
