"""Who is there: log in, log out, and whose cookie it is."""

from dataclasses import dataclass

from review_app.service.database import engine, now
from storage.accounts import account_of, check_password, end_session, start_session
from storage.database import reading, unit_of_work
from storage.errors import LoginRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who has logged in."""

    id: int
    name: str
    full_name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A login that did not succeed."""

    seconds: int = 0
    """How long the account stays locked; 0 for a wrong name or password."""


def who(token: str | None) -> Person | None:
    """Return whose session a cookie's secret belongs to; None once it ended, expired or the account was disabled."""
    if not token:
        return None
    with reading(engine()) as session:
        account = account_of(session, token, now=now())
        if account is None:
            return None
        return Person(id=account.id, name=account.name, full_name=account.full_name, role=account.role)


def log_in(name: str, password: str, *, old_token: str | None) -> str | Refusal:
    """Check the password and open a fresh session, ending the one that the browser came with.

    A wrong password is counted in the same unit of work, which is kept.
    """
    try:
        with unit_of_work(engine()) as session:
            account = check_password(session, name, password, now=now())
            if account is None:
                return Refusal()
            if old_token:
                end_session(session, old_token, now=now())
            return start_session(session, account, now=now())
    except LoginRefused as locked:
        return Refusal(seconds=locked.seconds)


def log_out(token: str) -> None:
    """End the session behind a cookie's secret."""
    with unit_of_work(engine()) as session:
        end_session(session, token, now=now())
