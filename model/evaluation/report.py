"""What an evaluation found, as records; written as csv, and as markdown by card.py."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from model.evaluation.agreement import Agreement
from model.evaluation.alarms import Alarms
from model.evaluation.intervals import Figure
from model.evaluation.metrics import Judged

COLUMNS = ("table", "learner", "split", "slice", "value", "pairs", "figure", "estimate", "low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Figures of one learner on some pairs."""

    table: str
    """learners | slices | attempts"""
    learner: str
    split: str
    pairs: int
    figures: dict[str, Figure]
    slice: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure that was to be reached."""

    name: str
    wanted: str
    found: Figure | None
    """None where it could not be measured."""
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that one run of `soitin evaluate` found."""

    facts: dict[str, Any]
    """What was evaluated: rows, pairs, sources, day, versions."""
    lines: Sequence[Line]
    aims: Sequence[Aim]
    real: Sequence[Alarms] = ()
    """Bands of real adverts by stratum; empty where there are none."""
    held_out: Sequence[Alarms] = ()
    """Bands of corpus rows by models that did not see their source."""
    judged: dict[str, Judged] = field(default_factory=dict)
    """Held-out scores of every learner, leave-one-source-out, for the plots."""
    drift: Sequence[tuple[str, str, Sequence[float]]] = ()
    """Group, kind and scores of its rows: how scores move between sources."""
    notes: Sequence[str] = ()
    agreements: Sequence[Agreement] = ()
    """First against second labels of the corpus, by source, all of them last."""


def as_csv(report: Report) -> str:
    """Return every figure as one row of a long table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in report.lines:
        for name, figure in line.figures.items():
            where = (line.table, line.learner, line.split, line.slice, line.value, line.pairs, name)
            writer.writerow([*where, *(f"{number:.4f}" for number in figure)])
    for table, groups in (("real adverts", report.real), ("held-out rows", report.held_out)):
        for one in groups:
            for band in one.bands:
                where = (table, "model", "", "group", one.group, one.adverts, f"share in band {band}")
                writer.writerow([*where, *(f"{number:.5f}" for number in one.share(band))])
    return out.getvalue()
