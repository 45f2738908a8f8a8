"""Adverts a second of all fact readers on every core, beside segmenting the same texts: `make bench-readers`.

And the seconds that a million characters of text made to be slow take, kind by kind; each is to stay within one.
"""

import argparse
import gzip
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from model.facts import read_facts
from model.text import LONGEST_TEXT, align
from model.words import to_words

REAL = Path(__file__).parents[3] / "shared" / "data" / "real_adverts.jsonl.gz"
ON = date(2026, 11, 21)
BATCH = 64
SLOW = {
    "digits": "0912345678",
    "digits and spaces": "0 9 1 2 ",
    "sums": "phí 15-20tr, lương 3 triệu ",
    "letters with dots": "l.ư.ơ.n.g ",
    "capitals without spaces": "TuyenGapLuongCao",
    "combining accents": "a\u0301\u0323",
    "zero-width": "a\u200b",
    "emoji digits": "0️⃣9️⃣",
    "brackets": "((((",
    "numbers in words": "không chín một hai ba ",
    "places": "Gò Vấp, Nhật Bản, quận 7, ",
    "companies": "Công ty TNHH MTV ",
    "ages": "18-35 tuổi, 2k5, ",
    "lines": "- \n",
    "one letter": "a",
}


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=REAL, help="JSONL rows with text, also .gz")
    file = parser.parse_args().file
    if not file.is_file():
        sys.exit(f"{file} is not there; give adverts with --file")
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        texts = [json.loads(line)["text"] for line in lines]
    console = Console(width=100)
    console.print(speed(texts))
    console.print(adversarial())


def speed(texts: list[str]) -> Table:
    """Time readers and segmenter on all cores, each in warmed processes."""
    cores = os.cpu_count() or 1
    batches = [texts[place : place + BATCH] for place in range(0, len(texts), BATCH)]
    rates = {}
    for name, work in (("all fact readers", read_batch), ("underthesea.word_tokenize", segment_batch)):
        used = batches if work is read_batch else batches[::4]
        with ProcessPoolExecutor(cores) as pool:
            list(pool.map(work, batches[: 2 * cores]))
            begun = time.perf_counter()
            adverts = sum(pool.map(work, used))
            rates[name] = adverts / (time.perf_counter() - begun)
    table = Table(title=f"{len(texts):,} adverts, {cores} cores")
    for column in ("what", "adverts a second", "to word_tokenize"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for name, rate in rates.items():
        table.add_row(name, f"{rate:,.0f}", f"{rate / rates['underthesea.word_tokenize']:.1f}×")
    return table


def read_batch(texts: list[str]) -> int:
    """Read the facts of some texts."""
    for text in texts:
        read_facts(align(text), ON)
    return len(texts)


def segment_batch(texts: list[str]) -> int:
    """Segment some texts."""
    for text in texts:
        to_words(text)
    return len(texts)


def adversarial() -> Table:
    """Time the longest text that is read, filled with each piece that is made to be slow."""
    table = Table(title=f"{LONGEST_TEXT:,} characters of one piece")
    for column in ("piece", "seconds", "times the plain one"):
        table.add_column(column, justify="left" if column == "piece" else "right")
    plain = seconds("Tuyển công nhân may tại Bình Dương. ")
    for name, piece in SLOW.items():
        took = seconds(piece)
        table.add_row(name, f"{took:.2f}", f"{took / plain:.1f}×")
    return table


def seconds(piece: str) -> float:
    """Return how long reading a text of this piece alone takes."""
    text = (piece * (LONGEST_TEXT // len(piece) + 1))[:LONGEST_TEXT]
    begun = time.perf_counter()
    read_facts(align(text), ON)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
