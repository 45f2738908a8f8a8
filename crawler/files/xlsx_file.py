"""Excel workbooks, read row by row: values only, merged cells filled downwards, formulas without a value named."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from crawler.errors import UnreadableFile
from crawler.files.cells import Cell
from crawler.files.entry import Ears, Entry
from crawler.files.table import Row, table_entries

_LARGEST_UNPACKED = 1024 * 1024 * 1024
_LARGEST_STRINGS = 96 * 1024 * 1024
"""Of the texts that cells share: openpyxl holds all of them, and twice, while sheets are read row by row."""
_MOST_COLUMNS = 300
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_CHUNK = 1024 * 1024
_NAMED = 5
_BROKEN = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError, SyntaxError,
           RuntimeError)  # fmt: skip
"""What openpyxl raises for a damaged workbook, whatever is wrong with it."""


def xlsx_entries(path: Path, file: BinaryIO, ears: Ears) -> Iterator[Entry]:
    """Yield the rows of every sheet; a sheet without a header that is known is named and passed over.

    Raises:
        UnreadableFile: it is no workbook, or unpacks to more than a gigabyte.
    """
    with zipfile.ZipFile(file) as archive:
        if sum(member.file_size for member in archive.infolist()) > _LARGEST_UNPACKED:
            msg = f"{path}: unpacks to more than {_LARGEST_UNPACKED // 2**20} MB"
            raise UnreadableFile(msg)
        if any(
            member.file_size > _LARGEST_STRINGS
            for member in archive.infolist()
            if "sharedstrings" in member.filename.lower()
        ):
            msg = f"{path}: its texts unpack to more than {_LARGEST_STRINGS // 2**20} MB; split it"
            raise UnreadableFile(msg)
        try:
            values = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            formulas = load_workbook(file, read_only=True, keep_links=False)
            sheets = [(sheet, formulas[sheet.title]) for sheet in values.worksheets]
        except _BROKEN as error:
            msg = f"{path} cannot be read as a workbook: {error}"
            raise UnreadableFile(msg) from error
        for sheet, with_formulas in sheets:
            name = sheet.title if len(sheets) > 1 else ""
            try:
                rows = _Rows(sheet, with_formulas, _merged(archive, sheet))
            except _BROKEN as error:
                ears.unreadable(f"{path} [{sheet.title}] cannot be read: {error}")
                continue
            yield from _sheet_entries(path, name, rows, ears)


def _sheet_entries(path: Path, name: str, rows: "_Rows", ears: Ears) -> Iterator[Entry]:
    where = f"{path}{f' [{name}]' if name else ''}"
    try:
        yield from table_entries(path, name, rows, ears)
    except UnreadableFile as error:
        ears.unreadable(str(error))
    except _BROKEN as error:
        ears.unreadable(f"{where} cannot be read from row {rows.reached + 1} on: {error}")
    if rows.without_value:
        shown = ", ".join(rows.without_value[:_NAMED]) + (" …" if len(rows.without_value) > _NAMED else "")
        ears.remark(f"{where}: formulas without a stored value, read as empty: {shown}; open and save the file once")


class _Rows:
    """The rows of one sheet, with what merged cells hold filled in downwards."""

    def __init__(self, sheet: Any, with_formulas: Any, merged: list[tuple[int, int, int, int]]) -> None:
        for view in (sheet, with_formulas):
            view.reset_dimensions()  # some programs write a wrong size, and rows would be lost
        self._sheet, self._with_formulas = sheet, with_formulas
        self._merged = merged
        self.reached = 0
        self.without_value: list[str] = []

    def __iter__(self) -> Iterator[Row]:
        below: dict[int, tuple[int, Cell]] = {}
        begin = {(top, left): bottom for left, top, _right, bottom in self._merged if bottom > top}
        pairs = zip(
            self._sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True),
            self._with_formulas.iter_rows(max_col=_MOST_COLUMNS, values_only=True),
            strict=False,
        )
        for number, (values, formulas) in enumerate(pairs, 1):
            self.reached = number
            cells: list[Cell] = list(values)
            self._note_formulas(number, cells, formulas)
            for column, (bottom, value) in list(below.items()):
                if number > bottom:
                    del below[column]
                elif column <= len(cells) and cells[column - 1] is None:
                    cells[column - 1] = value
            for column, value in enumerate(cells, 1):
                if (number, column) in begin:
                    below[column] = (begin[number, column], value)
            yield number, cells

    def _note_formulas(self, number: int, cells: list[Cell], formulas: tuple[Any, ...]) -> None:
        for column, (value, formula) in enumerate(zip(cells, formulas, strict=False), 1):
            if value is None and formula is not None:
                self.without_value.append(f"{get_column_letter(column)}{number}")


def _merged(archive: zipfile.ZipFile, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges of a sheet as left, top, right, bottom; openpyxl leaves them out when it reads on."""
    found: set[bytes] = set()
    path = sheet._worksheet_path  # noqa: SLF001 - nothing public says where a sheet stands in its archive
    with archive.open(path.lstrip("/")) as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            found.update(_MERGED.findall(tail + chunk))
            tail = chunk[-200:]
    return [range_boundaries(area.decode()) for area in sorted(found)]
