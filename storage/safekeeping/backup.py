"""Back up a live system into a folder: the database as of one moment, then the bytes that its rows point at.

WARC files only grow and are cut only behind the last row, so a second backup adds what came since. Until the new
manifest stands, the old one does, with all that it names: whoever kills a backup still has the one before.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, func, select

from storage.audit_chain.audit import append_event
from storage.audit_chain.checkpoints import CHECKPOINTS, KEY
from storage.database import SCHEMA_REVISION, make_engine, migrate, unit_of_work
from storage.personal_data import pseudonyms
from storage.personal_data.erasure_record import carry_beside
from storage.safekeeping.backup_manifest import NAME, BackupRefused, KeptFile, Manifest, hash_of
from storage.safekeeping.before_migration import COPIES
from storage.safekeeping.row_copy import copy_rows, table_sums
from storage.tables import Capture

_CHUNK = 1024 * 1024
_APART = {"warc", "restored", KEY, CHECKPOINTS, pseudonyms.KEY}
_DATABASE = ("soitin.db", "soitin.db-wal", "soitin.db-shm")


def back_up(engine: Engine, home: Path, product: Mapping[str, Path], target: Path, *, now: datetime) -> Manifest:
    """Bring the backup in `target` up to date and prove it; `product` names further folders, such as site files.

    Raises:
        BackupRefused: the folder is not one of backups, another backup is at work, or what was written is not
            what was read. The backup that was there before still stands.
        OSError: the disk refused; the same holds.
    """
    _require_target(target, home)
    with _alone(target):
        before = Manifest.read(target) if (target / NAME).exists() else None
        with unit_of_work(engine) as session:
            detail = {"folder": str(target.resolve())}
            append_event(session, action="back_up", subject="database", account_id=None, at=now, detail=detail)
        manifest = Manifest(
            made_at=now.isoformat(),
            kind=engine.dialect.name,
            schema=SCHEMA_REVISION,
            database=f"database/soitin-{now:%Y%m%dT%H%M%S%f}.db",
        )
        try:
            # first, so that none of them signs what the copied chain has not
            _keep_file(home / CHECKPOINTS, f"home/{CHECKPOINTS}", target, manifest)
            _copy_database(engine, target, manifest)
            _copy_captures(home / "warc", target, manifest, before)
            _copy_folders({"home": home, **product}, target, manifest)
            _prove(target, manifest)
            manifest.missing += carry_beside(home, target)
            manifest.write(target)
        except BaseException:
            (target / manifest.database).unlink(missing_ok=True)
            raise
        _remove_what_is_not_named(target, manifest)
    return manifest


def _prove(target: Path, manifest: Manifest) -> None:
    if faults := list(manifest.faults(target)):
        msg = f"the backup in {target} could not be proven: {faults[0]}; the one before still stands"
        raise BackupRefused(msg)


def _require_target(target: Path, home: Path) -> None:
    if target.resolve().is_relative_to(home.resolve()):
        msg = f"{target} is inside {home}, which is what is backed up; name a folder elsewhere, best on another disk"
        raise BackupRefused(msg)
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / ".lock").exists())):
        msg = f"{target} holds something that is no backup; name an empty folder, or one that is not there yet"
        raise BackupRefused(msg)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    with (target / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            msg = f"another backup into {target} is at work; wait for it to end"
            raise BackupRefused(msg) from error
        yield


def _copy_database(engine: Engine, target: Path, manifest: Manifest) -> None:
    path = target / manifest.database
    path.parent.mkdir(exist_ok=True)
    if engine.dialect.name == "sqlite":
        _copy_file(engine, path)
        manifest.tables = _sums_of_file(path)
    else:
        manifest.tables = _export_rows(engine, path)
        if (written := _sums_of_file(path)) != manifest.tables:
            different = [name for name, sums in manifest.tables.items() if written[name] != sums]
            msg = f"rows of {', '.join(different)} came out otherwise in the backup; it was thrown away"
            raise BackupRefused(msg)
    manifest.files[manifest.database] = _proven(path)


def _copy_file(engine: Engine, path: Path) -> None:
    try:
        with engine.connect() as connection, closing(sqlite3.connect(path)) as copy:
            source = connection.connection.driver_connection
            source.backup(copy)  # type: ignore[union-attr]  # sqlite3's own
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        # a full disk; SQLite says it in its own way, callers know the system's
        raise OSError(str(error)) from error


def _export_rows(engine: Engine, path: Path) -> dict[str, list[object]]:
    """Write all rows, as of one moment, into a new SQLite file; return what they sum up to at the source."""
    copy = make_engine(f"sqlite:///{path}")
    try:
        migrate(copy)
        snapshot = engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with snapshot as source, copy.connect() as target:
            target.exec_driver_sql("ROLLBACK")
            target.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
            target.exec_driver_sql("BEGIN IMMEDIATE")
            copy_rows(source, target)
            target.commit()
            return table_sums(source)
    finally:
        copy.dispose()
        _close_journal(path)


def _close_journal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")


def _sums_of_file(path: Path) -> dict[str, list[object]]:
    with _reading_file(path) as connection:
        return table_sums(connection)


@contextmanager
def _reading_file(path: Path) -> Iterator[Connection]:
    """Open a database of the backup without changing a byte of it."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_captures(warc: Path, target: Path, manifest: Manifest, before: Manifest | None) -> None:
    """Copy of each WARC file as many bytes as rows of the copied database point at."""
    end = func.max(Capture.warc_offset + Capture.warc_length)
    with _reading_file(target / manifest.database) as connection:
        ends = connection.execute(select(Capture.warc_path, end).group_by(Capture.warc_path)).all()
    for path, size in sorted(ends):
        name = f"warc/{path}"
        kept = before.files.get(name) if before else None
        copied = _copy_grown(warc / path, target / name, size, kept)
        if copied is None or copied.bytes < size:
            manifest.missing.append(f"{warc / path} is missing or ends before byte {size}, to which rows point")
        if copied is not None:
            manifest.files[name] = copied


def _copy_grown(source: Path, copy: Path, size: int, kept: KeptFile | None) -> KeptFile | None:
    """Bring the copy to `size` bytes of the source, adding to the part that is kept where that is still sound."""
    if kept is not None and kept.bytes == size and hash_of(copy, size) == kept:
        return kept
    wanted = hash_of(source, size)
    if wanted is None:
        return None
    copy.parent.mkdir(parents=True, exist_ok=True)
    is_sound = kept is not None and hash_of(copy, kept.bytes) == kept == hash_of(source, kept.bytes)
    start = kept.bytes if kept is not None and is_sound else 0
    with source.open("rb") as reading, copy.open("r+b" if start else "wb") as writing:
        reading.seek(start)
        writing.seek(start)
        writing.truncate()
        left = wanted.bytes - start
        while left and (chunk := reading.read(min(_CHUNK, left))):
            writing.write(chunk)
            left -= len(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return wanted


def _copy_folders(folders: Mapping[str, Path], target: Path, manifest: Manifest) -> None:
    for part, folder in folders.items():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            inner = path.relative_to(folder)
            is_ours = part == "home" and (inner.parts[0] in _APART or inner.as_posix() in _DATABASE)
            is_passing = any(one.startswith(".") or one == "__pycache__" for one in inner.parts)
            is_passing = is_passing or inner.match(COPIES)  # what was erased since must not come back with one
            if not (is_ours or is_passing or path.is_symlink()):
                _keep_file(path, f"{part}/{inner.as_posix()}", target, manifest)


def _keep_file(path: Path, place: str, target: Path, manifest: Manifest) -> None:
    if path.is_file():
        name = _keep_content(path, target)
        manifest.places[place] = name
        manifest.files[name] = _proven(target / name)


def _keep_content(path: Path, target: Path) -> str:
    """Keep a file under the hash of its content, so that the one before stays; return its name in the backup."""
    contents = target / "contents"
    contents.mkdir(exist_ok=True)
    half = contents / ".new"
    shutil.copyfile(path, half)
    name = f"contents/{_proven(half).sha256}"
    half.replace(target / name)
    return name


def _proven(path: Path) -> KeptFile:
    """Bring a file of the backup to the disk and return what it is."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    found = hash_of(path)
    if found is None:
        msg = f"{path} cannot be read again"
        raise BackupRefused(msg)
    return found


def _remove_what_is_not_named(target: Path, manifest: Manifest) -> None:
    """Remove what only earlier backups named; WARC files stay, whatever became of their rows."""
    for path in (*(target / "database").iterdir(), *(target / "contents").glob("*")):
        if path.relative_to(target).as_posix() not in manifest.files:
            path.unlink()
