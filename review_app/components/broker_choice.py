"""Choosing another broker by what a person types, and the reason for putting adverts together."""

import streamlit as st
from markupsafe import Markup

from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service import brokers
from review_app.service.brokers import Candidate
from review_app.service.logins import Person

_LONGEST_NAME = 60


def choose(reader: Person, broker_id: str, purpose: str) -> Candidate | None:
    """Draw the search and the brokers found; return the chosen one as it is now.

    Args:
        reader: who looks.
        broker_id: the broker of the page, which is not offered.
        purpose: merge | move, for the keys of the fields.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            _("The other broker (Enter searches)"),
            key=f"{purpose}-words-{broker_id}",
            placeholder=_("id, telephone, licence, or part of a name"),
            max_chars=200,
        )
        # the press leaves the field, and that alone searches
        st.button(_("Search"), key=f"search-{purpose}-{broker_id}", icon=":material/search:")
    if not words.strip():
        return None
    found = {one.state.broker_id: one for one in brokers.candidates(reader, words, but=broker_id)}
    if not found:
        draw(Markup('<p class="soft">{}</p>').format(_("No other broker goes by this.")))
        return None
    chosen = st.radio(
        _("Which one"), list(found), key=f"{purpose}-choice-{broker_id}", format_func=lambda one: _said(found[one])
    )
    return found.get(chosen) if chosen else None


def _said(one: Candidate) -> str:
    size = ngettext("{number} advert", "{number} adverts", one.adverts).format(number=one.adverts)
    # a label of Streamlit is Markdown, which names of strangers shall not write
    name = "".join(sign for sign in one.name[:_LONGEST_NAME] if sign.isalnum() or sign in " .,&-")
    return f"{one.state.broker_id} · {name or '–'} · {size}"
