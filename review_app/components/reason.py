"""A reason to choose or to write, for what is handed on to others and stands in the audit log."""

from collections.abc import Sequence

import streamlit as st

from review_app.language import _

_OWN = -1


def ask(key: str, ready: Sequence[str]) -> str:
    """Draw ready reasons and a line for another one; return what is said so far, empty if nothing."""
    chosen = st.radio(
        _("Reason"),
        [*range(len(ready)), _OWN],
        key=f"{key}-ready",
        format_func=lambda number: _("Another reason") if number == _OWN else _(ready[number]),
        index=None,
        label_visibility="collapsed",
    )
    own = st.text_input(_("In your own words"), key=f"{key}-own", disabled=chosen != _OWN)
    if chosen is None:
        return ""
    return own if chosen == _OWN else _(ready[chosen])
