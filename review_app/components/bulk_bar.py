"""One verdict on many chosen items: a preview of exactly what would happen, then a button that says how many.

The preview is frozen when the dialog opens; what is decided are the item versions that it lists, all of them or none.
"""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, wording, written
from review_app.components import selection
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service import bulk, deciding
from review_app.service.bulk import PreviewRow
from review_app.service.logins import Person
from review_app.service.refusals import clock

_PREVIEW, _SAID = "bulk-preview", "bulk-said"
_VERDICTS = ("suspicious", "legitimate", "unsure")
_TABLE = Markup(
    '<div class="preview-box"><table class="preview"><thead><tr><th>{what}</th><th>{item}</th>'
    '<th class="number-of">{adverts}</th></tr></thead><tbody>{rows}</tbody></table></div>'
)
_ROW = Markup(
    '<tr class="{kind}"><td class="sign-{kind}"><span aria-hidden="true">{sign}</span> {state}</td>'
    '<td>{title}</td><td class="number-of">{adverts}</td></tr>'
)
_REFUSED = Markup('<div class="notice bad" role="alert"><span aria-hidden="true">⚠</span> {}</div>')


def show(reader: Person, chosen: Mapping[int, int]) -> None:
    """Draw the button that decides on chosen item versions (campaign → snapshot); nothing is chosen any more then."""
    if not reader.may("decide"):
        return
    number = len(chosen)
    words = ngettext("Decide on {number} chosen item …", "Decide on {number} chosen items …", number)
    if st.button(words.format(number=number), key="bulk-open", disabled=not 1 <= number <= bulk.MOST):
        st.session_state[_PREVIEW] = bulk.look(reader, chosen)
        st.session_state.pop(_SAID, None)
        st.dialog(_("One verdict on many items"), width="large")(_ask)()


def show_undo(reader: Person) -> None:
    """Draw the way back from the person's last deed where that was a decision on many; else nothing."""
    last = deciding.undoable(reader) if reader.may("decide") else None
    if last is None or not last.deed:
        return
    words = ngettext("Undo {number} decision", "Undo {number} decisions", last.number).format(number=last.number)
    key = f"bulk-undo-{last.deed}-{last.number}"
    st.button(words, key=key, shortcut="z", type="tertiary", on_click=_undo, args=(last,))


def _ask() -> None:
    rows: list[PreviewRow] = st.session_state.get(_PREVIEW, [])
    _show_preview(rows)
    verdict = st.segmented_control(
        _("Verdict"), _VERDICTS, format_func=lambda code: " ".join(wording.verdict(code)), key="bulk-verdict"
    )
    kinds: Sequence[str] = ()
    if verdict == "suspicious":
        kinds = st.pills(
            _("Kinds of deception, with “suspicious”"),
            bulk.TYPOLOGIES,
            selection_mode="multi",
            format_func=wording.typology,
            key="bulk-kinds",
        )
    note = st.text_area(_("Note"), key="bulk-note", height=68)
    number = bulk.decidable(rows)
    words = ngettext("Decide on {number} item", "Decide on {number} items", number).format(number=number)
    said = st.session_state.get(_SAID)
    if said:
        draw(_REFUSED.format(said))
    ready = verdict is not None and number > 0
    # the key changes with the list: a press meant for an older one finds no button
    key = f"bulk-confirm-{hash(tuple((row.campaign_id, row.snapshot_id, row.state) for row in rows))}"
    if st.button(words, key=key, type="primary", disabled=not ready):
        _decide(rows, verdict or "", note, tuple(kinds))


def _decide(rows: Sequence[PreviewRow], verdict: str, note: str, kinds: tuple[str, ...]) -> None:
    reader = person.present()
    if reader is None:
        draw(_REFUSED.format(_("Your session has ended. What was kept is safe.")))
        return
    outcome = bulk.decide(reader, rows, verdict, note, kinds)
    if outcome.kept:
        desk.notify(outcome.said, good=True)
        st.session_state.pop(_PREVIEW, None)
        selection.forget()
        st.rerun()
    st.session_state[_SAID] = outcome.said
    st.session_state[_PREVIEW] = bulk.look(reader, {row.campaign_id: row.snapshot_id for row in rows})
    st.rerun(scope="fragment")


def _show_preview(rows: Sequence[PreviewRow]) -> None:
    out = len(rows) - bulk.decidable(rows)
    if out:
        words = ngettext(
            "{number} of {all} is left out: what colleagues decided or hold is not overruled in this way.",
            "{number} of {all} are left out: what colleagues decided or hold is not overruled in this way.",
            out,
        )
        draw(Markup('<p class="soft">{}</p>').format(words.format(number=out, all=len(rows))))
    drawn = Markup("").join(_row(row) for row in rows)
    draw(_TABLE.format(what=_("What happens"), item=_("Item"), adverts=_("Copies"), rows=drawn))


def _row(row: PreviewRow) -> Markup:
    is_ok = row.state == "ok"
    return _ROW.format(
        kind="ok" if is_ok else "out",
        sign="✓" if is_ok else "–",
        state=one_line(_state(row)),
        title=one_line(row.title) if row.title else _("item {number}").format(number=row.campaign_id),
        adverts=written.count(row.adverts) if row.adverts > 1 else "",
    )


def _state(row: PreviewRow) -> str:
    if row.state == "decided":
        verdict = wording.verdict(row.verdict)[1].lower()
        return _("left out: {who} decided, {verdict}").format(who=row.who, verdict=verdict)
    if row.state == "held" and row.until is not None:
        return _("left out: {who} holds it until {time}").format(who=row.who, time=clock(row.until))
    states = {
        "ok": _("will be decided"),
        "stale": _("left out: changed since it was chosen"),
        "gone": _("left out: not there any more"),
        "out_of_scope": _("left out: outside of what you work on"),
    }
    return states.get(row.state, row.state)


def _undo(what: deciding.Undoable) -> None:
    reader = person.present()
    if reader is not None:
        outcome = deciding.undo(reader, what)
        desk.notify(outcome.said, good=outcome.kept)
