"""From intercept to logit, step by step: the arithmetic and the words of the waterfall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.told import TOLD
from review_app.language import _, language
from review_app.wording import strength

BARS = 12
"""Reasons drawn as bars; smaller ones are summed up. The table beside the chart shows all."""
ROOM = 0.3
"""Share of the chart's width that the numbers behind the bars need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar: what it adds, from where to where."""

    name: str
    contribution: float
    start: float
    end: float
    kind: str
    """total | raises | lowers"""


def waterfall(
    intercept: float, reasons: Sequence[Mapping[str, Any]], sentences: Mapping[str, str], *, bars: int | None = BARS
) -> list[Step]:
    """Return the steps from the intercept to the logit; `bars=None` keeps every reason apart.

    Args:
        intercept: where the model starts before it reads anything.
        reasons: rows of the screening, name and contribution, the last one `other`.
        sentences: sentence of each finding by its code.
        bars: how many reasons to keep apart; the rest joins `other`, so that the sum stays exact.
    """
    named = [
        (readable(row["name"], sentences), float(row["contribution"])) for row in reasons if row["name"] != "other"
    ]
    rest = sum(float(row["contribution"]) for row in reasons if row["name"] == "other")
    named.sort(key=lambda reason: -abs(reason[1]))
    if bars is not None:
        rest += sum(contribution for _name, contribution in named[bars:])
        named = named[:bars]
    if rest or len(named) < len(reasons):
        named.append((_("All smaller reasons together"), rest))
    steps = [_total(_("Starting point of the model"), intercept)]
    for name, contribution in named:
        start = steps[-1].end
        kind = "raises" if contribution >= 0 else "lowers"
        steps.append(Step(name=name, contribution=contribution, start=start, end=start + contribution, kind=kind))
    return [*steps, _total(_("Sum (before calibration)"), steps[-1].end)]


def extent(steps: Sequence[Step]) -> tuple[float, float]:
    """Return the lowest and highest value of all steps, with room on the right for their numbers."""
    low = min(min(step.start, step.end) for step in steps)
    high = max(max(step.start, step.end) for step in steps)
    return low, high + (high - low or 1.0) * ROOM


def readable(name: str, sentences: Mapping[str, str]) -> str:
    """Return a reason's code in words: a finding's sentence, or the word that weighed."""
    kind, _colon, what = name.partition(":")
    if kind == "indicator":
        return sentences.get(what) or _("Indicator {code}").format(code=what.replace("_", " "))
    if kind == "word":
        return _("Word “{word}”").format(word=what.replace("_", " "))
    if kind == "fact":
        return _("Fact: {fact}").format(fact=TOLD.get(what, what) if language() == "vi" else what.replace("_", " "))
    if kind == "finding":
        return _("How many: {strength}").format(strength=strength(what)[1])
    return name


def _total(name: str, value: float) -> Step:
    return Step(name=name, contribution=value, start=0.0, end=value, kind="total")
