"""Databases as earlier releases left them: the schema of a revision, with two rows in every table."""

import datetime as dt
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    MetaData,
    Numeric,
    Select,
    String,
    Table,
    insert,
    select,
)

from storage.audit_chain.audit import FIRST, event_hash
from storage.database import MIGRATIONS
from storage.tables import AuditEvent
from storage.worklist.search_index import is_search_table

MOMENT = dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC)
_KNOWN: dict[tuple[str, str], Any] = {
    ("register_entry", "status"): "licensed",
    ("fact", "kind"): "provinces",
    ("fact", "value"): {"code": "01", "name": "Hà Nội"},
    ("screening", "band"): "high",
    ("account", "role"): "officer",
    ("advert_version", "stated"): {},
    ("model_version", "manifest"): {},
    ("setting", "value"): 3,
    ("saved_filter", "wanted"): {},
    ("referral", "content"): {},
    ("crawl_run", "coverage"): {},
    ("referral_event", "kind"): "approved",
}


def make_old(engine: Engine, revision: str) -> None:
    """Bring an empty database to a revision, as the release of that time did."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def fill(engine: Engine) -> None:
    """Put two rows into every table, by raw inserts."""
    with engine.begin() as connection:
        tables = reflected(connection)
        placed: set[str] = set()
        while waiting := [one for one in tables.values() if one.name not in placed]:
            ready = [one for one in waiting if _needs(one) <= placed]
            assert ready, f"tables that need one another: {[one.name for one in waiting]}"
            for table in ready:
                for number in (1, 2):
                    connection.execute(insert(table).values(_row(table, number)))
                placed.add(table.name)


def rows_of(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return table → its rows, as column → value."""
    with engine.connect() as connection:
        return {
            name: [dict(row._mapping) for row in connection.execute(_in_order(table))]
            for name, table in reflected(connection).items()
        }


def reflected(connection: Connection) -> dict[str, Table]:
    """Return the tables that are there, without Alembic's and the search index."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name != "alembic_version" and not is_search_table(name))
    return dict(metadata.tables)


def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key.columns)


def _needs(table: Table) -> set[str]:
    keys = [key for column in table.columns if not column.nullable for key in column.foreign_keys]
    return {key.column.table.name for key in keys} - {table.name}


def _row(table: Table, number: int) -> dict[str, Any]:
    row = {column.name: _value(table, column, number) for column in table.columns}
    return row | _chained(number) if table.name == "audit_event" else row


def _value(table: Table, column: Column[Any], number: int) -> Any:
    if (table.name, column.name) in _KNOWN:
        return _KNOWN[table.name, column.name]
    if column.foreign_keys:
        (key,) = column.foreign_keys
        is_text = isinstance(key.column.type, String)
        return None if column.nullable else f"{key.column.name}-{number}" if is_text else number
    by_kind = {
        JSON: [],
        Boolean: True,
        DateTime: MOMENT,
        Date: MOMENT.date() + dt.timedelta(days=number),
        String: f"{column.name}-{number}"[: getattr(column.type, "length", None) or 1000],
        Numeric: number / 4,
    }
    return next((value for kind, value in by_kind.items() if isinstance(column.type, kind)), number)


def _chained(number: int) -> dict[str, Any]:
    previous, row = FIRST, {}
    for one in range(1, number + 1):
        row = {"number": one, "at": MOMENT, "account_id": None, "action": "log_in", "subject": "account:1"}
        row |= {"detail": "{}", "previous": previous}
        row["sha256"] = previous = event_hash(AuditEvent(**row))
    return row
