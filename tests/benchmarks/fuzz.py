"""Hostile input against every reader: `make fuzz`; `make fuzz ARGS=--short` is what runs among the tests.

A refusal in words is right; any other exception, a lost row, a wrong offset, a slow pattern, a wrong exit code or a
traceback counts as let through. It ends with 1 if anything was. With --write the rows go to docs/reliability.md.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import fuzz_bombs
import fuzz_damages
import fuzz_files
import fuzz_tables
import fuzz_text
from fuzz_tally import Tally
from reliability_table import Row, record
from rich.console import Console

from model.score import DEFAULT_MODEL

FULL, SHORT = 1, 10
"""By how much the numbers of attempts are divided."""
SLOW = ("bombs", "damages")
"""Left out of the short form unless they are named: each takes minutes."""


def attacks(share: int, start: int) -> dict[str, Callable[[], Tally]]:
    """Return every attack with the number of its attempts."""

    def of(rounds: int) -> int:
        return max(rounds // share, 1)

    made: dict[str, Callable[[], Tally]] = {
        "texts": partial(fuzz_text.texts, of(1000), start),
        "rows": partial(fuzz_text.rows, of(800), start, DEFAULT_MODEL),
        "patterns": partial(fuzz_text.patterns, share, start),
        "long": partial(fuzz_text.megabytes, of(100), start, DEFAULT_MODEL),
        "pages": partial(fuzz_files.pages, of(1500), start),
        "imports": partial(fuzz_files.imports, of(800), start),
        "lists": partial(fuzz_files.lists, of(1500), start),
        "kept": partial(fuzz_files.kept, of(600), start, DEFAULT_MODEL),
        "sites": partial(fuzz_tables.sites, of(1500), start),
        "law": partial(fuzz_tables.law, of(1500), start),
        "bombs": partial(fuzz_bombs.bombs, share, start),
        "damages": partial(fuzz_damages.damages, share, start),
    }
    return made


def main() -> None:
    """Attack, tell, and write the rows where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a tenth of the attempts, in half a minute")
    parser.add_argument("--write", action="store_true", help="put the rows into docs/reliability.md")
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run")
    parser.add_argument("--only", nargs="+", default=None, help="some of the attacks")
    chosen = parser.parse_args()
    start = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**6)
    console = Console(stderr=True, highlight=False)
    let_through = 0
    for name, attack in attacks(SHORT if chosen.short else FULL, start).items():
        if (chosen.only and name not in chosen.only) or (chosen.short and not chosen.only and name in SLOW):
            continue
        began = time.monotonic()
        tally = attack()
        let_through += len(tally.faults)
        took = time.monotonic() - began
        console.print(f"{name}: {tally.times:,} tried, {len(tally.faults)} let through, {took:.0f} s", markup=False)
        for sentence in tally.told():
            console.print(f"  {sentence}", markup=False)
        if chosen.write:
            _record(name, tally, start, is_short=chosen.short)
    print(f"seed {start}: {let_through or 'nothing'} let through")
    sys.exit(1 if let_through else 0)


def _record(name: str, tally: Tally, start: int, *, is_short: bool) -> None:
    command = f'make fuzz ARGS="{"--short " if is_short else ""}--only {name} --seed {start}"'
    day = date.fromtimestamp(time.time()).isoformat()  # noqa: DTZ012 - the day on which it was run, here
    record(Row(tally.kind, tally.done, tally.times, len(tally.faults), command, start, day))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
