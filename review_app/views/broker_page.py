"""One broker: who it is, what it posts and asks, why its adverts are tied, and what people said and did."""

import streamlit as st

from review_app import person
from review_app.components import (
    broker_adverts,
    broker_facts,
    broker_head,
    broker_past,
    broker_waiting,
    download,
    link_graph,
    notices,
    paper_trail,
    reveal,
    timeline,
)
from review_app.language import _
from review_app.service import broker, broker_export, broker_links
from review_app.service.broker import BrokerPage
from review_app.service.broker_past import read_past
from review_app.service.logins import Person
from review_app.service.masking import Sight
from review_app.service.paper_trail import PaperTrail
from storage.personal_data.reveals import broker_subject

_LONGEST_ID = 40


def show() -> None:
    """Draw the page."""
    reader = person.require()
    asked = st.query_params.get("broker", "").strip()
    if not asked:
        notices.show_empty(_("No broker was chosen."), _("Open one from the list of brokers."))
        return
    page = broker.read(reader, person.read_token(), asked) if len(asked) <= _LONGEST_ID else None
    if page is None:
        said = _("There is no broker {broker} that you work on.").format(broker=asked[:_LONGEST_ID])
        notices.show_empty(said, _("Open one from the list of brokers."))
        return
    broker_head.show(page)
    reveal.show(broker_subject(page.id), Sight(lifted=page.revealed, may_lift=reader.may("reveal")))
    waiting = broker_links.read_waiting(reader, person.read_token(), page.id)
    part = _part(page, len(waiting))
    if part == "adverts":
        broker_adverts.show(page, reader)
    elif part == "links":
        st.subheader(_("Why these adverts are one broker’s"), anchor=False)
        link_graph.show(broker_links.read_graph(reader, person.read_token(), page.id))
        st.subheader(_("Links to other brokers that wait for a word"), anchor=False)
        broker_waiting.show(page.state, waiting, may_judge=reader.may("judge_broker"))
    elif part == "people":
        broker_past.show(page, read_past(reader, person.read_token(), page.id), reader)
    else:
        _show_dossier(page, reader)


def _part(page: BrokerPage, waiting: int) -> str:
    names = {
        "dossier": _("Dossier"),
        "adverts": _("Adverts ({number})").format(number=page.adverts),
        "links": _("Ties ({number} waiting)").format(number=waiting) if waiting else _("Ties"),
        "people": _("Judgements, merging"),
    }
    return (
        st.segmented_control(
            _("What to look at"),
            list(names),
            key="broker-part",
            default="dossier",
            format_func=lambda part: names[part],
            required=True,
            label_visibility="collapsed",
        )
        or "dossier"
    )


def _show_dossier(page: BrokerPage, reader: Person) -> None:
    left, right = st.columns([10, 11], gap="medium")
    with left:
        st.subheader(_("When it posted"), anchor=False)
        timeline.show(page.posts, page.id)
        broker_facts.show_places(page)
        st.subheader(_("Fees asked and wages offered"), anchor=False)
        broker_facts.show_asked(page.asked)
    with right:
        st.subheader(_("Contacts"), anchor=False)
        broker_facts.show_contacts(page.contacts)
        st.subheader(_("Licence register"), anchor=False)
        broker_facts.show_register(page.register, page)
        st.subheader(_("Referrals"), anchor=False)
        if page.referrals:
            paper_trail.show(PaperTrail(referrals=page.referrals), reader)
        else:
            broker_facts.show_no_referral()
    download.show(reader, broker_export.export_of(page.id, person.read_token()), "broker")


notices.show_notice()
with notices.errors_drawn():
    show()
