"""Kill and fault tests: `make chaos`, and with ARGS=--short what runs among the tests.

Each round plays a fault on a home of its own and ends with what was acknowledged and is not there, and with all checks
of `soitin doctor --full`. It ends with 1 if anything was lost or wrong. The seed is printed and can be given again;
what a seed repeats are the draws, not the moments at which the machine gets to them.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import chaos_backup
import chaos_case_files
import chaos_clock
import chaos_commands
import chaos_deciding
import chaos_disk
import chaos_models
import chaos_restart
import chaos_schedulers
from chaos_fork import warm_up
from chaos_kind import Kind, NotRun
from chaos_stage import Stage
from reliability_table import Row, record
from rich.console import Console

KINDS = [
    kind
    for part in (
        *(chaos_deciding, chaos_commands, chaos_models, chaos_backup, chaos_disk, chaos_restart, chaos_clock),
        *(chaos_case_files, chaos_schedulers),
    )
    for kind in part.KINDS
]
ADVERTS, FEW = 48, 12
"""Adverts of a home, and of one in the short form."""


def main() -> int:
    """Play the kinds asked for; return 1 if anything was lost."""
    asked = _asked()
    dice = random.Random(asked.seed)  # noqa: S311 - no secret
    bad = 0
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    warm_up()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stage = Stage(Path(folder), dice, adverts=FEW if asked.short else ADVERTS, is_short=asked.short)
        try:
            for kind in KINDS:
                rounds = kind.short if asked.short else kind.rounds
                if asked.kind in kind.name and rounds:
                    stage.dice = random.Random(f"{asked.seed} {kind.name}")  # noqa: S311 - the same
                    bad += play(stage, kind, asked.rounds or rounds, asked)
        finally:
            stage.close()
    return 1 if bad else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="few rounds on small homes, of the kinds that are quick")
    parser.add_argument("--kind", default="", help="only kinds whose name has these words")
    parser.add_argument("--rounds", type=int, help="of each kind; else what each kind asks for")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--write", action="store_true", help="put a row for each kind into docs/reliability.md")
    return parser.parse_args()


def play(stage: Stage, kind: Kind, rounds: int, asked: argparse.Namespace) -> int:
    """Play one kind, say and record what came of it; Ctrl+C ends it with the rounds played so far.

    Returns:
        In how many rounds something was lost or wrong.
    """
    console, begun = Console(stderr=True, highlight=False, width=180), time.monotonic()
    played, bad = 0, 0
    try:
        for found in kind.play(stage, rounds):
            played, bad = played + 1, bad + bool(found)
            console.print(f"{kind.name}: round {played} of {rounds}: {'; '.join(found[:5]) or 'nothing lost'}")
    except NotRun as reason:
        print(f"NOT RUN\t{kind.name}: {reason}", flush=True)
        return bad
    except KeyboardInterrupt:
        console.print(f"{kind.name}: stopped")
    took, times = time.monotonic() - begun, played * kind.each
    print(f"{kind.name}\t{times} times\t{bad} lost or wrong\t{took:.0f} s\tseed {asked.seed}", flush=True)
    if asked.write and played:
        command = f"make chaos ARGS=\"--kind '{kind.name}'\""
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        record(Row(kind.name, kind.done, times, bad, command, asked.seed, day))
    return bad


if __name__ == "__main__":
    sys.exit(main())
