"""Which model is in use: the newest promotion or rollback in the audit chain, which nothing can rewrite."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.screenings import model_version
from storage.tables import AuditEvent

DEFAULT = "default"
"""The model built at set-up, in use until another is promoted and after a rollback of the first promotion."""
PROMOTE, ROLL_BACK = "promote_model", "roll_back_model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One time that another model was put in use."""

    name: str
    """The model in use since then, or `default`."""
    before: str
    at: datetime
    action: str
    """promote_model | roll_back_model"""
    reason: str
    figures: dict[str, Any]
    """What spoke for it on the frozen set; empty for a rollback."""


def champion(session: Session) -> str:
    """Return the name of the model in use."""
    last = _changes(session, newest_only=True)
    return last[0].name if last else DEFAULT


def changes(session: Session) -> list[Change]:
    """Return every change of the model in use, newest first."""
    return _changes(session)


def choose_alone(session: Session) -> None:
    """Let nobody else put a model in use until this unit of work ends; call it before looking which one is.

    On SQLite a unit of work that writes is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('soitin champion'))"))


def promote_model(  # noqa: PLR0913 - all of it goes into one audit event
    session: Session,
    name: str,
    manifest: dict[str, Any],
    *,
    reason: str,
    figures: dict[str, Any],
    now: datetime,
    account_id: int | None = None,
) -> None:
    """Put a model in use, with the reason and the figures that spoke for it; nobody's account for a command."""
    model_version(session, name, manifest, now=now)
    detail = {"before": champion(session), "reason": reason, "figures": figures}
    append_event(session, action=PROMOTE, subject=f"model:{name}", account_id=account_id, at=now, detail=detail)


def previous_champion(session: Session) -> str | None:
    """Return the model that a rollback would put in use, or None where nothing was promoted that still stands."""
    standing: list[str] = []
    for change in reversed(_changes(session)):
        if change.action == PROMOTE:
            standing.append(change.before)
        elif standing:
            standing.pop()
    return standing[-1] if standing else None


def roll_back_model(session: Session, *, reason: str, now: datetime, account_id: int | None = None) -> str | None:
    """Put the model in use that was so before the current one; return its name, or None if there was none."""
    before = previous_champion(session)
    if before is not None:
        detail = {"before": champion(session), "reason": reason, "figures": {}}
        append_event(session, action=ROLL_BACK, subject=f"model:{before}", account_id=account_id, at=now, detail=detail)
    return before


def _changes(session: Session, *, newest_only: bool = False) -> list[Change]:
    query = select(AuditEvent).where(AuditEvent.action.in_((PROMOTE, ROLL_BACK))).order_by(AuditEvent.number.desc())
    events = session.scalars(query.limit(1) if newest_only else query)
    return [
        Change(
            name=event.subject.partition(":")[2], at=event.at, action=event.action, **_known(json.loads(event.detail))
        )
        for event in events
    ]


def _known(detail: dict[str, Any]) -> dict[str, Any]:
    return {key: detail[key] for key in ("before", "reason", "figures")}
