"""Labels as files: decisions out to a spreadsheet or JSONL, and labelled files in, whole or not at all."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from model.corpus import CorpusRow, contradictions
from model.records import AdvertText
from model.text import LONGEST_TEXT
from storage.labels import Label

COLUMNS = ("label", "text", "title", "employer_name", "group", "site", "decided_at")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula; such cells go out with an apostrophe before them."""
_LABELS = {"deceptive": True, "honest": False}


class BadLabels(Exception):
    """Raised when a file of labels is refused as a whole; the sentence names file, row and fault."""


def as_jsonl(labels: Iterable[Label]) -> str:
    """Return labels as JSONL."""
    return "".join(json.dumps(_cells(label), ensure_ascii=False) + "\n" for label in labels)


def as_csv(labels: Iterable[Label]) -> str:
    """Return labels as CSV for a spreadsheet; nothing in it can run as a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for label in labels:
        cells = _cells(label)
        writer.writerow({key: f"'{cell}" if cell.startswith(_FORMULA) else cell for key, cell in cells.items()})
    return out.getvalue()


def read_labels(path: Path) -> list[CorpusRow]:
    """Return the rows of a labelled file, .csv or .jsonl.

    Raises:
        BadLabels: it cannot be read, a row has no label or text, or two rows contradict one another.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read {path}: {error}; give a .csv or .jsonl file in UTF-8"
        raise BadLabels(msg) from error
    rows = [_row(cells, path, number) for number, cells in _records(text, path)]
    if not rows:
        msg = f"{path} has no rows; give at least the columns label and text"
        raise BadLabels(msg)
    for one, other in contradictions(rows):
        msg = f"{path}: {one.id} and {other.id} have the same text and contradictory labels; correct one"
        raise BadLabels(msg)
    return rows


def write_rows(rows: Sequence[CorpusRow]) -> str:
    """Return imported rows as JSONL, as they are kept."""
    return "".join(json.dumps(_kept(row), ensure_ascii=False) + "\n" for row in rows)


def _cells(label: Label) -> dict[str, str]:
    return {
        "label": "deceptive" if label.deceptive else "honest",
        "text": label.text,
        "title": label.title,
        "employer_name": label.employer_name,
        "group": f"campaign-{label.campaign_id}",
        "site": label.site,
        "decided_at": label.decided_at.isoformat(),
    }


def _kept(row: CorpusRow) -> dict[str, str]:
    return {
        "label": "deceptive" if row.deceptive else "honest",
        "text": row.advert.text,
        "title": row.advert.title,
        "employer_name": row.advert.employer_name,
        "group": row.pair.partition(":")[2],
        "decided_at": row.decided_at.isoformat() if row.decided_at else "",
    }


def _records(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix == ".csv":
        number = 1
        # the limit is one for the whole process: raised to what a text may have, never lowered under another reader
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_TEXT))
        try:
            # strict, or a quote that is never closed would swallow every row after it in silence
            for number, cells in enumerate(csv.DictReader(io.StringIO(text), strict=True), 2):
                yield number, {key: _plain(cell) for key, cell in cells.items() if key is not None}
        except csv.Error as error:
            msg = f"{path}, after row {number}: {error}; save the file as CSV again"
            raise BadLabels(msg) from error
        return
    # not splitlines(): JSON may hold U+2028 and the like, which would tear a row in two
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                msg = f"{path}, row {number}: no JSON ({error})"
                raise BadLabels(msg) from error
            yield number, record if isinstance(record, dict) else {}


def _plain(cell: Any) -> Any:
    """Take the apostrophe away that `as_csv` put before a formula."""
    quoted = isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(_FORMULA)
    return cell[1:] if quoted else cell


def _row(cells: dict[str, Any], path: Path, number: int) -> CorpusRow:
    label, text = cells.get("label"), cells.get("text")
    if label not in _LABELS or not isinstance(text, str) or not text.strip():
        msg = f"{path}, row {number}: label {label!r}; say deceptive or honest, with a text that is not empty"
        raise BadLabels(msg)
    try:
        decided_at = datetime.fromisoformat(cells["decided_at"]) if cells.get("decided_at") else None
    except (ValueError, TypeError) as error:
        msg = f"{path}, row {number}: decided_at {cells['decided_at']!r} is no time; write 2026-11-20T08:00:00+07:00"
        raise BadLabels(msg) from error
    name = f"{path.stem}-{number}"
    return CorpusRow(
        id=name,
        source=path.stem,
        pair=f"{path.stem}:{cells.get('group') or name}",
        deceptive=_LABELS[label],
        typologies=(),
        channel="review",
        advert=AdvertText(text=text, title=cells.get("title") or "", employer_name=cells.get("employer_name") or ""),
        decided_at=decided_at,
    )
