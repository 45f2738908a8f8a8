"""Who looked behind a mask, why, and until when: an audit event, good for the one login in which it was made.

There is no table for it: the chain is asked again at each drawing, so a reload keeps a reveal and a new login ends it.
"""

import hashlib
import json
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.tables import AuditEvent, LoginSession

MAX_WHY = 500
"""Characters of a reason."""
_STEP, _GROWS = 256, 4


def item_subject(campaign_id: int) -> str:
    """Return how the chain names an item whose masks are lifted."""
    return f"campaign:{campaign_id}"


def broker_subject(broker_id: str) -> str:
    """Return how the chain names a broker whose masks are lifted."""
    return f"broker:{broker_id}"


def reveal(session: Session, subject: str, *, why: str, account_id: int, token: str, now: datetime) -> None:
    """Lift the masks of one subject for one login, and keep who did it and why; a second time adds nothing.

    Args:
        session: the unit of work.
        subject: from `item_subject` or `broker_subject`.
        why: the reason, as ready words or the person's own.
        account_id: who.
        token: the secret of their login session, of which only a hash is kept.
        now: the moment.

    Raises:
        ValueError: no reason was given, or one longer than `MAX_WHY`.
    """
    why = " ".join(why.split())
    if not why or len(why) > MAX_WHY:
        msg = f"a reveal needs a reason of 1 to {MAX_WHY} characters"
        raise ValueError(msg)
    if is_revealed(session, subject, account_id=account_id, token=token):
        return
    append_event(
        session,
        action="reveal",
        subject=subject,
        account_id=account_id,
        at=now,
        detail={"why": why, "login": _mark(token)},
    )


def is_revealed(session: Session, subject: str, *, account_id: int, token: str | None) -> bool:
    """Tell whether the masks of a subject were lifted by this person in this very login."""
    login = session.get(LoginSession, _hash(token)) if token else None
    if login is None or login.account_id != account_id or login.ended_at is not None:
        return False
    query = select(AuditEvent.detail).where(
        AuditEvent.number > _number_before(session, login.created_at),
        AuditEvent.account_id == account_id,
        AuditEvent.action == "reveal",
        AuditEvent.subject == subject,
    )
    mark = _mark(token or "")
    return any(json.loads(detail).get("login") == mark for detail in session.scalars(query))


def _number_before(session: Session, moment: datetime) -> int:
    """Return the number of an event older than a moment, by steps back that grow: the chain may have millions."""
    last = session.scalar(select(func.max(AuditEvent.number))) or 0
    step = _STEP
    while last > step:
        at = session.scalar(select(AuditEvent.at).where(AuditEvent.number == last - step))
        if at is None or at < moment:
            return last - step
        step *= _GROWS
    return 0


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _mark(token: str) -> str:
    """Return what tells one login from another in the chain; nobody can log in with it."""
    return hashlib.sha256(_hash(token).encode()).hexdigest()[:16]
