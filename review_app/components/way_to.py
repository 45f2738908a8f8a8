"""A link to another page of the app that keeps the tab's desk; plain words for those who may not open that page."""

import streamlit as st

from review_app.components.markup import draw, one_line
from review_app.navigation import PLACES
from review_app.service.logins import Person


def show(reader: Person, view: str, words: str, **query: str) -> None:
    """Draw the link.

    Args:
        reader: who looks.
        view: the page, as `navigation.PLACES` calls it.
        words: what to press.
        **query: what the page shall show, such as `item="12"`.
    """
    if any(place.view == view and reader.may(place.deed) for place in PLACES):
        st.page_link(f"views/{view}_page.py", label=words, query_params=query)
    else:
        draw(one_line(words))
