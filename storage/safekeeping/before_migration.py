"""What must stand before a schema is changed: a copy of everything, in case the change is not what was wanted.

A SQLite file is copied beside itself. PostgreSQL changes its schema in one transaction, so that a migration that fails
leaves nothing; a copy of a server's database is the office's own affair (pg_dump), and so it is asked for: a database
with rows is migrated by `soitin database migrate` alone, never by whatever command happens to come first.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from storage.errors import StorageError

COPY = "before-migration-{schema}.db"
"""Name of the copy beside the database; `soitin purge` takes it away after its clock."""

COPIES = "before-migration-*.db"
"""All of them."""

_OWNER_ONLY = 0o600


class MigrationWaits(StorageError):
    """Raised when a PostgreSQL database of an earlier release has rows and nobody said that it may be migrated."""


def prepare_migration(engine: Engine, schema: str, *, may_migrate: bool) -> Path | None:
    """Copy a SQLite file that has rows, and return where; ask for leave where it is PostgreSQL.

    Raises:
        MigrationWaits: see there; nothing was changed.
        OSError: the copy cannot be written; nothing was changed.
    """
    if not _has_rows(engine):
        return None
    if engine.dialect.name != "sqlite":
        if may_migrate:
            return None
        msg = (
            f"the database has schema {schema} of an earlier release and holds rows; back it up (pg_dump, or "
            "`soitin backup` of that release), then run `soitin database migrate` as its owner"
        )
        raise MigrationWaits(msg)
    path = engine.url.database
    return _copy(Path(path), schema) if path and path != ":memory:" else None


def _copy(path: Path, schema: str) -> Path:
    copy = path.with_name(COPY.format(schema=schema))
    half = copy.with_name(f".{copy.name}.{os.getpid()}")
    try:
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY))
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            found = target.execute("SELECT version_num FROM alembic_version").fetchone()
        if found == (schema,):  # else another process has migrated meanwhile, and made its copy
            half.replace(copy)
    finally:
        half.unlink(missing_ok=True)
    return copy


def _has_rows(engine: Engine) -> bool:
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        quoted = [connection.dialect.identifier_preparer.quote(name) for name in tables]
        return any(connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first() for name in quoted)  # noqa: S608 - names come from the database itself
