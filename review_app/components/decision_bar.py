"""The keys under one's hand: three verdicts, the note, on and back, undo, help; each press carries what was drawn."""

import streamlit as st

from review_app import desk, person, wording
from review_app.language import _
from review_app.service import deciding, worklist
from review_app.service.item import Drawn

_SHORTCUTS = {"suspicious": "s", "legitimate": "l", "unsure": "u"}


def show(drawn: Drawn, undoable: int | None) -> None:
    """Draw the bar at the bottom of the page."""
    with st.bottom, st.container(key="decide", horizontal=True, vertical_alignment="center"):
        _show_note(drawn.campaign_id)
        for verdict, key in _SHORTCUTS.items():
            st.button(
                " ".join(wording.verdict(verdict)),
                key=f"decide-{verdict}-{drawn.campaign_id}-{drawn.snapshot_id}-{drawn.live_decision_id}",
                shortcut=key,
                on_click=_decide,
                args=(drawn, verdict),
            )
        _show_moves(drawn, undoable)


def show_undo(undoable: int | None) -> None:
    """Draw the way back where no item is left to decide."""
    st.button(
        _("Undo"), key=f"undo-{undoable}", shortcut="z", disabled=undoable is None, on_click=_undo, args=(undoable,)
    )


def _show_moves(drawn: Drawn, undoable: int | None) -> None:
    here = drawn.campaign_id
    st.button(_("Next"), key=f"next-{here}", shortcut="j", type="tertiary", on_click=_go, args=(here, True))
    st.button(_("Back"), key=f"back-{here}", shortcut="k", type="tertiary", on_click=_go, args=(here, False))
    st.button(
        _("Undo"),
        key=f"undo-{undoable}",
        shortcut="z",
        type="tertiary",
        disabled=undoable is None,
        on_click=_undo,
        args=(undoable,),
    )
    if st.button(_("Keys"), key="help", shortcut="h", type="tertiary"):
        _show_help()


def _show_note(campaign_id: int) -> None:
    key = f"note-{campaign_id}"
    st.session_state.setdefault(key, desk.draft(campaign_id))
    # no max_chars: Streamlit would cut a longer note, here it is refused with a sentence and stays as it was
    st.text_area(_("Note"), key=key, height=68, placeholder=_("Note (N)"), label_visibility="collapsed")


def _decide(drawn: Drawn, verdict: str) -> None:
    here = drawn.campaign_id
    _keep_note(here)
    reader = person.present()
    if reader is None:
        return
    following = worklist.item_after(here, desk.wanted())
    outcome = deciding.decide(reader, drawn, verdict, desk.draft(here))
    desk.notify(outcome.said, good=outcome.kept)
    if outcome.kept:
        desk.keep_draft(here, "")
        st.session_state.pop(f"note-{here}", None)
        desk.put_item(following)


def _go(here: int, forward: bool) -> None:  # noqa: FBT001 - Streamlit hands arguments over by place
    _keep_note(here)
    if person.present() is None:
        return
    there = (worklist.item_after if forward else worklist.item_before)(here, desk.wanted())
    if there is None:
        desk.notify(_("There is no other item in this direction."), good=False)
    else:
        desk.put_item(there)


def _undo(decision_id: int | None) -> None:
    reader = person.present()
    if reader is None:
        return
    outcome = deciding.undo(reader, decision_id)
    desk.notify(outcome.said, good=outcome.kept)
    if outcome.campaign_id is not None:
        desk.put_item(outcome.campaign_id)


def _keep_note(campaign_id: int) -> None:
    desk.keep_draft(campaign_id, st.session_state.get(f"note-{campaign_id}", ""))


def _show_help() -> None:
    st.dialog(_("Keys"))(_draw_help)()


def _draw_help() -> None:
    verdicts = [(key.upper(), wording.verdict(verdict)[1]) for verdict, key in _SHORTCUTS.items()]
    others = [
        ("N", _("write a note")),
        ("Esc", _("leave the note, so that keys work again")),
        ("J", _("next item, undecided")),
        ("K", _("item before")),
        ("Z", _("undo your last decision")),
        ("H", _("this help")),
    ]
    for key, meaning in (*verdicts, *others):
        with st.container(horizontal=True):
            st.badge(key, width=60)
            st.text(meaning)
