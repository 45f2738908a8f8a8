"""Contacts are masked: that they are, why, and the way to look behind for those who may, with a reason that is kept."""

import streamlit as st
from markupsafe import Markup

from review_app import person
from review_app.components.markup import draw
from review_app.language import _
from review_app.service import masking
from review_app.service.masking import REASONS, Sight

_LINE = Markup('<p class="soft masked"><span aria-hidden="true">{sign}</span> {said}</p>')


def show(subject: str, sight: Sight) -> None:
    """Draw how contacts of a subject of `storage.personal_data.reveals` are seen, with the key that shows them."""
    if sight.lifted:
        draw(_LINE.format(sign="◉", said=_("Contacts are shown to you until you log out; your reason is kept.")))
        return
    if not sight.may_lift:
        draw(_LINE.format(sign="◌", said=_("Contacts are masked. An officer or a leader can show them with a reason.")))
        return
    if st.button(_("Contacts are masked: show"), key=f"reveal-{subject}", shortcut="p", type="tertiary"):
        st.dialog(_("Why do you need the contacts?"))(_ask)(subject)


def _ask(subject: str) -> None:
    chosen = st.radio(
        _("Reason"),
        range(len(REASONS)),
        key="reveal-reason",
        format_func=lambda number: _(REASONS[number]),
        index=None,
        label_visibility="collapsed",
    )
    own = st.text_input(
        _("In your own words, or more about it"), key="reveal-own", placeholder=_("number of the file, request …")
    )
    said = _("Kept in the audit log with your name, the time and this reason; shown until you log out.")
    draw(Markup('<p class="soft">{}</p>').format(said))
    if st.button(_("Show and keep the reason"), key="reveal-confirm", type="primary"):
        ready = "" if chosen is None else _(REASONS[chosen])
        _lift(subject, ": ".join(filter(None, (ready, own.strip()))))


def _lift(subject: str, why: str) -> None:
    reader = person.present()
    refused = (
        _("Your session has ended.") if reader is None else masking.lift(reader, person.read_token(), subject, why)
    )
    if refused:
        draw(Markup('<div class="notice bad" role="alert"><span aria-hidden="true">⚠</span> {}</div>').format(refused))
    else:
        st.rerun()
