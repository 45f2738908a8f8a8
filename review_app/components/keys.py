"""Two keys that Streamlit's buttons cannot give: n puts the cursor into the note, Esc takes it out again.

While a dialog is open, letters are no keys: whoever reads a question must not decide on the item behind it by a slip.
"""

import streamlit as st

_SCRIPT = """
export default function () {
  const note = () => document.querySelector('[class*="st-key-note-"] textarea');
  const isWriting = () => {
    const at = document.activeElement;
    const typed = at && at.tagName === "INPUT" && !["radio", "checkbox", "button"].includes(at.type);
    return typed || (at && (at.tagName === "TEXTAREA" || at.isContentEditable));
  };
  const held = (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (bare && /^[a-z]$/i.test(event.key) && !isWriting() && document.querySelector('[role="dialog"]')) {
      event.stopImmediatePropagation();
      event.preventDefault();
    }
  };
  const pressed = (event) => {
    const at = document.activeElement;
    const writing = isWriting();
    if (event.key === "Escape" && writing) {
      at.blur();
    } else if (event.key === "n" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey && note()) {
      event.preventDefault();
      note().focus();
    }
  };
  document.addEventListener("keydown", pressed);
  // on the way down, before anybody else hears of it
  window.addEventListener("keydown", held, true);
  window.addEventListener("keyup", held, true);
  return () => {
    document.removeEventListener("keydown", pressed);
    window.removeEventListener("keydown", held, true);
    window.removeEventListener("keyup", held, true);
  };
}
"""


def listen() -> None:
    """Listen while the page is drawn."""
    st.components.v2.component("soitin_keys", js=_SCRIPT)(key="keys")
