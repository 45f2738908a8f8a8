"""A number in words that people or machines wrote elsewhere: notes, replies, filters, issues, addresses of captures.

Every column with words is looked through, whatever the table: what a person asked to be forgotten must not stay in a
corner that nobody thought of. Two places stay as they are, and are told: the audit chain, which cannot be changed and
is kept for twelve months at least, and the register of licensed enterprises, which the ministry publishes.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, String, Table, select, update
from sqlalchemy.orm import Session

from storage.personal_data.erasure import WORDS, Order, close_erasure, open_erasure, words_of
from storage.tables import AuditEvent, Base, Contact, ErasureRequest, RegisterEntry
from storage.triggers import closed_once, only_added
from storage.unreadable import Personal

_LEFT = {AuditEvent.__tablename__, RegisterEntry.__tablename__, ErasureRequest.__tablename__}
_HASHES = ("sha256", "token", "password", "keyed", "pseudonym")
"""Columns of digests, in which digits mean nothing."""


def cover_note(session: Session, row: Base, personal: Personal, order: Order) -> int:
    """Make what is personal in one kept row of words unreadable; return the key of the erasure."""
    table = Base.metadata.tables[row.__tablename__]
    (key,) = table.primary_key
    erasure = open_erasure(session, f"{table.name}:{getattr(row, key.name)}", words_of(row), order)
    for name in WORDS[table.name]:
        setattr(row, name, personal.covered_in(getattr(row, name)))
    session.flush()
    close_erasure(session, erasure, words_of(row), 1)
    return erasure.id


def cover_everywhere(session: Session, personal: Personal, order: Order) -> list[int]:
    """Take one number out of every row that still has it; return the keys of the erasures of kept ones."""
    done = []
    guarded = {*only_added(), *closed_once()}
    models = {one.local_table.name: one.class_ for one in Base.registry.mappers}  # type: ignore[attr-defined]
    for table, key, words in list(_rows_with(session, personal)):
        if table.name in WORDS:
            row = session.get(models[table.name], key[0], populate_existing=True)
            done += [cover_note(session, row, personal, order)] if row is not None else []
        elif table.name not in guarded:
            covered = {name: personal.covered_in(value) for name, value in words.items()}
            if table.name == Contact.__tablename__:
                # no two of one kind may have one value
                covered["value"] = f"{order.pseudonyms.of(order.number)}.{key[0]}"
            where = [column == value for column, value in zip(table.primary_key, key, strict=True)]
            session.execute(update(table).where(*where).values(covered))
    session.flush()
    return done


def find_number(session: Session, personal: Personal) -> list[str]:
    """Return every row that has a number, as table:key; those of the two places that stay come with the others."""
    found = [f"{table.name}:{'/'.join(map(str, key))}" for table, key, _ in _rows_with(session, personal)]
    for model in (AuditEvent, RegisterEntry):
        table = Base.metadata.tables[model.__tablename__]
        columns = _columns(table)
        found += [
            f"{model.__tablename__}:{row[0]}"
            for row in session.execute(select(*table.primary_key, *columns))
            if any(personal.spans(str(value)) for value in row[1:] if value)
        ]
    return found


def _rows_with(session: Session, personal: Personal) -> Iterator[tuple[Table, tuple[Any, ...], dict[str, Any]]]:
    for table in Base.metadata.sorted_tables:
        columns = [] if table.name in _LEFT else _columns(table)
        if not columns:
            continue
        keys = list(table.primary_key)
        for row in session.execute(select(*keys, *columns).execution_options(yield_per=1000)):
            words = dict(zip((one.name for one in columns), row[len(keys) :], strict=True))
            if any(_has(value, personal) for value in words.values()):
                yield table, tuple(row[: len(keys)]), words


def _has(value: Any, personal: Personal) -> bool:
    if not value:
        return False
    return bool(personal.spans(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))


def _columns(table: Table) -> list[Any]:
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | JSON)
        and not column.primary_key
        and not any(word in column.name for word in _HASHES)
    ]
