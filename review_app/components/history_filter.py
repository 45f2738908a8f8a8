"""Which decisions to see: whose, which verdict, which days; or all of one decision on many items."""

from datetime import date

import streamlit as st

from review_app import wording
from review_app.components import day_field
from review_app.language import _
from review_app.service import history
from review_app.service.history import Wanted

_ANY = ""


def show() -> Wanted:
    """Draw the filter and return what it says."""
    deed = st.session_state.get("history-deed")
    if deed:
        st.button(_("← All decisions"), key="history-all", on_click=look_into, args=(None,))
        return Wanted(own=False, deed=deed)
    with st.container(key="history-filter", horizontal=True, vertical_alignment="bottom"):
        own = _whose() == "own"
        who = None if own else _person()
        verdict = st.selectbox(
            _("Verdict"), [_ANY, *wording.VERDICTS], key="history-verdict", on_change=_to_first,
            format_func=lambda code: " ".join(wording.verdict(code)) if code else _("All verdicts"),
        )  # fmt: skip
        first, last = _days()
    return Wanted(own=own, account_id=who, verdict=verdict or None, first=first, last=last)


def look_into(deed: str | None) -> None:
    """Show every item of one decision on many; None comes back to all."""
    st.session_state["history-deed"] = deed
    _to_first()


def _to_first() -> None:
    st.session_state["history-page"] = 1


def _whose() -> str:
    names = {"own": _("Mine"), "all": _("Everybody’s")}
    chosen = st.segmented_control(
        _("Whose decisions"),
        list(names),
        key="history-whose",
        default="own",
        format_func=lambda whose: names[whose],
        required=True,
        on_change=_to_first,
    )
    return str(chosen or "own")


def _person() -> int | None:
    people = history.colleagues()
    chosen = st.selectbox(
        _("Who"), [0, *people], key="history-who", on_change=_to_first,
        format_func=lambda key: people.get(key) or _("All colleagues"),
    )  # fmt: skip
    return chosen or None


def _days() -> tuple[date | None, date | None]:
    chosen = st.date_input(
        _("Days, from and to"), value=[], key="history-days", format="DD/MM/YYYY", on_change=_to_first,
        min_value=day_field.EARLIEST, max_value=day_field.LATEST,
    )  # fmt: skip
    days = tuple(chosen) if isinstance(chosen, tuple) else (chosen,)
    first = days[0] if days else None
    last = days[1] if len(days) > 1 else None
    return first, last
