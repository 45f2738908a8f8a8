"""The language of the page, told to browsers and screen readers, for whom Streamlit's own pages are always English.

So is the link by which somebody with a keyboard skips the menu: the one word of Streamlit's own that every page has.
"""

import streamlit as st

from review_app.language import _, language

_SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = data.skip;
}
"""


def tell() -> None:
    """Set it on the document itself."""
    told = st.components.v2.component("soitin_language", js=_SCRIPT)
    told(key="page-language", data={"language": language(), "skip": _("Skip to the content")})
