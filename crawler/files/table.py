"""From the grid of a spreadsheet or CSV file to rows: where the header is, what its columns mean, row by row."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from crawler.errors import UnreadableFile
from crawler.files.cells import Cell, cell_text, contact_text, date_text, salary_text
from crawler.files.columns import field_of
from crawler.files.entry import Ears, Entry

_LOOKED_AT = 20
"""Rows in which a header is looked for; letters begin with a coat of arms."""

_SHORT = 40
_UNIT = re.compile(r"[(\[]\s*(triệu(?: đồng)?|đồng|vnđ|vnd|usd|yên|won|twd|đ)\s*(?:/[^)\]]*)?[)\]]", re.IGNORECASE)
_LABELS = {"contact": "Liên hệ", "salary_text": "Mức lương", "place": "Địa điểm làm việc",
           "employer_name": "Nhà tuyển dụng"}  # fmt: skip
Row = tuple[int, Sequence[Cell]]
"""Number as the person sees it, and cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    place: int
    header: str
    field: str | None

    @property
    def unit(self) -> str:
        """What the header says the numbers below are counted in."""
        match = _UNIT.search(self.header)
        return match.group(1).lower() if match else ""


def table_entries(path: Path, sheet: str, rows: Iterable[Row], ears: Ears) -> Iterator[Entry]:
    """Yield an entry for each row of a table below its header; empty rows and columns are passed over.

    Raises:
        UnreadableFile: no header is known, or none that says what a title or a text is.
    """
    source = iter(rows)
    first = list(islice(source, _LOOKED_AT))
    where = f"{path}{f' [{sheet}]' if sheet else ''}"
    if not any(_filled(cells) for _, cells in first):
        return
    below, columns = _columns(first, where)
    _tell(columns, where, ears)
    base = path.resolve().as_uri() + "#" + (f"{sheet}-" if sheet else "") + "row-"
    for number, cells in chain(first[below:], source):
        if _filled(cells):
            name = f"{where}:{number}"
            body = json.dumps(_row(columns, cells), ensure_ascii=False).encode("utf-8", "replace")
            yield Entry(name=name, address=f"{base}{number}", content_type="application/json", body=body)


def _columns(first: list[Row], where: str) -> tuple[int, list[Column]]:
    """Return how many rows the header takes up, and the columns."""
    known = [len({field_of(text) for text in _texts(cells)} - {None}) for _, cells in first]
    best = known.index(max(known))
    if not known[best]:
        msg = f"{where}: none of the first {len(first)} rows names columns such as Tiêu đề, Nội dung, Mức lương"
        raise UnreadableFile(msg)
    headers, below = _texts(first[best][1]), best + 1
    if below < len(first) and _is_under(headers, sub := _texts(first[below][1])):
        headers, below = _joined(_spread(headers), sub), below + 1
    elif best:
        headers = _filled_from_above(headers, _texts(first[best - 1][1]))
    columns = [
        Column(place=place, header=header, field=field_of(header)) for place, header in enumerate(headers) if header
    ]
    if not {"title", "text"} & {column.field for column in columns}:
        msg = f"{where}: no column is known as a title or a text; call one Tiêu đề or Nội dung"
        raise UnreadableFile(msg)
    return below, columns


def _is_under(headers: list[str], sub: list[str]) -> bool:
    """Tell whether a row only names what stands under the headers that span several columns."""
    padded = [*headers, *[""] * (len(sub) - len(headers))]
    # a header that is merged over both rows stands in both
    named = [place for place, text in enumerate(sub) if text and text != padded[place]]
    spanned = [place for place in named if not padded[place]]
    single = [place for place in named if padded[place] and place + 1 < len(padded) and padded[place + 1]]
    return bool(spanned) and not single and all(len(sub[place]) <= _SHORT for place in named)


def _spread(headers: list[str]) -> list[str]:
    spread: list[str] = []
    for header in headers:
        spread.append(header or (spread[-1] if spread else ""))
    return spread


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    upper = [*upper, *[upper[-1] if upper else ""] * (width - len(upper))]
    lower = [*lower, *[""] * (width - len(lower))]
    return [above if above == below else f"{above} {below}".strip() for above, below in zip(upper, lower, strict=True)]


def _filled_from_above(headers: list[str], above: list[str]) -> list[str]:
    """Return the headers, those that stand over two rows included; a title over the whole table is none."""
    padded = [*headers, *[""] * (len(above) - len(headers))]
    return [
        header or (above[place] if place < len(above) and field_of(above[place]) else "")
        for place, header in enumerate(padded)
    ]


def _tell(columns: list[Column], where: str, ears: Ears) -> None:
    ears.columns(f"{where}: " + "; ".join(f"{column.header} → {column.field or '?'}" for column in columns))
    unknown = [column.header for column in columns if column.field is None]
    if unknown:
        ears.remark(f"{where}: columns not understood, kept as they are: {', '.join(unknown)}")


def _row(columns: list[Column], cells: Sequence[Cell]) -> dict[str, object]:
    fields: dict[str, str] = {}
    texts: dict[str, str] = {}
    stated: dict[str, str] = {}
    for column in columns:
        value = _value(column, cells[column.place] if column.place < len(cells) else None)
        if not value or column.field == "numbering":
            continue
        if column.field == "text":
            texts[column.header] = value
        elif column.field is None:
            stated[column.header] = value
        elif column.field in ("contact", "salary_text"):
            joint = " - " if column.field == "salary_text" else "; "
            fields[column.field] = joint.join(filter(None, (fields.get(column.field), value)))
        elif column.field in fields:
            stated[column.header] = value
        else:
            fields[column.field] = value
    return {**fields, "text": _text(fields, texts), "stated": stated}


def _text(fields: dict[str, str], texts: dict[str, str]) -> str:
    """Return what a person would read: the texts, and what stands in columns of its own."""
    parts = list(texts.values()) if len(texts) == 1 else [f"{header}:\n{text}" for header, text in texts.items()]
    parts += [f"{label}:\n{fields[field]}" for field, label in _LABELS.items() if field in fields]
    if not texts and not ("title" in fields and parts):
        return ""
    return "\n\n".join(parts)


def _value(column: Column, cell: Cell) -> str:
    if column.field in ("posted_on", "expires_on"):
        return date_text(cell)
    if column.field == "contact":
        return contact_text(cell)
    return salary_text(cell, column.unit) if column.field == "salary_text" else cell_text(cell)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [" ".join(cell_text(cell).split()) for cell in cells]


def _filled(cells: Sequence[Cell]) -> bool:
    return any(cell_text(cell) for cell in cells)
