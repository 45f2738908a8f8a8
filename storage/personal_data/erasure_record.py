"""What persons asked to have erased and got, in a file outside the database: a backup brings their words back.

The record lies in the home and beside each backup that can be reached, without numbers: a pseudonym stands for each. It
is written before the database is, so that a restored one can be compared with it whatever happened in between.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import StorageError
from storage.personal_data.pseudonyms import Pseudonyms
from storage.tables import Advert, ErasureRequest

RECORD = "erasures.jsonl"
"""Name of the record, in the home and in folders of backups: one line of JSON for each request that was done."""
_DONE = "done"
_OWNER_ONLY = 0o600


class RecordRefused(StorageError):
    """Raised when a record cannot be read; nothing was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """One request that was done."""

    at: str
    """When it was answered, UTC, ISO 8601."""
    requested_on: str
    kind: str
    """phone | advert"""
    about: str
    """Pseudonym of the number, or keyed hash of the advert's identity: keys of rows are given anew after a restore."""
    advert_id: int | None
    why: str
    key: str
    """By which the key of the pseudonyms is known again, and nothing else."""


def keep_record(session: Session, home: Path, row: ErasureRequest, pseudonyms: Pseudonyms) -> None:
    """Add a request that is about to be done to the record of a home, and bring it to the disk.

    Raises:
        RecordRefused: the record is damaged; nothing is added to it.
        OSError: the disk refused; then nothing may be erased either.
    """
    read_erasures(home / RECORD)
    one = Erased(
        at=row.at.isoformat(),
        requested_on=row.requested_on.isoformat(),
        kind=row.kind,
        about=row.pseudonym if row.advert_id is None else about_advert(session, row.advert_id, pseudonyms),
        advert_id=row.advert_id,
        why=row.why,
        key=known_by(pseudonyms),
    )
    _append(home / RECORD, [one])


def about_advert(session: Session, advert_id: int, pseudonyms: Pseudonyms) -> str:
    """Return by what an advert is known again, before anything of it is erased; nothing where there is none."""
    advert = session.get(Advert, advert_id)
    return pseudonyms.keyed(f"advert {advert.site_id} {advert.identity}") if advert else ""


def known_by(pseudonyms: Pseudonyms) -> str:
    """Return by what the key of the pseudonyms is known again."""
    return pseudonyms.keyed("the key of this office")[:16]


def read_erasures(path: Path) -> list[Erased]:
    """Return what a record says, oldest first; nothing where there is no file.

    Raises:
        RecordRefused: it cannot be read, or a line of it is none.
    """
    try:
        # a last line without its end was cut by a fall of the machine, before anything was erased
        lines = path.read_text("utf-8").split("\n")[:-1]
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        msg = f"the record of erasures {path} cannot be read: {error}"
        raise RecordRefused(msg) from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            one = Erased(**json.loads(line))
            datetime.fromisoformat(one.at)
        except (ValueError, TypeError) as error:
            msg = f"line {number} of {path} is no erasure: it was changed or cut; take the copy beside a backup"
            raise RecordRefused(msg) from error
        found.append(one)
    return found


def carry_over(source: Path, target: Path) -> int:
    """Add to one record what only another one has; return how many lines that were.

    Raises:
        RecordRefused: one of them cannot be read.
        OSError: the disk refused.
    """
    known = set(read_erasures(target))
    new = [one for one in read_erasures(source) if one not in known]
    if new:
        _append(target, new)
    return len(new)


def carry_beside(home: Path, backup: Path) -> list[str]:
    """Put the record of a home beside a backup, where later erasures are added; return a sentence where it is damaged.

    Raises:
        OSError: the disk refused.
    """
    try:
        carry_over(home / RECORD, backup / RECORD)
    except RecordRefused as refused:
        return [str(refused)]
    return []


def undone(session: Session, erased: Iterable[Erased]) -> Sequence[Erased]:
    """Return what a record has and the database does not: what it was before, since a backup was restored."""
    query = select(ErasureRequest).where(ErasureRequest.outcome == _DONE)
    last: dict[tuple[str, str | int | None], datetime] = {}
    for row in session.scalars(query.order_by(ErasureRequest.at)):
        last[row.kind, row.pseudonym or row.advert_id] = row.at
    missing = []
    for one in erased:
        done = [last[key] for key in ((one.kind, one.about), (one.kind, one.advert_id)) if key in last]
        if not any(at >= datetime.fromisoformat(one.at) for at in done):
            missing.append(one)
    return missing


def _append(path: Path, erased: Iterable[Erased]) -> None:
    lines = "".join(json.dumps(asdict(one), ensure_ascii=False, sort_keys=True) + "\n" for one in erased)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY), "r+b") as file:
        file.seek(file.read().rfind(b"\n") + 1)
        file.truncate()
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())
