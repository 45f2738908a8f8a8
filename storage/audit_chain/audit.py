"""The audit chain: append an event, and prove that nothing was changed, removed or put elsewhere."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from storage.tables import AuditEvent

FIRST = "0" * 64
"""What the first event names as its predecessor."""
_AT_ONCE = 1000
"""Events in memory while the chain is read, which grows for years."""


def append_event(
    session: Session,
    *,
    action: str,
    subject: str,
    account_id: int | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event within the caller's unit of work, so that deed and trace are kept together or not at all."""
    if session.get_bind().dialect.name == "postgresql":
        # Two writers must not both see the same last event; SQLite's immediate transactions see to that themselves.
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('soitin audit'))"))
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1)).first()
    row = AuditEvent(
        number=last.number + 1 if last else 1,
        at=at,
        account_id=account_id,
        action=action,
        subject=subject,
        detail=json.dumps(detail or {}, ensure_ascii=False, sort_keys=True),
        previous=last.sha256 if last else FIRST,
    )
    row.sha256 = event_hash(row)
    session.add(row)
    session.flush()
    return row


def event_hash(event: AuditEvent) -> str:
    """Return the SHA-256 over every column of an event but its own hash."""
    parts = [
        event.number,
        event.at.timestamp(),
        event.account_id,
        event.action,
        event.subject,
        event.detail,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def find_breaks(session: Session, on_event: Callable[[int], None] | None = None) -> Iterator[str]:
    """Yield one sentence for every place where the chain does not hold; nothing if it is whole.

    Args:
        session: Reading session.
        on_event: Told after every event how many were read, for those who wait.
    """
    previous, number, read = FIRST, 0, 0
    chain = select(AuditEvent).order_by(AuditEvent.number).execution_options(yield_per=_AT_ONCE)
    for event in session.scalars(chain):
        number, read = number + 1, read + 1
        if on_event is not None:
            on_event(read)
        if event.number != number:
            yield f"audit event {number} is missing: the next one there is {event.number}"
            number = event.number
        if event.previous != previous:
            yield f"audit event {event.number} does not follow the one before it: a row was changed, removed or moved"
        if event.sha256 != event_hash(event):
            yield f"audit event {event.number} was changed after it was written"
        previous = event.sha256
