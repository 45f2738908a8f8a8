"""Fields whose words the browser keeps while they are written, for this tab alone, so that a reload does not lose them.

They go back into an empty field only, and not while the person writes in another.
"""

from collections.abc import Sequence

import streamlit as st

_SCRIPT = """
export default function ({ data }) {
  const field = (key) => document.querySelector(`.st-key-${key} input, .st-key-${key} textarea`);
  const store = (event) => {
    const key = data.fields.find((one) => field(one) === event.target);
    if (!key) return;
    try {
      if (event.target.value) sessionStorage.setItem(`${data.name}-${key}`, event.target.value);
      else sessionStorage.removeItem(`${data.name}-${key}`);
    } catch { /* longer than what a browser keeps; the server has it */ }
  };
  // One at a time: leaving a field is what tells the server, and it draws anew.
  const restore = () => {
    const at = document.activeElement;
    if (at && (at.tagName === "INPUT" || at.tagName === "TEXTAREA")) return;
    const key = data.fields.find((one) =>
      field(one) && !field(one).value && sessionStorage.getItem(`${data.name}-${one}`));
    if (!key) return;
    const box = field(key);
    const proto = box.tagName === "TEXTAREA" ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    box.focus({ preventScroll: true });
    Object.getOwnPropertyDescriptor(proto, "value").set.call(box, sessionStorage.getItem(`${data.name}-${key}`));
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => box.blur(), 100);
  };
  const watching = setInterval(restore, 500);
  document.addEventListener("input", store, true);
  return () => {
    clearInterval(watching);
    document.removeEventListener("input", store, true);
  };
}
"""


def watch(name: str, fields: Sequence[str]) -> None:
    """Let the browser keep some fields while they are written.

    Args:
        name: of who writes about what; another name is another draft.
        fields: their keys, of text inputs and areas on this page.
    """
    data = {"name": f"soitin-{name}", "fields": list(fields)}
    st.components.v2.component("soitin_kept_fields", js=_SCRIPT)(data=data, key=f"kept-{name}")
