"""The brokers: who stands behind several adverts, the worst first; and contacts that many share."""

from dataclasses import replace
from datetime import timedelta

import streamlit as st
from markupsafe import Markup

from review_app import person, wording, written
from review_app.components import broker_row, notices, pager
from review_app.components import shared_contacts as shared
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service import brokers, shared_contacts
from review_app.service.database import now
from storage.broker_dossiers.broker_list import BrokerFilter

_ANY = ""
_FEWEST = (1, 2, 3, 5, 10, 20, 50)
_SINCE = {"": None, "7": 7, "30": 30, "90": 90, "365": 365}


def show() -> None:
    """Draw the page."""
    reader = person.require()
    waiting = shared_contacts.count_waiting(reader)
    parts = {
        "brokers": _("Brokers"),
        "contacts": _("Shared contacts ({number} waiting)").format(number=written.count(waiting)),
    }
    chosen = st.segmented_control(
        _("What to look at"),
        list(parts),
        key="brokers-part",
        default="brokers",
        format_func=lambda part: parts[part],
        required=True,
        label_visibility="collapsed",
    )
    if chosen == "contacts":
        shared.show(shared_contacts.read_page(reader), reader)
        return
    wanted = _filters()
    page = brokers.read_page(reader, wanted, int(st.session_state.get("brokers-page", 1)))
    if not page.lines:
        _show_nothing(wanted)
        return
    found = ngettext("{number} broker", "{number} brokers", page.total).format(number=written.count(page.total))
    draw(Markup('<p class="soft">{}</p>').format(found))
    for line in page.lines:
        if broker_row.show(line):
            st.switch_page("views/broker_page.py", query_params={"broker": line.broker_id})
    pager.show("brokers", page.number, last=page.pages, more=page.number < page.pages, turn=_turn)


def _filters() -> BrokerFilter:
    with st.container(key="broker-filters", horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            _("Search"),
            key="brokers-words",
            placeholder=_("id, telephone, licence, or part of a name"),
            max_chars=200,
            on_change=_turn,
            args=(1,),
        )
        fewest = st.selectbox(
            _("Adverts"), _FEWEST, index=1, key="brokers-fewest", format_func=_at_least, on_change=_turn, args=(1,)
        )
        names = brokers.provinces()
        province = st.selectbox(
            _("Province"),
            [_ANY, *names],
            key="brokers-province",
            format_func=lambda code: names.get(code, _("All provinces")),
            on_change=_turn,
            args=(1,),
        )
        verdict = st.selectbox(
            _("Decisions"),
            [_ANY, *wording.VERDICTS, "none"],
            key="brokers-verdict",
            format_func=_verdict,
            on_change=_turn,
            args=(1,),
        )
        since = st.selectbox(
            _("Active"), list(_SINCE), key="brokers-since", format_func=_since, on_change=_turn, args=(1,)
        )
        order = st.selectbox(
            _("Order"), ["risk", "reach"], key="brokers-order", format_func=_order, on_change=_turn, args=(1,)
        )
    wanted = BrokerFilter(words=words, fewest=fewest, order=order)
    days = _SINCE[since]
    return replace(
        wanted,
        province=province or None,
        verdict=verdict or None,
        since=now() - timedelta(days=days) if days else None,
    )


def _at_least(number: int) -> str:
    return ngettext("at least {number}", "at least {number}", number).format(number=number)


def _verdict(code: str) -> str:
    if code == "none":
        return _("None yet")
    return " ".join(wording.verdict(code)) if code else _("Any or none")


def _since(days: str) -> str:
    return _("in the last {number} days").format(number=days) if days else _("At any time")


def _order(order: str) -> str:
    return _("Highest score first") if order == "risk" else _("Most adverts first")


def _show_nothing(wanted: BrokerFilter) -> None:
    if wanted == BrokerFilter():
        notices.show_empty(_("No broker with several adverts yet."), _("Brokers come with “soitin link”, at night."))
    else:
        notices.show_empty(_("No broker fits this filter."), _("Take away a word, or let those of one advert in."))


def _turn(page: int) -> None:
    st.session_state["brokers-page"] = page


st.title(_("Brokers"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
