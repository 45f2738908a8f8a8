"""Requests of persons concerned to be erased: taken down, shown what one reaches, done or refused, and listed."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, written
from review_app.components import day_field, notices
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _
from review_app.service import erasing
from review_app.service.erasing import Asked, Line, Look

_LONGEST = 900
_FIELDS = ("erase-phone", "erase-advert", "erase-who", "erase-paper")
_LOOKED = "erase-looked"
_LINE = Markup(
    '<li><span class="pill {kind}">{sign} {state}</span> <b>{about}</b> <span class="soft">{when}</span>'
    "<blockquote>{why}</blockquote><span>{answer}</span></li>"
)


def show() -> None:
    """Draw the page."""
    reader = person.require()
    if not reader.may(erasing.DEED):
        notices.show_empty(_("Your role does not answer requests to erase."))
        return
    said = _(
        "Whoever is concerned may ask that a number, or all that is personal in an advert, be made unreadable "
        "everywhere. Make sure that it is they who ask. What is erased does not come back."
    )
    draw(Markup('<p class="soft">{}</p>').format(said))
    _show_form()
    looked = st.session_state.get(_LOOKED)
    if isinstance(looked, Look):
        _show_look(looked)
    _show_requests()


def _show_form() -> None:
    names = {"phone": _("A phone number, everywhere"), "advert": _("One advert")}
    with st.container(key="erase-form", width=820):
        what = st.segmented_control(
            _("What to erase"), list(names), key="erase-what", default="phone", format_func=lambda one: names[one],
            required=True, on_change=_forget,
        )  # fmt: skip
        if what == "advert":
            st.text_input(_("Number of the advert"), key="erase-advert", max_chars=15, on_change=_forget)
        else:
            st.text_input(_("Phone number"), key="erase-phone", max_chars=30, on_change=_forget, autocomplete="off")
        day_field.show(_("Received on"), key="erase-day", first=erasing.today(), on_change=_forget)
        st.text_input(
            _("Who asks (their standing, without the number)"), key="erase-who", max_chars=_LONGEST, on_change=_forget
        )
        st.text_input(
            _("By what paper"), key="erase-paper", max_chars=_LONGEST, on_change=_forget,
            placeholder=_("for instance: letter of 19/11/2026, entry no. 45"),
        )  # fmt: skip
        st.button(_("See what it reaches"), key="erase-look", on_click=_look)


def _show_look(looked: Look) -> None:
    if looked.reach is None:
        draw(Markup('<div class="notice bad" role="status">⚠ {}</div>').format(looked.said))
        return
    draw(Markup('<div class="notice live" role="status">{}</div>').format(looked.said))
    is_held = bool(looked.reach.referral_ids)
    name = _("Keep the refusal") if is_held else _("Make unreadable for good")
    st.button(name, key="erase-do", type="primary", on_click=_erase, args=(looked,))


def _show_requests() -> None:
    st.subheader(_("Requests so far"), anchor=False)
    lines = erasing.read()
    if not lines:
        st.caption(_("Nobody has asked yet."))
        return
    draw(Markup('<ul class="past">{}</ul>').format(Markup("").join(map(_line, lines))))


def _line(line: Line) -> Markup:
    about = _("a phone number") if line.advert_id is None else _("advert {key}").format(key=line.advert_id)
    when = _("received {day}, answered by {who}, {moment}").format(
        day=written.day(line.requested_on), who=line.who or _("a command"), moment=written.moment(line.at)
    )
    return _LINE.format(
        kind="run-good" if line.done else "run-bad",
        sign="✓" if line.done else "✗",
        state=_("erased") if line.done else _("refused"),
        about=f"{line.id} · {about}",
        when=one_line(when),
        why=foreign(line.why),
        answer=one_line(line.answer, 300),
    )


def _look() -> None:
    reader = person.present()
    if reader is not None:
        st.session_state[_LOOKED] = erasing.look(reader, _asked())


def _erase(looked: Look) -> None:
    reader = person.present()
    if reader is None:
        return
    done = erasing.erase(reader, looked)
    desk.notify(done.said, good=done.kept)
    _forget()
    if done.kept:
        for name in _FIELDS:
            # the number that is gone everywhere else must not wait in this tab
            st.session_state[name] = ""


def _asked() -> Asked:
    is_advert = st.session_state.get("erase-what") == "advert"
    phone, advert, who, paper = (str(st.session_state.get(name, "")) for name in _FIELDS)
    return Asked(
        who=who,
        paper=paper,
        requested_on=day_field.read("erase-day"),
        phone="" if is_advert else phone,
        advert=advert if is_advert else "",
    )


def _forget() -> None:
    st.session_state.pop(_LOOKED, None)


st.title(_("Requests to erase"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
