"""The look of our own HTML; colours are mixed from the text's own, so that light and dark need no second set."""

from pathlib import Path

import streamlit as st

_SHEET = Path(__file__).parent / "style.css"


def apply() -> None:
    """Put the style sheet on the page."""
    st.html(_SHEET)
