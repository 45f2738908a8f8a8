"""The keys under one's hand: hold, verdicts, note, on and back, undo, help; each press carries what was drawn."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, wording
from review_app.components import claim_bar, draft, reading_bar
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service import claiming, deciding, worklist
from review_app.service.claiming import Standing
from review_app.service.deciding import Undoable
from review_app.service.item import Drawn
from review_app.service.refusals import Outcome

_HEARD = "verdict-heard"
_SHORTCUTS = {"suspicious": "s", "legitimate": "l", "unsure": "u"}
_FOLD = Markup('<label class="fold" title="{said}"><input type="checkbox" aria-label="{said}">⋯</label>')
"""On a phone alone: shows and hides what is needed less often; a style sheet does it, no run."""


def show(drawn: Drawn, undoable: Undoable | None) -> None:
    """Draw the bar at the bottom of the page."""
    reader = person.require()
    standing = claiming.standing(reader, drawn)
    with st.bottom, st.container(key="decide", horizontal=True, vertical_alignment="center"):
        draft.show_note(drawn)
        draft.show_kinds(drawn, standing)
        draw(_FOLD.format(said=_("More: take, next, undo")))
        for verdict, key in _SHORTCUTS.items():
            name = _name(drawn, verdict)
            was_pressed = st.button(
                " ".join(wording.verdict(verdict)), key=name, shortcut=key, on_click=_decide, args=(drawn, verdict)
            )
            if was_pressed and st.session_state.pop(_HEARD, None) != name:
                _hear_late(drawn, verdict)
        with st.container(key="hold", horizontal=True, vertical_alignment="center", width="content"):
            claim_bar.show(reader, drawn, standing)
        _show_moves(drawn, standing, undoable)
        draft.watch(reader, drawn)


def show_undo(undoable: Undoable | None) -> None:
    """Draw the way back where no item is left to decide."""
    _undo_button(undoable, "secondary")


def _show_moves(drawn: Drawn, standing: Standing, undoable: Undoable | None) -> None:
    here = drawn.campaign_id
    with st.container(key="moves", horizontal=True, vertical_alignment="center", width="content"):
        st.button(_("Next"), key=f"next-{here}", shortcut="j", type="tertiary", on_click=_go, args=(here, True))
        st.button(_("Back"), key=f"back-{here}", shortcut="k", type="tertiary", on_click=_go, args=(here, False))
        _undo_button(undoable, "tertiary")
        own = standing.own_decision
        if own is not None and (undoable is None or undoable.number > 1 or undoable.decision_id != own):
            words, key = _("Undo this one only"), f"undo-this-{own}"
            st.button(words, key=key, type="tertiary", on_click=_undo_this, args=(own,))
        if st.button(_("Keys"), key="help", shortcut="h", type="tertiary"):
            st.dialog(_("Keys"))(_draw_help)()


def _undo_button(undoable: Undoable | None, kind: str) -> None:
    number = undoable.number if undoable else 1
    words = ngettext("Undo {number} decision", "Undo {number} decisions", number).format(number=number)
    st.button(
        words if number > 1 else _("Undo"),
        key=f"undo-{undoable.decision_id if undoable else None}",
        shortcut="z",
        type="tertiary" if kind == "tertiary" else "secondary",
        disabled=undoable is None,
        on_click=_undo,
        args=(undoable,),
    )


def _decide(drawn: Drawn, verdict: str) -> None:
    here = drawn.campaign_id
    st.session_state[_HEARD] = _name(drawn, verdict)
    note, kinds = draft.of(here)
    reader = person.present()
    if reader is None:
        return
    following = worklist.item_after(here, desk.wanted())
    outcome = deciding.decide(reader, drawn, verdict, note, kinds)
    desk.notify(outcome.said, good=outcome.kept)
    if outcome.kept:
        draft.forget(here)
        desk.put_item(following)


def _name(drawn: Drawn, verdict: str) -> str:
    """Return the key of a verdict's button, which names all that the person saw: an equal key is an equal page."""
    seen = (drawn.campaign_id, drawn.snapshot_id, drawn.screening_id, drawn.live_decision_id, drawn.score_was_shown)
    return f"decide-{verdict}-{'-'.join(map(str, seen))}"


def _hear_late(drawn: Drawn, verdict: str) -> None:
    """Do what was pressed before a server knew this page, as after a restart, when no callback is called.

    The button's key came from the browser and is that of the page as it would be drawn now: nothing has changed since.
    """
    _decide(drawn, verdict)
    st.rerun()


def _go(here: int, forward: bool) -> None:  # noqa: FBT001 - Streamlit hands arguments over by place
    draft.of(here)
    reading_bar.go(here, forward)


def _undo(what: Undoable | None) -> None:
    reader = person.present()
    if reader is not None:
        _tell(deciding.undo(reader, what))


def _undo_this(decision_id: int) -> None:
    reader = person.present()
    if reader is not None:
        _tell(deciding.undo_one(reader, decision_id))


def _tell(outcome: Outcome) -> None:
    desk.notify(outcome.said, good=outcome.kept)
    if outcome.campaign_id is not None:
        draft.put_back(outcome.campaign_id, outcome.note, outcome.typologies)
        desk.put_item(outcome.campaign_id)


def _draw_help() -> None:
    verdicts = [(key.upper(), wording.verdict(verdict)[1]) for verdict, key in _SHORTCUTS.items()]
    others = [
        ("A", _("take the item; hand it back")),
        ("T", _("tick kinds of deception")),
        ("N", _("write a note")),
        ("Esc", _("leave the note, so that keys work again")),
        ("J", _("next item, undecided")),
        ("K", _("item before")),
        ("Z", _("undo your last decision")),
        ("P", _("show contacts, with a reason")),
        ("H", _("this help")),
    ]
    for key, meaning in (*verdicts, *others):
        with st.container(horizontal=True):
            st.badge(key, width=60)
            st.text(meaning)
