"""How far a second hand, which saw the text alone, labels the corpus as its writers did (Cohen 1960, kappa)."""

import csv
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.metrics import cohen_kappa_score

from model.corpus import FOLDER, CorpusRow

SECOND_LABELS = FOLDER / "second_labels.csv"
"""Columns id, label (deceptive | honest), sure (3 certain, 2 fairly, 1 a guess)."""


class UnreadableLabels(Exception):
    """Raised when the file of second labels cannot be used; the sentence names line and fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two labels of the same rows, compared."""

    source: str
    rows: int
    agreed: int
    guessed: int
    """Rows that the second hand called a guess."""
    kappa: float
    """1 is full agreement, 0 what chance gives; NaN where one of the two knew one label alone."""


def read_second_labels(file: Path = SECOND_LABELS) -> dict[str, tuple[str, int]]:
    """Return label and sureness by row id; nothing where there is no such file.

    Raises:
        UnreadableLabels: a line with another label, or an id twice.
    """
    if not file.exists():
        return {}
    found: dict[str, tuple[str, int]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            if row.get("label") not in ("deceptive", "honest") or row.get("sure") not in ("1", "2", "3"):
                msg = f"{file.name}, line {number}: label deceptive or honest and sure 1 to 3 are needed, found {row}"
                raise UnreadableLabels(msg)
            if row["id"] in found:
                msg = f"{file.name}, line {number}: the id {row['id']!r} stands there twice; keep one"
                raise UnreadableLabels(msg)
            found[row["id"]] = (row["label"], int(row["sure"]))
    return found


def agreements(rows: Sequence[CorpusRow], second: Mapping[str, tuple[str, int]]) -> list[Agreement]:
    """Compare first and second labels, by source and over all; rows without a second label are left out."""
    groups: dict[str, list[CorpusRow]] = defaultdict(list)
    for row in rows:
        if row.id in second:
            groups[row.source].append(row)
            groups["all"].append(row)
    return [
        _compared(source, groups[source], second) for source in sorted(groups, key=lambda name: (name == "all", name))
    ]


def _compared(source: str, rows: Sequence[CorpusRow], second: Mapping[str, tuple[str, int]]) -> Agreement:
    pairs = [("deceptive" if row.deceptive else "honest", second[row.id][0]) for row in rows]
    return Agreement(
        source=source,
        rows=len(rows),
        agreed=sum(first == other for first, other in pairs),
        guessed=sum(second[row.id][1] == 1 for row in rows),
        kappa=float(cohen_kappa_score(*zip(*pairs, strict=True)))
        if len({label for pair in pairs for label in pair}) > 1
        else math.nan,
    )
