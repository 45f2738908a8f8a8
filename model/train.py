"""Step 10: train the linear model: dataset → fit → calibrate → save, seeded, the same bytes every time."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from model.artefact import Floats, library_versions, save_artefact
from model.calibrate import calibrate, calibrated, thresholds
from model.copies import KINDS
from model.corpus import CorpusRow, fingerprint, read_corpus
from model.dataset import Dataset, build_dataset
from model.fit import RECIPE, SEED, Recipe, fit_examples, logits

TRAINING_DAY = date(2026, 11, 21)
"""Day whose law and rates the corpus is read with, so that the same corpus gives the same model on any day."""
FOLDS = 5


def train(
    folder: Path,
    *,
    on: date = TRAINING_DAY,
    limit: int | None = None,
    decided: Sequence[CorpusRow] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> str:
    """Train on the corpus, and on what inspectors decided, and save the artefact; return its name.

    Args:
        folder: where manifest.json and weights.npz go.
        on: day whose law and exchange rates the facts are read with; fixed in the manifest.
        limit: use only so many pairs, for a quick try.
        decided: rows from decisions, which join by the same path.
        progress: called with 1 for each row whose features are counted.

    Raises:
        BadCorpus: the corpus cannot be trained on.
    """
    rows = [*_limited(read_corpus(), limit), *decided]
    dataset = build_dataset(rows, on=on, copies=KINDS if RECIPE.copies else (), progress=progress)
    return train_on(dataset, folder, on=on, recipe=RECIPE)


def train_on(dataset: Dataset, folder: Path, *, on: date, recipe: Recipe = RECIPE) -> str:
    """Fit, calibrate on rows that their model had not seen, and save; return the name of the artefact."""
    with threadpool_limits(1):
        held_out = out_of_fold_logits(dataset, recipe)
        calibration = calibrate(held_out, dataset.labels)
        fitted = fit_examples(dataset.examples, dataset.labels, recipe)
    manifest = {
        "data_sha256": _hash(dataset.rows),
        "rows": len(dataset.rows),
        "pairs": len({row.pair for row in dataset.rows}),
        "by_source": dict(sorted(Counter(row.source for row in dataset.rows).items())),
        "law_date": on.isoformat(),
        "seed": SEED,
        "calibration": list(calibration),
        "thresholds": thresholds(calibrated(held_out, calibration), dataset.labels),
        "metrics": _metrics(held_out, dataset),
        "versions": library_versions(),
        "decided": _decided(dataset.rows),
        "seen": sorted(fingerprint(row.advert.text) for row in dataset.rows),
    }
    return save_artefact(folder, manifest, fitted.families, fitted.intercept)


def out_of_fold_logits(dataset: Dataset, recipe: Recipe = RECIPE) -> Floats:
    """Return for each row the logit by a model that saw neither it nor its twin."""
    held_out = np.zeros(len(dataset.rows))
    folds = min(FOLDS, len(set(dataset.groups.tolist())))
    splitter = GroupKFold(n_splits=folds, shuffle=True, random_state=SEED)
    for seen, unseen in splitter.split(held_out, dataset.labels, dataset.groups):
        fitted = fit_examples([dataset.examples[place] for place in seen], dataset.labels[seen], recipe)
        held_out[unseen] = logits(fitted, [dataset.examples[place].features for place in unseen])
    return held_out


def pair_accuracy(scores: Floats, rows: Sequence[CorpusRow]) -> float:
    """Return in which share of pairs the deceptive twin scores higher; NaN where there is no whole pair."""
    by_pair: dict[str, dict[bool, float]] = {}
    for score, row in zip(scores, rows, strict=True):
        by_pair.setdefault(row.pair, {})[row.deceptive] = float(score)
    whole = [pair for pair in by_pair.values() if len(pair) == 2]  # noqa: PLR2004 - two twins
    return sum(pair[True] > pair[False] for pair in whole) / len(whole) if whole else float("nan")


def _hash(rows: Sequence[CorpusRow]) -> str:
    """Return one hash over everything that training takes from the rows."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr((row.id, row.source, row.pair, row.deceptive, row.advert)).encode())
    return digest.hexdigest()


def _decided(rows: Sequence[CorpusRow]) -> dict[str, Any]:
    times = sorted(row.decided_at.isoformat() for row in rows if row.decided_at)
    return {"rows": len(times), "first": times[0] if times else None, "last": times[-1] if times else None}


def _metrics(held_out: Floats, dataset: Dataset) -> dict[str, Any]:
    return {
        "of": f"{FOLDS} folds, whole pairs held out",
        "pair_accuracy": round(pair_accuracy(held_out, dataset.rows), 4),
        "average_precision": round(float(average_precision_score(dataset.labels, held_out)), 4),
        "roc_auc": round(float(roc_auc_score(dataset.labels, held_out)), 4),
    }


def _limited(rows: list[CorpusRow], limit: int | None) -> list[CorpusRow]:
    if limit is None:
        return rows
    pairs = sorted({row.pair for row in rows})[:limit]
    return [row for row in rows if row.pair in set(pairs)]
