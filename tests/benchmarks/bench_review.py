"""Server time of what an inspector opens, at several sizes of the office, on SQLite and PostgreSQL.

    make bench-review ARGS="--sizes 1000 10000"

Aim: p95 at the largest size at most twice that at the smallest. Offices are made in a scratch folder, and kept there
between runs with `--scratch`.
"""

import argparse
import importlib.util
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text

from review_app.service import broker, broker_adverts, database, item, worklist
from review_app.service.logins import Person
from storage.database import reading
from storage.dossiers import read_dossier
from storage.provinces import PROVINCES
from storage.queue import QueueFilter
from storage.scope import Scope

SIZES = (1_000, 10_000, 100_000)
SERVER = os.environ.get("SOITIN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")
AIM = 2.0
WARMING = 5
"""Calls before those that are timed."""
READER = Person(id=1, name="can-bo-0", full_name="Cán bộ Mẫu", role="officer")


def main(asked: Sequence[str] | None = None) -> None:
    """Make the offices, time each row, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="adverts of each office, rising")
    parser.add_argument("--calls", type=int, default=200, help="calls timed for each row")
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
        for name in desks[0].rows:
            taken: list[list[float]] = [[] for _ in sizes]
            for call in range(-WARMING, max(2, calls)):
                for desk, times in zip(desks, taken, strict=True):
                    took = desk.time(name, call)
                    if call >= 0:
                        times.append(took)
            for times, one in zip(taken, found, strict=True):
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
    rows = _rows(database.engine())
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
        review_office().fill(f"{SERVER}/{name}", size, scratch=scratch).dispose()
    elif not path.exists():
        review_office().fill(f"sqlite:///{path}", size, scratch=scratch).dispose()
    print(f"{size:,} adverts are ready on {kind} after {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return f"{SERVER}/{name}" if kind == "postgresql" else f"sqlite:///{path}"


def _on_server(statement: str) -> None:
    server = create_engine(make_url(SERVER).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()


def _rows(engine: Engine) -> dict[str, Callable[[random.Random], object]]:
    """Return what is timed, each by a name: a function that draws what it looks at."""
    with engine.connect() as connection:
        campaigns = list(connection.execute(text("SELECT id FROM campaign WHERE merged_into_id IS NULL")).scalars())
        brokers = list(connection.execute(text("SELECT broker_id FROM broker_member")).scalars())
        phones = list(connection.execute(text("SELECT value FROM contact WHERE kind = 'phone'")).scalars())
    everything, rare = QueueFilter(), ("giàn giáo đặt cọc hộ chiếu", "trong nam hop dong", "xâu vòng ký túc")

    def dossier(chance: random.Random) -> object:
        with reading(engine) as session:
            return read_dossier(session, chance.choice(brokers))

    def broker_page(chance: random.Random) -> object:
        one = chance.choice(brokers)
        return broker.read(READER, None, one), broker_adverts.read_page(READER, None, one, 1)

    return {
        "queue": lambda _: _queue(everything),
        "queue, further on": lambda chance: _queue(everything, pages=chance.randrange(1, 5)),
        "queue, one province": lambda chance: _queue(replace(everything, province=chance.choice(list(PROVINCES)))),
        "queue, kind and band": lambda _: _queue(replace(everything, typology="home_piecework", band="high")),
        "queue, in scope": lambda chance: _queue(
            replace(everything, scope=Scope((chance.choice(list(PROVINCES)),), ("JP",)))
        ),
        "item": lambda chance: item.read(chance.choice(campaigns)),
        "next item": lambda chance: worklist.item_after(chance.choice(campaigns), everything),
        "search, few": lambda chance: _queue(replace(everything, words=chance.choice(rare))),
        "search, many": lambda chance: _queue(replace(everything, words=chance.choice(("luong", "hợp đồng", "cong")))),
        "search, number": lambda chance: _queue(replace(everything, words=_typed(chance.choice(phones)))),
        "broker, dossier": dossier,
        "broker, page": broker_page,
    }


def _queue(wanted: QueueFilter, pages: int = 0) -> object:
    """Do what the page of the queue asks of storage."""
    worklist.read_choices()
    worklist.count_fitting(QueueFilter(scope=wanted.scope))
    page = worklist.read_page(wanted)
    for _ in range(pages):
        page = worklist.read_page(wanted, page.rows[-1].place) if page.more else page
    return page


def _typed(phone: str) -> str:
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"


def _print(kind: str, sizes: Sequence[int], measured: Sequence[Times]) -> None:
    head = "".join(f"{f'{size:,} adverts':>21}" for size in sizes)
    print(f"\n{kind}: p50 / p95 in ms\n{'':22}{head}   ratio of p50, of p95")
    for name, (least50, least95) in measured[0].items():
        cells = "".join(f"{rows[name][0]:10.1f} /{rows[name][1]:8.1f} " for rows in measured)
        most50, most95 = measured[-1][name]
        ratio = most95 / least95
        missed = "" if ratio <= AIM else f"above the aim of {AIM:g}"
        print(f"{name:22}{cells} {most50 / least50:9.2f} {ratio:9.2f}  {missed}".rstrip())


def review_office() -> ModuleType:
    """Load the invented office, which stands beside this file and in no package."""
    spec = importlib.util.spec_from_file_location("review_office", Path(__file__).with_name("review_office.py"))
    if spec is None or spec.loader is None:
        msg = "review_office.py is not beside this file"
        raise ImportError(msg)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
