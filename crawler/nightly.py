"""`soitin nightly`: what cron runs; each step in a process of its own, whatever became of the one before."""

import subprocess
import sys
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from crawler.nights import table_of_runs
from storage.database import open_database, reading
from storage.errors import StorageError
from storage.runs import runs_since
from storage.settings import settings

_SOITIN = (sys.executable, "-m", "soitin")
_WIDE = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of the night, and how it ended."""

    command: str
    code: int | None
    """Exit code; None for a step that this release does not have."""
    seconds: float


def run_night(commands: Sequence[Sequence[str]], *, known: Collection[str]) -> int:
    """Run the steps, print how they and the night's crawls went on one screen, and return the worst exit code."""
    since = datetime.now(UTC)
    steps = [run_step(command) if command[0] in known else _missing(command) for command in commands]
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    try:
        with reading(open_database(settings().url)) as session:
            runs = runs_since(session, since)
        if runs:
            console.print(table_of_runs(runs))
    except StorageError as error:
        console.print(str(error))
    console.print(table_of_steps(steps))
    return worst_code(steps)


def run_step(arguments: Sequence[str], *, clock: Callable[[], float] = time.monotonic) -> Step:
    """Run one `soitin` command and return how it ended; a step that was killed counts as one that went wrong."""
    begun = clock()
    done = subprocess.run([*_SOITIN, *arguments], check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - our own program
    code = done.returncode if done.returncode >= 0 else 1
    return Step(command=" ".join(arguments), code=code, seconds=clock() - begun)


def worst_code(steps: Sequence[Step]) -> int:
    """Return the highest exit code of the steps that ran."""
    return max((step.code for step in steps if step.code is not None), default=0)


def table_of_steps(steps: Sequence[Step]) -> Table:
    """Return a table with a line a step."""
    table = Table("bước / step", "kết quả / result", "giây / seconds")
    for step in steps:
        known = {0: "tốt / good", None: "chưa có / not in this release"}
        table.add_row(f"soitin {step.command}", known.get(step.code, f"mã / code {step.code}"), f"{step.seconds:.0f}")
    return table


def _missing(command: Sequence[str]) -> Step:
    return Step(command=" ".join(command), code=None, seconds=0)
