"""What to see of the queue: state, band, site, words."""

import streamlit as st

from review_app import wording
from review_app.language import _
from storage.queue import QueueFilter

_ANY = ""


def show(current: QueueFilter, sites: dict[str, str], waiting: int) -> QueueFilter:
    """Draw the filter and return what it says; widgets begin at the filter kept from another page."""
    kept = {"state": current.state, "band": current.band or _ANY, "site": current.site or _ANY, "words": current.words}
    for name, value in kept.items():
        st.session_state.setdefault(f"filter-{name}", value)
    if st.session_state["filter-site"] not in sites:
        st.session_state["filter-site"] = _ANY
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            _("Search"), key="filter-words", placeholder=_("title, employer, text; accents not needed"), max_chars=200
        )
        state = _state(waiting)
        band = st.selectbox(_("Signs"), [_ANY, *wording.BANDS], key="filter-band", format_func=_band_name)
        site = st.selectbox(
            _("Source"), [_ANY, *sites], key="filter-site", format_func=lambda name: sites.get(name, _("All sources"))
        )
    return QueueFilter(state=state, band=band or None, site=site or None, words=words.strip())


def _state(waiting: int) -> str:
    names = {"waiting": _("Waiting ({number})").format(number=waiting), "decided": _("Decided"), "all": _("All")}
    chosen = st.segmented_control(
        _("State"), list(names), key="filter-state", format_func=lambda state: names[state], required=True
    )
    return chosen or "waiting"


def _band_name(code: str) -> str:
    return " ".join(wording.band(code)) if code else _("All levels")
