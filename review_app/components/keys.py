"""Two keys that Streamlit's buttons cannot give: n puts the cursor into the note, Esc takes it out again."""

import streamlit as st

_SCRIPT = """
export default function () {
  const note = () => document.querySelector('[class*="st-key-note-"] textarea');
  const pressed = (event) => {
    const at = document.activeElement;
    const writing = at && (at.tagName === "INPUT" || at.tagName === "TEXTAREA" || at.isContentEditable);
    if (event.key === "Escape" && writing) {
      at.blur();
    } else if (event.key === "n" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey && note()) {
      event.preventDefault();
      note().focus();
    }
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
"""


def listen() -> None:
    """Listen while the page is drawn."""
    st.components.v2.component("soitin_keys", js=_SCRIPT)(key="keys")
