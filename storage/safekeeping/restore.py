"""Restore a backup onto an empty machine: prove it first, touch nothing that holds something, prove it again after."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, make_url
from sqlalchemy.exc import SQLAlchemyError

from storage.audit_chain.audit import append_event
from storage.database import KNOWN_REVISIONS, make_engine, migrate, unit_of_work
from storage.personal_data.erasure_record import RECORD, carry_over
from storage.safekeeping.backup_manifest import BackupRefused, Manifest, hash_of
from storage.safekeeping.row_copy import check_keys, copy_rows, hold_keys_back, is_empty, set_sequences, table_sums

RESTORED = "restored"
"""Folder in the home for what belongs elsewhere (site files, law tables): a person compares and puts it there."""

_CHUNK = 1024 * 1024


def restore(backup: Path, home: Path, url: str, *, now: datetime) -> Manifest:
    """Put a backup into an empty home and an empty database, of either kind; return what it held.

    One of an earlier release is proven as it is, then brought up to this one. The restore is the next audit event. The
    record of what persons had erased since comes along: `soitin doctor` names what has to be erased again.

    Raises:
        BackupRefused: the backup is damaged or of a newer release, or the target is not empty: nothing was touched.
            Or what was restored is not what was backed up: the database is left empty.
        OSError: the disk refused.
    """
    manifest = Manifest.read(backup)
    _require_sound(backup, manifest)
    _require_empty(home, url)
    home.mkdir(parents=True, exist_ok=True)
    for name, kept in manifest.files.items():
        if name.startswith("warc/"):
            _copy(backup / name, home / name, kept.bytes)
    for place, name in manifest.places.items():
        part, _, inner = place.partition("/")
        _copy(backup / name, home / inner if part == "home" else home / RESTORED / place, manifest.files[name].bytes)
    for name, kept in manifest.files.items():
        if name.startswith("warc/") and hash_of(home / name) != kept:
            msg = f"{home / name} is not what the backup holds; empty {home} and restore again"
            raise BackupRefused(msg)
    carry_over(backup / RECORD, home / RECORD)
    _restore_database(backup, manifest, url)
    with _engine(url) as engine, unit_of_work(engine) as session:
        detail = {"made_at": manifest.made_at, "schema": manifest.schema, "kind": manifest.kind}
        append_event(session, action="restore", subject="database", account_id=None, at=now, detail=detail)
    return manifest


def _require_sound(backup: Path, manifest: Manifest) -> None:
    if manifest.schema not in KNOWN_REVISIONS:
        msg = f"the backup in {backup} was made by a newer soitin (schema {manifest.schema}); install that release"
        raise BackupRefused(msg)
    faults = list(manifest.faults(backup))
    if faults:
        more = f" and {len(faults) - 1} more" if faults[1:] else ""
        msg = f"the backup in {backup} is damaged: {faults[0]}{more}; nothing was touched"
        raise BackupRefused(msg)


def _require_empty(home: Path, url: str) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        msg = f"{home} is not empty; restore into a new folder, named by SOITIN_HOME"
        raise BackupRefused(msg)
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if Path(address.database or "").exists():
            msg = f"the database {address.database} is there already; restore to a new one"
            raise BackupRefused(msg)
        return
    with _engine(url) as engine:
        try:
            with engine.connect() as connection:
                has_rows = not is_empty(connection, set(inspect(connection).get_table_names()))
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            msg = f"the database to restore into cannot be read: {reason}; check SOITIN_DATABASE_URL"
            raise BackupRefused(msg) from error
    if has_rows:
        msg = f"the database {address.render_as_string()} is not empty; restore into a new one"
        raise BackupRefused(msg)


def _restore_database(backup: Path, manifest: Manifest, url: str) -> None:
    address = make_url(url)
    kept = manifest.files[manifest.database]
    if address.get_backend_name() == "sqlite":
        path = Path(address.database or "")
        half = path.with_name(f".{path.name}.new")
        _copy(backup / manifest.database, half, kept.bytes)
        half.replace(path)
        with _engine(url, migrated=True) as engine, engine.connect() as connection:
            _require_same(manifest, table_sums(connection))
        return
    with tempfile.TemporaryDirectory(prefix="soitin-restore-") as folder:
        copy = Path(folder) / "soitin.db"
        _copy(backup / manifest.database, copy, kept.bytes)
        with (
            _engine(f"sqlite:///{copy}", migrated=True) as source,
            _engine(url, migrated=True) as target,
            source.connect() as rows,
            target.begin() as connection,
        ):
            hold_keys_back(connection)
            copy_rows(rows, connection)
            check_keys(connection)
            set_sequences(connection)
            _require_same(manifest, table_sums(connection))


def _require_same(manifest: Manifest, found: dict[str, list[object]]) -> None:
    """Compare with what was backed up; of a backup by an earlier release the numbers of rows alone."""
    here = KNOWN_REVISIONS[-1] == manifest.schema
    for table, sums in manifest.tables.items():
        if table in found and (found[table] != sums if here else found[table][0] != sums[0]):
            msg = f"the table {table} came out with {found[table][0]} rows that are not those {sums[0]} of the backup"
            raise BackupRefused(msg)


@contextmanager
def _engine(url: str, *, migrated: bool = False) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        if migrated:
            # what was backed up needs no further copy, hence not `open_database`
            migrate(engine)
        yield engine
    finally:
        engine.dispose()


def _copy(source: Path, target: Path, size: int) -> None:
    """Copy the first bytes of a file and bring them to the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("xb") as writing:
        while size and (chunk := reading.read(min(_CHUNK, size))):
            writing.write(chunk)
            size -= len(chunk)
        writing.flush()
        os.fsync(writing.fileno())
