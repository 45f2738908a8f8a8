"""Facts as storage keeps them, made the model's records again: so that what was read once is reckoned with anew."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any, NamedTuple

from model import fact_records
from model.fact_records import Fact, Facts
from model.text import Quote

_KINDS: dict[str, type[Fact]] = {
    "phones": fact_records.Phone,
    "wages": fact_records.Wage,
    "fees": fact_records.Fee,
    "offers": fact_records.Offer,
    "destinations": fact_records.Destination,
    "provinces": fact_records.Province,
    "ages": fact_records.Age,
    "licences": fact_records.Licence,
    "papers_kept": fact_records.PapersKept,
    "contacts": fact_records.Contact,
    "bank_accounts": fact_records.BankAccount,
    "tax_codes": fact_records.TaxCode,
    "approvals": fact_records.Approval,
    "companies": fact_records.Company,
    "terms": fact_records.Term,
}
_WHEN_UNTOLD: dict[str, Any] = {"basis": "unspecified", "total": False, "bank": "", "code": ""}
"""What a field is where an older release did not keep it."""


class KeptFact(NamedTuple):
    """One fact as a row of storage."""

    kind: str
    value: Mapping[str, Any]
    start: int | None
    end: int | None
    text: str | None


def facts_again(rows: Iterable[KeptFact]) -> Facts:
    """Return the facts of one screening as records.

    A kind or field that this release does not know is left out; so is a fact that lacks what this release needs.
    """
    found: dict[str, list[Fact]] = {}
    months: int | None = None
    for row in rows:
        if row.kind == "contract_months":
            told = row.value.get("value")
            months = told if isinstance(told, int) else months
        elif (record := _record(row)) is not None:
            found.setdefault(row.kind, []).append(record)
    many: dict[str, Any] = {kind: tuple(records) for kind, records in found.items()}
    return Facts(**many, contract_months=months)


def _record(row: KeptFact) -> Fact | None:
    kind = _KINDS.get(row.kind)
    if kind is None:
        return None
    values: dict[str, Any] = {"quote": Quote(start=row.start or 0, end=row.end or 0, text=row.text or "")}
    for field in fields(kind):
        if field.name == "quote":
            continue
        if field.name in row.value:
            values[field.name] = row.value[field.name]
        elif field.name in _WHEN_UNTOLD:
            values[field.name] = _WHEN_UNTOLD[field.name]
        elif field.default is MISSING:
            return None
    return kind(**values)
