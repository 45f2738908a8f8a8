"""`soitin evaluate`: learners side by side on held-out sources, proofs first, then figures, slices and false alarms."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median_low

import numpy as np
from threadpoolctl import threadpool_limits

from model.artefact import load_artefact
from model.baselines import keyword_list, length_and_contacts, plain_tfidf, underthesea_classifier
from model.dataset import Dataset, Example
from model.evaluation.agreement import agreements, read_second_labels
from model.evaluation.aims import aims_of
from model.evaluation.alarms import Alarms, alarms, bands_of_model, bands_of_scores
from model.evaluation.attempts import ATTEMPTS
from model.evaluation.held_out import Learner, judge, ours, shuffled_labels, whole_pairs
from model.evaluation.intervals import with_intervals
from model.evaluation.metrics import FIGURES, Judged, average_precision, pair_accuracy
from model.evaluation.negatives import Negative
from model.evaluation.proofs import require_learnt, require_no_leak, require_no_shortcut
from model.evaluation.report import Line, Report
from model.evaluation.slices import FEWEST, slices
from model.evaluation.splits import Split, by_pair, by_source, require_clean
from model.fit import RECIPE
from model.indicators import INDICATORS
from model.train import train_on

MODEL, BY_LENGTH, UNDERTHESEA = "model", "length and contacts", "underthesea TextClassifier"
UNSEEN = "pair accuracy, no sign known"
DRAWS = 8
"""Shufflings of the labels in the proof that nothing leaks."""
TIMES = 5
"""Fits of underthesea's classifier, which differ from run to run; the middle one is shown."""
OUT_OF_SOURCE, FOLDS = "leave one source out", "five folds by pair"
_FEW_FIGURES = ("pair accuracy", "PR-AUC", "recall at 1% false alarms")
Progress = Callable[[int], None]


def evaluate(
    dataset: Dataset,
    negatives: Sequence[tuple[Negative, Example]],
    *,
    on: date,
    attempts: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """Judge the model and its baselines; see the card for what every table means.

    Args:
        dataset: the corpus with its features, and copies where a recipe asks for them.
        negatives: real adverts presumed honest, with their features; may be empty.
        on: day whose law the features were counted with.
        attempts: also run every recipe that was tried.
        progress: called with 1 for each model that was fitted.

    Raises:
        EvaluationFooled: figures would mean nothing, and why.
    """
    with threadpool_limits(1):
        sources, folds = by_source(dataset), by_pair(dataset)
        require_clean(dataset, sources)
        require_clean(dataset, folds)
        examples = [example for _, example in negatives]
        judged, notes = _judge_learners(dataset, sources, examples, progress)
        require_no_shortcut(judged[BY_LENGTH])
        require_learnt(judged[MODEL])
        told = [shuffled_labels(dataset, draw) for draw in range(DRAWS)]
        require_no_leak([judge(dataset, sources, ours(RECIPE), labels=one, progress=progress) for one in told])
        lines = [*_learner_lines(judged), *_fold_lines(dataset, folds, progress), *_slice_lines(dataset, judged[MODEL])]
        if attempts:
            lines += _attempt_lines(dataset, sources, examples, progress)
        real, held_out = _bands(dataset, judged[MODEL], negatives, on)
    return Report(
        facts=_facts(dataset, len(negatives), on),
        lines=lines,
        aims=aims_of(lines, real, MODEL, BY_LENGTH),
        real=real,
        held_out=held_out,
        judged=judged,
        drift=_drift(dataset, judged[MODEL], [negative.stratum for negative, _ in negatives]),
        notes=notes,
        agreements=agreements(dataset.rows, read_second_labels()),
    )


def models_to_fit(dataset: Dataset, *, attempts: bool) -> int:
    """Return how many models an evaluation fits, for a progress bar."""
    sources, learners = len({row.source for row in dataset.rows}), 4 + TIMES
    return sources * (learners + DRAWS + 2 * attempts * len(ATTEMPTS)) + 5 * len(_LEARNERS)


_LEARNERS: dict[str, Learner] = {
    MODEL: ours(RECIPE),
    "TF-IDF and logistic regression": plain_tfidf,
    UNDERTHESEA: underthesea_classifier,
    "keyword list": keyword_list,
    BY_LENGTH: length_and_contacts,
}


def _judge_learners(
    dataset: Dataset, splits: Sequence[Split], negatives: Sequence[Example], progress: Progress
) -> tuple[dict[str, Judged], list[str]]:
    judged, notes = {}, []
    for name, learner in _LEARNERS.items():
        try:
            runs = [
                judge(dataset, splits, learner, negatives=negatives, progress=progress)
                for _ in range(TIMES if name == UNDERTHESEA else 1)
            ]
        except (ImportError, AttributeError) as error:
            notes.append(f"{name} could not be run here: {error}.")
            continue
        middle = median_low([average_precision(run) for run in runs])
        judged[name] = next(run for run in runs if average_precision(run) == middle)
    return judged, notes


def _learner_lines(judged: dict[str, Judged]) -> Iterator[Line]:
    for name, one in judged.items():
        figures = with_intervals(one, FIGURES)
        yield Line(table="learners", learner=name, split=OUT_OF_SOURCE, pairs=len(one.deceptive), figures=figures)


def _fold_lines(dataset: Dataset, folds: Sequence[Split], progress: Progress) -> Iterator[Line]:
    few = {name: FIGURES[name] for name in ("pair accuracy", "PR-AUC", "ROC-AUC")}
    for name, learner in _LEARNERS.items():
        try:
            one = judge(dataset, folds, learner, progress=progress)
        except (ImportError, AttributeError):  # said once already, by the first table
            continue
        figures = with_intervals(one, few)
        yield Line(table="learners", learner=name, split=FOLDS, pairs=len(one.deceptive), figures=figures)


def _slice_lines(dataset: Dataset, judged: Judged) -> Iterator[Line]:
    few = {name: FIGURES[name] for name in _FEW_FIGURES}
    for (kind, value), places in slices(dataset, whole_pairs(dataset)).items():
        figures = with_intervals(judged.pairs(places), few) if len(places) >= FEWEST else {}
        where = {"table": "slices", "learner": MODEL, "split": OUT_OF_SOURCE, "slice": kind, "value": value}
        yield Line(**where, pairs=len(places), figures=figures)


def _attempt_lines(
    dataset: Dataset, splits: Sequence[Split], negatives: Sequence[Example], progress: Progress
) -> Iterator[Line]:
    few = {name: FIGURES[name] for name in (*_FEW_FIGURES, "precision of the first 50 of a day")}
    for name, recipe in ATTEMPTS.items():
        one = judge(dataset, splits, ours(recipe), negatives=negatives, progress=progress)
        figures = with_intervals(one, few, times=100)
        blind = judge(dataset, splits, ours(recipe, signs_known=False), progress=progress)
        figures |= with_intervals(blind, {UNSEEN: pair_accuracy}, times=100)
        yield Line(table="attempts", learner=name, split=OUT_OF_SOURCE, pairs=len(one.deceptive), figures=figures)


def _bands(
    dataset: Dataset, judged: Judged, negatives: Sequence[tuple[Negative, Example]], on: date
) -> tuple[list[Alarms], list[Alarms]]:
    with tempfile.TemporaryDirectory() as folder:
        train_on(dataset, Path(folder), on=on)
        artefact = load_artefact(Path(folder), indicators=tuple(indicator.code for indicator in INDICATORS))
    pairs = whole_pairs(dataset)
    rows = [dataset.examples[place] for place in (*pairs.deceptive, *pairs.honest)]
    bands = bands_of_scores(np.concatenate(judged.chances), rows, artefact.thresholds)
    held_out = alarms(bands, ["deceptive"] * len(pairs.deceptive) + ["honest"] * len(pairs.honest))[:-1]
    if not negatives:
        return [], held_out
    real = bands_of_model(artefact, [example for _, example in negatives])
    return alarms(real, [negative.stratum for negative, _ in negatives]), held_out


def _facts(dataset: Dataset, negatives: int, on: date) -> dict[str, object]:
    return {
        "rows": len(dataset.rows),
        "pairs": len(whole_pairs(dataset).names),
        "sources": dict(sorted(Counter(row.source for row in dataset.rows).items())),
        "real": negatives,
        "on": on.isoformat(),
        "versions": {name: version(name) for name in ("numpy", "scikit-learn", "underthesea_core")},
    }


def _drift(dataset: Dataset, judged: Judged, strata: Sequence[str]) -> list[tuple[str, str, Sequence[float]]]:
    pairs = whole_pairs(dataset)
    sources = np.array([dataset.rows[place].source for place in pairs.deceptive])
    groups: list[tuple[str, str, Sequence[float]]] = []
    for source in sorted(set(sources.tolist())):
        groups.append((source, "deceptive", judged.deceptive[sources == source].tolist()))
        groups.append((source, "honest", judged.honest[sources == source].tolist()))
    middle = judged.negatives.mean(axis=0)
    return groups + [
        (f"real, {stratum}", "presumed honest", middle[np.array(strata) == stratum].tolist())
        for stratum in sorted(set(strata))
    ]
