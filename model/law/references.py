"""From the key of an act or a provision to what the law of a day says of it."""

from datetime import date
from functools import cache
from typing import Any

from model.law.tables import rows_on
from model.records import LawReference


def law_references(keys: tuple[str, ...], on: date) -> tuple[LawReference, ...]:
    """Return the references in force on a day; keys that the law of that day does not know are left out."""
    known = _references(on)
    return tuple(reference for key in keys for reference in known.get(key, ()))


@cache
def _references(on: date) -> dict[str, tuple[LawReference, ...]]:
    found: dict[str, tuple[LawReference, ...]] = {}
    for row in (*rows_on("penalties", on), *rows_on("provisions", on)):
        found[row["id"]] = (*found.get(row["id"], ()), _reference(row))
    return found


def _reference(row: dict[str, Any]) -> LawReference:
    return LawReference(
        document=row["document"],
        article=row["article"],
        act=row["act"],
        fine_vnd_individual=_band(row.get("individual")),
        fine_vnd_organisation=_band(row.get("organisation")),
        verified=row["verified"],
        source=row["source"],
    )


def _band(amounts: list[int] | None) -> tuple[int, int] | None:
    return None if amounts is None else (amounts[0], amounts[1])
