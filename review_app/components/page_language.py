"""The language of the page, told to browsers and screen readers, for whom Streamlit's own pages are always English.

So is the link by which somebody with a keyboard skips the menu, and what is read out for the keys on buttons and for
the signs behind which explanations are.
"""

import streamlit as st

from review_app.language import _, language

_SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = data.skip;
  const say = () => {
    for (const part of document.querySelectorAll('[aria-label^="Shortcut "], [aria-label^="Help for "]')) {
      const [, kind, what] = part.getAttribute("aria-label").match(/^(Shortcut|Help for) (.*)$/s);
      const said = data[kind].replace("{what}", what);
      if (said !== part.getAttribute("aria-label")) part.setAttribute("aria-label", said);
    }
  };
  say();
  const watch = new MutationObserver(say);
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
  return () => watch.disconnect();
}
"""


def tell() -> None:
    """Set it on the document itself."""
    told = st.components.v2.component("soitin_language", js=_SCRIPT)
    words = {"Shortcut": _("Shortcut {what}"), "Help for": _("Help for {what}")}
    told(key="page-language", data={"language": language(), "skip": _("Skip to the content"), **words})
