"""Attacks on the reading of texts: readers, indicators, rows of screen and link files, patterns, a million letters."""

import contextlib
import importlib
import json
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from fuzz_hostile import SLOW, hostile_texts, json_values, real_texts
from fuzz_tally import Tally, drawn
from hypothesis import strategies as st

from model.linking.link_file import read_line
from model.reading import read_advert
from model.records import AdvertText
from model.score import Screener
from model.screen_file import screen_line, written_line
from model.text import LONGEST_TEXT, AlignedText
from storage.folding import fold

ON = date(2026, 11, 20)
SECONDS_A_MEGABYTE = 60
"""CPU seconds for screening a million characters, words and reasons included, whatever stands in them."""
SECONDS_A_PATTERN = 1
PATTERN_LETTERS = 20_000
"""Many times any window that a pattern gets: one that is quick on so much does not rest on being given little."""
TAILS = ("0", " ", "\t", "a", "a ", "A", "A ", "a.", "1.", "0 0", "-", "á ")
"""What goes on without end behind a word that a pattern waits for."""
PACKAGES = ("crawler", "model", "review_app", "storage")
Stretch = tuple[int, int, str]


def texts(rounds: int, start: int) -> Tally:
    """Read hostile texts: no exception, and every quote is the piece of the original that it says it is."""
    tally = Tally("fuzz: texts", "hostile Unicode through text reading, every fact reader and every indicator")

    def attack(drawing: tuple[str, str, str]) -> None:
        text, title, employer = drawing
        advert = AdvertText(text=text, title=title, employer_name=employer)
        reading = tally.try_one(lambda: read_advert(advert, ON), text)
        if reading is None:
            return
        rows = [reading.facts.row(), *(one.row() for one in (*reading.findings, *reading.evaluated))]
        wrong = [quote for quote in quotes_of(rows) if not stands(quote, text)]
        if wrong or not in_order(reading.text):
            tally.fault(text, f"offsets that do not hold: {wrong[:2]}")
        tally.try_one(lambda: fold(text), text)

    short = st.one_of(st.just(""), hostile_texts(4))
    drawn(st.tuples(hostile_texts(), short, short), attack, rounds=rounds, start=start)
    return tally


def quotes_of(value: Any) -> Iterator[Stretch]:
    """Yield every quote in JSON values."""
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "text"}:
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from quotes_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from quotes_of(inner)


def stands(quote: Stretch, text: str) -> bool:
    """Tell whether a quote is what the text says there."""
    begin, end, words = quote
    return 0 <= begin <= end <= len(text) and text[begin:end] == words


def in_order(text: AlignedText) -> bool:
    """Tell whether the channels have one length and the bounds lie in the original, one after the other."""
    lengths = {len(text.text), len(text.folded), len(text.ascii), len(text.starts), len(text.ends)}
    if len(lengths) > 1:
        return False
    if not len(text.starts):
        return True
    inside = text.starts[0] >= 0 and text.ends[-1] <= len(text.original)
    return bool(inside and (text.starts <= text.ends).all() and (text.starts[1:] >= text.starts[:-1]).all())


def rows(rounds: int, start: int, model: Path) -> Tally:
    """Screen and link hostile rows: each comes out as one line of JSON in UTF-8, screened or with its error."""
    tally = Tally("fuzz: screen rows", "hostile lines through `soitin screen FILE` and `soitin link FILE`")
    screener = Screener(model)
    keys = st.sampled_from(["id", "text", "title", "employer_name", "url", "site", "posted_at", "x"])
    row = st.dictionaries(keys, st.one_of(hostile_texts(12), json_values), max_size=8)
    sound = row.map(lambda one: {"id": "a", "text": "Tuyển gấp, đặt cọc 500k", **one})
    lines = st.one_of(
        st.one_of(row, sound, json_values).map(lambda one: json.dumps(one).encode()),
        st.binary(max_size=60),
        st.integers(500, 200_000).map(lambda deep: b'{"id":1,"text":' + b"[" * deep),
        hostile_texts(6).map(lambda text: f'{{"id":"1","text":"{text}"}}'.encode("utf-8", "surrogatepass")),
    )

    def attack(line: bytes) -> None:
        found = tally.try_one(lambda: screen_line(screener, line, ON, 1), line)
        if found is not None:
            written = tally.try_one((written_line(found) + "\n").encode, line)
            if written is not None and (written.count(b"\n") != 1 or not has_answer(found)):
                tally.fault(line, "no score in 0-1 and no error")
        linked = tally.try_one(lambda: read_line(line, 1), line)
        if linked is not None and linked[1] is None and not linked[2]:
            tally.fault(line, "neither linked nor an error")

    drawn(lines, attack, rounds=rounds, start=start)
    return tally


def has_answer(found: dict[str, Any]) -> bool:
    """Tell whether a line has an error in words or a score that orders."""
    score = found.get("score")
    return bool(found.get("error")) or (isinstance(score, float) and 0 <= score <= 1)


def patterns(share: int, _start: int) -> Tally:
    """Run every pattern of the packages on texts made to be slow for it; on so much shorter ones for a share."""
    letters = PATTERN_LETTERS // share
    done = f"every pattern on {letters:,} letters made to be slow for it, {SECONDS_A_PATTERN} s of CPU each"
    tally = Tally("fuzz: patterns (ReDoS)", done)
    for name, pattern in sorted(patterns_of_packages().items()):
        is_bytes = isinstance(pattern.pattern, bytes)
        own = pieces_of(pattern)
        for head, piece in (*(("", one) for one in (*SLOW.values(), *own)), *product(own, TAILS)):
            text = (head + piece * (letters // len(piece)))[:letters] + "\x01"
            given = text.encode("utf-8", "replace") if is_bytes else text
            tally.times += 1
            if not is_quick(pattern, given):
                tally.fault(head + piece, f"{name} is slow: {str(pattern.pattern)[:120]}")
                break
    return tally


def patterns_of_packages() -> dict[str, Any]:
    """Return every compiled pattern that a module of the packages holds, by its place; re2 is linear by itself."""
    found: dict[str, Any] = {}
    for package in PACKAGES:
        for info in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if "migrations" in info.name or info.name.endswith(("_page", ".app", ".settings")):
                continue  # pages draw themselves when they are imported
            for key, value in vars(importlib.import_module(info.name)).items():
                found |= {f"{info.name}.{key}{place}": one for place, one in held(value)}
    return {name: one for name, one in found.items() if isinstance(one, re.Pattern)}


def held(value: Any, place: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the patterns in a value of a module, those in tuples, tables and records too."""
    if isinstance(value, re.Pattern):
        yield place, value
    elif depth < 4:
        inner: Any = ()
        if isinstance(value, dict):
            inner = value.items()
        elif isinstance(value, list | tuple | set | frozenset):
            inner = enumerate(value)
        elif hasattr(type(value), "__slots__") or hasattr(type(value), "__dataclass_fields__"):
            inner = [(name, getattr(value, name, None)) for name in getattr(type(value), "__dataclass_fields__", ())]
        for key, one in inner:
            yield from held(one, f"{place}[{key}]", depth + 1)


def pieces_of(pattern: Any) -> list[str]:
    """Return the plain words and letters of a pattern, to be repeated, and what joins two of them."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = re.findall(r"[^\W\d_]{2,}|[.,:;@/%-]", re.sub(r"\\.|\[[^\]]*\]|\(\?[^:)]*[:)]?", " ", source))[:6]
    return [*words, *(f"{word} " for word in words[:3]), *(f"{word}1" for word in words[:2])]


class _TooLong(Exception):
    pass


def is_quick(pattern: Any, text: Any) -> bool:
    """Tell whether a pattern is through a text within its bound of CPU time."""
    with contextlib.suppress(_TooLong), _bounded(SECONDS_A_PATTERN):
        for _ in pattern.finditer(text):
            pass
        return True
    return False


@contextlib.contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def megabytes(rounds: int, _start: int, model: Path) -> Tally:
    """Read a million characters of each slow piece within a bound of CPU time."""
    size = LONGEST_TEXT if rounds > len(SLOW) else LONGEST_TEXT // 10
    most = SECONDS_A_MEGABYTE * size / LONGEST_TEXT
    tally = Tally(
        "fuzz: long texts", f"{size:,} characters of one piece behind an address, screened in {most:g} s of CPU"
    )
    screener = Screener(model)
    screener.screen(AdvertText(text=real_texts()[0]), ON)
    for name, piece in SLOW.items():
        text = ("a@b.vn www. " + piece * (size // len(piece) + 1))[:size]
        began = time.process_time()
        tally.try_one(lambda text=text: screener.screen(AdvertText(text=text), ON), name)
        if (took := time.process_time() - began) > most:
            tally.fault(name, f"took {took:.1f} s of CPU")
    return tally
