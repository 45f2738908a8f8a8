"""A database of any earlier release comes up to this one with every row as it was, and a copy of it beside."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from storage.audit_chain.audit import find_breaks
from storage.database import KNOWN_REVISIONS, SCHEMA_REVISION, make_engine, open_database, reading
from storage.doctor import Place
from storage.doctor.schema import find_schema_gaps, find_triggers_missing
from storage.safekeeping.backup_manifest import KeptFile, Manifest
from storage.safekeeping.before_migration import MigrationWaits
from storage.safekeeping.restore import restore
from storage.tables import AuditEvent
from tests.storage.old_schemas import fill, make_old, rows_of

NOW = datetime(2026, 11, 20, tzinfo=UTC)
OLD = KNOWN_REVISIONS[:-1]


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, database_url: str) -> Iterator[tuple[Engine, str]]:
    """A database of an earlier release with rows in every table, and its revision."""
    engine = make_engine(database_url)
    make_old(engine, request.param)
    fill(engine)
    yield engine, request.param
    engine.dispose()


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_every_row_of_every_release_is_there_afterwards(old: tuple[Engine, str], tmp_path: Path) -> None:
    engine, _ = old
    before = rows_of(engine)

    migrated = open_database(url_of(engine), may_migrate=True)

    try:
        after = rows_of(migrated)
        for table, rows in before.items():
            kept = [{name: row[name] for name in was} for row, was in zip(after[table], rows, strict=True)]
            assert kept == rows, table
        with reading(migrated) as session:
            place = Place(session=session, home=tmp_path, now=NOW)
            assert [*find_schema_gaps(place), *find_triggers_missing(place), *find_breaks(session)] == []
    finally:
        migrated.dispose()


def test_before_that_a_file_is_copied_and_a_server_asks_for_leave(old: tuple[Engine, str], tmp_path: Path) -> None:
    engine, revision = old
    before = rows_of(engine)

    if engine.dialect.name == "postgresql":
        with pytest.raises(MigrationWaits, match="soitin database migrate"):
            open_database(url_of(engine))
        assert rows_of(engine) == before
        return
    open_database(url_of(engine)).dispose()

    copy = tmp_path / f"before-migration-{revision}.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    kept = make_engine(f"sqlite:///{copy}")
    with kept.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == revision
    assert rows_of(kept) == before
    kept.dispose()


def test_a_database_without_rows_is_simply_brought_up_to_date(database_url: str, tmp_path: Path) -> None:
    engine = make_engine(database_url)
    make_old(engine, "0003")
    engine.dispose()

    open_database(database_url).dispose()

    assert list(tmp_path.glob("before-migration-*")) == []


@pytest.mark.parametrize("revision", ["0001", "0005"])
def test_a_backup_of_an_earlier_release_is_restored_and_brought_up_to_this_one(
    revision: str, database_url: str, tmp_path: Path
) -> None:
    source = make_engine(f"sqlite:///{tmp_path}/old.db")
    make_old(source, revision)
    fill(source)
    before = rows_of(source)
    with source.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr]
    source.dispose()
    backup = tmp_path / "backup"
    (backup / "database").mkdir(parents=True)
    shutil.copy(tmp_path / "old.db", backup / "database" / "old.db")
    content = (tmp_path / "old.db").read_bytes()
    Manifest(
        made_at=NOW.isoformat(),
        kind="sqlite",
        schema=revision,
        database="database/old.db",
        tables={name: [len(rows), ""] for name, rows in before.items()},
        files={"database/old.db": KeptFile(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())},
    ).write(backup)
    url = database_url.replace("soitin.db", "new/soitin.db")

    restore(backup, tmp_path / "new", url, now=NOW)

    engine = open_database(url)
    try:
        after = rows_of(engine)
        assert {name: len(rows) for name, rows in after.items() if name in before and name != "audit_event"} == {
            name: len(rows) for name, rows in before.items() if name != "audit_event"
        }
        with reading(engine) as session:
            assert [one.action for one in session.scalars(select(AuditEvent))] == ["log_in", "log_in", "restore"]
            assert list(find_breaks(session)) == []
    finally:
        engine.dispose()


def test_every_migration_of_this_release_is_tried() -> None:
    assert (*OLD, SCHEMA_REVISION) == KNOWN_REVISIONS
