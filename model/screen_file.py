"""Screen a file of adverts without a database: one JSON line out for each line in, in order, none lost."""

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, Any, NoReturn

from model.law.tables import BadTable
from model.records import AdvertText
from model.register.index import Register
from model.score import Screener
from model.text import LONGEST_TEXT

BATCH = 64
FEW = 256
"""Up to this many rows one process is quicker than starting others."""
LONGEST_LINE = 32 * LONGEST_TEXT
"""Bytes; the longest text is less, whatever it is written in. What is longer is passed over and named."""
_TOO_LONG = b"[too long]"

Screened = tuple[str, bool, bool]
"""A line of the output, whether it is an error, and whether it is in the high band."""


class UnreadableFile(Exception):
    """Raised when an input file is missing or cannot be read at all, with what to do."""


@dataclass(slots=True)
class Counts:
    """What a run did."""

    rows: int = 0
    errors: int = 0
    high: int = 0


def screen_file(
    source: Path,
    out: IO[str],
    *,
    on: date,
    model: Path,
    register: Register | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Counts:
    """Screen every line of a JSONL file (also .gz) and write one line each, under a register if one is given.

    Raises:
        UnreadableFile: the file is missing, no file, or no gzip where it says so.
        ModelRefused: the model cannot be used.
    """
    screener = Screener(model)  # refuse a bad model once, here, not in every worker
    counts = Counts()
    with open_lines(source) as lines:
        for batch in _screened(lines, on, screener, register):
            for line, failed, high in batch:
                out.write(line)
                counts.rows += 1
                counts.errors += failed
                counts.high += high
            progress(len(batch))
    return counts


def screen_line(
    screener: Screener, line: bytes, on: date, number: int, register: Register | None = None
) -> dict[str, Any]:
    """Screen one line; what cannot be screened comes back as its id and the error."""
    row = _row_of(line, number)
    if isinstance(row, str):
        return {"id": None, "error": row}
    fault = _fault(row)
    if fault:
        return {"id": row.get("id"), "error": f"line {number}: {fault}"}
    advert = AdvertText(text=row["text"], title=_text(row.get("title")), employer_name=_text(row.get("employer_name")))
    try:
        under = {"register_snapshot": register.name} if register else {}
        return {"id": row["id"], **screener.screen(advert, on, register).row(), **under}
    except BadTable:
        raise
    except Exception as error:  # noqa: BLE001 - one advert that we read wrongly comes out as its error, the rest goes on
        return {"id": row["id"], "error": f"line {number}: could not be screened, {type(error).__name__}: {error}"}


def _row_of(line: bytes, number: int) -> dict[str, Any] | str:
    """Return the object of a line, or a sentence that says why it is none."""
    if line == _TOO_LONG:
        return f"line {number}: longer than {LONGEST_LINE:,} bytes, which no advert is"
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        return f"line {number}: not UTF-8 at byte {error.start}; convert the file to UTF-8"
    except (ValueError, RecursionError) as error:
        return f"line {number}: no JSON ({error})"
    if not isinstance(row, dict):
        return f"line {number}: a JSON object with id and text is needed, found {type(row).__name__}"
    return row


def _no_number(word: str) -> NoReturn:
    msg = f"{word} is no value of JSON"
    raise ValueError(msg)


def _fault(row: dict[str, Any]) -> str | None:
    text = row.get("text")
    if "id" not in row:
        return "the key id is missing; give each row its own"
    if not isinstance(text, str):
        return f"text is {type(text).__name__}, a string is needed"
    if not text.strip():
        return "text is empty; there is nothing to screen"
    if len(text) > LONGEST_TEXT:
        return f"text has {len(text):,} characters, at most {LONGEST_TEXT:,} are read; split it into adverts"
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _screened(
    lines: Iterable[bytes], on: date, screener: Screener, register: Register | None
) -> Iterator[list[Screened]]:
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    first = list(islice(numbered, FEW))
    if len(first) < FEW or (os.cpu_count() or 1) == 1:
        _start(screener, register)
        yield from (_screen_batch(first[place : place + BATCH], on) for place in range(0, len(first), BATCH))
        return
    # what the first advert loads is loaded before the processes part, and none of them loads it again
    screener.screen(AdvertText(text="tin"), on, register)
    with ProcessPoolExecutor(initializer=_start, initargs=(screener, register)) as pool:
        pending = []
        batch = first
        while batch:
            pending += [
                pool.submit(_screen_batch, batch[place : place + BATCH], on) for place in range(0, len(batch), BATCH)
            ]
            while len(pending) > 2 * (os.cpu_count() or 1):
                yield pending.pop(0).result()
            batch = list(islice(numbered, FEW))
        for future in pending:
            yield future.result()


_screener: Screener | None = None
_register: Register | None = None


def _start(screener: Screener, register: Register | None) -> None:
    global _screener, _register  # noqa: PLW0603 - one model and one list a worker process, loaded once
    _screener = screener
    _register = register


def _screen_batch(batch: list[tuple[int, bytes]], on: date) -> list[Screened]:
    if _screener is None:
        msg = "a worker was not started"
        raise RuntimeError(msg)
    rows = [screen_line(_screener, line, on, number, _register) for number, line in batch]
    return [(written_line(row) + "\n", "error" in row, row.get("band") == "high") for row in rows]


def written_line(row: dict[str, Any]) -> str:
    """Return a row as JSON that UTF-8 can hold: half of a pair of UTF-16, which JSON may escape, stays escaped."""
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(row)
    return line


@contextmanager
def open_lines(source: Path) -> Iterator[Iterator[bytes]]:
    """Open a file of lines, packed or not; a line that no row is comes as one that is no JSON.

    Raises:
        UnreadableFile: it is missing, no file, or no whole gzip file where it says so.
    """
    try:
        with gzip.open(source, "rb") if source.suffix == ".gz" else source.open("rb") as file:
            yield _lines(file, source)
    except OSError as error:
        msg = f"cannot read {source}: {error.strerror or error}; give a .jsonl or .jsonl.gz file"
        raise UnreadableFile(msg) from error


def _lines(file: Any, source: Path) -> Iterator[bytes]:
    try:
        while line := file.readline(LONGEST_LINE):
            yield line if line.endswith(b"\n") or len(line) < LONGEST_LINE else _passed_over(file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        msg = f"{source} is no whole gzip file ({error}); copy it again"
        raise UnreadableFile(msg) from error


def _passed_over(file: Any) -> bytes:
    """Read to the end of a line that no row is, without keeping it; a small packed file may hold gigabytes of one."""
    while (piece := file.readline(LONGEST_LINE)) and not piece.endswith(b"\n"):
        pass
    return _TOO_LONG
