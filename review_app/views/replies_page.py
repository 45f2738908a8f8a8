"""The right of reply: what those concerned say, taken down and answered; `?item=12` takes one down about an item."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person
from review_app.components import day_field, notices, pager, reply_card
from review_app.components.markup import draw
from review_app.language import _
from review_app.service import replying
from review_app.service.logins import Person

_LONGEST_ID = 18


def show() -> None:
    """Draw the page."""
    reader = person.require()
    if reader.may("take_reply"):
        _show_taking(reader)
    names = {
        "waiting": _("Waiting ({number})").format(number=replying.count_waiting(reader)),
        "answered": _("Answered"),
    }
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        key="replies-which",
        default="waiting",
        format_func=lambda name: names[name],
        required=True,
        on_change=_turn,
        args=(1,),
    )
    number = int(st.session_state.get("replies-page", 1))
    page = replying.read_page(reader, waiting=chosen != "answered", number=number)
    if not page.lines:
        notices.show_empty(_("There is no reply here."), _("Whoever is concerned may reply by letter, mail or phone."))
    for line in page.lines:
        reply_card.show(line, may_answer=reader.may("answer_reply"))
    pager.show("replies", page.number, last=None, more=page.more, turn=_turn)


def _show_taking(reader: Person) -> None:
    item = desk.item_asked()
    with st.expander(_("Take down a reply"), key="take-reply", expanded=item is not None):
        st.session_state.setdefault("reply-item", str(item) if item is not None else "")
        asked = st.text_input(_("Number of the item"), key="reply-item", max_chars=_LONGEST_ID)
        _show_title(reader, asked.strip())
        day_field.show(_("Received on"), key="reply-day", first=replying.today())
        st.text_input(_("From whom, and how to reach them"), key="reply-from")
        st.text_area(_("What they say, in their words"), key="reply-said", height=120)
        st.button(_("Take down"), key="reply-take", type="primary", on_click=_take)
        notices.show_beside("take-reply")


def _show_title(reader: Person, asked: str) -> None:
    if not asked:
        return
    title = replying.title_of(reader, int(asked)) if asked.isdecimal() else None
    if title is None:
        said = _("There is no item {item} among those that you work on.").format(item=asked)
        draw(Markup('<p class="soft"><span aria-hidden="true">⚠</span> {}</p>').format(said))
    else:
        st.text(title or _("(no title)"))


def _take() -> None:
    reader = person.present()
    if reader is None:
        return
    asked, day = str(st.session_state.get("reply-item", "")).strip(), day_field.read("reply-day")
    if not asked.isdecimal() or len(asked) > _LONGEST_ID:
        desk.notify(_("Give the number of the item."), good=False, beside="take-reply")
        return
    if day is None:
        desk.notify(day_field.refused("reply-day", replying.today()), good=False, beside="take-reply")
        return
    from_whom, said = (str(st.session_state.get(name, "")) for name in ("reply-from", "reply-said"))
    done = replying.take(reader, int(asked), day, from_whom, said)
    desk.notify(done.said, good=done.kept, beside="take-reply")
    if done.kept:
        for name in ("reply-from", "reply-said"):
            st.session_state[name] = ""


def _turn(page: int) -> None:
    st.session_state["replies-page"] = page


st.title(_("Replies of those concerned"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
