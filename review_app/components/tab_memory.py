"""What a tab remembers when its server has forgotten it: after a reload, a restart or a new login.

The browser has it for this tab alone, under the name of the account, and it travels in no address: servers in between
write addresses down, and words searched for are often somebody's name or number.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

_SCRIPT = """
export default function ({ data, setTriggerValue }) {
  try {
    if (data.known !== null) {
      sessionStorage.setItem(data.name, data.known);
      return;
    }
    const kept = sessionStorage.getItem(data.name);
    if (kept && kept !== "{}" && kept !== "[]") setTriggerValue("kept", { name: data.name, kept });
  } catch { /* a browser that keeps nothing forgets at a reload, as before */ }
}
"""
_LONGEST = 10_000


def remember(
    key: str,
    name: str,
    known: Mapping[str, Any] | Sequence[str],
    *,
    is_begun: bool,
    put_back: Callable[[Any], None],
) -> None:
    """Let the tab remember something, or give back once what it remembers.

    Args:
        key: of the element on the page.
        name: what it is about; another name is another thing remembered.
        known: what the server knows of it.
        is_begun: whether the person has said so in this session; where not, the tab is asked.
        put_back: takes what the tab remembers, before the page is drawn again. Read it with distrust: browsers send it.
    """
    heard = f"heard-{name}"
    told = json.dumps(known, ensure_ascii=False) if is_begun or heard in st.session_state else None

    def hear() -> None:
        said = st.session_state[key].kept
        if not isinstance(said, Mapping) or said.get("name") != name or heard in st.session_state:
            return
        st.session_state[heard] = True
        kept = _read(said.get("kept"))
        if kept is not None:
            put_back(kept)

    component = st.components.v2.component("soitin_tab_memory", js=_SCRIPT)
    component(key=key, data={"name": name, "known": told}, on_kept_change=hear)


def _read(kept: object) -> object:
    """Return what was kept; None for what is none of ours."""
    if not isinstance(kept, str) or len(kept) > _LONGEST:
        return None
    try:
        return json.loads(kept)
    except (ValueError, RecursionError):
        return None
