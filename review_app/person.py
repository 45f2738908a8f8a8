"""Who is looking at a page, asked of storage on every run and every press of a button.

A page knows its reader by the session cookie of its websocket alone. Tests, which have no browser, replace `read_token`
in their own process; nothing that a browser sends can.
"""

import streamlit as st
from markupsafe import Markup

from review_app.components.markup import draw
from review_app.gate import LANGUAGE_COOKIE, SESSION_COOKIE
from review_app.language import _, use_language
from review_app.service import logins


def read_token() -> str | None:
    """Return the secret of the session cookie."""
    return st.context.cookies.get(SESSION_COOKIE)


def read_language() -> str | None:
    """Return the language that the browser keeps."""
    return st.context.cookies.get(LANGUAGE_COOKIE)


def present() -> logins.Person | None:
    """Return who is there and speak their language; None once the session has ended, or a new password is due."""
    use_language(read_language())
    person = logins.who(read_token())
    return None if person is None or person.must_change_password else person


def require() -> logins.Person:
    """Return who is there, or draw that the session has ended and stop the page."""
    person = present()
    if person is None:
        draw(
            # no address is this very page once more: the gate leads to the login, and from there back to it
            Markup('<div class="empty"><p>{said}</p><a href="" target="_self">{again}</a></div>').format(
                said=_("Your session has ended. What was kept is safe."), again=_("Log in again")
            )
        )
        st.stop()
    return person
