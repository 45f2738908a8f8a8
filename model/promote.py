"""Whether a candidate may take the champion's place: both on one frozen set that neither has learnt from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

from model.artefact import Artefact, Floats
from model.corpus import CorpusRow, fingerprint
from model.dataset import Dataset, Integers
from model.evaluation.alarms import bands_of_model
from model.evaluation.slices import accents_of, length_of
from model.linear import Linear

MARGIN = 0.01
"""By how much the candidate's PR-AUC must be higher on the whole frozen set."""
BOUND = 0.03
"""By how much it may be lower in any stratum."""
ALARM_BOUND = 0.005
"""By how much the share of honest rows in the high band may be higher."""
FEWEST = 20
"""Rows of each class that a frozen set, or a stratum of it, needs to be judged by."""


class PromotionRefused(Exception):
    """Raised when a candidate may not be promoted; the sentence says which figure speaks against it."""

    def __init__(self, message: str, *, code: str = "", **figures: str | float) -> None:
        """Say it in a sentence, and again for programs: a code, and the figures of the sentence."""
        super().__init__(message)
        self.code, self.figures = code, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Candidate beside champion on one group of frozen rows."""

    group: str
    rows: int
    champion: float
    candidate: float


def unseen(rows: Sequence[CorpusRow], *models: Artefact) -> list[CorpusRow]:
    """Return the rows that no model has learnt from.

    Raises:
        PromotionRefused: a model does not say what it has learnt from, or too few rows remain.
    """
    for model in models:
        if "seen" not in model.manifest:
            msg = f"{model.name} does not say which texts it was trained on; train it anew with this release"
            raise PromotionRefused(msg, code="untold", model=model.name)
    seen = {mark for model in models for mark in model.manifest["seen"]}
    left = [row for row in rows if fingerprint(row.advert.text) not in seen]
    deceptive = sum(row.deceptive for row in left)
    if min(deceptive, len(left) - deceptive) < FEWEST:
        msg = (
            f"the frozen set has {deceptive} deceptive and {len(left) - deceptive} honest rows that neither model has "
            f"seen, {FEWEST} of each are needed; {len(rows) - len(left)} were left out because one of them has"
        )
        figures = {"deceptive": deceptive, "honest": len(left) - deceptive, "left_out": len(rows) - len(left)}
        raise PromotionRefused(msg, code="few", needed=FEWEST, **figures)
    return left


def compare(champion: Artefact, candidate: Artefact, frozen: Dataset) -> list[Comparison]:
    """Return PR-AUC of both by stratum, the whole set first and the high band among honest rows last."""
    scores = {model.name: _scores(model, frozen) for model in (champion, candidate)}
    found = []
    for group, places in _strata(frozen.rows):
        labels = frozen.labels[places]
        if min(labels.sum(), len(labels) - labels.sum()) < FEWEST:
            continue
        areas = [float(average_precision_score(labels, scores[model.name][places])) for model in (champion, candidate)]
        found.append(Comparison(group=group, rows=len(places), champion=areas[0], candidate=areas[1]))
    honest = [example for example, label in zip(frozen.examples, frozen.labels, strict=True) if not label]
    alarmed = [bands_of_model(model, honest).count("high") / len(honest) for model in (champion, candidate)]
    return [*found, Comparison(group=ALARMS, rows=len(honest), champion=alarmed[0], candidate=alarmed[1])]


ALARMS = "honest rows in the high band"


def require_better(comparisons: Sequence[Comparison]) -> None:
    """Refuse a candidate that is not better on the whole, or worse somewhere.

    Raises:
        PromotionRefused: the figure that speaks against it.
    """
    whole, alarms = comparisons[0], comparisons[-1]
    if whole.candidate < whole.champion + MARGIN:
        msg = (
            f"PR-AUC on {whole.rows} frozen rows is {whole.candidate:.3f}, the champion's is {whole.champion:.3f}; "
            f"a candidate must be better by {MARGIN}"
        )
        raise PromotionRefused(msg, code="not_better", group=whole.group, bound=MARGIN)
    for one in comparisons[1:-1]:
        if one.candidate < one.champion - BOUND:
            msg = (
                f"PR-AUC in the stratum {one.group} is {one.candidate:.3f}, the champion's is {one.champion:.3f}; "
                f"no stratum may lose more than {BOUND}"
            )
            raise PromotionRefused(msg, code="stratum", group=one.group, bound=BOUND)
    if alarms.candidate > alarms.champion + ALARM_BOUND:
        msg = (
            f"{alarms.candidate:.1%} of honest frozen rows fall into the high band, the champion's share is "
            f"{alarms.champion:.1%}; at most {ALARM_BOUND:.1%} more may"
        )
        raise PromotionRefused(msg, code="alarms", group=alarms.group, bound=ALARM_BOUND)


def figures_of(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Return the comparison as JSON values, for the audit chain."""
    return {one.group: [one.rows, round(one.champion, 4), round(one.candidate, 4)] for one in comparisons}


def _scores(model: Artefact, frozen: Dataset) -> Floats:
    linear = Linear(model)
    return np.array([linear.explain(example.features)[0] for example in frozen.examples])


def _strata(rows: Sequence[CorpusRow]) -> Iterator[tuple[str, Integers]]:
    yield "all", np.arange(len(rows))
    for key in (lambda row: f"source {row.source}", lambda row: f"channel {row.channel}", _length, _accents):
        names = np.array([key(row) for row in rows])
        for name in sorted(set(names.tolist())):
            yield name, np.flatnonzero(names == name)


def _length(row: CorpusRow) -> str:
    return f"length {length_of(len(row.advert.text))}"


def _accents(row: CorpusRow) -> str:
    return accents_of(row.advert.text)
