"""From the key of an act or a provision to what the law of a day says of it."""

from datetime import date
from functools import cache
from typing import ClassVar

from pydantic import Field

from model.law.fines import Penalty
from model.law.row import NamedRow, Words
from model.law.tables import rows_on
from model.records import LawReference


class Provision(NamedRow):
    """What the law says, without a fine of its own."""

    table: ClassVar[str] = "provisions"
    title: ClassVar[str] = "Quy định không kèm mức phạt"

    act: Words = Field(title="nội dung")


def law_references(keys: tuple[str, ...], on: date) -> tuple[LawReference, ...]:
    """Return the references in force on a day; keys that the law of that day does not know are left out."""
    known = _references(on)
    return tuple(reference for key in keys for reference in known.get(key, ()))


@cache
def _references(on: date) -> dict[str, tuple[LawReference, ...]]:
    found: dict[str, tuple[LawReference, ...]] = {}
    rows: list[Penalty | Provision] = [*rows_on(Penalty, on), *rows_on(Provision, on)]
    for row in rows:
        found[row.id] = (*found.get(row.id, ()), _reference(row))
    return found


def _reference(row: Penalty | Provision) -> LawReference:
    return LawReference(
        document=row.document,
        article=row.article,
        act=row.act,
        fine_vnd_individual=row.individual if isinstance(row, Penalty) else None,
        fine_vnd_organisation=row.organisation if isinstance(row, Penalty) else None,
        verified=row.verified,
        source=row.source,
    )
