"""The audit chain: who did what and when, narrowed as one likes, and whether all of it still holds."""

import streamlit as st
from markupsafe import Markup

from review_app import audit_words, person, written
from review_app.components import day_field, download, notices, pager, trail
from review_app.components.markup import draw
from review_app.language import _
from review_app.service import audit_trail
from review_app.service.audit_trail import Wanted
from review_app.service.logins import Person


def show() -> None:
    """Draw the page."""
    reader = person.require()
    if not reader.may(audit_trail.DEED):
        notices.show_empty(_("Your role does not read the audit chain."))
        return
    _show_check(reader)
    wanted = _ask()
    if wanted != st.session_state.get("audit-wanted"):
        st.session_state.update({"audit-wanted": wanted, "audit-page": 1, "audit-up-to": None})
    page = audit_trail.read_page(
        wanted, number=int(st.session_state.get("audit-page", 1)), up_to=st.session_state.get("audit-up-to")
    )
    st.session_state["audit-up-to"] = page.up_to
    if not page.events:
        notices.show_empty(_("Nothing of that kind stands in the chain."), _("Take away a word or choose other days."))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="audit-head"):
        st.text(_("{number} events").format(number=written.count(page.found)), width="content")
        st.button(_("Newest"), key="audit-newest", on_click=_begin_anew, icon=":material/refresh:", type="tertiary")
        download.show(reader, audit_trail.export(wanted), "audit")
    trail.show(page.events)
    pager.show("audit", page.number, last=page.pages, more=page.number < page.pages, turn=_turn)


def _show_check(reader: Person) -> None:
    signed = audit_trail.last_signed()
    if signed is None:
        said = _("The chain was never signed; “soitin audit sign” does it each night.")
    else:
        said = _("Last signed {moment}, up to event {number}.").format(
            moment=written.moment(signed[0]), number=written.count(signed[1])
        )
    with st.container(horizontal=True, vertical_alignment="center", key="audit-check"):
        draw(Markup('<p class="soft">{}</p>').format(said))
        is_asked = st.button(_("Check the whole chain"), key="audit-verify", icon=":material/verified_user:")
    if is_asked:
        words = _("Reading the chain…")
        bar = st.progress(0.0, text=words)
        st.session_state["audit-verdict"] = audit_trail.check(reader, lambda share: bar.progress(share, text=words))
        bar.empty()
    verdict = st.session_state.get("audit-verdict")
    if verdict is not None:
        trail.show_verdict(verdict)


def _ask() -> Wanted:
    people, actions = audit_trail.choices()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            _("Who"),
            list(people),
            index=None,
            key="audit-who",
            format_func=lambda key: people[key],
            placeholder=_("Everybody"),
        )
        done = st.multiselect(
            _("What"), actions, key="audit-actions", format_func=audit_words.action, placeholder=_("Everything")
        )
        days = st.date_input(
            _("Days"),
            value=[],
            key="audit-days",
            format="DD/MM/YYYY",
            min_value=day_field.EARLIEST,
            max_value=day_field.LATEST,
        )
        subject = st.text_input(
            _("About"), key="audit-subject", placeholder=_("for instance: item 12, account hanh"), max_chars=100
        )
    chosen = days if isinstance(days, tuple) else (days,)
    return Wanted(
        who=who,
        actions=tuple(done),
        since=chosen[0] if chosen else None,
        until=chosen[-1] if chosen else None,
        subject=subject,
    )


def _begin_anew() -> None:
    st.session_state.update({"audit-page": 1, "audit-up-to": None})


def _turn(page: int) -> None:
    st.session_state["audit-page"] = page


st.title(_("Audit"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
