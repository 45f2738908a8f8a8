"""Fit the linear model: vocabulary from the training rows alone, four weighted families, one set of coefficients."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from model.artefact import FAMILIES, Family, Floats
from model.dataset import Example, Integers
from model.features import MEASURES, RawFeatures
from model.indicators import INDICATORS
from model.linear import weighted_values
from model.told import TOLD

SEED = 20261121


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that is chosen about a model; the attempts of `soitin evaluate --attempts` differ in nothing else."""

    strength: float = 2.0
    """Inverse regularisation."""
    words: float = 1.3
    """How freely each family may speak: what can be checked speaks first, wording alone carries the channel."""
    facts: float = 0.3
    measures: float = 1.0
    indicators: float = 1.0
    rarest: int = 2
    """Adverts that a word must occur in; a rarer one would be learnt by heart."""
    margin: bool = False
    """Fit a support vector machine instead of a logistic regression."""
    blind: float = 0.15
    """Share of each row's weight that is fitted as if no indicator had fired: wording and facts must carry adverts
    whose signs no indicator knows, which are those of tomorrow."""
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
    blocks = [_word_block(features, names, idf), _fact_block(features), _measure_block(features)]
    blocks.append(_indicator_block(features))
    scales = (recipe.words, recipe.facts, recipe.measures, recipe.indicators)
    scaled = [block * scale for block, scale in zip(blocks, scales, strict=True)]
    coefficients, intercept = _coefficients(
        scaled, labels, recipe, np.ones(len(labels)) if weights is None else weights
    )
    cuts = np.cumsum([block.shape[1] for block in blocks])[:-1]
    parts = [part * scale for part, scale in zip(np.split(coefficients, cuts), scales, strict=True)]
    codes = tuple(indicator.code for indicator in INDICATORS)
    fixed = zip(FAMILIES[1:], (tuple(TOLD), MEASURES, codes), parts[1:], strict=True)
    return Fitted(
        families={"words": Family(names=names, idf=idf, coefficients=parts[0])}
        | {key: Family(names=mine, idf=np.ones(len(mine)), coefficients=part) for key, mine, part in fixed},
        intercept=intercept,
    )


def _coefficients(blocks: list[csr_matrix], labels: Integers, recipe: Recipe, weights: Floats) -> tuple[Floats, float]:
    """Fit one set of coefficients; a part of every row's weight is fitted with indicators and their counts unseen."""
    rows = hstack(blocks, format="csr")
    if recipe.blind:
        unseen = hstack([*blocks[:2], *(block * 0 for block in blocks[2:])], format="csr")
        rows, labels = vstack([rows, unseen], format="csr"), np.concatenate([labels, labels])
        weights = np.concatenate([weights * (1 - recipe.blind), weights * recipe.blind])
    model = (
        LinearSVC(C=recipe.strength, random_state=SEED, max_iter=5000)
        if recipe.margin
        else LogisticRegression(C=recipe.strength, solver="liblinear", random_state=SEED, max_iter=1000)
    )
    model.fit(rows, labels, sample_weight=weights)
    return model.coef_[0].astype(np.float64), float(model.intercept_[0])


def logits(fitted: Fitted, features: Sequence[RawFeatures]) -> Floats:
    """Return the logit of each row by a fitted model."""
    words, facts, measures, indicators = (fitted.families[key] for key in FAMILIES)
    total: Floats = (
        _word_block(features, words.names, words.idf) @ words.coefficients
        + _fact_block(features) @ facts.coefficients
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


def _fact_block(features: Sequence[RawFeatures]) -> csr_matrix:
    return csr_matrix([[float(name in item.facts) for name in TOLD] for item in features])


def _measure_block(features: Sequence[RawFeatures]) -> csr_matrix:
    return csr_matrix([[float(item.measures[name]) for name in MEASURES] for item in features])


def _indicator_block(features: Sequence[RawFeatures]) -> csr_matrix:
    codes = [indicator.code for indicator in INDICATORS]
    return csr_matrix([[float(code in item.indicators) for code in codes] for item in features])
