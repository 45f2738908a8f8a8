"""What to see of the queue: words, state, signs, and behind a button what is asked for less often."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from review_app import desk, wording, written
from review_app.components import tab_memory
from review_app.language import _, ngettext
from review_app.service.logins import Person
from review_app.service.worklist import Choices, Count
from storage.provinces import province_name
from storage.worklist.queue import HOLDERS, QueueFilter
from storage.worklist.saved_filters import read_wanted, written_wanted

_ANY = ""
_DAYS = (1, 3, 7, 30)
_LONGEST_SEARCH = 200
_BESIDE = ("site", "province", "destination", "typology", "holder", "days")
"""What stands behind the button."""


def show(current: QueueFilter, choices: Choices, count: Callable[[QueueFilter], Count]) -> QueueFilter:
    """Draw the widgets and return what they say; they begin at the filter kept from another page.

    Args:
        current: the filter kept.
        choices: what there is to choose from.
        count: how many items a filter lets through.
    """
    for name, value in _values(current).items():
        st.session_state.setdefault(f"filter-{name}", value)
    _forget_what_is_gone(choices)
    said = _read()
    st.text_input(
        _("Search"),
        key="filter-words",
        placeholder=_("words, a number, a licence; accents not needed"),
        max_chars=_LONGEST_SEARCH,
    )
    _show_states(count(replace(said, state="waiting")))
    st.selectbox(_("Signs"), [_ANY, *wording.BANDS], key="filter-band", format_func=_band_name)
    _show_beside(choices)
    return said


def remember(reader: Person) -> None:
    """Let the tab remember the filter, so that a reload or a new login changes nothing of what is looked through."""

    def put_back(kept: object) -> None:
        if isinstance(kept, Mapping):
            put(_within_choices(read_wanted(kept)))

    tab_memory.remember(
        "filter-keeper",
        f"soitin-filter-{reader.id}",
        written_wanted(desk.wanted()),
        is_begun=desk.has_wanted(),
        put_back=put_back,
    )


def _within_choices(wanted: QueueFilter) -> QueueFilter:
    """Leave out what the widgets could not show; places and sites that are gone they leave out themselves."""
    return replace(
        wanted,
        band=wanted.band if wanted.band in wording.BANDS else None,
        typology=wanted.typology if wanted.typology in wording.TYPOLOGIES else None,
        days=wanted.days if wanted.days in _DAYS else None,
    )


def put(wanted: QueueFilter) -> None:
    """Set the widgets to a filter, from a callback, before they are drawn."""
    for name, value in _values(wanted).items():
        st.session_state[f"filter-{name}"] = value
    desk.want(wanted)


def _values(wanted: QueueFilter) -> dict[str, str | int]:
    names = ("state", "band", "words", *_BESIDE)
    return {name: getattr(wanted, name) or _ANY for name in names}


def _read() -> QueueFilter:
    """Return what the widgets say, which Streamlit knows before they are drawn."""
    said: dict[str, Any] = {name: st.session_state[f"filter-{name}"] or None for name in ("band", *_BESIDE)}
    state, words = st.session_state["filter-state"], st.session_state["filter-words"]
    return QueueFilter(state=state or "waiting", words=words.strip(), **said)


def _forget_what_is_gone(choices: Choices) -> None:
    there = {"site": choices.sites, "province": choices.provinces, "destination": choices.destinations}
    for name, codes in there.items():
        if st.session_state[f"filter-{name}"] not in codes:
            st.session_state[f"filter-{name}"] = _ANY


def _show_states(waiting: Count) -> None:
    names = {"waiting": _("Waiting ({number})"), "decided": _("Decided"), "all": _("All")}
    st.segmented_control(
        _("State"),
        list(names),
        key="filter-state",
        format_func=lambda state: names[state].format(number=counted(waiting)),
        required=True,
    )


def counted(count: Count) -> str:
    """Write how many there are, with a plus where there may be more."""
    return f"{written.count(count.number)}{'' if count.is_all else '+'}"


def _show_beside(choices: Choices) -> None:
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
        for name, (title, names) in words.items():
            _show_choice(name, title, names)


def _show_choice(name: str, title: str, names: Mapping[Any, str]) -> None:
    st.selectbox(title, [_ANY, *names], key=f"filter-{name}", format_func=lambda code: names.get(code, _("Any")))


def _holders() -> dict[str, str]:
    said = (_("Nobody"), _("I do"), _("Somebody"))
    return dict(zip(HOLDERS, said, strict=True))


def _days(days: int) -> str:
    return ngettext("in the last {number} day", "in the last {number} days", days).format(number=days)


def _band_name(code: str) -> str:
    return " ".join(wording.band(code)) if code else _("All levels")
