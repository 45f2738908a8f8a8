"""Adverts a second of `soitin screen`, end to end, beside segmenting the same texts alone: `make bench-screen`.

Four figures of one run, so that a noisy machine is noisy for all of them: start-up (one advert), the whole file, the
fact readers alone and `underthesea.word_tokenize` alone, both on one core over every n-th text. Peak memory is that of
the largest process of the run.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from model.facts import read_facts
from model.text import align
from model.words import to_words

REAL = Path(__file__).parents[3] / "shared" / "data" / "real_adverts.jsonl.gz"
SOITIN = Path(sys.executable).with_name("soitin")
ON = date(2026, 11, 21)


def main() -> None:
    """Run all four and print them with their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=REAL, help="JSONL rows with id and text, also .gz")
    parser.add_argument("--every", type=int, default=6, help="the two references take each n-th text")
    chosen = parser.parse_args()
    if not chosen.file.is_file():
        sys.exit(f"{chosen.file} is not there; give adverts with --file")
    with gzip.open(chosen.file, "rt") if chosen.file.suffix == ".gz" else chosen.file.open() as lines:
        texts = [json.loads(line)["text"] for line in lines]
    some = texts[:: chosen.every]
    tokenized = rate(to_words, some)
    facts = rate(lambda text: read_facts(align(text), ON), some)
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.jsonl"
        one.write_text(json.dumps({"id": 1, "text": texts[0]}) + "\n")
        start = min(screened(one) for _ in range(3))
        whole = screened(chosen.file)
    report(len(texts), start, whole, tokenized, facts)


def rate(work: Callable[[str], object], texts: list[str]) -> float:
    """Return texts a second of one function on one core, after a warming-up."""
    for text in texts[:20]:
        work(text)
    begun = time.perf_counter()
    for text in texts:
        work(text)
    return len(texts) / (time.perf_counter() - begun)


def screened(file: Path) -> float:
    """Return the seconds that the command takes for a file, from start to exit."""
    begun = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        subprocess.run([SOITIN, "screen", file, "-o", out.name], check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def report(adverts: int, start: float, whole: float, tokenized: float, facts: float) -> None:
    """Print the table."""
    steady = adverts / (whole - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table = Table(title=f"soitin screen, {adverts} adverts, {os.cpu_count()} cores")
    for column, side in (("what", "left"), ("adverts a second", "right"), ("to word_tokenize", "right")):
        table.add_column(column, justify=side)  # type: ignore[arg-type]
    table.add_row("screen, end to end, start-up apart", f"{steady:,.0f}", f"{steady / tokenized:.1f}×")
    table.add_row("screen, start-up included", f"{adverts / whole:,.0f}", f"{adverts / whole / tokenized:.1f}×")
    table.add_row("all fact readers, one core", f"{facts:,.0f}", f"{facts / tokenized:.1f}×")
    table.add_row("underthesea.word_tokenize, one core", f"{tokenized:,.0f}", "1.0×")
    Console(width=100).print(table)
    print(f"start-up {start:.1f} s; the largest process took {peak:,.0f} MB")


if __name__ == "__main__":
    main()
