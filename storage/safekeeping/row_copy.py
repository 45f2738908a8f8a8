"""Rows from one database into another, of any kind, and sums by which two databases are known to hold the same.

Tables are those of the metadata, whatever they are; JSON goes over as the very words, so that nothing is rounded.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Insert,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    text,
    type_coerce,
)

from storage.tables import Base

_BATCH = 1000
_NUMBER = re.compile(r"-?\d[\d.]*(?:[eE][-+]?\d+)?")
_LARGEST = 1 << 256


def table_sums(connection: Connection) -> dict[str, list[Any]]:
    """Return table → number of rows and a sum over their hashes, which is the same in whatever order they come."""
    sums: dict[str, list[Any]] = {}
    for table in Base.metadata.tables.values():
        count = total = 0
        for row in _rows(connection, table):
            count += 1
            total += int.from_bytes(hashlib.sha256("\x1f".join(map(_word, row)).encode()).digest())
        sums[table.name] = [count, f"{total % _LARGEST:064x}"]
    return sums


def copy_rows(source: Connection, target: Connection) -> None:
    """Add every row of one database to another that has the same schema and no rows."""
    for table in Base.metadata.tables.values():
        rows = _rows(source, table)
        adding = _insert(target, table)
        while batch := list(islice(rows, _BATCH)):
            target.execute(adding, [dict(zip(table.columns.keys(), row, strict=True)) for row in batch])


def set_sequences(target: Connection) -> None:
    """Let PostgreSQL go on numbering behind the rows that were added with their numbers."""
    for table in Base.metadata.tables.values():
        (key, *others) = table.primary_key.columns
        sequence = target.scalar(select(func.pg_get_serial_sequence(table.name, key.name)))
        if not others and sequence:
            highest = target.scalar(select(func.max(key)))
            target.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def hold_keys_back(target: Connection) -> None:
    """Let PostgreSQL check foreign keys at the end of the transaction: some tables point at one another."""
    for table, name in _foreign_keys(target):
        target.execute(text(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{name}" DEFERRABLE INITIALLY DEFERRED'))


def check_keys(target: Connection) -> None:
    """Have the keys that were held back checked, and from now on at once again."""
    target.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for table, name in _foreign_keys(target):
        target.execute(text(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{name}" NOT DEFERRABLE'))


def _foreign_keys(target: Connection) -> list[tuple[str, str]]:
    query = text(
        "SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
        "WHERE k.contype = 'f' AND pg_table_is_visible(c.oid) ORDER BY 1, 2"
    )
    return [(table, name) for table, name in target.execute(query)]


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    columns = [_read(connection, column) for column in table.columns]
    is_json = [isinstance(column.type, JSON) for column in table.columns]
    result = connection.execution_options(yield_per=_BATCH).execute(select(*columns))
    return (tuple(_bare(value) if one else value for one, value in zip(is_json, row, strict=True)) for row in result)


def _bare(value: Any) -> Any:
    """Return JSON that is a number by itself in one spelling: SQLite keeps such as numbers, 1.0 as 1."""
    if value is None or (isinstance(value, str) and not _NUMBER.fullmatch(value)):
        return value
    number = json.loads(value) if isinstance(value, str) else value
    is_whole = isinstance(number, int) or number.is_integer()
    return str(int(number)) if is_whole else json.dumps(number)


def _read(connection: Connection, column: Column[Any]) -> Any:
    if not isinstance(column.type, JSON):
        return column
    return type_coerce(column, Text) if connection.dialect.name == "sqlite" else cast(column, Text)


def _insert(connection: Connection, table: Table) -> Insert:
    words = {one.name: bindparam(one.name, type_=Text) for one in table.columns if isinstance(one.type, JSON)}
    if connection.dialect.name == "sqlite":
        return insert(table).values(words)
    return insert(table).values({name: cast(word, JSON) for name, word in words.items()})


def _word(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else repr(value)


def is_empty(connection: Connection, present: Mapping[str, Any] | set[str]) -> bool:
    """Tell whether no table of ours that is present has a row."""
    tables = [table for table in Base.metadata.tables.values() if table.name in present]
    return not any(connection.execute(select(*table.columns).limit(1)).first() for table in tables)
