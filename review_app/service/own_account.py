"""One's own account: change the password, see where one is logged in, and log out elsewhere."""

from collections.abc import Sequence

from review_app.service.database import engine, now
from storage.database import reading, unit_of_work
from storage.errors import LoginRefused
from storage.people.password_logins import change_password, check_password
from storage.people.passwords import WeakPassword
from storage.people.sessions import OpenSession, account_of, end_sessions, list_sessions

WRONG, LOCKED, OVER = "wrong", "locked", "over"
"""Why a password was not changed, beside the keys of `storage.people.passwords.WEAK`."""


def change_own_password(token: str, *, old: str, new: str) -> str | None:
    """Change a password by its owner, who says the old one; their other sessions end. None, or why it was not done.

    Wrong old passwords are counted like those at the login, so that a lent browser is no place for guessing.
    """
    try:
        with unit_of_work(engine()) as session:
            account = account_of(session, token, now=now())
            if account is None:
                return OVER
            if check_password(session, account.name, old, now=now()) is None:
                return WRONG
            change_password(session, account, new, keep=token, now=now())
    except WeakPassword as weak:
        return weak.why
    except LoginRefused:
        return LOCKED
    return None


def own_sessions(token: str) -> Sequence[OpenSession]:
    """Return where the owner of a session is logged in, this one first."""
    with reading(engine()) as session:
        account = account_of(session, token, now=now())
        found = list_sessions(session, account.id, token=token, now=now()) if account else []
    return sorted(found, key=lambda one: not one.is_this)


def log_out_elsewhere(token: str) -> int:
    """End every session of one's own but this one; return how many there were."""
    with unit_of_work(engine()) as session:
        account = account_of(session, token, now=now())
        return end_sessions(session, account, by=account.id, now=now(), keep=token) if account else 0
