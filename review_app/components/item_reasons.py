"""What speaks for and against an item, in the order in which an inspector asks."""

import streamlit as st
from markupsafe import Markup

from review_app import wording, written
from review_app.components import (
    band,
    broker_glance,
    fact_table,
    fee_steps,
    findings,
    notices,
    reasons_chart,
    register_result,
)
from review_app.components.markup import draw
from review_app.language import _
from review_app.service.item_records import ItemPage
from review_app.service.logins import Person

_SIGNS = Markup(
    '<div class="signs"><span class="signs-name">{name}</span> {pill}</div><div class="tags">{kinds}</div>'
    '<p class="soft">{said}</p>'
)
_HIDDEN = Markup('<div class="notice hidden"><span aria-hidden="true">◌</span> {said}</div>')


def show(page: ItemPage, reader: Person) -> None:
    """Draw all of it."""
    st.subheader(_("Signs to verify"), anchor=False)
    _show_signs(page)
    if page.is_screened:
        _show_facts(page)
    st.subheader(_("Who may be behind it"), anchor=False)
    broker_glance.show(page.brokers, page.more_brokers, reader)
    if page.opinion is not None:
        _show_model(page)


def _show_signs(page: ItemPage) -> None:
    if not page.is_screened:
        notices.show_empty(_("This version has not been screened yet."), _("Run “soitin screen --pending”."))
        return
    if page.opinion is None:
        said = _(
            "For an honest comparison with the model, level, score, signs and decisions on copies stay hidden here "
            "until somebody decides; facts, sums and the list of enterprises are shown."
        )
        draw(_HIDDEN.format(said=said))
        return
    kinds = Markup(" ").join(
        Markup('<span class="tag">{}</span>').format(wording.typology(code)) for code in page.opinion.typologies
    )
    pill = band.band(page.opinion.band, page.opinion.score)
    said = _("A sign is a reason to look closer, not a finding of guilt. You decide.")
    draw(_SIGNS.format(name=_("Level of signs"), pill=pill, kinds=kinds, said=said))
    findings.show(page.findings)


def _show_facts(page: ItemPage) -> None:
    st.subheader(_("Facts that were read"), anchor=False)
    fact_table.show(page.facts)
    if page.fees is not None:
        st.subheader(_("Sums and ceilings"), anchor=False)
        fee_steps.show(page.fees)
    if page.register is not None:
        st.subheader(_("List of licensed enterprises"), anchor=False)
        register_result.show(page.register)


def _show_model(page: ItemPage) -> None:
    if page.opinion is None:
        return
    st.subheader(_("How the score came about"), anchor=False)
    reasons_chart.show(page)
    words = _("Model {model} · law as of {day}").format(
        model=page.opinion.model, day=written.day(page.opinion.law_date)
    )
    draw(Markup('<p class="soft">{}</p>').format(words))
