"""How a command ends where something was refused: one sentence on stderr, and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn what storage refuses into one sentence on stderr and an exit code."""
    from model.law.tables import BadTable  # noqa: PLC0415 - heavy imports wait until a command runs
    from storage.errors import StorageError  # noqa: PLC0415 - the same

    try:
        yield
    except BadTable as error:
        fail(str(error), code=1)
    except (StorageError, ValueError) as error:
        fail(str(error))


def fail(sentence: str, *, code: int = 2) -> NoReturn:
    """Say what is wrong and what to do, and end: 2 for wrong use, 1 for what ran and is not well."""
    typer.echo(f"soitin: {sentence}", err=True)
    raise typer.Exit(code)
