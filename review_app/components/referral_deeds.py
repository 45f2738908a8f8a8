"""What can be done with a referral now: settle, withdraw, enter an outcome, make and take its files."""

from datetime import datetime
from functools import partial

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, referral_wording, written
from review_app.components import day_field, notices
from review_app.components.markup import draw, one_line
from review_app.language import _, language, use_language
from review_app.service import case_files, referring, replying
from review_app.service.referral_records import File, ReferralPage

_CLOSED = Markup('<p class="soft made">{name}: {said}</p>')
_MADE = Markup('<p class="soft made">{made}<br>SHA-256 <code>{hash}</code></p>')
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_settling(page: ReferralPage) -> None:
    """Draw the buttons of the second person, or the way back of the first."""
    here = page.line.id
    if not (page.may_settle or page.may_withdraw):
        return
    st.text_area(
        _("Note (a refusal needs its reason)") if page.may_settle else _("Note"), key=f"settle-note-{here}", height=80
    )
    with st.container(key=f"settle-{here}", horizontal=True):
        kinds = {"approved": _("Approve"), "refused": _("Refuse")} if page.may_settle else {"withdrawn": _("Withdraw")}
        for kind, name in kinds.items():
            st.button(
                name,
                key=f"settle-{kind}-{here}",
                type="primary" if kind == "approved" else "secondary",
                on_click=_settle,
                args=(here, kind),
            )
    notices.show_beside(f"settle-{here}")


def show_outcomes(page: ReferralPage) -> None:
    """Draw the form for what happened after it was approved."""
    if not page.outcomes:
        return
    here = f"{page.line.id}-{len(page.events)}"
    with st.expander(_("Enter what happened"), key=f"outcome-{here}", expanded=True):
        kind = st.selectbox(
            _("What"),
            page.outcomes,
            key=f"outcome-kind-{here}",
            format_func=lambda code: _outcome(code, page),
        )
        day_field.show(_("Day"), key=f"outcome-day-{here}", first=page.today)
        if kind == "fined":
            st.text_input(_("Fine in đồng"), key=f"outcome-fine-{here}", placeholder="15.000.000")
        st.text_area(_("Note"), key=f"outcome-note-{here}", height=80)
        st.button(_("Enter"), key=f"outcome-enter-{here}", on_click=_enter, args=(page.line.id, len(page.events), kind))
        notices.show_beside(_outcome_form(page.line.id))


def _outcome(code: str, page: ReferralPage) -> str:
    word = referral_wording.state(code)[1].capitalize()
    is_anew = any(event.kind == code == "sent" for event in page.events)
    return _("{what}: put right the day, with a note").format(what=word) if is_anew else word


def show_files(page: ReferralPage) -> None:
    """Draw the draft for whoever reads, then what was made once it was approved."""
    st.subheader(_("Documents"), anchor=False)
    token, spoken = person.read_token(), language()
    closed = case_files.closed_files(page.line.id)
    with st.container(key=f"files-{page.line.id}", horizontal=True):
        if None in closed:
            _show_closed(case_files.draft_name(page.line.id, page.line.kind), closed[None])
        else:
            st.download_button(
                _("Draft (.docx)"),
                data=partial(_fetch_draft, token, spoken, page.line.id),
                file_name=case_files.draft_name(page.line.id, page.line.kind),
                mime=_WORD,
                key=f"draft-{page.line.id}",
                on_click="ignore",
                icon=":material/draft:",
            )
        if page.may_make:
            st.button(_("Make document and bundle"), key=f"make-{page.line.id}", on_click=_make, args=(page.line.id,))
    for file in page.files:
        if file.id in closed:
            _show_closed(file.name, closed[file.id])
        else:
            _show_file(file, token, spoken)


def _show_closed(name: str, at: datetime) -> None:
    said = _("closed: what is personal in it was erased on {day}. The office's archive keeps what was made.")
    draw(_CLOSED.format(name=one_line(name), said=one_line(said.format(day=written.day(at.date())), 300)))


def _show_file(file: File, token: str | None, spoken: str) -> None:
    made = _("{bytes} bytes, made by {who}, {moment}").format(
        bytes=written.count(file.size), who=file.who, moment=written.moment(file.at)
    )
    with st.container(key=f"made-{file.id}", gap=None):
        st.download_button(
            file.name,
            data=partial(_fetch, token, spoken, file.id),
            file_name=file.name,
            mime="application/zip" if file.name.endswith(".zip") else _WORD,
            key=f"file-{file.id}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        draw(_MADE.format(made=one_line(made, 200), hash=file.sha256))


def _settle(referral_id: int, kind: str) -> None:
    reader = person.present()
    if reader is None:
        return
    done = referring.settle(reader, referral_id, kind, str(st.session_state.get(f"settle-note-{referral_id}", "")))
    desk.notify(done.said, good=done.kept, beside=f"settle-{referral_id}")


def _outcome_form(referral_id: int) -> str:
    return f"outcome-{referral_id}"


def _enter(referral_id: int, seen: int, kind: str) -> None:
    reader = person.present()
    if reader is None:
        return
    here = f"{referral_id}-{seen}"
    day = day_field.read(f"outcome-day-{here}")
    if day is None:
        said = day_field.refused(f"outcome-day-{here}", replying.today())
        desk.notify(said, good=False, beside=_outcome_form(referral_id))
        return
    fine, note = (str(st.session_state.get(f"outcome-{name}-{here}", "")) for name in ("fine", "note"))
    outcome = referring.outcome_of(kind, day, seen=seen, fine=fine, note=note)
    if outcome is None:
        desk.notify(referral_wording.referral_refused("fine"), good=False, beside=_outcome_form(referral_id))
        return
    done = referring.enter(reader, referral_id, outcome)
    desk.notify(done.said, good=done.kept, beside=_outcome_form(referral_id))


def _make(referral_id: int) -> None:
    reader = person.present()
    if reader is None:
        return
    done = case_files.make_files(reader, referral_id)
    desk.notify(done.said, good=done.kept)


def _fetch_draft(token: str | None, spoken: str, referral_id: int) -> bytes:
    use_language(spoken)
    return case_files.hand_out_draft(token, referral_id).content


def _fetch(token: str | None, spoken: str, case_file_id: int) -> bytes:
    use_language(spoken)
    return case_files.hand_out(token, case_file_id).content
