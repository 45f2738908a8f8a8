"""Who is there: log in, here or at the provider, log out, and whose cookie it is."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from review_app.service.database import engine, now
from storage.database import reading, unit_of_work
from storage.errors import LoginRefused
from storage.people.password_logins import check_password, is_account, lock_after
from storage.people.provider_logins import Identity, TooManyWaiting, account_at_provider
from storage.people.refused_logins import LOCKED, NOBODY, PASSWORD, WAITING, Refused, RefusedLogins, append_refused
from storage.people.roles import may
from storage.people.sessions import account_of, end_provider_sessions, end_session, session_of, start_session
from storage.tables import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who has logged in."""

    id: int
    name: str
    full_name: str
    role: str
    provinces: tuple[str, ...] | None = None
    """Codes of the provinces they work on; None for all."""
    destinations: tuple[str, ...] | None = None
    """Countries they work on, two letters; None for all."""
    must_change_password: bool = False
    is_of_provider: bool = False
    """Logs in at the organisation's provider and has no password here."""

    def may(self, deed: str) -> bool:
        """Tell whether their role may do something."""
        return may(self.role, deed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A login that did not succeed."""

    seconds: int = 0
    """How long the account stays locked; 0 for a wrong name or password."""
    waits: bool = False
    """The provider knows the person, no administrator has let them in yet, or not any more."""


_LONGEST_NAME = 200
_MOST_NAMES = 2000
_unknown: OrderedDict[str, tuple[int, datetime | None]] = OrderedDict()
"""Names without account → wrong passwords, locked until: they lock like others, so that locking betrays no name."""


@cache
def _refused(_database: str) -> RefusedLogins:
    """Return the bursts of refused logins that this server counts."""
    return RefusedLogins()


def who(token: str | None) -> Person | None:
    """Return whose session a cookie's secret belongs to; None once it ended, expired or the account was disabled."""
    if not token:
        return None
    with reading(engine()) as session:
        account = account_of(session, token, now=now())
        return None if account is None else _person(account)


def _person(account: Account) -> Person:
    return Person(
        id=account.id,
        name=account.name,
        full_name=account.full_name,
        role=account.role,
        provinces=None if account.provinces is None else tuple(account.provinces),
        destinations=None if account.destinations is None else tuple(account.destinations),
        must_change_password=account.must_change_password,
        is_of_provider=account.provider_subject is not None,
    )


def log_in(name: str, password: str, *, old_token: str | None, address: str = "") -> str | Refusal:
    """Check the password and open a fresh session, ending the one that the browser came with.

    A wrong password is counted in the same unit of work, which is kept; `address` is where the browser is.
    """
    typed = name.strip().lower()[:_LONGEST_NAME]
    until = _unknown.get(typed, (0, None))[1]
    if until is not None and until > now():
        _tell(_bursts().count(NOBODY, LOCKED, address, now=now()))
        return Refusal(seconds=int((until - now()).total_seconds()) + 1)
    try:
        with unit_of_work(engine()) as session:
            account = check_password(session, typed, password, now=now())
            if account is not None:
                append_refused(session, _bursts().over(now=now()))
                return _open(session, account, old_token=old_token)
            if not is_account(session, typed):
                _count_unknown(typed)
                # what was typed is not kept: people type passwords into the wrong field
                append_refused(session, _bursts().count(NOBODY, PASSWORD, address, now=now()))
            return Refusal()
    except LoginRefused as locked:
        _tell(_bursts().count(locked.name, LOCKED, address, now=now()))
        return Refusal(seconds=locked.seconds)


def log_in_from_provider(
    identity: Identity, *, provider_session: str | None, old_token: str | None, address: str = ""
) -> str | Refusal:
    """Open a session for whom the provider says to be there; who is new or was shut out waits for an administrator."""
    try:
        with unit_of_work(engine()) as session:
            account = account_at_provider(session, identity, now=now())
            if account.disabled_at is not None:
                append_refused(session, _bursts().count(account.name, WAITING, address, now=now()))
                return Refusal(waits=True)
            return _open(session, account, old_token=old_token, provider_session=provider_session or "")
    except (TooManyWaiting, ValueError):
        return Refusal(waits=True)


def log_out(token: str) -> bool:
    """End the session behind a cookie's secret; True if it was opened at the provider, where one is logged in still."""
    with unit_of_work(engine()) as session:
        login = session_of(session, token, now=now())
        end_session(session, token, now=now())
        return login is not None and login.kind == "provider"


def log_out_from_provider(issuer: str, *, subject: str | None, provider_session: str | None) -> int:
    """End sessions because the provider says so; return how many."""
    with unit_of_work(engine()) as session:
        return end_provider_sessions(
            session, issuer=issuer, subject=subject, provider_session=provider_session, now=now()
        )


def _open(session: Session, account: Account, *, old_token: str | None, provider_session: str | None = None) -> str:
    """Open a session in place of the one before; with a provider's session, even an empty one, it is of that kind."""
    if old_token:
        end_session(session, old_token, now=now())
    if provider_session is None:
        return start_session(session, account, now=now())
    return start_session(session, account, now=now(), kind="provider", provider_session=provider_session or None)


def _bursts() -> RefusedLogins:
    return _refused(str(engine().url))


def _tell(refused: Sequence[Refused]) -> None:
    if refused:
        with unit_of_work(engine()) as session:
            append_refused(session, refused)


def _count_unknown(name: str) -> None:
    failures = _unknown.pop(name, (0, None))[0] + 1
    lock = lock_after(failures)
    _unknown[name] = (failures, now() + lock if lock else None)
    if len(_unknown) > _MOST_NAMES:
        _unknown.popitem(last=False)
