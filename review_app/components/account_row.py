"""One account in the list, and the form with which it is added or changed."""

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from review_app import account_words, written
from review_app.components.markup import draw, foreign
from review_app.language import _, ngettext
from review_app.service.accounts import AccountLine
from review_app.service.scopes import country_codes
from storage.people.accounts import ROLES, Post
from storage.provinces import PROVINCES, province_name

_ROW = Markup(
    '<div class="people"><div><div class="who-name">{full_name}</div><div class="login-name">{name}</div></div>'
    '<div><div>{role}</div><div class="soft">{places}</div></div>'
    '<div><span class="pill state-{state}">{sign} {state_name}</span><div class="soft">{login}</div></div></div>'
)


def show(line: AccountLine, *, is_open: bool, choose: Callable[[str | None], None]) -> None:
    """Draw an account with the button that opens it."""
    sign, state_name = account_words.state(line.state)
    with st.container(key=f"row-account-{line.id}", horizontal=True, vertical_alignment="center"):
        draw(
            _ROW.format(
                full_name=foreign(line.full_name),
                name=foreign(line.name),
                role=account_words.role(line.post.role),
                places="" if line.state == "waiting" else _places(line.post),
                state=line.state,
                sign=sign,
                state_name=state_name,
                login=_login(line),
            )
        )
        label = _("Close") if is_open else _("Change")
        st.button(label, key=f"account-open-{line.id}", on_click=choose, args=(None if is_open else line.name,))


def _places(post: Post) -> str:
    return account_words.places(post.provinces, post.destinations)


def _login(line: AccountLine) -> str:
    if line.last_login is None:
        return _("never logged in")
    last = _("last login {moment}").format(moment=written.moment(line.last_login))
    if not line.open_sessions:
        return last
    number = ngettext("{number} session open", "{number} sessions open", line.open_sessions)
    return f"{last} · {number.format(number=line.open_sessions)}"


def ask_post(key: str, post: Post, *, roles: Sequence[str] = ROLES) -> None:
    """Draw the fields for role and places; what they say is read by `asked_post` when the button is pressed."""
    first = roles.index(post.role) if post.role in roles else None
    countries = sorted(country_codes(), key=written.country)
    where = st.columns([2, 3, 3])
    where[0].selectbox(
        _("Role"),
        roles,
        index=first,
        key=f"{key}-role",
        format_func=account_words.role,
        placeholder=_("Choose a role"),
    )
    where[1].multiselect(
        _("Provinces"),
        list(PROVINCES),
        default=[code for code in post.provinces or () if code in PROVINCES],
        key=f"{key}-provinces",
        format_func=province_name,
        placeholder=_("All provinces"),
    )
    where[2].multiselect(
        _("Countries of work"),
        countries,
        default=[code for code in post.destinations or () if code in countries],
        key=f"{key}-destinations",
        format_func=written.country,
        placeholder=_("All countries"),
    )


def asked_post(key: str) -> Post | None:
    """Return what the fields say; None where no role was chosen. No place chosen means all."""
    role = st.session_state.get(f"{key}-role")
    if role is None:
        return None
    places = (st.session_state.get(f"{key}-{kind}") or None for kind in ("provinces", "destinations"))
    provinces, destinations = (tuple(sorted(codes)) if codes else None for codes in places)
    return Post(role=str(role), provinces=provinces, destinations=destinations)
