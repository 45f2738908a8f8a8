"""Documents and bundles that were made of referrals: bytes in the home under their hash first, then the row."""

import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import StorageError
from storage.tables import CaseFile

FOLDER = "case-files"
"""Folder in the home."""

_LONGEST_WRITE = 3600
"""Seconds that writing a file can take; the half of one that is older belongs to nobody."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")


class DamagedCaseFile(StorageError):
    """Raised when the bytes of a case file are missing or differ from the hash in its row."""


def keep_case_file(  # noqa: PLR0913 - what it is, whose it is, who and when
    session: Session, home: Path, referral_id: int, name: str, content: bytes, *, account_id: int, now: datetime
) -> CaseFile:
    """Keep a file made of a referral; the same bytes under the same name are kept once.

    Raises:
        ValueError: the name is no plain file name.
        OSError: the disk refused; no row is added.
    """
    if not _NAME.fullmatch(name):
        msg = f"{name!r} is no plain file name"
        raise ValueError(msg)
    sha256 = hashlib.sha256(content).hexdigest()
    query = select(CaseFile).where(
        CaseFile.referral_id == referral_id, CaseFile.name == name, CaseFile.sha256 == sha256
    )
    known = session.scalars(query).first()
    _write(home, sha256, content)
    if known is not None:
        return known
    row = CaseFile(referral_id=referral_id, name=name, sha256=sha256, size=len(content), account_id=account_id, at=now)
    session.add(row)
    session.flush()
    detail = {"case_file": row.id, "name": name, "sha256": sha256, "size": len(content)}
    subject = f"referral:{referral_id}"
    append_event(session, action="make_case_file", subject=subject, account_id=account_id, at=now, detail=detail)
    return row


def read_case_file(session: Session, case_file_id: int, home: Path) -> tuple[CaseFile, bytes]:
    """Return a file with its bytes, proven against its row.

    Raises:
        DamagedCaseFile: row or bytes are missing, or the bytes differ.
    """
    row = session.get(CaseFile, case_file_id)
    if row is None:
        msg = f"there is no case file {case_file_id}"
        raise DamagedCaseFile(msg)
    try:
        content = place_of(home, row.sha256).read_bytes()
    except OSError as error:
        msg = f"the bytes of case file {row.id} ({row.name}) are missing: {error.strerror}; restore a backup"
        raise DamagedCaseFile(msg) from error
    if hashlib.sha256(content).hexdigest() != row.sha256:
        msg = f"the bytes of case file {row.id} ({row.name}) are not those that were kept; restore a backup"
        raise DamagedCaseFile(msg)
    return row, content


def find_damaged_case_files(session: Session, home: Path) -> Iterator[str]:
    """Yield a sentence for every case file whose bytes are missing or differ."""
    for case_file_id in session.scalars(select(CaseFile.id).order_by(CaseFile.id)).all():
        try:
            read_case_file(session, case_file_id, home)
        except DamagedCaseFile as damage:
            yield str(damage)


def place_of(home: Path, sha256: str) -> Path:
    """Return where the bytes of a hash lie."""
    return home / FOLDER / sha256[:2] / sha256


def _write(home: Path, sha256: str, content: bytes) -> None:
    path = place_of(home, sha256)
    if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_halves(home)
    half = path.with_name(f".{sha256}.{os.getpid()}.new")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove_halves(home: Path) -> None:
    """Remove what writers that were killed have left; whoever writes at this moment began less long ago."""
    long_ago = time.time() - _LONGEST_WRITE
    for half in (home / FOLDER).glob("??/.*.new"):
        # its writer may live after all, or another may have found it first
        with suppress(FileNotFoundError):
            if half.stat().st_mtime < long_ago:
                half.unlink()
