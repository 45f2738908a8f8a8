"""Logging in at an organisation's OpenID provider: who it says is there, and the account that belongs to them.

An account is known by issuer and subject, the only pair that a provider never gives to somebody else (OpenID Connect
Core 1.0, 5.7); names and addresses change hands. Whom nobody knows yet gets an account that waits: it opens nothing
until an administrator gives it a role.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.errors import StorageError
from storage.people.account_names import LONGEST_NAME, fit_full_name, hold_names, plain_name
from storage.people.accounts import WAITING, append_account_event
from storage.people.passwords import NO_PASSWORD
from storage.tables import Account

MOST_WAITING = 500
"""Accounts that wait at one time; an organisation's whole staff shall not be able to fill the database."""
LONGEST_SUBJECT = 400


class TooManyWaiting(StorageError):
    """Raised when no further account may wait; an administrator has to look at those that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whom a provider says to be there."""

    issuer: str
    subject: str
    name: str
    """What the account is to be called, if that is free."""
    full_name: str

    @property
    def key(self) -> str:
        """Issuer and subject in one string; an issuer is an address and has no blank."""
        return f"{self.issuer} {self.subject}"


def account_at_provider(session: Session, identity: Identity, *, now: datetime) -> Account:
    """Return the account of a person at the provider; made and waiting if there is none yet.

    Raises:
        ValueError: the subject is empty, too long or has characters that cannot be seen.
        TooManyWaiting: no further one may wait.
    """
    if not identity.subject or not identity.subject.isprintable() or len(identity.key) > LONGEST_SUBJECT:
        msg = "the provider names the person in a way that cannot be kept"
        raise ValueError(msg)
    known = select(Account).where(Account.provider_subject == identity.key)
    if (account := session.scalars(known).first()) is not None:
        return account
    hold_names(session)
    # a browser that asks twice at once is one person still
    if (account := session.scalars(known).first()) is not None:
        return account
    waiting = select(func.count()).select_from(Account).where(Account.role == WAITING)
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        msg = f"{MOST_WAITING} accounts wait for an administrator; nobody is added until some are let in"
        raise TooManyWaiting(msg)
    name = _free_name(session, identity.name)
    account = Account(
        name=name,
        full_name=fit_full_name(identity.full_name) or name,
        role=WAITING,
        password_hash=NO_PASSWORD,
        provider_subject=identity.key,
        created_at=now,
        disabled_at=now,
    )
    session.add(account)
    session.flush()
    append_account_event(session, account, "ask_for_account", by=account.id, at=now)
    return account


def _free_name(session: Session, wanted: str) -> str:
    """Return the name wanted, or with a number behind it: one that is taken is never handed to somebody else."""
    kept = "".join(sign for sign in plain_name(wanted) if sign.isalnum() or sign in "._-@+")[: LONGEST_NAME - 5]
    base = kept or "nguoi-dung"
    taken = set(session.scalars(select(Account.name).where(Account.name.startswith(base, autoescape=True))))
    return next(
        name for number in range(1, 10**4) if (name := base if number == 1 else f"{base}-{number}") not in taken
    )
