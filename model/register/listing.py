"""From the table of a file to listed enterprises: the whole list, or every reason why it is refused."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from model.register.columns import REQUIRED, VIETNAMESE, field_of
from model.register.faults import RefusedList, contradictions, merged_over_data
from model.register.grids import Grid, read_grids
from model.register.numbers import canonical_licence, canonical_tax_code
from model.register.statuses import UNKNOWN, status_code
from storage.folding import fold
from storage.records import ListedEnterprise

_LOOKED_AT = 20
"""Rows in which the header is looked for; letters begin with a coat of arms."""
_BRANCH = re.compile(
    r"^chi nhánh\s*(?:của\s+)?(?P<parent>.+?)(?<!\s)(?:\s+tại\s.*)?$|^(?P<head>.+?)(?<!\s)\s*[–-]\s*chi nhánh\b.*$",
    re.IGNORECASE,
)
_NO = re.compile(r"khong|no\b|0|false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that was read whole."""

    sha256: str
    enterprises: tuple[ListedEnterprise, ...]
    remarks: tuple[str, ...]
    """What a person should know: columns of no use, states that were not understood."""


def read_listing(path: Path) -> Listing:
    """Read the one list in a file.

    Raises:
        UnreadableList: the file cannot be read at all.
        RefusedList: it can, and is not a sound list.
    """
    content, grids = read_grids(path)
    grid, header, columns = _the_list(grids)
    remarks: list[str] = []
    enterprises, faults = _enterprises(grid, header, columns, remarks)
    faults = [*merged_over_data(grid, grid.rows[header][0]), *faults, *contradictions(enterprises)]
    if not enterprises and not faults:
        faults = [f"{grid.where}: no row stands below the header"]
    if faults:
        raise RefusedList(faults)
    return Listing(sha256=hashlib.sha256(content).hexdigest(), enterprises=tuple(enterprises), remarks=tuple(remarks))


def _the_list(grids: list[Grid]) -> tuple[Grid, int, list[str | None]]:
    """Return the one table with a whole header, the place of the header among its rows, and its fields."""
    found, nearest, most = [], "", 0
    for grid in grids:
        heads = [[field_of(cell) for cell in cells] for _, cells in grid.rows[:_LOOKED_AT]]
        known = [len(set(fields) - {None, "numbering"}) for fields in heads]
        best = known.index(max(known)) if known else 0
        if known and set(REQUIRED) <= set(heads[best]):
            found.append((grid, best, heads[best]))
        elif known and known[best] >= most:
            most = known[best]
            missing = [VIETNAMESE[field] for field in REQUIRED if field not in heads[best]]
            nearest = f"{grid.where}, row {grid.rows[best][0]}: missing columns: {', '.join(missing)}"
    if not found:
        raise RefusedList([nearest or "there is no table with columns in the file"])
    if len(found) > 1:
        raise RefusedList(
            [f"there are several lists ({', '.join(g.where for g, _, _ in found)}); leave one in the file"]
        )
    grid, header, columns = found[0]
    twice = sorted(
        {field for field in columns if field not in (None, "numbering") and columns.count(field) > 1}, key=str
    )
    if twice:
        raise RefusedList([f"{grid.where}, row {grid.rows[header][0]}: two columns for {', '.join(map(str, twice))}"])
    return found[0]


def _enterprises(
    grid: Grid, header: int, columns: list[str | None], remarks: list[str]
) -> tuple[list[ListedEnterprise], list[str]]:
    names = grid.rows[header][1]
    extra = [name for name, field in zip(names, columns, strict=True) if field is None and name]
    if extra:
        remarks.append(f"columns of no use here, left out: {', '.join(extra)}")
    enterprises, faults = [], []
    for number, cells in grid.rows[header + 1 :]:
        if not any(cells):
            continue
        row = {field: cell for field, cell in zip(columns, cells, strict=False) if field}
        missing = [VIETNAMESE[field] for field in REQUIRED if not row.get(field)]
        if any(cells[len(columns) :]):
            faults.append(f"row {number}: more cells than the header has columns")
        elif missing:
            faults.append(f"row {number}: nothing stands under {', '.join(missing)}")
        else:
            enterprises.append(_enterprise(number, row, remarks))
    return enterprises, faults


def _enterprise(number: int, row: dict[str, str], remarks: list[str]) -> ListedEnterprise:
    printed = row.get("tax_code", "")
    tax_code = canonical_tax_code(printed)
    if printed and not tax_code:
        remarks.append(f"row {number}: {printed} is no tax code, left out")
    status = status_code(row["status"])
    if status == UNKNOWN:
        remarks.append(
            f"row {number}: the state {row['status']!r} is not understood; {row['name']} counts as listed only"
        )
    branch = _BRANCH.match(row["name"])
    branch_of = row.get("branch_of", "") or ((branch["parent"] or branch["head"]) if branch else "")
    stated = fold(row.get("may_collect", ""))
    return ListedEnterprise(
        row=number,
        name=row["name"],
        status_text=row["status"],
        status=status,
        licence_number=canonical_licence(row["licence_number"]) if row.get("licence_number") else "",
        tax_code=tax_code,
        trade_name=row.get("trade_name", ""),
        address=row.get("address", ""),
        phone=row.get("phone", ""),
        website=row.get("website", ""),
        branch_of=branch_of,
        may_collect=not (_NO.match(stated) if stated else branch_of),
    )
