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
  // The keys kept back while they went down. The end of any other press is let through, also where the press itself
  // opened a dialog: Streamlit would take a key of which it hears no end for pressed, and then every other key is dead.
  const held = new Set();
  const stop = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  const down = (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (bare && /^[a-z]$/i.test(event.key) && !isWriting() && document.querySelector('[role="dialog"]')) {
      held.add(event.code);
      stop(event);
    }
  };
  const up = (event) => {
    if (held.delete(event.code)) stop(event);
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
  // A click beside everything gives the whole page the focus, and the next key would draw a frame round it.
  const let_go = () => {
    const at = document.activeElement;
    if (at && at.dataset.testid === "stMain") at.blur();
  };
  document.addEventListener("keydown", pressed);
  document.addEventListener("mouseup", let_go);
  // on the way down, before anybody else hears of it
  window.addEventListener("keydown", down, true);
  window.addEventListener("keyup", up, true);
  return () => {
    document.removeEventListener("keydown", pressed);
    document.removeEventListener("mouseup", let_go);
    window.removeEventListener("keydown", down, true);
    window.removeEventListener("keyup", up, true);
  };
}
"""


def listen() -> None:
    """Listen while the page is drawn."""
    st.components.v2.component("soitin_keys", js=_SCRIPT)(key="keys")
