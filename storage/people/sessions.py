"""Login sessions, kept on the server: whatever a browser still holds, a session that was ended is worth nothing."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.tables import Account, LoginSession

SESSION_HOURS = 12
CLOCKS_DIFFER = timedelta(minutes=1)
"""By how much clocks of machines that share a database may differ without shutting anybody out."""
LONGEST_TOKEN = 200
"""A secret has 43 characters; what is longer is nobody's and is not even hashed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """One login that is still worth something; named by the start of its hash, which opens nothing."""

    key: str
    created_at: datetime
    expires_at: datetime
    kind: str
    is_this: bool


def start_session(
    session: Session, account: Account, *, now: datetime, kind: str = "password", provider_session: str | None = None
) -> str:
    """Open a login session and return the secret for the cookie; only its hash is stored.

    Args:
        session: Unit of work.
        account: Who.
        now: Moment.
        kind: `password` or `provider`.
        provider_session: The session at the provider, by which it may end this one.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_sha256=_hash(token),
            account_id=account.id,
            created_at=now,
            expires_at=now + timedelta(hours=SESSION_HOURS),
            kind=kind,
            provider_session=provider_session,
        )
    )
    append_event(
        session,
        action="log_in",
        subject=f"account:{account.name}",
        account_id=account.id,
        at=now,
        detail={"kind": kind},
    )
    return token


def is_open(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which a session is worth something.

    One that begins in the future was opened while the clock was ahead: it would stay good until then and is refused, as
    is one that began longer ago than a session lasts, whatever end it names.
    """
    return and_(
        LoginSession.ended_at.is_(None),
        LoginSession.expires_at > now,
        LoginSession.created_at > now - timedelta(hours=SESSION_HOURS),
        LoginSession.created_at <= now + CLOCKS_DIFFER,
    )


def session_of(session: Session, token: str | None, *, now: datetime) -> LoginSession | None:
    """Return the login behind a cookie's secret, or None if it is not open or the account disabled."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    query = (
        select(LoginSession)
        .join(Account, LoginSession.account_id == Account.id)
        .where(
            LoginSession.token_sha256 == _hash(token),
            is_open(now),
            Account.disabled_at.is_(None),
        )
    )
    return session.scalars(query).first()


def account_of(session: Session, token: str | None, *, now: datetime) -> Account | None:
    """Return who a cookie's secret belongs to; None as for `session_of`."""
    login = session_of(session, token, now=now)
    return session.get_one(Account, login.account_id) if login else None


def list_sessions(session: Session, account_id: int, *, token: str | None, now: datetime) -> Sequence[OpenSession]:
    """Return what is open of an account, newest first; `token` tells which one asks."""
    mine = _hash(token) if token else ""
    query = (
        select(LoginSession)
        .where(LoginSession.account_id == account_id, is_open(now))
        .order_by(LoginSession.created_at.desc(), LoginSession.token_sha256)
    )
    return [
        OpenSession(
            key=login.token_sha256[:12],
            created_at=login.created_at,
            expires_at=login.expires_at,
            kind=login.kind,
            is_this=login.token_sha256 == mine,
        )
        for login in session.scalars(query)
    ]


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """Log out: the cookie's secret is worth nothing from now on."""
    login = session.get(LoginSession, _hash(token)) if len(token) <= LONGEST_TOKEN else None
    if login is None or login.ended_at is not None:
        return
    login.ended_at = now
    account = session.get_one(Account, login.account_id)
    append_event(session, action="log_out", subject=f"account:{account.name}", account_id=account.id, at=now)


def end_sessions(session: Session, account: Account, *, by: int | None, now: datetime, keep: str | None = None) -> int:
    """End every session of an account but the one whose secret is kept; return how many there were.

    Args:
        session: Unit of work.
        account: Whose.
        by: Who ends them; None for a command or a provider.
        now: Moment.
        keep: Secret of the session that goes on.
    """
    # also those that begin in the future and open nothing today: nobody comes back to end them then
    still = [LoginSession.account_id == account.id, LoginSession.ended_at.is_(None), LoginSession.expires_at > now]
    if keep:
        still.append(LoginSession.token_sha256 != _hash(keep))
    number = session.scalar(select(func.count()).select_from(LoginSession).where(*still)) or 0
    if number:
        session.execute(update(LoginSession).where(*still).values(ended_at=now))
        append_event(
            session,
            action="end_sessions",
            subject=f"account:{account.name}",
            account_id=by,
            at=now,
            detail={"number": number},
        )
    return number


def end_provider_sessions(
    session: Session, *, issuer: str, subject: str | None, provider_session: str | None, now: datetime
) -> int:
    """End sessions because the provider says so, by whose they are, by its own session, or by both; return how many."""
    if not subject and not provider_session:
        return 0
    query = select(LoginSession, Account).join(Account, LoginSession.account_id == Account.id)
    query = query.where(LoginSession.kind == "provider", LoginSession.ended_at.is_(None), LoginSession.expires_at > now)
    whose = Account.provider_subject
    query = query.where(whose == f"{issuer} {subject}" if subject else whose.startswith(f"{issuer} ", autoescape=True))
    if provider_session:
        query = query.where(LoginSession.provider_session == provider_session)
    found = session.execute(query).all()
    for login, account in found:
        login.ended_at = now
        detail = {"by": "provider"}
        append_event(
            session, action="log_out", subject=f"account:{account.name}", account_id=account.id, at=now, detail=detail
        )
    return len(found)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
