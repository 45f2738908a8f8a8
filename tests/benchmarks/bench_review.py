"""Server time of what an inspector opens, at several sizes of the office, on SQLite and PostgreSQL.

    make bench-review ARGS="--sizes 1000 10000"

Aim: p95 at the largest size at most twice that at the smallest, but for pages that count over the whole office. Offices
are made once, in a scratch folder, for both databases, and kept there between runs with `--scratch`.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from fill_office import fill
from review_rows import COUNTED, rows_of
from sqlalchemy import create_engine, make_url, text

from review_app.service import database

SIZES = (1_000, 10_000, 100_000)
SERVER = os.environ.get("SOITIN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")
AIM = 2.0
WARMING = 5
"""Calls before those that are timed."""


def main(asked: Sequence[str] | None = None) -> None:
    """Make the offices, time each row, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="adverts of each office, rising")
    parser.add_argument("--calls", type=int, default=150, help="calls timed for each row")
    parser.add_argument("--databases", nargs="+", default=("sqlite", "postgresql"), help="which of the two")
    parser.add_argument("--scratch", type=Path, help="folder to keep SQLite offices in between runs")
    parser.add_argument("--answer", metavar="ADDRESS", help=argparse.SUPPRESS)
    given = parser.parse_args(asked)
    if given.answer:
        _answer(given.answer)
        return
    with tempfile.TemporaryDirectory() as passing:
        scratch = given.scratch or Path(passing)
        scratch.mkdir(parents=True, exist_ok=True)
        for kind in given.databases:
            _print(kind, given.sizes, _measure(kind, given.sizes, given.calls, scratch))


Times = dict[str, tuple[float, float]]
"""Row → p50 and p95 in milliseconds."""


def _measure(kind: str, sizes: Sequence[int], calls: int, scratch: Path) -> list[Times]:
    """Return the times of each size.

    Each office has a process of its own, and they are asked in turn: whatever else the machine does, all bear it alike.
    """
    with ExitStack() as stack:
        desks = [Desk(stack, _office(stack, kind, size, scratch)) for size in sizes]
        found: list[Times] = [{} for _ in sizes]
        # the largest office has every row, a small one has no broker of thousands of adverts
        for name in desks[-1].rows:
            taken: list[list[float]] = [[] for _ in sizes]
            for call in range(-WARMING, max(2, calls)):
                for desk, times in zip(desks, taken, strict=True):
                    if name not in desk.rows:
                        continue
                    took = desk.time(name, call)
                    if call >= 0:
                        times.append(took)
            for times, one in zip(taken, found, strict=True):
                if times:
                    one[name] = (statistics.median(times), statistics.quantiles(times, n=20)[-1])
        return found


class Desk:
    """A process that opens what it is told to in one office, and says how long it took."""

    def __init__(self, stack: ExitStack, url: str) -> None:
        command = [sys.executable, str(Path(__file__).resolve()), "--answer", url]
        self._process = stack.enter_context(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        self.rows: list[str] = self._read()

    def time(self, row: str, seed: int) -> float:
        """Return how many milliseconds one call took; a seed says what is looked at."""
        if self._process.stdin is not None:
            self._process.stdin.write(json.dumps([row, seed]) + "\n")
            self._process.stdin.flush()
        return float(self._read())

    def _read(self) -> Any:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            msg = "the process that opens the pages has ended; its own message says why"
            raise RuntimeError(msg)
        return json.loads(line)


def _answer(url: str) -> None:
    """Open what is asked for on each line, until there is none any more."""
    os.environ["SOITIN_DATABASE_URL"] = url
    rows = rows_of(database.engine())
    print(json.dumps(list(rows)), flush=True)
    for line in sys.stdin:
        row, seed = json.loads(line)
        chance = random.Random(seed)  # noqa: S311 - the same draws at each size
        begun = time.perf_counter()
        rows[row](chance)
        print(json.dumps((time.perf_counter() - begun) * 1_000), flush=True)


def _office(stack: ExitStack, kind: str, size: int, scratch: Path) -> str:
    """Return the address of an office of a size, made where it is not there yet."""
    begun = time.perf_counter()
    name, path = f"soitin_bench_{os.getpid()}_{size}", scratch / f"office-{size}.db"
    if kind == "postgresql":
        _on_server(f'CREATE DATABASE "{name}"')
        stack.callback(_on_server, f'DROP DATABASE "{name}" WITH (FORCE)')
        fill(f"{SERVER}/{name}", size, scratch=scratch).dispose()
    elif not path.exists():
        fill(f"sqlite:///{path}", size, scratch=scratch).dispose()
    print(f"{size:,} adverts are ready on {kind} after {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return f"{SERVER}/{name}" if kind == "postgresql" else f"sqlite:///{path}"


def _on_server(statement: str) -> None:
    server = create_engine(make_url(SERVER).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()


def _print(kind: str, sizes: Sequence[int], measured: Sequence[Times]) -> None:
    head = "".join(f"{f'{size:,} adverts':>21}" for size in sizes)
    print(f"\n{kind}: p50 / p95 in ms\n{'':24}{head}   ratio of p50, of p95")
    for name, (most50, most95) in measured[-1].items():
        cells = "".join(_cell(rows.get(name)) for rows in measured)
        if name not in measured[0]:
            print(f"{name:24}{cells}".rstrip())
            continue
        least50, least95 = measured[0][name]
        ratio = most95 / least95
        missed = "" if ratio <= AIM else "counts the whole office" if name in COUNTED else f"above the aim of {AIM:g}"
        print(f"{name:24}{cells} {most50 / least50:9.2f} {ratio:9.2f}  {missed}".rstrip(), flush=True)


def _cell(times: tuple[float, float] | None) -> str:
    return f"{times[0]:10.1f} /{times[1]:8.1f} " if times else f"{'–':>20} "


if __name__ == "__main__":
    main()
