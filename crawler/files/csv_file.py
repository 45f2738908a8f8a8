"""CSV files: the separator and the encoding are found out, not asked for."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from crawler.extract.charset import decode_text
from crawler.extract.plain_text import without_controls
from crawler.files.entry import LARGEST_ENTRY, Ears, Entry
from crawler.files.table import Row, table_entries

_SEPARATORS = ",;\t|"
_LOOKED_AT = 20


def csv_entries(path: Path, body: bytes, ears: Ears) -> Iterator[Entry]:
    """Yield the rows of a CSV file."""
    text, repairs = decode_text(body)
    if repairs:
        ears.remark(f"{path}: not in UTF-8; read as an older encoding, look whether its words are right")
    text = without_controls(text)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=,"):
        yield from table_entries(path, "", _rows(rest, first.strip()[-1], skipped=1), ears)
    else:
        yield from table_entries(path, "", _rows(text, _separator(text)), ears)


def _rows(text: str, separator: str, *, skipped: int = 0) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_ENTRY)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = skipped + 1
    for cells in reader:
        yield begins, cells
        begins = skipped + reader.line_num + 1


def _separator(text: str) -> str:
    """Return the separator that gives the first rows the most columns, as evenly as can be."""
    start = text[:100_000]

    def columns(separator: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(io.StringIO(start, newline=""), delimiter=separator)][:_LOOKED_AT]
        wide = [width for width in widths if width > 1]
        return (len(wide), max(wide, default=0))

    return max(_SEPARATORS, key=columns)
