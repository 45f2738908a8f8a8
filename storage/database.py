"""Open the database, bring its schema up to date, and hand out units of work."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.orm import Session

from storage.errors import NewerDatabase, UnreachableDatabase
from storage.safekeeping.before_migration import prepare_migration

SCHEMA_REVISION = "0008"
"""Newest migration; a test compares it with the migration folder, so that opening need not load Alembic."""

KNOWN_REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Every migration of this release, oldest first; any other in a database was written by a newer release."""

MIGRATIONS = Path(__file__).parent / "migrations"
_SQLITE_BUSY_SECONDS = 15


def open_database(url: str, *, may_migrate: bool = False) -> Engine:
    """Connect, make or upgrade the schema where needed, and return the engine.

    Before an upgrade a SQLite file is copied beside itself; PostgreSQL with rows wants `may_migrate`.

    Raises:
        MigrationWaits: it would have to be upgraded and was not allowed to; nothing was touched.
        UnreachableDatabase: the address is not understood or nothing answers there.
        NewerDatabase: the schema was written by a newer release; nothing was touched.
    """
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            found = _revision(connection)
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        msg = f"cannot open the database {_shown(url)}: {reason}; check SOITIN_DATABASE_URL or SOITIN_HOME"
        raise UnreachableDatabase(msg) from error
    if found is not None and found not in KNOWN_REVISIONS:
        msg = (
            f"the database {_shown(url)} has schema {found}, written by a newer soitin than this one "
            f"(which knows up to {SCHEMA_REVISION}); install that release, nothing was changed"
        )
        raise NewerDatabase(msg)
    if found != SCHEMA_REVISION:
        if found is not None:
            prepare_migration(engine, found, may_migrate=may_migrate)
        migrate(engine)
    return engine


def make_engine(url: str) -> Engine:
    """Return an engine set up for concurrent use.

    On SQLite: WAL, foreign keys, busy timeout, immediate writes. On PostgreSQL: plans for many short questions.
    """
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            if address.database and address.database != ":memory:":
                Path(address.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(address, connect_args={"timeout": _SQLITE_BUSY_SECONDS})
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        engine = create_engine(address, pool_pre_ping=True)
        if engine.dialect.name == "postgresql":
            event.listen(engine, "connect", _set_up_postgresql)
        return engine  # noqa: TRY300 - the address may be refused in any line above
    except (ArgumentError, NoSuchModuleError, OSError) as error:
        msg = f"cannot use the database address {_shown(url)}: {error}; check SOITIN_DATABASE_URL or SOITIN_HOME"
        raise UnreachableDatabase(msg) from error


def migrate(engine: Engine) -> None:
    """Bring the schema to `SCHEMA_REVISION` in one transaction, one process at a time."""
    from alembic import command  # noqa: PLC0415 - a third of a second that only a migration pays
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('soitin migration'))"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def unit_of_work(engine: Engine, *, is_durable: bool = True) -> Iterator[Session]:
    """Open the one session of a use case that writes: all of it is kept at the end, or nothing.

    One that is not durable outlives the process, and after a power cut is there or is not as a whole: for what is
    made again then, and for what the next durable one will take to the disk together with its own.
    """
    options = {} if is_durable else {"sqlite_synchronous": "NORMAL"}
    with Session(engine.execution_options(**options), expire_on_commit=False) as session, session.begin():
        if not is_durable and engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL synchronous_commit TO off"))
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that only reads, so that it never waits for a writer on SQLite."""
    with engine.connect().execution_options(sqlite_begin="BEGIN") as connection, Session(connection) as session:
        yield session
        # what was read stays readable after the end; a roll-back would expire it
        session.expunge_all()
        session.rollback()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by `_begin_sqlite`; the driver's own, deferred, ones fail when a reader turns writer.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {_SQLITE_BUSY_SECONDS * 1000}")
    _set_wal(cursor)
    cursor.close()


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    # What a page asks touches a few thousand rows by their keys. By its defaults, made for turning disks, the server
    # would read whole tables instead, start workers for it, and compile what then runs for some milliseconds.
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("SET random_page_cost = 1.1; SET jit = off; SET max_parallel_workers_per_gather = 0")
    cursor.close()
    connection.autocommit = False


def _set_wal(cursor: Any) -> None:
    # Turning WAL on needs the file alone for a moment and does not wait for the busy timeout.
    for _ in range(_SQLITE_BUSY_SECONDS * 10):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except Exception as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.1)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA synchronous = {options.get('sqlite_synchronous', 'FULL')}")
    connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN IMMEDIATE"))


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url)
