"""Tables as lines that a person would say: "Phí dịch vụ: 45 triệu đồng"."""

import re
from collections.abc import Callable
from typing import Any

_LONGEST_CELL = 300
_NUMBERING = frozenset(("stt", "tt", "no", "no.", "#", "số thứ tự"))
_SAYS_NOTHING = frozenset(("", "mức", "số tiền", "giá trị", "mức thu", "mức phí", "nội dung", "chi tiết", "thông tin"))
"""Heads of a column of values that a line reads better without."""
_MONEY = r"(?:(?:triệu |nghìn )?đồng|triệu|vnđ|vnd|usd|yên|yen|jpy|won|krw|twd|đài tệ|euro?)"
_UNIT = re.compile(rf"(?P<what>(?<![^()])[^()]*)\((?P<unit>{_MONEY})\)|(?P<alone>{_MONEY})", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,]*(?:\s?(?:-|–|đến)\s?\d[\d.,]*)?")
_LABEL_AND_VALUE = 2


def table_lines(table: Any, read: Callable[[Any], str]) -> list[str] | None:
    """Return a line for each row of a table that holds data; None for one that only arranges a page.

    A unit in the head ("Số tiền (đồng)") is said with the numbers below it.

    Args:
        table: the element.
        read: returns what a person reads in an element.
    """
    rows = table.xpath(".//tr")
    cells = [_cells(row, read) for row in rows]
    if table.xpath(".//table") or any(len(cell) > _LONGEST_CELL for row in cells for cell in row):
        return None
    heads = cells[0] if rows and _is_head(rows[0]) else []
    if heads:
        cells = cells[1:]
        if heads[0].casefold() in _NUMBERING:
            cells = [row[1:] if len(row) == len(heads) else row for row in cells]
            heads = heads[1:]
    lines = [" | ".join(head for head in heads if head), *(_line(row, heads) for row in cells)]
    return [line for line in lines if line]


def _cells(row: Any, read: Callable[[Any], str]) -> list[str]:
    return [", ".join(read(cell).split("\n")) for cell in row.xpath("./td | ./th")]


def _is_head(row: Any) -> bool:
    cells = row.xpath("./td | ./th")
    if len(cells) < _LABEL_AND_VALUE:
        return False
    return bool(row.xpath("parent::thead")) or all(cell.tag == "th" or _is_bold(cell) for cell in cells)


def _is_bold(cell: Any) -> bool:
    words = "".join(cell.itertext()).strip()
    return bool(words) and words == "".join(cell.xpath(".//strong//text() | .//b//text()")).strip()


def _line(cells: list[str], heads: list[str]) -> str:
    if not cells:
        return ""
    label = cells[0].rstrip(" :")
    if len(heads) == len(cells):
        values = [_said(head, value) for head, value in zip(heads[1:], cells[1:], strict=True) if value]
    else:
        values = [value for value in cells[1:] if value]
    said = "; ".join(values)
    return f"{label}: {said}" if label and said else label or said


def _said(head: str, value: str) -> str:
    what, unit = head.rstrip(" :"), ""
    if match := _UNIT.fullmatch(what):
        what, unit = (match["what"] or "").strip(), match["unit"] or match["alone"]
    said = f"{value} {unit.lower()}" if unit and _NUMBER.fullmatch(value) else value
    return said if what.casefold() in _SAYS_NOTHING else f"{what}: {said}"
