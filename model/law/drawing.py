"""Draw a law table for the terminal: what it says, by which law, since when, and whether that was verified."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from model.law.amounts import dotted
from model.law.fines import RecordMaker
from model.law.jobs import ANY, JOBS, OTHER
from model.law.row import Row
from model.law.tables import rows_of

_IN_LAST_COLUMNS = ("from", "until", "document", "article", "source", "mark", "verified", "note")
_WORDS = {
    **JOBS,
    ANY: "mọi",
    OTHER: "khác",
    "live": "đang dùng",
    "dated": "theo trang cũ, gọi thử trước khi in",
    "usual": "thường gặp",
    "host_minimum": "tối thiểu nước sở tại",
    "banned_work": "công việc cấm",
    "banned_place": "nơi cấm",
    "allowed_work": "công việc được làm",
    "hours": "thời giờ",
    "consent": "đồng ý",
    "closed": "chưa có kênh hợp pháp",
    "compounds": "có nhiều tụ điểm lừa đảo",
    "desk_compounds": "có tụ điểm lừa đảo (việc bàn giấy)",
    "way_to_compounds": "đường sang tụ điểm lừa đảo (việc bàn giấy)",
    "compound": "tụ điểm lừa đảo",
    "border_gate": "cửa khẩu trên đường đi",
    "hour": "giờ",
    "month": "tháng",
}
"""Words for keys; what has none is shown as it is."""


def draw(kind: type[Row], rows: Sequence[Row], day: date) -> Table:
    """Return a table of a law on a day; rows that people may not be shown are left out."""
    rows = [row for row in rows if row.listed]
    fields = _fields(kind, rows)
    words = _WORDS | {maker.id: maker.short for maker in rows_of(RecordMaker)}
    drawn = Table(
        title=f"{kind.title}, ngày {day:%d/%m/%Y}",
        show_lines=True,
        caption=None if rows else "ngày này không có dòng nào",
    )
    for heading in (*fields.values(), "căn cứ", "hiệu lực", "kiểm chứng"):
        drawn.add_column(heading, overflow="fold")
    for row in rows:
        cells = [_cell(getattr(row, name), words) for name in fields]
        drawn.add_row(*map(Text, (*cells, _law(row), _dates(row), _standing(row))))
    return drawn


def _fields(kind: type[Row], rows: Sequence[Row]) -> dict[str, str]:
    """Return the fields to show with their headings: those in which some row says something."""
    return {
        name: field.title or name
        for name, field in kind.model_fields.items()
        if (field.alias or name) not in (*_IN_LAST_COLUMNS, *kind.aside)
        and any(getattr(row, name) not in (None, "", (), False) for row in rows)
    }


def _law(row: Row) -> str:
    return ", ".join(part for part in (row.document, row.article) if part != "—")


def _dates(row: Row) -> str:
    until = f" đến {row.until:%d/%m/%Y}" if row.until else ""
    return f"từ {row.since:%d/%m/%Y}{until}"


def _standing(row: Row) -> str:
    known = "đã kiểm chứng" if row.verified else f"chưa kiểm chứng ({row.source})"
    return f"{known}. {row.note}" if row.note else known


def _cell(value: Any, words: dict[str, str]) -> str:
    """Write a value: sums with points, bands with a dash, lists with commas, nothing as a dash."""
    match value:
        case None | () | "":
            return "—"
        case (int() as low, int() as high):
            return f"{dotted(low)} – {dotted(high)}"
        case tuple():
            return ", ".join(_cell(part, words) for part in value)
        case bool() | int() | Decimal() | float():
            return _number(value)
        case _:
            return words.get(str(value), str(value))


def _number(value: float | Decimal) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return dotted(value)
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
