"""The language of the page, told to browsers and screen readers, for whom Streamlit's own pages are always English."""

import streamlit as st

from review_app.language import language

_SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
}
"""


def tell() -> None:
    """Set it on the document itself."""
    told = st.components.v2.component("soitin_language", js=_SCRIPT)
    told(key="page-language", data={"language": language()})
