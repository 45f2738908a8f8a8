"""Items chosen for one decision on many: by campaign and the very snapshot that was drawn, never by their place."""

from collections.abc import Mapping

import streamlit as st

from review_app.language import _, ngettext
from storage.worklist.bulk import MOST
from storage.worklist.queue import QueueItem

_CHOSEN = "chosen"


def chosen() -> dict[int, int]:
    """Return what is chosen: campaign → the snapshot that was drawn when it was."""
    return dict(st.session_state.get(_CHOSEN, {}))


def show_box(item: QueueItem) -> None:
    """Draw the box of a row; what was chosen on another page stays chosen."""
    key = _key(item.campaign_id, item.snapshot_id)
    # only where the box is new: set at every run, a box ticked while the page is drawn would be unticked by it
    st.session_state.setdefault(key, chosen().get(item.campaign_id) == item.snapshot_id)
    st.checkbox(
        _("Choose"),
        key=key,
        label_visibility="collapsed",
        disabled=item.verdict is not None or (len(chosen()) >= MOST and not st.session_state[key]),
        on_change=_choose,
        args=(key, item.campaign_id, item.snapshot_id),
    )


def show_count(now_chosen: Mapping[int, int]) -> None:
    """Draw how many are chosen, and the way to choose none."""
    said = ngettext("{number} item chosen", "{number} items chosen", len(now_chosen)).format(number=len(now_chosen))
    st.text(said, width="content")
    st.button(_("Choose none"), key="choose-none", type="tertiary", on_click=forget)


def forget() -> None:
    """Choose nothing any more."""
    for campaign_id, snapshot_id in st.session_state.pop(_CHOSEN, {}).items():
        if _key(campaign_id, snapshot_id) in st.session_state:
            st.session_state[_key(campaign_id, snapshot_id)] = False


def _choose(key: str, campaign_id: int, snapshot_id: int) -> None:
    kept = chosen()
    kept.pop(campaign_id, None)
    if st.session_state[key] and len(kept) < MOST:
        kept[campaign_id] = snapshot_id
    st.session_state[_CHOSEN] = kept


def _key(campaign_id: int, snapshot_id: int) -> str:
    return f"choose-{campaign_id}-{snapshot_id}"
