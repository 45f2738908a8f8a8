"""Fit the linear model: vocabulary from the training rows alone, three weighted families, one set of coefficients."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from model.artefact import Family, Floats
from model.dataset import Example, Integers
from model.features import MEASURES, RawFeatures
from model.indicators import INDICATORS
from model.linear import weighted_values

SEED = 20261121


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that is chosen about a model; the attempts of `soitin evaluate --attempts` differ in nothing else."""

    strength: float = 2.0
    """Inverse regularisation."""
    words: float = 1.0
    """How freely each family may speak: what can be checked speaks first, wording alone carries the channel."""
    measures: float = 0.5
    indicators: float = 1.5
    rarest: int = 2
    """Adverts that a word must occur in; a rarer one would be learnt by heart."""
    margin: bool = False
    """Fit a support vector machine instead of a logistic regression."""
    copies: bool = False
    """Also train on unaccented and disguised copies of the training rows, all of one advert weighing as much as one."""


RECIPE = Recipe()
"""The one in use; chosen by the table of attempts in docs/model-card.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A fitted model before calibration."""

    families: dict[str, Family]
    intercept: float


def fit_examples(examples: Sequence[Example], labels: Integers, recipe: Recipe = RECIPE) -> Fitted:
    """Fit on examples, and on their copies where the recipe says so."""
    if not recipe.copies:
        return fit([example.features for example in examples], labels, recipe)
    features = [features for example in examples for features in (example.features, *example.copies)]
    times = np.array([1 + len(example.copies) for example in examples])
    return fit(features, np.repeat(labels, times), recipe, weights=np.repeat(1 / times, times))


def fit(
    features: Sequence[RawFeatures],
    labels: Integers,
    recipe: Recipe = RECIPE,
    *,
    weights: Floats | None = None,
) -> Fitted:
    """Choose the vocabulary from these rows alone, weight, and fit."""
    names, idf = _vocabulary([item.words for item in features], recipe.rarest)
    blocks = [_word_block(features, names, idf), _measure_block(features), _indicator_block(features)]
    scales = (recipe.words, recipe.measures, recipe.indicators)
    model = (
        LinearSVC(C=recipe.strength, random_state=SEED, max_iter=5000)
        if recipe.margin
        else LogisticRegression(C=recipe.strength, solver="liblinear", random_state=SEED, max_iter=1000)
    )
    scaled = [block * scale for block, scale in zip(blocks, scales, strict=True)]
    model.fit(hstack(scaled, format="csr"), labels, sample_weight=weights)
    cuts = np.cumsum([block.shape[1] for block in blocks])[:-1]
    parts = np.split(model.coef_[0].astype(np.float64), cuts)
    of_words, of_measures, of_indicators = (part * scale for part, scale in zip(parts, scales, strict=True))
    codes = tuple(indicator.code for indicator in INDICATORS)
    return Fitted(
        families={
            "words": Family(names=names, idf=idf, coefficients=of_words),
            "measures": Family(names=MEASURES, idf=np.ones(len(MEASURES)), coefficients=of_measures),
            "indicators": Family(names=codes, idf=np.ones(len(codes)), coefficients=of_indicators),
        },
        intercept=float(model.intercept_[0]),
    )


def logits(fitted: Fitted, features: Sequence[RawFeatures]) -> Floats:
    """Return the logit of each row by a fitted model."""
    words, measures, indicators = (fitted.families[key] for key in ("words", "measures", "indicators"))
    total: Floats = (
        _word_block(features, words.names, words.idf) @ words.coefficients
        + _measure_block(features) @ measures.coefficients
        + _indicator_block(features) @ indicators.coefficients
        + fitted.intercept
    )
    return total


def _vocabulary(counts: Sequence[Counter[str]], rarest: int) -> tuple[tuple[str, ...], Floats]:
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    names = tuple(sorted(name for name, adverts in frequency.items() if adverts >= rarest))
    idf = np.array([math.log((1 + len(counts)) / (1 + frequency[name])) + 1 for name in names])
    return names, idf


def _word_block(features: Sequence[RawFeatures], names: tuple[str, ...], idf: Floats) -> csr_matrix:
    index = {name: place for place, name in enumerate(names)}
    values: list[npt.NDArray[np.float64]] = []
    columns: list[int] = []
    ends = [0]
    for item in features:
        known = sorted((index[name], number) for name, number in item.words.items() if name in index)
        if known:
            places, numbers = zip(*known, strict=True)
            values.append(weighted_values(np.array(numbers, dtype=np.float64), idf[list(places)]))
            columns.extend(places)
        ends.append(len(columns))
    return csr_matrix((np.concatenate([*values, []]), columns, ends), shape=(len(features), len(names)))


def _measure_block(features: Sequence[RawFeatures]) -> csr_matrix:
    return csr_matrix([[float(item.measures[name]) for name in MEASURES] for item in features])


def _indicator_block(features: Sequence[RawFeatures]) -> csr_matrix:
    codes = [indicator.code for indicator in INDICATORS]
    return csr_matrix([[float(code in item.indicators) for code in codes] for item in features])
