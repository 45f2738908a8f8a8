"""The audit chain as people read it: newest first, narrowed by who, what and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.tables import Account, AuditEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailFilter:
    """What to see of the chain; empty lets everything through."""

    account_id: int | None = None
    actions: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    """Up to and without this moment."""
    subject: str = ""
    """Part of what it was done to: a kind, a key, or both."""
    up_to: int | None = None
    """Number of the newest event to be seen, so that pages stay as they are while others work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEvent:
    """One event with the name of who did it."""

    number: int
    at: datetime
    action: str
    subject: str
    detail: str
    who: str
    """Full name; empty for a command or somebody unknown."""
    sha256: str


def list_events(session: Session, wanted: TrailFilter, *, limit: int, offset: int = 0) -> Sequence[TrailEvent]:
    """Return events, newest first."""
    query = _narrowed(select(AuditEvent, Account.full_name), wanted)
    query = query.outerjoin(Account, AuditEvent.account_id == Account.id)
    found = session.execute(query.order_by(AuditEvent.number.desc()).limit(limit).offset(offset))
    return [
        TrailEvent(
            number=event.number,
            at=event.at,
            action=event.action,
            subject=event.subject,
            detail=event.detail,
            who=full_name or "",
            sha256=event.sha256,
        )
        for event, full_name in found
    ]


def count_events(session: Session, wanted: TrailFilter) -> int:
    """Return how many events a filter lets through."""
    return session.scalar(_narrowed(select(func.count()).select_from(AuditEvent), wanted)) or 0


def newest_number(session: Session) -> int:
    """Return the number of the newest event; 0 for an empty chain."""
    return session.scalar(select(func.max(AuditEvent.number))) or 0


def actions_there(session: Session) -> Sequence[str]:
    """Return every kind of deed that the chain has, by its code."""
    return session.scalars(select(AuditEvent.action).distinct().order_by(AuditEvent.action)).all()


def _narrowed(query: Select, wanted: TrailFilter) -> Select:  # type: ignore[type-arg]  # of any columns
    if wanted.account_id is not None:
        query = query.where(AuditEvent.account_id == wanted.account_id)
    if wanted.actions:
        query = query.where(AuditEvent.action.in_(wanted.actions))
    if wanted.since is not None:
        query = query.where(AuditEvent.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEvent.at < wanted.until)
    if wanted.subject:
        query = query.where(AuditEvent.subject.contains(wanted.subject, autoescape=True))
    return query if wanted.up_to is None else query.where(AuditEvent.number <= wanted.up_to)
