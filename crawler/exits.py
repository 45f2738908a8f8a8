"""How the crawler's commands end when something was foreseen: one sentence on stderr, and an exit code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer


@contextmanager
def sentences(code: int = 2) -> Iterator[None]:
    """Turn what storage or a site file refuses into one sentence and an exit code."""
    from crawler.errors import WrongSiteFile
    from storage.errors import StorageError

    try:
        yield
    except (StorageError, WrongSiteFile) as error:
        fail(str(error), code)


def fail(sentence: str, code: int = 2) -> NoReturn:
    """End the command with a sentence: 1 ran and something is wrong, 2 wrong use."""
    print(f"soitin: {sentence}", file=sys.stderr)
    raise typer.Exit(code)
