"""The table of docs/reliability.md: rows come from runs that were asked to write, never from a hand."""

import os
from dataclasses import astuple, dataclass
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- rows: written by make chaos and make fuzz, not by hand -->", "<!-- end of rows -->"
HEADINGS = ("kind", "what was done", "times", "lost or let through", "command", "seed", "date")


@dataclass(frozen=True, slots=True)
class Row:
    """What one run has shown of one kind of fault or attack."""

    kind: str
    """Names the row: a later run of the same kind takes its place."""
    done: str
    times: int
    bad: int
    """What was lost (faults) or let through (attacks)."""
    command: str
    seed: int
    date: str
    """ISO day of the run."""


def record(row: Row, document: Path = DOCUMENT) -> None:
    """Put a row into the table in the place of an earlier one of its kind; new kinds go to the end.

    Raises:
        ValueError: the document has no place for rows.
    """
    before, begin, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    table, end, after = rest.partition(END)
    if not (begin and end):
        message = f"{document.name} lacks {BEGIN} and {END}"
        raise ValueError(message)
    lines = {_kind(line): line for line in table.strip().splitlines()[2:]}
    lines[_cell(row.kind)] = _line(*astuple(row)[:4], f"`{row.command}`", row.seed, row.date)
    drawn = "\n".join([_line(*HEADINGS), _line(*["---"] * len(HEADINGS)), *lines.values()])
    whole = f"{before}{BEGIN}\n\n{drawn}\n\n{END}{after}"
    draft = document.with_suffix(f".{os.getpid()}")
    draft.write_text(whole, encoding="utf-8")
    draft.replace(document)


def _line(*cells: object) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "/")


def _kind(line: str) -> str:
    return line.strip("| ").partition(" | ")[0]
