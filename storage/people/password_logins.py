"""Logging in with a password: checked, locked when often wrong, changed by its owner, reset by an administrator."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import LoginRefused
from storage.people import passwords
from storage.people.account_names import plain_name
from storage.people.accounts import account_named, append_account_event
from storage.people.sessions import end_sessions
from storage.tables import Account

FREE_ATTEMPTS = 5
"""Wrong passwords in a row before the account is locked for a time that doubles with each further one."""
FIRST_LOCK = timedelta(seconds=30)
LONGEST_LOCK = timedelta(hours=1)


def reset_password(session: Session, name: str, *, by: int | None, now: datetime) -> str:
    """Give an account a password for one use and end its sessions; return it, since it is kept nowhere.

    Raises:
        UnknownAccount: no such name.
        ValueError: the account logs in at the provider and has no password.
    """
    account = account_named(session, name)
    if account.provider_subject is not None:
        msg = f"the account {account.name} logs in at the provider; it has no password here"
        raise ValueError(msg)
    password = passwords.make_password()
    account.password_hash, account.must_change_password = passwords.hash_password(password), True
    account.failed_logins, account.locked_until = 0, None
    append_account_event(session, account, "reset_password", by=by, at=now)
    end_sessions(session, account, by=by, now=now)
    return password


def change_password(session: Session, account: Account, password: str, *, keep: str, now: datetime) -> None:
    """Take a person's new password, whose old one has been checked, and end their other sessions.

    Args:
        session: Unit of work.
        account: Whose.
        password: The new one.
        keep: Secret of the session that goes on.
        now: Moment.

    Raises:
        WeakPassword: it would be guessed, or is the old one.
    """
    passwords.check_new_password(password, name=account.name, old_hash=account.password_hash)
    account.password_hash, account.must_change_password = passwords.hash_password(password), False
    append_account_event(session, account, "change_password", by=account.id, at=now)
    end_sessions(session, account, by=account.id, now=now, keep=keep)


def check_password(session: Session, name: str, password: str, *, now: datetime) -> Account | None:
    """Return the account if name and password fit, else None; failures of an account are counted and locked.

    Each of them is an event of the audit chain, which the lock keeps few. Of names without account, and of a locked
    one, anybody could make as many as they like: those are the caller's to count (`storage/people/refused_logins.py`).

    Call it in a unit of work that is kept either way: a refusal that is rolled back is a refusal that never counted.

    Raises:
        LoginRefused: the account is locked for now; the message says until when.
    """
    typed = plain_name(name)
    query = select(Account).where(Account.name == typed).with_for_update()
    account = session.scalars(query).first() if typed.isprintable() else None
    if account and account.locked_until and account.locked_until > now:
        seconds = int((account.locked_until - now).total_seconds()) + 1
        msg = f"too many wrong passwords; try again in {seconds} seconds"
        raise LoginRefused(msg, seconds=seconds, name=account.name)
    may_log_in = account is not None and account.disabled_at is None and account.provider_subject is None
    fits = passwords.fits(account.password_hash if account and may_log_in else None, password)
    if account is None or not fits or not may_log_in:
        if account is not None:
            account.failed_logins += 1
            lock = lock_after(account.failed_logins)
            account.locked_until = now + lock if lock else None
            append_event(session, action="log_in_refused", subject=f"account:{account.name}", account_id=None, at=now)
        return None
    account.failed_logins, account.locked_until = 0, None
    if passwords.is_outdated(account.password_hash):
        account.password_hash = passwords.hash_password(password)
    return account


def lock_after(failures: int) -> timedelta | None:
    """Return for how long nobody may try again after so many wrong passwords in a row; None for at once."""
    beyond = failures - FREE_ATTEMPTS
    return min(FIRST_LOCK * 2 ** min(beyond, 10), LONGEST_LOCK) if beyond >= 0 else None


def is_account(session: Session, name: str) -> bool:
    """Tell whether an account has that name."""
    typed = plain_name(name)
    return typed.isprintable() and session.scalars(select(Account.id).where(Account.name == typed)).first() is not None
