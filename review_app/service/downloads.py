"""Rows to a file that a spreadsheet opens: .xlsx for people, .csv for programs and for other offices.

What stands in an advert was written by strangers, and a spreadsheet runs a cell that begins with = + - or @ as a
formula (OWASP, "CSV Injection"). In .xlsx every text is stored as text and marked as such, which leaves its characters
alone. A .csv has no types: there an apostrophe goes before each sign from which some spreadsheet, splitting at comma,
semicolon, tab or line, could begin a formula. Nothing is taken away in either; what XML cannot hold becomes � in .xlsx,
and half of a pair of UTF-16 becomes ? in .csv.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from math import isfinite
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from review_app.language import _
from review_app.written import ZONE

Cell = str | int | float | date | datetime | None

MOST_ROWS = 1_048_576
"""Rows of one sheet, its head among them; what is more goes on in a further sheet."""
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold, counted as UTF-16 does."""
_LONGEST_NAME = 31
_MOST_DIGITS = 10**15
"""Whole numbers from here on lose digits in a spreadsheet and go out as text."""
_WIDEST = 60

# C0 but tab and line feed, lone halves of pairs, and the two code points that are no characters
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_OF_EXCEL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_STARTERS = "=+-@＝＋－＠﹦﹢﹣﹫−⁺⁻⁼₊₋₌"
"""What begins a formula, also in the widths and heights that some spreadsheets take for the same."""
_SPLITTERS = ";\t\r\n"
"""At which a .csv may be split by a spreadsheet of another country; the file's own commas stand in quotes."""
_UNSEEN = "\"'\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FORMULA_SIGN = re.compile(f"[{re.escape(_STARTERS)}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table to be downloaded."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    """Texts, numbers, days and aware moments; None is an empty cell. Read once."""


def guarded(text: str) -> str:
    """Return a text with an apostrophe wherever a spreadsheet that reads a .csv could begin a formula."""
    safe = _with_apostrophes(text) if _FORMULA_SIGN.search(text) else text
    # a tab or line break in front shifts what follows into a cell of its own
    return f"'{safe}" if safe[:1] in ("\t", "\r", "\n") else safe


def as_csv(sheet: Sheet) -> tuple[bytes, int]:
    """Return a table as UTF-8 with the mark by which Excel knows it, and how many rows it has."""
    written, counted = StringIO(), _Counted(sheet.rows)
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([guarded(head) for head in sheet.heads])
    for row in counted:
        writer.writerow([_in_csv(value) for value in row])
    return written.getvalue().encode("utf-8-sig", "replace"), counted.number


def as_xlsx(sheets: Iterable[Sheet]) -> tuple[bytes, int]:
    """Return tables as one workbook without formulas, links or macros, and how many rows they have together."""
    book, number = _Book(), 0
    for sheet in sheets:
        counted = _Counted(sheet.rows)
        for part in _parts(counted):
            book.write(sheet.name, sheet.heads, part)
        number += counted.number
    return book.close(), number


def _with_apostrophes(text: str) -> str:
    # one pass and no pattern: a pattern that skips blanks takes minutes on a megabyte of line breaks
    parts, may_begin = [], True
    for sign in text:
        if sign in _SPLITTERS:
            may_begin = True
        elif may_begin and not (sign.isspace() or sign in _UNSEEN):
            if sign in _STARTERS:
                parts.append("'")
            may_begin = False
        parts.append(sign)
    return "".join(parts)


def _in_csv(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return guarded(str(value))
    if isinstance(value, int | float):
        return value if isfinite(value) else str(value)
    if isinstance(value, datetime):
        return value.astimezone(ZONE).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value)


class _Counted:
    """Rows that are counted while they are read, since a million of them are not kept twice."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows = iter(rows)
        self.number = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.number += 1
            yield row


def _parts(rows: Iterable[Sequence[Cell]]) -> Iterator[Iterator[Sequence[Cell]]]:
    """Yield the rows in as many parts as sheets are needed; one, and empty, for no rows."""
    left = iter(rows)
    first: list[Sequence[Cell]] = list(islice(left, 1))
    yield _chain(first, islice(left, MOST_ROWS - 2))
    while first := list(islice(left, 1)):
        yield _chain(first, islice(left, MOST_ROWS - 2))


def _chain(first: list[Sequence[Cell]], rest: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield from first
    yield from rest


class _Book:
    """A workbook that is written row by row; styles are made once, since making them for each cell takes seconds."""

    def __init__(self) -> None:
        self._book, self._taken = Workbook(write_only=True), set[str]()
        model = WriteOnlyCell(self._book.create_sheet(_name("", self._taken)))
        model.number_format, model.quotePrefix = "@", True
        self._text: StyleArray = copy(model._style)  # noqa: SLF001 - openpyxl has no other way to share a style
        model.font = Font(bold=True)
        self._head: StyleArray = model._style  # noqa: SLF001 - as above
        self._empty = self._book.worksheets[0]

    def write(self, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        sheet = self._book.create_sheet(_name(name, self._taken))
        sheet.freeze_panes = "A2"
        for place, head in enumerate(heads, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = min(max(len(head) + 4, 14), _WIDEST)
        sheet.append([self._text_cell(sheet, head, self._head) for head in heads])
        for row in rows:
            sheet.append([self._cell(sheet, value) for value in row])

    def close(self) -> bytes:
        if len(self._book.worksheets) > 1:
            self._book.remove(self._empty)
        kept = BytesIO()
        self._book.save(kept)
        return kept.getvalue()

    def _cell(self, sheet: Any, value: Cell) -> Any:
        if value is None or (isinstance(value, float) and not isfinite(value)):
            return None
        if isinstance(value, datetime):
            # a spreadsheet knows no zones: Vietnamese time, as on screen
            return _formatted(sheet, value.astimezone(ZONE).replace(tzinfo=None), "dd/mm/yyyy hh:mm")
        if isinstance(value, date):
            return _formatted(sheet, value, "dd/mm/yyyy")
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST_DIGITS:
            return value
        return self._text_cell(sheet, str(value), self._text)

    def _text_cell(self, sheet: Any, text: str, style: StyleArray) -> Any:
        cell = WriteOnlyCell(sheet)
        # set past the guessing of types, which would take =1+1 for a formula and #N/A for an error
        cell._value, cell.data_type, cell._style = _for_xml(text), "s", style  # noqa: SLF001 - as above
        return cell


def _formatted(sheet: Any, value: date, form: str) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = form
    return cell


def _for_xml(text: str) -> str:
    clean = _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n"))
    escaped = _ESCAPE_OF_EXCEL.sub("_x005F_", clean)
    if len(escaped.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return escaped
    mark = " " + _("[cut off: a spreadsheet cell holds no more]")
    # halves of pairs at the cut are dropped, not broken
    kept = escaped.encode("utf-16-le")[: (LONGEST_CELL - len(mark)) * 2].decode("utf-16-le", "ignore")
    return kept + mark


def _name(wanted: str, taken: set[str]) -> str:
    """Return a name that a sheet may have: at most 31 characters, no brackets or slashes, not taken in any case."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip("' ")[:_LONGEST_NAME].strip("' ")
    # Excel keeps "History" to itself
    base = plain if plain and plain.casefold() != "history" else f"{plain} 1".strip()
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        tail = f" ({number})"
        name = base[: _LONGEST_NAME - len(tail)] + tail
    taken.add(name.casefold())
    return name
