"""From a file to grids of cells: comma-separated values, workbooks, tables of a saved page; merged cells are named."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parsel import Selector

KINDS = (".csv", ".xlsx", ".html", ".htm")
_LARGEST = 50 * 1024 * 1024
_LARGEST_UNPACKED = 48 * 1024 * 1024
"""Of a workbook, which is held whole: a list of five hundred enterprises takes less than one megabyte."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,30})", re.IGNORECASE)


class UnreadableList(Exception):
    """Raised when a file is missing or is not what its name says; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: rows with their number in the file, and the rows that merged cells reach over."""

    where: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    merged: tuple[tuple[int, int], ...] = ()
    """First and last row of each merged area."""


def read_grids(path: Path) -> tuple[bytes, list[Grid]]:
    """Return the bytes of a file and every table in it.

    Raises:
        UnreadableList: it is missing, too large, of another kind, or damaged.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        msg = f"{path} is none of {', '.join(KINDS)}; save the list as one of these"
        raise UnreadableList(msg)
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror or error}; name a file with the list"
        raise UnreadableList(msg) from error
    if not content.strip() or len(content) > _LARGEST:
        msg = f"{path} is {'empty' if not content.strip() else 'larger than any list'}; get the list again"
        raise UnreadableList(msg)
    reader = {".csv": _csv, ".xlsx": _xlsx}.get(kind, _html)
    return content, reader(content, path.name)


def _csv(content: bytes, name: str) -> list[Grid]:
    text = _decoded(content, name, None)
    if "\0" in text:
        msg = f"{name} is no text; save the list as CSV UTF-8"
        raise UnreadableList(msg)
    separator = max(",;\t", key=text[:2000].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, tuple(_squeezed(cell) for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        msg = f"{name}, line {line}: {error}; the file is cut off or its quotation marks do not close"
        raise UnreadableList(msg) from error
    return [Grid(where=name, rows=tuple(rows))]


def _xlsx(content: bytes, name: str) -> list[Grid]:
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that other kinds of files need not pay

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        book = (
            load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
            if unpacked <= _LARGEST_UNPACKED
            else None
        )
        sheets = [_sheet(sheet, f"{name} [{sheet.title}]") for sheet in book.worksheets] if book else None
    except Exception as error:
        # openpyxl raises whatever its parsers happen to raise on a damaged workbook
        msg = f"{name} cannot be read as a workbook ({error}); open it in a spreadsheet and save it again as .xlsx"
        raise UnreadableList(msg) from error
    if sheets is None:
        msg = f"{name} unpacks to more than any list; get it again"
        raise UnreadableList(msg)
    return sheets


def _sheet(sheet: Any, where: str) -> Grid:
    rows = tuple(
        (number, tuple(_squeezed(cell) for cell in cells))
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
    )
    merged = tuple((area.min_row, area.max_row) for area in sheet.merged_cells.ranges)
    return Grid(where=where, rows=rows, merged=merged)


def _html(content: bytes, name: str) -> list[Grid]:
    said = _CHARSET.search(content[:4096])
    page = Selector(text=_decoded(content, name, said[1].decode() if said else None), type="html")
    tables = page.xpath("//table[not(.//table)]")
    if not tables:
        msg = f"{name} has no table in it; save the page once the list is shown, as a whole"
        raise UnreadableList(msg)
    return [_table(table, f"{name} [table {number}]") for number, table in enumerate(tables, 1)]


def _table(table: Selector, where: str) -> Grid:
    rows, merged = [], []
    for number, row in enumerate(table.xpath(".//tr"), 1):
        cells = row.xpath("./td|./th")
        rows.append((number, tuple(_squeezed(" ".join(cell.xpath(".//text()").getall())) for cell in cells)))
        for cell in cells:
            down, across = (_span(cell.attrib.get(key, "1")) for key in ("rowspan", "colspan"))
            if down > 1 or across > 1:
                merged.append((number, number + down - 1))
    return Grid(where=where, rows=tuple(rows), merged=tuple(merged))


def _span(printed: str) -> int:
    return int(printed) if printed.strip().isdecimal() else 1


def _decoded(content: bytes, name: str, charset: str | None) -> str:
    marked = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else None
    try:
        return content.decode(marked or charset or "utf-8-sig").lstrip("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        msg = f"{name} is not UTF-8 text ({error}); save it again as UTF-8"
        raise UnreadableList(msg) from error


def _squeezed(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())
