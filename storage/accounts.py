"""People and their logins: local accounts (argon2id), lock-out with back-off, sessions that the server can end."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.audit import append_event
from storage.errors import LoginRefused, UnknownAccount
from storage.tables import Account, LoginSession

ROLES = ("officer", "leader", "analyst", "operator", "administrator")
SESSION_HOURS = 12
SHORTEST_PASSWORD = 10
FREE_ATTEMPTS = 5
"""Wrong passwords in a row before the account is locked for a time that doubles with each further one."""
FIRST_LOCK = timedelta(seconds=30)
LONGEST_LOCK = timedelta(hours=1)

_hasher = PasswordHasher()
# Verified when a name is unknown, so that the answer takes as long as for a known one.
_NOBODY = _hasher.hash(secrets.token_urlsafe())


def add_account(session: Session, *, name: str, full_name: str, role: str, password: str, now: datetime) -> Account:
    """Add a local account.

    Raises:
        ValueError: the name is taken or empty, the role unknown, or the password too short.
    """
    name = name.strip().lower()
    if not name or session.scalars(select(Account).where(Account.name == name)).first():
        msg = f"the account name {name!r} is empty or already taken; choose another"
        raise ValueError(msg)
    if role not in ROLES:
        msg = f"unknown role {role!r}; say one of {', '.join(ROLES)}"
        raise ValueError(msg)
    if len(password) < SHORTEST_PASSWORD:
        msg = f"the password needs at least {SHORTEST_PASSWORD} characters"
        raise ValueError(msg)
    account = Account(name=name, full_name=full_name, role=role, password_hash=_hasher.hash(password), created_at=now)
    session.add(account)
    session.flush()
    append_event(session, action="add_account", subject=f"account:{name}", account_id=None, at=now)
    return account


def disable_account(session: Session, name: str, *, now: datetime) -> Account:
    """Refuse all further logins of an account and end its sessions.

    Raises:
        UnknownAccount: no such name.
    """
    account = session.scalars(select(Account).where(Account.name == name.strip().lower())).first()
    if account is None:
        msg = f"there is no account {name!r}; `soitin account list` shows them"
        raise UnknownAccount(msg)
    account.disabled_at = now
    session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account.id, LoginSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    append_event(session, action="disable_account", subject=f"account:{account.name}", account_id=None, at=now)
    return account


def list_accounts(session: Session) -> Sequence[Account]:
    """Return every account by name."""
    return session.scalars(select(Account).order_by(Account.name)).all()


def check_password(session: Session, name: str, password: str, *, now: datetime) -> Account | None:
    """Return the account if name and password fit, else None; failures are counted and locked, both are audited.

    Call it in a unit of work that is kept either way: a refusal that is rolled back is a refusal that never counted.

    Raises:
        LoginRefused: the account is locked for now; the message says until when.
    """
    account = session.scalars(select(Account).where(Account.name == name.strip().lower()).with_for_update()).first()
    if account and account.locked_until and account.locked_until > now:
        seconds = int((account.locked_until - now).total_seconds()) + 1
        msg = f"too many wrong passwords; try again in {seconds} seconds"
        raise LoginRefused(msg, seconds=seconds)
    fits = _verify(account.password_hash if account and not account.disabled_at else _NOBODY, password)
    if account is None or not fits or account.disabled_at is not None:
        _count_failure(account, now)
        append_event(
            session, action="log_in_refused", subject=f"account:{name.strip().lower()[:80]}", account_id=None, at=now
        )
        return None
    account.failed_logins, account.locked_until = 0, None
    if _hasher.check_needs_rehash(account.password_hash):
        account.password_hash = _hasher.hash(password)
    return account


def start_session(session: Session, account: Account, *, now: datetime) -> str:
    """Open a login session and return the secret for the cookie; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_sha256=_hash(token),
            account_id=account.id,
            created_at=now,
            expires_at=now + timedelta(hours=SESSION_HOURS),
        )
    )
    append_event(session, action="log_in", subject=f"account:{account.name}", account_id=account.id, at=now)
    return token


def account_of(session: Session, token: str | None, *, now: datetime) -> Account | None:
    """Return who a cookie's secret belongs to, or None if it is unknown, expired, ended or the account disabled."""
    if not token:
        return None
    query = (
        select(Account)
        .join(LoginSession, LoginSession.account_id == Account.id)
        .where(
            LoginSession.token_sha256 == _hash(token),
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > now,
            Account.disabled_at.is_(None),
        )
    )
    return session.scalars(query).first()


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """Log out: the cookie's secret is worth nothing from now on."""
    login = session.get(LoginSession, _hash(token))
    if login is None or login.ended_at is not None:
        return
    login.ended_at = now
    account = session.get_one(Account, login.account_id)
    append_event(session, action="log_out", subject=f"account:{account.name}", account_id=account.id, at=now)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _count_failure(account: Account | None, now: datetime) -> None:
    if account is None:
        return
    account.failed_logins += 1
    beyond = account.failed_logins - FREE_ATTEMPTS
    if beyond >= 0:
        account.locked_until = now + min(FIRST_LOCK * 2 ** min(beyond, 10), LONGEST_LOCK)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
