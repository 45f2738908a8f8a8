"""Link a file of adverts without a database: one JSON line out for each line in, in order, none lost."""

import gc
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from model.brokers import link_brokers
from model.campaigns import group_campaigns
from model.linking.reading import read_link
from model.linking.records import Grouping, Link, LinkReading, LinkRow, Template
from model.screen_file import open_lines, written_line
from model.text import LONGEST_TEXT

BATCH = 200
FEW = 1_000
"""Up to this many rows one process is quicker than starting others."""
MOST_LINKS = 20
"""Links written for one row, the surest first: an advert with a thousand copies is linked to each of them."""
_TEXTS = ("site", "url", "title", "employer_name")

Read = tuple[object, LinkReading | None, str]
"""Id as in the file, what was read, and the fault where nothing could be."""


@dataclass(slots=True)
class LinkCounts:
    """What a run did."""

    rows: int = 0
    errors: int = 0
    campaigns: int = 0
    brokers: int = 0
    suggestions: int = 0


def link_file(source: Path, out: IO[str], progress: Callable[[int], None] = lambda _: None) -> LinkCounts:
    """Link every line of a JSONL file (also .gz) and write one line each, with its campaign, broker and links.

    Raises:
        UnreadableFile: the file is missing, no file, or no gzip where it says so.
    """
    with _without_collecting():
        rows = list(_without_twins(_read(_numbered(source), progress)))
        readings = [_interned(reading) for _, reading, _ in rows if reading is not None]
        places = group_campaigns(readings)
        campaigns = {advert: place.campaign for advert, place in places.items()}
        grouping = link_brokers(readings, campaigns)
        return _write(rows, campaigns, grouping, out)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking again and again for cycles among millions of small things that stay to the end."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _write(rows: list[Read], campaigns: dict[str, str], grouping: Grouping, out: IO[str]) -> LinkCounts:
    counts = LinkCounts(
        campaigns=len(set(campaigns.values())),
        brokers=len(set(grouping.brokers.values())),
        suggestions=len(grouping.suggestions),
    )
    for line in _lines_out(rows, campaigns, grouping):
        out.write(written_line(line) + "\n")
        counts.rows += 1
        counts.errors += "error" in line
    return counts


def row_of(row: dict[str, Any]) -> LinkRow:
    """Return a row of the file as linking takes it; what is no text counts as empty."""
    texts = {name: value if isinstance(value := row.get(name), str) else "" for name in _TEXTS}
    return LinkRow(id=str(row["id"]), text=row["text"], posted_at=posted_at(row.get("posted_at")), **texts)


def posted_at(value: object) -> datetime | None:
    """Read a time in ISO form; without a zone it is UTC, and what is none is unknown."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def read_line(line: bytes, number: int) -> Read:
    """Read one line; what cannot be linked comes back as its id and the fault."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, None, f"line {number}: not UTF-8 at byte {error.start}; convert the file to UTF-8"
    except (ValueError, RecursionError) as error:
        return None, None, f"line {number}: no JSON ({error})"
    if not isinstance(row, dict):
        return None, None, f"line {number}: a JSON object with id and text is needed, found {type(row).__name__}"
    fault = _fault(row)
    if fault:
        return row.get("id"), None, f"line {number}: {fault}"
    try:
        return row["id"], _light(read_link(row_of(row))), ""
    except Exception as error:  # noqa: BLE001 - one advert that we read wrongly comes out as its error, the rest goes on
        return row["id"], None, f"line {number}: could not be read, {type(error).__name__}: {error}"


def _fault(row: dict[str, Any]) -> str:
    text = row.get("text")
    if not isinstance(row.get("id"), str | int) or row["id"] == "":
        return "the key id is missing or no text or number; give each row its own"
    if not isinstance(text, str):
        return f"text is {type(text).__name__}, a string is needed"
    if len(text) > LONGEST_TEXT:
        return f"text has {len(text):,} characters, at most {LONGEST_TEXT:,} are read; split it into adverts"
    return ""


def _light(reading: LinkReading) -> LinkReading:
    """Leave out what a run on a file never shows: places in the text, and what stood in the slots."""
    contacts = tuple(replace(point, quote=None) if _is_elsewhere(point.kind) else point for point in reading.contacts)
    return replace(reading, contacts=contacts, template=replace(reading.template, slots=()))


def _is_elsewhere(kind: str) -> bool:
    # a company without a quote is the employer of the row: there the place is what tells
    return kind != "company"


def _interned(reading: LinkReading) -> LinkReading:
    """Keep each word once: a hundred thousand adverts are written with a few thousand."""
    return replace(reading, template=Template(tokens=tuple(map(sys.intern, reading.template.tokens))))


def _without_twins(rows: Iterable[Read]) -> Iterator[Read]:
    seen: set[str] = set()
    for given, reading, fault in rows:
        if reading is not None and reading.id in seen:
            yield given, None, f"the id {given!r} stands in the file twice; give each row its own"
            continue
        if reading is not None:
            seen.add(reading.id)
        yield given, reading, fault


def _lines_out(rows: Iterable[Read], campaigns: dict[str, str], grouping: Grouping) -> Iterator[dict[str, Any]]:
    names = {reading.id: given for given, reading, _ in rows if reading is not None}
    beside: dict[str, list[tuple[str, Link]]] = defaultdict(list)
    for link in grouping.links:
        beside[link.a].append((link.b, link))
        beside[link.b].append((link.a, link))
    for given, reading, fault in rows:
        if reading is None:
            yield {"id": given, "error": fault}
            continue
        links = sorted(beside[reading.id], key=lambda one: (-round(one[1].probability, 9), one[0]))[:MOST_LINKS]
        yield {
            "id": given,
            "campaign": campaigns[reading.id],
            "broker": grouping.brokers[reading.id],
            "links": [_link_row(names[other], link) for other, link in links],
        }


def _link_row(to: object, link: Link) -> dict[str, Any]:
    reasons = [
        {
            "comparison": reason.comparison,
            "sentence": f"{reason.vietnamese} / {reason.english}",
            "bits": round(reason.bits, 3),
        }
        for reason in link.reasons
    ]
    return {"to": to, "probability": round(link.probability, 6), "reasons": reasons}


def _read(lines: Iterable[tuple[int, bytes]], progress: Callable[[int], None]) -> Iterator[Read]:
    """Read all lines, in two processes or more where there are many."""
    numbered = iter(lines)
    first = list(islice(numbered, FEW))
    if len(first) < FEW or (os.cpu_count() or 1) == 1:
        yield from _read_batch(first)
        progress(len(first))
        return
    with ProcessPoolExecutor(initializer=gc.disable) as pool:
        pending = [pool.submit(_read_batch, first[place : place + BATCH]) for place in range(0, len(first), BATCH)]
        while pending:
            batch = list(islice(numbered, BATCH))
            if batch:
                pending.append(pool.submit(_read_batch, batch))
            if not batch or len(pending) > 4 * (os.cpu_count() or 1):
                done = pending.pop(0).result()
                progress(len(done))
                yield from done


def _read_batch(batch: list[tuple[int, bytes]]) -> list[Read]:
    return [read_line(line, number) for number, line in batch]


def _numbered(source: Path) -> Iterator[tuple[int, bytes]]:
    with open_lines(source) as lines:
        yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
