"""The accounts: who may log in, as what and where; for administrators."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person
from review_app.components import account_row, notices, pager
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service import accounts
from review_app.service.accounts import AccountLine, Done
from storage.people.accounts import Post

_ONCE = Markup(
    '<div class="once" role="status"><p>{said}</p><p><code>{password}</code></p><p class="soft">{hint}</p></div>'
)
_BEGUN = "account-begun"


def show() -> None:
    """Draw the page."""
    reader = person.require()
    if not reader.may(accounts.DEED):
        notices.show_empty(_("Your role does not look after accounts. Nothing was changed."))
        return
    _show_password()
    _show_adding()
    words = st.text_input(_("Search"), key="accounts-words", placeholder=_("name or full name"), max_chars=100)
    page = accounts.read_page(words, int(st.session_state.get("accounts-page", 1)))
    if page.waiting:
        said = ngettext("{number} person waits to be let in.", "{number} people wait to be let in.", page.waiting)
        draw(Markup('<div class="notice live">○ {}</div>').format(said.format(number=page.waiting)))
    if not page.lines:
        notices.show_empty(_("No account has this name."))
    for line in page.lines:
        is_open = st.session_state.get("account-open") == line.name
        account_row.show(line, is_open=is_open, choose=_choose)
        if is_open:
            _show_changing(line, is_own=line.id == reader.id)
    pager.show("accounts", page.number, last=page.pages, more=page.number < page.pages, turn=_turn)


def _show_password() -> None:
    """Draw a password that was just made, once: it is gone with the next drawing."""
    made: Done | None = st.session_state.pop("account-password", None)
    if made is not None:
        hint = _("For one login: its owner chooses another right after. It is kept nowhere.")
        draw(_ONCE.format(said=made.said, password=made.password, hint=hint))


def _show_adding() -> None:
    is_begun = bool(st.session_state.get(_BEGUN))
    with (
        st.expander(_("Add an account"), key="account-adding", expanded=is_begun),
        st.form("account-add", border=False),
    ):
        names = st.columns([2, 6])
        names[0].text_input(
            _("Account name"),
            key="add-name",
            max_chars=80,
            placeholder="nguyen.hanh",
            help=_("Letters a to z, digits, dots, “-” and “_”, as it is typed at the login"),
        )
        names[1].text_input(_("Full name"), key="add-full-name", max_chars=200)
        account_row.ask_post("add", Post())
        st.form_submit_button(_("Add the account"), type="primary", on_click=_add)
        notices.show_beside(_BEGUN)


def _show_changing(line: AccountLine, *, is_own: bool) -> None:
    key = f"change-{line.id}"
    with st.container(key=f"account-change-{line.id}", border=True):
        with st.form(key, border=False):
            account_row.ask_post(key, line.post)
            words = _("Let in with this role") if line.state == "waiting" else _("Save role and places")
            st.form_submit_button(words, type="primary", on_click=_change, args=(key, line.name, line.post))
        if line.state == "waiting":
            draw(Markup('<p class="soft">{}</p>').format(_("Came by the organisation's login and opens nothing yet.")))
            return
        with st.container(horizontal=True, key=f"account-deeds-{line.id}"):
            _show_deeds(line, is_own=is_own)
        if is_own:
            draw(Markup('<p class="soft">{}</p>').format(_("This is your own account: a colleague has to disable it.")))


def _show_deeds(line: AccountLine, *, is_own: bool) -> None:
    if not line.is_of_provider:
        with st.popover(_("New password…")):
            st.text(_("The present one stops working, and all sessions of the account end."))
            st.button(_("Make a new password"), key=f"account-reset-{line.id}", on_click=_reset, args=(line.name,))
    st.button(
        _("Log out everywhere"),
        key=f"account-end-{line.id}",
        on_click=_log_out,
        args=(line.name,),
        disabled=not line.open_sessions,
    )
    if line.state == "disabled":
        st.button(_("Let in again"), key=f"account-enable-{line.id}", on_click=_enable, args=(line.name,))
    else:
        st.button(_("Disable"), key=f"account-disable-{line.id}", on_click=_disable, args=(line.name,), disabled=is_own)


def _add() -> None:
    post = account_row.asked_post("add")
    name, full_name = st.session_state.get("add-name", ""), st.session_state.get("add-full-name", "")
    reader = person.present()
    if reader is None:
        return
    if post is None:
        done = Done(kept=False, said=_("Choose a role first."))
    else:
        done = accounts.add(reader, name, full_name, post)
    st.session_state[_BEGUN] = not done.kept
    if done.kept:
        st.session_state["add-name"] = st.session_state["add-full-name"] = ""
    _tell(done, beside=_BEGUN)


def _change(key: str, name: str, seen: Post) -> None:
    post, reader = account_row.asked_post(key), person.present()
    if post is None:
        desk.notify(_("Choose a role first."), good=False)
    elif reader is not None:
        _tell(accounts.change(reader, name, post, seen))


def _reset(name: str) -> None:
    reader = person.present()
    if reader is not None:
        _tell(accounts.reset_password(reader, name))


def _log_out(name: str) -> None:
    reader = person.present()
    if reader is not None:
        _tell(accounts.log_out_everywhere(reader, name))


def _disable(name: str) -> None:
    reader = person.present()
    if reader is not None:
        _tell(accounts.disable(reader, name))


def _enable(name: str) -> None:
    reader = person.present()
    if reader is not None:
        _tell(accounts.enable(reader, name))


def _tell(done: Done, *, beside: str = "") -> None:
    if done.password:
        st.session_state["account-password"] = done
    else:
        desk.notify(done.said, good=done.kept, beside=beside)


def _choose(name: str | None) -> None:
    st.session_state["account-open"] = name


def _turn(page: int) -> None:
    st.session_state["accounts-page"] = page


st.title(_("Accounts"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
