"""Read a dated table strictly: a fault anywhere names file, row and fault, and nothing is screened with that table."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from model.law.row import Row
from storage.plain_yaml import read_yaml

FOLDER = Path(__file__).parent
R = TypeVar("R", bound=Row)


class BadTable(Exception):
    """Raised when a law table is malformed; the sentence names file, row and fault. Nothing is screened with it."""


def rows_on(kind: type[R], on: date) -> list[R]:
    """Return the rows of a table that are in force on a day.

    Raises:
        BadTable: the table has a fault.
    """
    return [row for row in rows_of(kind) if row.holds_on(on)]


@cache
def rows_of(kind: type[R]) -> tuple[R, ...]:
    """Return all rows of a table, whenever they hold.

    Raises:
        BadTable: the table has a fault; its first one is named.
    """
    rows, faults = read_table(kind)
    if faults:
        raise BadTable(faults[0])
    return tuple(rows)


def read_table(kind: type[R]) -> tuple[list[R], list[str]]:
    """Return the sound rows of a table and a sentence for every fault."""
    path = FOLDER / f"{kind.table}.yml"
    try:
        written = _written_rows(path)
    except (OSError, ValueError, TypeError, KeyError) as error:
        return [], [f"law table {path.name} cannot be read: {_one_line(error)}"]
    if not written:
        return [], [f"law table {path.name}: no rows"]
    rows: dict[int, R] = {}
    faults: list[str] = []
    for number, values in enumerate(written, 1):
        try:
            rows[number] = kind.model_validate(values)
        except ValidationError as error:
            faults += [f"law table {path.name}, row {number}: {_fault(detail)}" for detail in error.errors()]
    return list(rows.values()), faults + [f"law table {path.name}, {fault}" for fault in _date_faults(rows)]


def _written_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows as written, the table's defaults under them."""
    table = read_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(table, dict):
        msg = "a table has defaults and rows"
        raise TypeError(msg)
    unknown = table.keys() - {"defaults", "rows"}
    if unknown:
        msg = f"unknown part {', '.join(sorted(unknown))}; a table has defaults and rows"
        raise KeyError(msg)
    return [{**table.get("defaults", {}), **row} for row in table["rows"]]


def _fault(detail: ErrorDetails) -> str:
    place = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "missing":
        return f"{place} missing"
    if detail["type"] == "extra_forbidden":
        return f"{place} is no field of this table"
    message = detail["msg"].removeprefix("Value error, ")
    return f"{place}: {message}, not {detail['input']!r}" if place else message


def _date_faults(rows: dict[int, R]) -> list[str]:
    """Name the rows that overlap, or leave days between them, where they speak for the same thing."""
    by_key: dict[tuple[str, ...], list[int]] = {}
    for number, row in rows.items():
        for key in row.keys:
            by_key.setdefault(key, []).append(number)
    faults = []
    for key, numbers in by_key.items():
        ordered = sorted(numbers, key=lambda number: rows[number].since)
        for earlier, later in pairwise(ordered):
            fault = _between(rows[earlier], rows[later])
            if fault:
                faults.append(f"row {later}: {' '.join(key)} {fault.format(earlier)}")
    return faults


def _between(earlier: Row, later: Row) -> str | None:
    if earlier.until is None or earlier.until >= later.since:
        return f"overlaps row {{}} from {later.since} on"
    if earlier.until + timedelta(days=1) < later.since:
        return f"leaves a gap after row {{}}, from {earlier.until + timedelta(days=1)} until {later.since}"
    return None


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
