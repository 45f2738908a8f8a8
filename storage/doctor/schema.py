"""Is the database built as this release builds it: tables, columns, indexes, triggers, and the file itself."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, create_engine, inspect, text

from storage.doctor.place import Place
from storage.tables import Base
from storage.triggers import make_triggers


def find_schema_gaps(place: Place) -> Iterator[str]:
    """Yield each table, column or index of this release that the database has not."""
    found = inspect(place.session.connection())
    present = set(found.get_table_names())
    for table in Base.metadata.sorted_tables:
        if table.name not in present:
            yield f"the table {table.name} is missing"
            continue
        columns = {column["name"] for column in found.get_columns(table.name)}
        yield from (
            f"the column {table.name}.{one.name} is missing" for one in table.columns if one.name not in columns
        )
        indexes = {index["name"] for index in found.get_indexes(table.name)}
        yield from (
            f"the index {index.name} of {table.name} is missing"
            for index in sorted(table.indexes, key=lambda one: str(one.name))
            if index.name not in indexes
        )


def find_file_damage(place: Place) -> Iterator[str]:
    """Yield what SQLite itself says of its file; PostgreSQL sees to its pages and keys at each access."""
    if not place.is_sqlite:
        return
    for (said,) in place.session.execute(text("PRAGMA integrity_check" if place.is_full else "PRAGMA quick_check")):
        if said != "ok":
            yield f"the database file is damaged: {said}"
    for table, row, other, _ in place.session.execute(text("PRAGMA foreign_key_check")):
        yield f"row {row} of {table} points at a row of {other} that is not there"


def find_triggers_missing(place: Place) -> Iterator[str]:
    """Yield each trigger that is missing, switched off, or does not say what this release says."""
    expected = _expected_triggers()
    if place.is_sqlite:
        found = _sqlite_triggers(place.session.connection())
        for name, body in expected.items():
            if name not in found:
                yield f"the trigger {name} is missing: rows can be changed or removed there"
            elif found[name] != body:
                yield f"the trigger {name} is not the one that this release makes"
        return
    tables = {name.partition("_refuses_")[0] for name in expected}
    state = _postgresql_triggers(place.session.connection())
    for name in (*expected, *(f"{table}_refuses_truncate" for table in sorted(tables))):
        if name not in state:
            yield f"the trigger {name} is missing: rows can be changed or removed there"
        elif not state[name]:
            yield f"the trigger {name} is switched off: rows can be changed or removed there"


def _expected_triggers() -> dict[str, str]:
    """Return name → body of all triggers, by making the schema of this release in memory."""
    engine: Engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        make_triggers(connection)
        found = _sqlite_triggers(connection)
    engine.dispose()
    return found


def _sqlite_triggers(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"))
    return {row.name: row.sql for row in rows}


def _postgresql_triggers(connection: Connection) -> dict[str, bool]:
    """Return name → whether the trigger fires, and its function still refuses."""
    query = text(
        "SELECT t.tgname, t.tgenabled IN ('O', 'A') AND p.prosrc LIKE '%are kept as they are%' "
        "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
    )
    return {name: bool(fires) for name, fires in connection.execute(query)}
