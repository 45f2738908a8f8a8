"""Accounts as an administrator sees and changes them; each change is asked again, audited and done at most once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.errors import UnknownAccount
from storage.folding import fold
from storage.people import accounts
from storage.people.account_names import LONGEST_NAME, plain_name
from storage.people.accounts import AccountChanged, NewAccount, OneselfOrLast, Post
from storage.people.password_logins import reset_password as reset
from storage.people.passwords import make_password
from storage.people.sessions import end_sessions, is_open
from storage.tables import Account, LoginSession

DEED = "manage_accounts"
PAGE = 20
_PLAIN = re.compile(rf"[a-z0-9._\-]{{1,{LONGEST_NAME}}}")
"""Names that any keyboard types at the login."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One account."""

    id: int
    name: str
    full_name: str
    post: Post
    state: str
    """active, waiting, disabled or locked."""
    is_of_provider: bool
    must_change_password: bool
    last_login: datetime | None
    open_sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """One page of accounts: who waits first, who is disabled last."""

    lines: Sequence[AccountLine]
    number: int
    pages: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a press."""

    kept: bool
    said: str
    password: str = ""
    """A password for one use, to be shown once."""
    name: str = ""


def read_page(words: str, number: int) -> AccountsPage:
    """Return accounts whose names have the words, with or without accents."""
    with reading(engine()) as session:
        logins = _logins(session)
        lines = [_line(account, logins) for account in accounts.list_accounts(session)]
    asked = fold(words.strip())
    found = [line for line in lines if asked in fold(f"{line.name} {line.full_name}")]
    found.sort(key=lambda line: (_ORDER[line.state], line.name))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, number), pages)
    return AccountsPage(
        lines=found[(page - 1) * PAGE : page * PAGE],
        number=page,
        pages=pages,
        waiting=sum(line.state == "waiting" for line in lines),
    )


def read_one(name: str) -> AccountLine | None:
    """Return one account; None if there is none of that name."""
    with reading(engine()) as session:
        account = session.scalars(select(Account).where(Account.name == name)).first()
        return _line(account, _logins(session)) if account else None


def add(person: Person, name: str, full_name: str, post: Post) -> Done:
    """Add an account with a password for one use, which is shown once."""
    password = make_password()
    new = NewAccount(name=name, full_name=full_name, password=password, post=post, must_change_password=True)

    def deed(session: Session) -> Done:
        refused = _unfit(session, name)
        if refused:
            return Done(kept=False, said=refused)
        account = accounts.make_account(session, new, by=person.id, now=now())
        said = _("The account {name} is added. Hand over its password; it is shown this once.")
        return Done(kept=True, said=said.format(name=account.name), password=password, name=account.name)

    return _attempt(person, deed)


def change(person: Person, name: str, post: Post, seen: Post) -> Done:
    """Give an account another role or other places, if it is still what was shown."""

    def deed(session: Session) -> Done:
        account = accounts.change_account(session, name, post, by=person.id, now=now(), seen=seen)
        said = _("The account {name} is changed; it holds from the next click on.")
        return Done(kept=True, said=said.format(name=account.name))

    return _attempt(person, deed)


def disable(person: Person, name: str) -> Done:
    """Shut an account out, with its open sessions."""

    def deed(session: Session) -> Done:
        account = accounts.disable_account(session, name, by=person.id, now=now())
        return Done(kept=True, said=_("The account {name} is disabled and logged out.").format(name=account.name))

    return _attempt(person, deed)


def enable(person: Person, name: str) -> Done:
    """Let a disabled account in again."""

    def deed(session: Session) -> Done:
        account = accounts.enable_account(session, name, by=person.id, now=now())
        return Done(kept=True, said=_("The account {name} may log in again.").format(name=account.name))

    return _attempt(person, deed)


def reset_password(person: Person, name: str) -> Done:
    """Give an account a password for one use, which is shown once, and end its sessions."""

    def deed(session: Session) -> Done:
        password = reset(session, name, by=person.id, now=now())
        said = _("The account {name} has a new password for one login; it is shown this once.").format(name=name)
        return Done(kept=True, said=said, password=password, name=name)

    return _attempt(person, deed)


def log_out_everywhere(person: Person, name: str) -> Done:
    """End every session of an account."""

    def deed(session: Session) -> Done:
        account = accounts.account_named(session, name)
        end_sessions(session, account, by=person.id, now=now())
        return Done(kept=True, said=_("The account {name} is logged out everywhere.").format(name=account.name))

    return _attempt(person, deed)


def _unfit(session: Session, name: str) -> str:
    """Return why a name for the login will not do, with one that would; nothing where it does."""
    plain = plain_name(name)
    if not plain:
        return _("Type the account name, which is typed at the login. Nothing was changed.")
    if not _PLAIN.fullmatch(plain):
        said = _(
            "An account name has the letters a to z, digits, dots, “-” and “_” only, at most {most}; for instance "
            "“{fit}”. Nothing was changed."
        )
        fit = ".".join(re.findall("[a-z0-9]+", fold(plain)))[:LONGEST_NAME]
        return said.format(most=LONGEST_NAME, fit=fit or "nguyen.hanh")
    if session.scalars(select(Account).where(Account.name == plain)).first() is not None:
        return _("The account name “{name}” is taken. Nothing was changed; choose another.").format(name=plain)
    return ""


_ORDER = {"waiting": 0, "active": 1, "locked": 1, "disabled": 2}


def _attempt(person: Person, deed: Callable[[Session], Done]) -> Done:
    if not person.may(DEED):
        return Done(kept=False, said=_("Your role does not look after accounts. Nothing was changed."))
    try:
        with unit_of_work(engine()) as session:
            return deed(session)
    except AccountChanged:
        said = _("Somebody else changed this account in the meantime. Nothing was changed; look at it again.")
    except OneselfOrLast:
        said = _("Nobody shuts themselves out, nor the last administrator. Nothing was changed; ask a colleague.")
    except UnknownAccount:
        said = _("There is no such account any more.")
    except ValueError:
        said = _("This name is empty, taken, or has signs that cannot be typed. Nothing was changed; choose another.")
    except SQLAlchemyError:
        said = _("The database does not answer. Nothing was changed; try again in a minute.")
    return Done(kept=False, said=said)


def _logins(session: Session) -> dict[int, tuple[datetime, int]]:
    """Return the last login and the number of open sessions of each account that ever logged in."""
    query = select(
        LoginSession.account_id, func.max(LoginSession.created_at), func.count().filter(is_open(now()))
    ).group_by(LoginSession.account_id)
    return {account_id: (last, number) for account_id, last, number in session.execute(query)}


def _line(account: Account, logins: dict[int, tuple[datetime, int]]) -> AccountLine:
    last, number = logins.get(account.id, (None, 0))
    return AccountLine(
        id=account.id,
        name=account.name,
        full_name=account.full_name,
        post=accounts.post_of(account),
        state=_state(account),
        is_of_provider=account.provider_subject is not None,
        must_change_password=account.must_change_password,
        last_login=last,
        open_sessions=0 if account.disabled_at else number,
    )


def _state(account: Account) -> str:
    if account.role == accounts.WAITING:
        return "waiting"
    if account.disabled_at is not None:
        return "disabled"
    return "locked" if account.locked_until and account.locked_until > now() else "active"
