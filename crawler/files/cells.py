"""What one cell of a table says, as text."""

import re
from datetime import date, datetime, time, timedelta

Cell = str | float | bool | datetime | date | time | timedelta | None

_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"))
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Days that spreadsheets count from 1900 on: 1954 to 2119."""

_PHONE_WITHOUT_ZERO = re.compile(r"[235789]\d{8}")
_GROUPED_FROM = 10_000


def cell_text(cell: Cell) -> str:
    """Return what a cell says; nothing for an error such as #REF!."""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip() if cell is not None else ""
    return "" if text in _ERRORS else text


def date_text(cell: Cell) -> str:
    """Return a day; a bare number is the count of days of a spreadsheet."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return (_FIRST_DAY + timedelta(days=int(cell))).isoformat()
    return cell.date().isoformat() if isinstance(cell, datetime) else cell_text(cell)


def contact_text(cell: Cell) -> str:
    """Return a contact; a phone that was typed as a number gets its first zero back."""
    text = cell_text(cell)
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return f"0{text}" if is_number and _PHONE_WITHOUT_ZERO.fullmatch(text) else text


def salary_text(cell: Cell, unit: str) -> str:
    """Return a wage; a bare number is grouped and gets the unit of its header."""
    text = cell_text(cell)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return f"{text} {unit}" if unit and re.fullmatch(r"[\d.,\s–-]+", text) else text
    if float(cell).is_integer() and cell >= _GROUPED_FROM:
        text = f"{int(cell):,}".replace(",", ".")
        return f"{text} {unit or 'đồng'}"
    return f"{text.replace('.', ',')} {unit}".strip()
