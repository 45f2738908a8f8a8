"""What to see of the queue: words, state, signs, and behind a button what is asked for less often."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from review_app import desk, wording, written
from review_app.language import _, ngettext
from review_app.service.worklist import Choices, Count
from storage.provinces import province_name
from storage.queue import HOLDERS, QueueFilter

_ANY = ""
_DAYS = (1, 3, 7, 30)
_BESIDE = ("site", "province", "destination", "typology", "holder", "days")
"""What stands behind the button."""


def show(current: QueueFilter, choices: Choices, waiting: Count) -> QueueFilter:
    """Draw the widgets and return what they say; they begin at the filter kept from another page."""
    for name, value in _values(current).items():
        st.session_state.setdefault(f"filter-{name}", value)
    _forget_what_is_gone(choices)
    words = st.text_input(
        _("Search"),
        key="filter-words",
        placeholder=_("words, a number, a licence; accents not needed"),
        max_chars=200,
    )
    state = _state(waiting)
    band = st.selectbox(_("Signs"), [_ANY, *wording.BANDS], key="filter-band", format_func=_band_name)
    beside = _show_beside(choices)
    return QueueFilter(state=state, band=band or None, words=words.strip(), **beside)


def put(wanted: QueueFilter) -> None:
    """Set the widgets to a filter, from a callback, before they are drawn."""
    for name, value in _values(wanted).items():
        st.session_state[f"filter-{name}"] = value
    desk.want(wanted)


def _values(wanted: QueueFilter) -> dict[str, str | int]:
    names = ("state", "band", "words", *_BESIDE)
    return {name: getattr(wanted, name) or _ANY for name in names}


def _forget_what_is_gone(choices: Choices) -> None:
    there = {"site": choices.sites, "province": choices.provinces, "destination": choices.destinations}
    for name, codes in there.items():
        if st.session_state[f"filter-{name}"] not in codes:
            st.session_state[f"filter-{name}"] = _ANY


def _state(waiting: Count) -> str:
    names = {"waiting": _("Waiting ({number})"), "decided": _("Decided"), "all": _("All")}
    chosen = st.segmented_control(
        _("State"),
        list(names),
        key="filter-state",
        format_func=lambda state: names[state].format(number=counted(waiting)),
        required=True,
    )
    return chosen or "waiting"


def counted(count: Count) -> str:
    """Write how many there are, with a plus where there may be more."""
    return f"{written.count(count.number)}{'' if count.is_all else '+'}"


def _show_beside(choices: Choices) -> dict[str, Any]:
    used = sum(bool(st.session_state[f"filter-{name}"]) for name in _BESIDE)
    label = _("More filters ({number})").format(number=used) if used else _("More filters")
    words: Mapping[str, tuple[str, Mapping[Any, str]]] = {
        "province": (_("Province"), {code: province_name(code) for code in choices.provinces}),
        "destination": (_("Country of work"), {code: written.country(code) for code in choices.destinations}),
        "typology": (_("Kind of deception"), {code: wording.typology(code) for code in wording.TYPOLOGIES}),
        "site": (_("Source"), dict(choices.sites)),
        "holder": (_("Who works on it"), _holders()),
        "days": (_("Came in"), {days: _days(days) for days in _DAYS}),
    }
    with st.popover(label, key="filter-more"):
        return {name: _select(name, title, names) or None for name, (title, names) in words.items()}


def _select(name: str, title: str, names: Mapping[Any, str]) -> str | int:
    chosen: str | int = st.selectbox(
        title, [_ANY, *names], key=f"filter-{name}", format_func=lambda code: names.get(code, _("Any"))
    )
    return chosen


def _holders() -> dict[str, str]:
    said = (_("Nobody"), _("I do"), _("Somebody"))
    return dict(zip(HOLDERS, said, strict=True))


def _days(days: int) -> str:
    return ngettext("in the last {number} day", "in the last {number} days", days).format(number=days)


def _band_name(code: str) -> str:
    return " ".join(wording.band(code)) if code else _("All levels")
