"""Step 10: train the linear model from the corpus: dataset → fit → calibrate → save, seeded, same bytes every time."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from model.artefact import Family, Floats, save_artefact
from model.corpus import CorpusRow, corpus_sha256, read_corpus
from model.features import MEASURES, RawFeatures, raw_features
from model.indicators import INDICATORS
from model.linear import sigmoid, weighted_values
from model.reading import read_advert

SEED = 20261121
TRAINING_DAY = date(2026, 11, 21)
"""Day whose law and rates the corpus is read with, so that the same corpus gives the same model on any day."""
FOLDS = 5
STRENGTH = 2.0
"""Inverse regularisation; read off leave-one-source-out runs."""
SCALES = {"words": 1.0, "measures": 0.5, "indicators": 1.5}
"""How freely each family may speak: what can be checked speaks first, spelling alone carries the channel."""
RAREST_WORD = 2
"""Adverts that a name must occur in; rarer ones would be learnt by heart."""
FALSE_ALARMS = {"high": 0.02, "medium": 0.12}
"""Share of honest corpus rows, scored by models that did not see them, above each threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The corpus with its features counted."""

    rows: Sequence[CorpusRow]
    features: Sequence[RawFeatures]
    labels: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A fitted model before calibration."""

    families: dict[str, Family]
    intercept: float


def train(
    folder: Path, *, on: date = TRAINING_DAY, limit: int | None = None, progress: Callable[[int], None] = lambda _: None
) -> str:
    """Train on the corpus and save the artefact; return its name.

    Args:
        folder: where manifest.json and weights.npz go.
        on: day whose law and exchange rates the facts are read with; fixed in the manifest.
        limit: use only so many pairs, for a quick try.
        progress: called with 1 for each row whose features are counted.
    """
    rows = _limited(read_corpus(), limit)
    dataset = build_dataset(rows, on=on, progress=progress)
    with threadpool_limits(1):
        held_out = out_of_fold_logits(dataset)
        slope, offset = _calibrate(held_out, dataset.labels)
        fitted = fit(dataset.features, dataset.labels)
    scores = np.array([sigmoid(slope * logit + offset) for logit in held_out])
    manifest = {
        "data_sha256": corpus_sha256(),
        "rows": len(rows),
        "pairs": len({row.pair for row in rows}),
        "by_source": dict(sorted(Counter(row.source for row in rows).items())),
        "law_date": on.isoformat(),
        "seed": SEED,
        "calibration": [slope, offset],
        "thresholds": _thresholds(scores, dataset.labels),
        "metrics": _metrics(held_out, dataset),
        "versions": {name: version(name) for name in ("numpy", "scikit-learn", "scipy")},
    }
    return save_artefact(folder, manifest, fitted.families, fitted.intercept)


def build_dataset(rows: Sequence[CorpusRow], *, on: date, progress: Callable[[int], None] = lambda _: None) -> Dataset:
    """Count the features of every row by the same function that serves."""
    features = []
    for row in rows:
        reading = read_advert(row.advert, on)
        features.append(raw_features(row.advert.title, reading.text, reading.findings))
        progress(1)
    pairs = {pair: place for place, pair in enumerate(sorted({row.pair for row in rows}))}
    return Dataset(
        rows=rows,
        features=features,
        labels=np.array([row.deceptive for row in rows], dtype=np.int64),
        groups=np.array([pairs[row.pair] for row in rows], dtype=np.int64),
    )


def fit(features: Sequence[RawFeatures], labels: npt.NDArray[np.int64]) -> Fitted:
    """Choose the vocabulary from these rows alone, weight, and fit."""
    names, idf = _vocabulary([item.words for item in features], RAREST_WORD)
    words = _block([item.words for item in features], names, idf)
    blocks = [words, _measure_block(features), _indicator_block(features)]
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED, max_iter=1000)
    scaled = [block * scale for block, scale in zip(blocks, SCALES.values(), strict=True)]
    model.fit(hstack(scaled, format="csr"), labels)
    cuts = np.cumsum([block.shape[1] for block in blocks])[:-1]
    parts = np.split(model.coef_[0].astype(np.float64), cuts)
    words_part, measures, indicators = (part * scale for part, scale in zip(parts, SCALES.values(), strict=True))
    codes = tuple(indicator.code for indicator in INDICATORS)
    return Fitted(
        families={
            "words": Family(names=names, idf=idf, coefficients=words_part),
            "measures": Family(names=MEASURES, idf=np.ones(len(MEASURES)), coefficients=measures),
            "indicators": Family(names=codes, idf=np.ones(len(codes)), coefficients=indicators),
        },
        intercept=float(model.intercept_[0]),
    )


def logits(fitted: Fitted, features: Sequence[RawFeatures]) -> Floats:
    """Return the logit of each row by a fitted model."""
    families = fitted.families
    total = (
        _block([item.words for item in features], families["words"].names, families["words"].idf)
        @ families["words"].coefficients
        + _measure_block(features) @ families["measures"].coefficients
        + _indicator_block(features) @ families["indicators"].coefficients
    )
    result: Floats = total + fitted.intercept
    return result


def out_of_fold_logits(dataset: Dataset) -> Floats:
    """Return for each row the logit by a model that saw neither it nor its twin."""
    held_out = np.zeros(len(dataset.rows))
    folds = min(FOLDS, len(set(dataset.groups.tolist())))
    splitter = GroupKFold(n_splits=folds, shuffle=True, random_state=SEED)
    for seen, unseen in splitter.split(held_out, dataset.labels, dataset.groups):
        fitted = fit([dataset.features[place] for place in seen], dataset.labels[seen])
        held_out[unseen] = logits(fitted, [dataset.features[place] for place in unseen])
    return held_out


def pair_accuracy(scores: Floats, rows: Sequence[CorpusRow]) -> float:
    """Return in which share of pairs the deceptive twin scores higher."""
    by_pair: dict[str, dict[bool, float]] = {}
    for score, row in zip(scores, rows, strict=True):
        by_pair.setdefault(row.pair, {})[row.deceptive] = float(score)
    whole = [pair for pair in by_pair.values() if len(pair) == 2]  # noqa: PLR2004 - two twins
    return sum(pair[True] > pair[False] for pair in whole) / len(whole)


def _vocabulary(counts: Sequence[Counter[str]], rarest: int) -> tuple[tuple[str, ...], Floats]:
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    names = tuple(sorted(name for name, adverts in frequency.items() if adverts >= rarest))
    idf = np.array([math.log((1 + len(counts)) / (1 + frequency[name])) + 1 for name in names])
    return names, idf


def _block(counts: Sequence[Counter[str]], names: tuple[str, ...], idf: Floats) -> csr_matrix:
    index = {name: place for place, name in enumerate(names)}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for count in counts:
        known = sorted((index[name], number) for name, number in count.items() if name in index)
        if known:
            places, numbers = zip(*known, strict=True)
            weights = weighted_values(np.array(numbers, dtype=np.float64), idf[list(places)])
            columns.extend(places)
            values.extend(weights.tolist())
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(counts), len(names)))


def _measure_block(features: Sequence[RawFeatures]) -> csr_matrix:
    return csr_matrix([[float(item.measures[name]) for name in MEASURES] for item in features])


def _indicator_block(features: Sequence[RawFeatures]) -> csr_matrix:
    codes = [indicator.code for indicator in INDICATORS]
    return csr_matrix([[float(code in item.indicators) for code in codes] for item in features])


def _calibrate(held_out: Floats, labels: npt.NDArray[np.int64]) -> tuple[float, float]:
    """Fit Platt's monotone map on logits of rows that their model had not seen."""
    model = LogisticRegression(C=1e6, solver="lbfgs").fit(held_out.reshape(-1, 1), labels)
    return max(float(model.coef_[0][0]), 1e-6), float(model.intercept_[0])


def _thresholds(scores: Floats, labels: npt.NDArray[np.int64]) -> dict[str, float]:
    honest = scores[labels == 0]
    return {band: float(np.quantile(honest, 1 - share)) for band, share in FALSE_ALARMS.items()}


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
