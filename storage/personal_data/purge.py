"""Make unreadable what is due: adverts by their clock, notes, login sessions, copies made before a migration."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.database import reading, unit_of_work
from storage.personal_data.erase_words import cover_note
from storage.personal_data.erasure import Order, erase_version
from storage.personal_data.pseudonyms import Pseudonyms
from storage.personal_data.retention import COPIES, NOTES, SESSIONS, Due, clock_days, due_adverts, held_adverts
from storage.safekeeping.before_migration import COPIES as COPY_NAMES
from storage.tables import (
    AdvertVersion,
    BrokerJudgement,
    ContactJudgement,
    Decision,
    Lease,
    LoginSession,
    SnapshotVersion,
)
from storage.unreadable import Personal

_AT_ONCE = 50
"""Adverts in one unit of work, with one audit event."""

_NOTES = ((Decision, "note", Decision.at), (Lease, "why", Lease.taken_at),
          (BrokerJudgement, "why", BrokerJudgement.at), (ContactJudgement, "why", ContactJudgement.at))  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Purged:
    """What a purge did, or would do."""

    adverts: Counter[str] = field(default_factory=Counter)
    """Clock → adverts."""
    versions: int = 0
    notes: int = 0
    sessions: int = 0
    copies: list[str] = field(default_factory=list)
    held: int = 0
    """Adverts that are kept as they are for a referral under way."""


def purge(engine: Engine, home: Path, pseudonyms: Pseudonyms | None, *, on: datetime, now: datetime) -> Purged:
    """Make unreadable all that is due on a day; without pseudonyms nothing is done, only counted.

    It may be stopped at any moment and goes on where it was: each part is one unit of work with its audit event.
    """
    with reading(engine) as session:
        days = clock_days(session)
        due = list(due_adverts(session, on=on))
        found = Purged(held=len(held_adverts(session)))
    for one in due:
        found.adverts[one.clock] += 1
        found.versions += len(one.version_ids)
    rest = iter(due)
    while pseudonyms is not None and (part := list(islice(rest, _AT_ONCE))):
        with unit_of_work(engine) as session:
            _erase(session, part, pseudonyms, now)
    with unit_of_work(engine) if pseudonyms else reading(engine) as session:
        found.notes = _purge_notes(session, pseudonyms, on - timedelta(days=days[NOTES]), now)
        found.sessions = _purge_sessions(session, on - timedelta(days=days[SESSIONS]), is_done=bool(pseudonyms))
        found.copies = _old_copies(home, on - timedelta(days=days[COPIES]))
        if pseudonyms and (found.notes or found.sessions or found.copies):
            detail = {"notes": found.notes, "sessions": found.sessions, "copies": found.copies}
            append_event(session, action="purge", subject="rest", account_id=None, at=now, detail=detail)
    for name in found.copies if pseudonyms else ():
        (home / name).unlink(missing_ok=True)
    return found


def note_erasures(session: Session, ids: Sequence[int], *, action: str, subject: str, now: datetime) -> None:
    """Write erasures into the audit chain, by their keys; never what was erased."""
    detail = {"erasures": list(ids)}
    append_event(session, action=action, subject=subject, account_id=None, at=now, detail=detail)


def _erase(session: Session, part: Iterable[Due], pseudonyms: Pseudonyms, now: datetime) -> None:
    done = [
        erase_version(session, version_id, Order(pseudonyms=pseudonyms, now=now, clock=one.clock)).id
        for one in part
        for version_id in one.version_ids
    ]
    note_erasures(session, done, action="purge", subject="adverts", now=now)


def _purge_notes(session: Session, pseudonyms: Pseudonyms | None, until: datetime, now: datetime) -> int:
    held = _held_decisions(session)
    personal, done, count = Personal(), [], 0
    for table, column, at in _NOTES:
        for row in session.scalars(select(table).where(at < until, getattr(table, column) != "")):
            words = getattr(row, column)
            if (isinstance(row, Decision) and row.id in held) or personal.covered(words) == words:
                continue
            count += 1
            if pseudonyms is not None:
                order = Order(pseudonyms=pseudonyms, now=now, clock=NOTES)
                done.append(cover_note(session, row, personal, order))
    if done:
        note_erasures(session, done, action="purge", subject="notes", now=now)
    return count


def _held_decisions(session: Session) -> set[int]:
    """Return the decisions on adverts that are held for a referral."""
    held = held_adverts(session)
    query = (
        select(Decision.id, AdvertVersion.advert_id)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Decision.snapshot_id)
        .join(AdvertVersion, AdvertVersion.id == SnapshotVersion.version_id)
    )
    return {decision for decision, advert in session.execute(query) if advert in held}


def _purge_sessions(session: Session, until: datetime, *, is_done: bool) -> int:
    old = select(LoginSession.token_sha256).where(LoginSession.expires_at < until)
    tokens = session.scalars(old).all()
    if is_done and tokens:
        session.execute(delete(LoginSession).where(LoginSession.expires_at < until))
    return len(tokens)


def _old_copies(home: Path, until: datetime) -> list[str]:
    found = sorted(home.glob(COPY_NAMES)) if home.is_dir() else []
    return [path.name for path in found if path.stat().st_mtime < until.timestamp()]
