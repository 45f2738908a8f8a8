"""People who may log in, here or at a provider: what each account is for, and who made, changed or ended it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import StorageError, UnknownAccount
from storage.people import passwords
from storage.people.account_names import fit_full_name, fit_name, hold_names, plain_name
from storage.people.sessions import end_sessions
from storage.tables import Account
from storage.worklist.claims import end_claims

ROLES = ("officer", "leader", "analyst", "operator", "administrator")
WAITING = "waiting"
"""In place of a role: somebody whom the provider sent and whom no administrator has let in yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What an account is for: role, and the places it works on."""

    role: str = "officer"
    provinces: tuple[str, ...] | None = None
    """Codes of provinces; None for all."""
    destinations: tuple[str, ...] | None = None
    """Countries, two letters; None for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """A local account to be made."""

    name: str
    full_name: str
    password: str
    post: Post = Post()
    must_change_password: bool = False


class AccountChanged(StorageError):
    """Raised when an account is not any more as it was shown to who changes it; nothing was written."""


class OneselfOrLast(StorageError):
    """Raised when somebody would take the app from themselves, or the last administrator from the app."""


def add_account(session: Session, *, name: str, full_name: str, role: str, password: str, now: datetime) -> Account:
    """Add a local account that works on everything and keeps its password; otherwise as `make_account`."""
    new = NewAccount(name=name, full_name=full_name, password=password, post=Post(role=role))
    return make_account(session, new, by=None, now=now)


def make_account(session: Session, new: NewAccount, *, by: int | None, now: datetime) -> Account:
    """Add a local account; `by` is who does it, None for a command.

    Raises:
        ValueError: the name is taken, empty or unfit, the role unknown.
        WeakPassword: the password would be guessed.
    """
    name = fit_name(new.name)
    hold_names(session)
    if session.scalars(select(Account).where(Account.name == name)).first():
        msg = f"the account name {name!r} is empty or already taken; choose another"
        raise ValueError(msg)
    _check_post(new.post)
    passwords.check_new_password(new.password, name=name)
    account = Account(
        name=name,
        full_name=fit_full_name(new.full_name) or name,
        password_hash=passwords.hash_password(new.password),
        must_change_password=new.must_change_password,
        created_at=now,
    )
    _put(account, new.post)
    session.add(account)
    session.flush()
    append_account_event(session, account, "add_account", by=by, at=now, **_as_detail(new.post))
    return account


def change_account(
    session: Session, name: str, post: Post, *, by: int | None, now: datetime, seen: Post | None = None
) -> Account:
    """Give an account another role or other places, which holds from its next click on; who waited is let in by it.

    `by` is who says so, None for a command; `seen` is what the account was for on their screen, if anything was shown.

    Raises:
        UnknownAccount: no such name.
        ValueError: an unknown role.
        AccountChanged: somebody else changed it in the meantime.
        OneselfOrLast: an administrator would be none any more, and is who says so, or the last.
    """
    account = account_named(session, name)
    before = post_of(account)
    if seen is not None and seen != before:
        msg = f"the account {account.name} was changed in the meantime; look at it again"
        raise AccountChanged(msg)
    _check_post(post)
    if post == before:
        return account
    if post.role != "administrator":
        _refuse_oneself_or_last(session, account, by)
    if account.role == WAITING:
        account.disabled_at = None
    _put(account, post)
    changes = {"before": _as_detail(before), "after": _as_detail(post)}
    append_account_event(session, account, "change_account", by=by, at=now, **changes)
    return account


def disable_account(session: Session, name: str, *, now: datetime, by: int | None = None) -> Account:
    """Refuse all further logins of an account and end its sessions; done already, nothing happens.

    Raises:
        UnknownAccount: no such name.
        OneselfOrLast: it is who does it, or the last administrator; a command may.
    """
    account = account_named(session, name)
    if account.disabled_at is None:
        _refuse_oneself_or_last(session, account, by)
        account.disabled_at = now
        end_claims(session, of_account=account.id, now=now)
        append_account_event(session, account, "disable_account", by=by, at=now)
    end_sessions(session, account, by=by, now=now)
    return account


def enable_account(session: Session, name: str, *, now: datetime, by: int | None = None) -> Account:
    """Let a disabled account log in again, as what it was before.

    Raises:
        UnknownAccount: no such name.
        ValueError: it waits for a role, which `change_account` gives.
    """
    account = account_named(session, name)
    if account.role == WAITING:
        msg = f"the account {account.name} has no role yet; give it one with `soitin account change`"
        raise ValueError(msg)
    if account.disabled_at is not None:
        account.disabled_at, account.failed_logins, account.locked_until = None, 0, None
        append_account_event(session, account, "enable_account", by=by, at=now)
    return account


def list_accounts(session: Session) -> Sequence[Account]:
    """Return every account by name."""
    return session.scalars(select(Account).order_by(Account.name)).all()


def account_named(session: Session, name: str) -> Account:
    """Return an account for a change, so that two who change it do so one after the other.

    Raises:
        UnknownAccount: no such name.
    """
    typed = plain_name(name)
    query = select(Account).where(Account.name == typed).with_for_update()
    account = session.scalars(query).first() if typed.isprintable() else None
    if account is None:
        msg = f"there is no account {name!r}; `soitin account list` shows them"
        raise UnknownAccount(msg)
    return account


def post_of(account: Account) -> Post:
    """Return what an account is for."""
    return Post(role=account.role, provinces=_listed(account.provinces), destinations=_listed(account.destinations))


def _check_post(post: Post) -> None:
    if post.role not in ROLES:
        msg = f"unknown role {post.role!r}; say one of {', '.join(ROLES)}"
        raise ValueError(msg)


def _refuse_oneself_or_last(session: Session, account: Account, by: int | None) -> None:
    if by is None or account.role != "administrator":
        if account.id == by:
            msg = "nobody disables their own account; ask a colleague"
            raise OneselfOrLast(msg)
        return
    still = select(Account.id).where(Account.role == "administrator", Account.disabled_at.is_(None))
    administrators = set(session.scalars(still.order_by(Account.id).with_for_update()))
    if account.id == by or administrators <= {account.id}:
        msg = "nobody takes the administration from themselves, nor from the last who has it; ask a colleague"
        raise OneselfOrLast(msg)


def _put(account: Account, post: Post) -> None:
    account.role = post.role
    account.provinces = None if post.provinces is None else list(post.provinces)
    account.destinations = None if post.destinations is None else list(post.destinations)


def _listed(codes: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(codes)


def _as_detail(post: Post) -> dict[str, Any]:
    return {"role": post.role, "provinces": post.provinces, "destinations": post.destinations}


def append_account_event(
    session: Session, account: Account, action: str, *, by: int | None, at: datetime, **detail: Any
) -> None:
    """Append to the audit chain what was done to an account; `by` is None for a command, which is then said."""
    said = {**detail, **({"by": "command"} if by is None else {})}
    append_event(session, action=action, subject=f"account:{account.name}", account_id=by, at=at, detail=said)
