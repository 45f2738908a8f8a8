"""Where words that were erased from the database stand still: case files, copies before a migration, older backups.

None of them is changed: a document that went out, or a backup that is proven by its hash, is what it is. They are
named, each with what to do; and what a case file tells is shown to nobody any more.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import String, cast, literal, or_, select
from sqlalchemy.orm import Session

from storage.errors import StorageError
from storage.personal_data.erasure import EVERYTHING
from storage.personal_data.erasure_record import RECORD, RecordRefused, carry_over
from storage.referring.case_files import place_of
from storage.safekeeping.before_migration import COPIES
from storage.tables import AuditEvent, CaseFile, Erasure, Referral, SnapshotVersion


class ClosedCaseFile(StorageError):
    """Raised when somebody wants a case file, or a draft, whose words were erased since; its message says so."""


def named_beside(session: Session, home: Path, version_ids: Iterable[int]) -> list[str]:
    """Return a sentence for each file beside the database in which erased words of these versions may stand."""
    found = [
        f"{place_of(home, row.sha256)}: case file {row.name} of referral {row.referral_id}, an official document; no "
        "longer handed out, removed only under the rules of archives"
        for row in case_files_about(session, version_ids)
    ]
    found += [
        f"{path}: a copy made before a migration; remove it, or `soitin purge` does after its clock"
        for path in sorted(home.glob(COPIES))
    ]
    return found + [_about_backup(home, folder, at) for folder, at in _backups(session).items()]


def case_files_about(session: Session, version_ids: Iterable[int]) -> Sequence[CaseFile]:
    """Return the case files of referrals that rest on some versions."""
    about = (
        select(Referral.id)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Referral.snapshot_id)
        .where(SnapshotVersion.version_id.in_(list(version_ids)))
    )
    return session.scalars(select(CaseFile).where(CaseFile.referral_id.in_(about)).order_by(CaseFile.id)).all()


def closed_since(session: Session, referral_id: int, *, made: CaseFile | None = None) -> datetime | None:
    """Return since when a file about a referral is closed: one that was made, or a draft made now; None if it is open.

    It is closed once words that it tells were erased after it was made, by a clock or on request.
    """
    rests_on = (
        select(literal("advert_version:") + cast(SnapshotVersion.version_id, String))
        .join(Referral, Referral.snapshot_id == SnapshotVersion.snapshot_id)
        .where(Referral.id == referral_id)
    )
    of_it = or_(Erasure.subject.in_(rests_on), Erasure.subject == f"referral:{referral_id}")
    query = select(Erasure.at).where(of_it, Erasure.ended_at.is_not(None)).order_by(Erasure.at.desc())
    # a draft is made of what the referral says now, out of which one number was taken as well
    query = query.where(Erasure.at >= made.at) if made else query.where(Erasure.scope == EVERYTHING)
    return session.scalars(query.limit(1)).first()


def require_open_referral(session: Session, referral_id: int, *, made: CaseFile | None = None) -> None:
    """Do nothing if a file about a referral may be handed out, as `closed_since` has it.

    Raises:
        ClosedCaseFile: words that it tells were erased.
    """
    at = closed_since(session, referral_id, made=made)
    if at is not None:
        name = made.name if made else f"the draft of referral {referral_id}"
        msg = (
            f"{name} is closed: what is personal in it was erased on {at:%Y-%m-%d}, by a retention clock or on "
            "request; what was made stays as an official document, and `soitin doctor` still proves it"
        )
        raise ClosedCaseFile(msg)


def _backups(session: Session) -> dict[str, str]:
    """Return folder → day of the newest backup into it, as the audit chain tells."""
    query = select(AuditEvent).where(AuditEvent.action == "back_up").order_by(AuditEvent.number)
    return {str(json.loads(event.detail).get("folder")): f"{event.at:%Y-%m-%d}" for event in session.scalars(query)}


def _about_backup(home: Path, folder: str, at: str) -> str:
    path = Path(folder)
    advice = "back up into it again, which takes the old database out; case files and pages stay in it"
    if not path.is_absolute() or not path.is_dir():
        return f"{folder}: a backup of {at}, not reached from here; {advice}, and carry {home / RECORD} there"
    try:
        carry_over(home / RECORD, path / RECORD)
    except (OSError, RecordRefused) as error:
        return f"{folder}: a backup of {at}; {advice}; the record of erasures could not be put there: {error}"
    return f"{folder}: a backup of {at}; {advice}; what was erased is on record beside it"
