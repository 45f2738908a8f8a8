"""What commands show: progress on stderr where a person watches, and one sentence where something is wrong."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

GOOD, WRONG, MISUSED = 0, 1, 2
"""Exit codes: done; ran and something is wrong; used wrongly."""


def stop(code: int, sentence: str) -> NoReturn:
    """End the command with one sentence on stderr."""
    sys.stderr.write(f"soitin: {sentence}\n")
    raise typer.Exit(code)


@contextmanager
def bar(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show progress on stderr; the function that comes out moves it on by so many."""
    # rich takes a tenth of a second to load, which --help should not pay
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda step: progress.advance(task, step)
