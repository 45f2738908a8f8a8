"""Read a dated table: rows say from when until when they hold, by which document, and whether it was verified."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


class BadTable(Exception):
    """Raised when a law table is malformed; the sentence names file, row and fault. Nothing is screened with it."""


def rows_on(name: str, on: date) -> list[dict[str, Any]]:
    """Return the rows of a table that are in force on a day.

    Raises:
        BadTable: the file is missing or a row lacks its dates or its source.
    """
    return [row for row in _rows(name) if row["from"] <= on and (row["until"] is None or on <= row["until"])]


@cache
def _rows(name: str) -> tuple[dict[str, Any], ...]:
    path = FOLDER / f"{name}.yml"
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        msg = f"law table {path.name} cannot be read: {error}"
        raise BadTable(msg) from error
    rows = []
    for number, row in enumerate(table["rows"], 1):
        full = {"until": None, **table.get("defaults", {}), **row}
        missing = {"from", "source", "verified"} - full.keys()
        if missing:
            msg = f"law table {path.name}, row {number}: {', '.join(sorted(missing))} missing; every row needs them"
            raise BadTable(msg)
        rows.append(full)
    return tuple(rows)
