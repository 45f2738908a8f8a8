"""Check a text: what somebody was sent or read out, looked at as a kept advert would be; nothing of it is kept."""

import streamlit as st
from markupsafe import Markup

from review_app import person, wording, written
from review_app.components import advert_text, band, fact_table, fee_steps, findings, known_items, notices
from review_app.components.markup import draw
from review_app.language import _
from review_app.service import check
from review_app.service.check import Checked, CheckRefused

_SIGNS = Markup('<div class="signs"><span class="signs-name">{name}</span> {pill}</div><div class="tags">{kinds}</div>')
_HIDDEN = Markup('<div class="notice hidden"><span aria-hidden="true">◌</span> {said}</div>')


def show() -> None:
    """Draw the page."""
    reader = person.require()
    if not reader.may("check_text"):
        notices.show_empty(_("Your role may not check texts."))
        return
    draw(Markup('<p class="soft">{}</p>').format(_("Nothing that you paste here is kept: neither text nor result.")))
    asked = _ask()
    if asked is None:
        return
    try:
        with st.spinner(_("Reading the text …")):
            checked = check.check(reader, asked[0], title=asked[1], employer=asked[2])
    except CheckRefused as refused:
        draw(Markup('<div class="notice bad" role="status"><span aria-hidden="true">⚠</span> {}</div>').format(refused))
        return
    _show(checked)


def _ask() -> tuple[str, str, str] | None:
    """Draw the form and return what is in it, once it was sent."""
    with st.form("check", border=False):
        # no max_chars: Streamlit would cut a longer text without a word, here it is refused with one
        text = st.text_area(
            _("Text of the advert"), key="check-text", height=180, placeholder=_("Paste the advert here")
        )
        left, right = st.columns(2)
        title = left.text_input(_("Title, if there is one"), key="check-title")
        employer = right.text_input(_("Employer as named, if any"), key="check-employer")
        sent = st.form_submit_button(_("Check"), type="primary")
    if sent:
        st.session_state["check-asked"] = (text, title, employer)
    asked: tuple[str, str, str] | None = st.session_state.get("check-asked")
    return asked


def _show(checked: Checked) -> None:
    _show_known(checked)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        st.subheader(_("The text"), anchor=False)
        advert_text.show(checked.text, checked.findings)
    with right:
        st.subheader(_("Signs to verify"), anchor=False)
        _show_signs(checked)
        st.subheader(_("Fees against their ceilings"), anchor=False)
        fee_steps.show(checked.fees)
        st.subheader(_("Facts that were read"), anchor=False)
        fact_table.show(checked.facts)
        draw(Markup('<p class="soft">{}</p>').format(_made_with(checked)))


def _show_signs(checked: Checked) -> None:
    if checked.withheld:
        said = _(
            "A kept item has nearly the same words and is shown without score until somebody decides on it; so level, "
            "score and signs stay hidden here as well."
        )
        draw(_HIDDEN.format(said=said))
        return
    kinds = Markup(" ").join(
        Markup('<span class="tag">{}</span>').format(wording.typology(code)) for code in checked.typologies
    )
    draw(_SIGNS.format(name=_("Level of signs"), pill=band.band(checked.band, checked.score), kinds=kinds))
    findings.show(checked.findings)


def _show_known(checked: Checked) -> None:
    st.subheader(_("Is it known?"), anchor=False)
    groups = (
        (checked.copies, "copy", _("Kept adverts with nearly the same words:")),
        (checked.same_contact, "contact", _("Kept adverts with a number, account or licence of it:")),
    )
    if not any(found.items or found.outside for found, _key, _words in groups):
        st.caption(_("No kept advert has nearly the same words or a contact of it."))
    for found, key, words in groups:
        if found.items or found.outside:
            st.caption(words)
            known_items.show(found, key)


def _made_with(checked: Checked) -> str:
    words = _("Model {model} · law as of {day}").format(model=checked.model, day=written.day(checked.law_date))
    if checked.register_date is None:
        return words + " · " + _("no list of licensed enterprises is kept")
    return words + " · " + _("licences as of {day}").format(day=written.day(checked.register_date))


st.title(_("Check a text"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
