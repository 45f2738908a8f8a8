"""Put an invented office into a database, by many rows at a time: SQLite is filled, PostgreSQL is a copy of it."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from review_office import LAST, Office
from sqlalchemy import Connection, Engine, Table, create_engine, make_url, text

from storage.database import open_database, unit_of_work
from storage.safekeeping.row_copy import set_sequences
from storage.tables import Base
from storage.worklist.facets import fill_all
from storage.worklist.ranking import reckon_all
from storage.worklist.search_index import TABLE, TRIGGERS, make_search_triggers


def fill(url: str, adverts: int, *, seed: int = 1, scratch: Path) -> Engine:
    """Make a database of so many adverts and open it; it must not exist, or be empty.

    Args:
        url: where; of PostgreSQL, an empty database.
        adverts: how many.
        seed: of everything that is drawn.
        scratch: folder for the SQLite file that PostgreSQL is copied from; one of the same size is used again.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _fill_sqlite(url, adverts, seed)
    path = scratch / f"office-{adverts}.db"
    if not path.exists():
        _fill_sqlite(f"sqlite:///{path}", adverts, seed).dispose()
    engine = open_database(url)
    _copy_over(path, engine)
    return engine


def _fill_sqlite(url: str, adverts: int, seed: int) -> Engine:
    """Fill a database of SQLite; keys rest meanwhile, and what is searched and looked up by is made at the end."""
    engine = open_database(url)
    writer = create_engine(url)
    with writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous = OFF")
        indexes = _indexes_of_sqlite(connection)
        for name in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
        for trigger in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        tables = [(table, _Rows(table, connection)) for table in Base.metadata.tables.values()]
        for rows in Office(adverts, seed).chunks():
            for table, writing in tables:
                writing.add(rows.pop(table.name, ()))
        for statement in indexes.values():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        fill_all(connection)
        connection.exec_driver_sql(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")
        make_search_triggers(connection)
        connection.commit()
    with unit_of_work(engine) as session:
        reckon_all(session, now=LAST)
    with writer.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    writer.dispose()
    return engine


class _Rows:
    """Adds rows to a table by the driver alone: SQLAlchemy would compile each statement and look at each value."""

    def __init__(self, table: Table, connection: Connection) -> None:
        self._connection = connection
        self._columns = [
            (column.name, column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect))
            for column in table.columns
        ]
        self._defaults = {
            column.name: column.default.arg  # type: ignore[attr-defined]  # of a scalar default
            for column in table.columns
            if column.default is not None and column.default.is_scalar
        }
        names = ", ".join(f'"{name}"' for name, _ in self._columns)
        self._statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(self._columns))})'

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add some; what a row does not say is its column's default."""
        cursor = self._connection.connection.cursor()
        cursor.executemany(self._statement, [self._values(self._defaults | row) for row in rows])
        cursor.close()

    def _values(self, row: dict[str, Any]) -> list[Any]:
        return [
            written(row[name]) if written is not None and name in row else row.get(name)
            for name, written in self._columns
        ]


def _indexes_of_sqlite(connection: Connection) -> dict[str, str]:
    """Return name → how to make it of every index that is not a table's own key."""
    found = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    return dict(connection.exec_driver_sql(found).all())


def _indexes_of_postgresql(connection: Connection) -> dict[str, str]:
    found = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)"
    )
    return dict(connection.exec_driver_sql(found).all())


def _copy_over(path: Path, engine: Engine) -> None:
    """Copy every row as text by PostgreSQL's own COPY; keys and triggers rest, and indexes are made at the end."""
    source = sqlite3.connect(path)
    with engine.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text("SET timezone = 'UTC'"))
        connection.execute(text("SET maintenance_work_mem = '256MB'"))
        indexes = _indexes_of_postgresql(connection)
        for name in indexes:
            connection.exec_driver_sql(f'DROP INDEX "{name}"')
        for table in Base.metadata.tables.values():
            _copy_table(source, connection, table)
        set_sequences(connection)
        words = "to_tsvector('simple', regexp_replace(left(folded, 200000), '[^[:alnum:]]+', ' ', 'g'))"
        connection.execute(text(f"INSERT INTO {TABLE} SELECT id, {words} FROM advert_version"))
        for statement in indexes.values():
            connection.exec_driver_sql(statement)
        connection.commit()
        connection.execute(text("SET session_replication_role = origin"))
    source.close()
    _analyse(engine)


def _copy_table(source: sqlite3.Connection, connection: Connection, table: Table) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    cursor = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]  # psycopg's own
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in source.execute(f'SELECT {columns} FROM "{table.name}"'):
            copy.write_row([None if value is None else str(value) for value in row])


def _analyse(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
