"""The look of our own HTML; colours are mixed from the text's own, so that light and dark need no second set."""

from pathlib import Path

import streamlit as st

from review_app.language import _

_SHEETS = sorted(Path(__file__).parent.glob("*.css"))
"""What all pages share stands in style.css; what one part of them needs stands in a sheet under that part's name."""


def apply() -> None:
    """Put the style sheets on the page, and the words for when its server is away, which only the browser can show."""
    for sheet in _SHEETS:
        st.html(sheet)
    lost = _("No connection to the server; trying again. Nothing is kept until it is back.")
    st.html(f'<style>.stApp {{ --lost: "⚠ {lost}"; }}</style>')
