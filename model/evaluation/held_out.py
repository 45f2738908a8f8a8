"""Run a learner over splits: every pair is scored by a model that saw neither twin, negatives by each of the models."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.artefact import Floats
from model.calibrate import calibrate, calibrated
from model.dataset import Dataset, Example, Integers
from model.evaluation.metrics import Judged
from model.evaluation.splits import Split
from model.features import MEASURES
from model.fit import SEED, Recipe, fit_examples, logits

Scorer = Callable[[Sequence[Example]], Floats]
Learner = Callable[[Sequence[Example], Integers], Scorer]
"""Takes examples and labels and returns a function that scores others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Places of the twins of every whole pair."""

    names: tuple[str, ...]
    deceptive: Integers
    honest: Integers


def whole_pairs(dataset: Dataset) -> Pairs:
    """Return the pairs of which both twins are there, by name."""
    found: dict[str, dict[bool, int]] = {}
    for place, row in enumerate(dataset.rows):
        found.setdefault(row.pair, {})[row.deceptive] = place
    whole = {name: twins for name, twins in sorted(found.items()) if len(twins) == len((True, False))}
    return Pairs(
        names=tuple(whole),
        deceptive=np.array([twins[True] for twins in whole.values()], dtype=np.int64),
        honest=np.array([twins[False] for twins in whole.values()], dtype=np.int64),
    )


def ours(recipe: Recipe, *, signs_known: bool = True) -> Learner:
    """Return the project's own model as a learner; what it scores may be shown to it as if no indicator had fired."""

    def learn(examples: Sequence[Example], labels: Integers) -> Scorer:
        fitted = fit_examples(examples, labels, recipe)
        return lambda others: logits(
            fitted, [example.features for example in (others if signs_known else without_signs(others))]
        )

    return learn


def judge(
    dataset: Dataset,
    splits: Sequence[Split],
    learner: Learner,
    *,
    negatives: Sequence[Example] = (),
    labels: Integers | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Judged:
    """Return the held-out scores of a learner, calibrated by a map that the split's rows had no part in.

    Args:
        dataset: the rows; measured against their true labels.
        splits: which rows are learnt from and which measured; every row is measured once.
        learner: what is judged.
        negatives: adverts presumed honest; each of the models scores them.
        labels: what the learner is told, if not the truth.
        progress: called with 1 for every model.
    """
    told = dataset.labels if labels is None else labels
    scores, fold_of = np.zeros(len(dataset.rows)), np.zeros(len(dataset.rows), dtype=np.int64)
    of_negatives = np.zeros((len(splits), len(negatives)))
    for number, split in enumerate(splits):
        scorer = learner([dataset.examples[place] for place in split.seen], told[split.seen])
        scores[split.unseen] = scorer([dataset.examples[place] for place in split.unseen])
        fold_of[split.unseen] = number
        if negatives:
            of_negatives[number] = scorer(negatives)
        progress(1)
    pairs = whole_pairs(dataset)
    chances = _cross_calibrated(scores, dataset.labels, fold_of)
    return Judged(
        deceptive=scores[pairs.deceptive],
        honest=scores[pairs.honest],
        folds=fold_of[pairs.deceptive],
        negatives=of_negatives,
        chances=(chances[pairs.deceptive], chances[pairs.honest]),
    )


def without_signs(examples: Sequence[Example]) -> list[Example]:
    """Return examples as if no indicator knew their signs: what the model does with tricks of tomorrow."""
    unseen = dict.fromkeys(MEASURES, 0)
    return [replace(one, features=replace(one.features, indicators=frozenset(), measures=unseen)) for one in examples]


def shuffled_labels(dataset: Dataset, draw: int = 0) -> Integers:
    """Return labels drawn by lot within each pair, so that only a leak could tell the true ones."""
    chance = np.random.default_rng(SEED + draw)
    told = dataset.labels.copy()
    pairs = whole_pairs(dataset)
    for one, other in zip(pairs.deceptive, pairs.honest, strict=True):
        if chance.random() < 1 / 2:
            told[one], told[other] = told[other], told[one]
    return told


def _cross_calibrated(scores: Floats, labels: Integers, fold_of: Integers) -> Floats:
    chances = np.zeros(len(scores))
    for number in set(fold_of.tolist()):
        mine = fold_of == number
        chances[mine] = calibrated(scores[mine], calibrate(scores[~mine], labels[~mine]))
    return chances
