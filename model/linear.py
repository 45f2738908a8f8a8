"""The linear model at work: weights the features of one advert and splits the logit into exact reasons."""

import math
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from model.artefact import Artefact, Family
from model.features import RawFeatures, grams_of
from model.records import Reason

MOST_REASONS = 20


class Linear:
    """A loaded artefact, ready to score."""

    def __init__(self, artefact: Artefact) -> None:
        """Index the names once."""
        self.artefact = artefact
        self._words = _index(artefact.words)
        self._grams = _index(artefact.grams)
        self._indicators = _index(artefact.indicators)

    def explain(self, features: RawFeatures) -> tuple[float, tuple[Reason, ...]]:
        """Return the logit and its reasons: the twenty largest and one row `other`, which sum to it exactly."""
        parts: dict[str, float] = defaultdict(float)
        for name, value in _weigh(features.words, self._words, self.artefact.words):
            parts[f"word:{name}"] += value
        for name, value in self._gram_parts(features):
            parts[f"spelling:{name}"] += value
        for code in features.indicators:
            place = self._indicators.get(code)
            if place is not None:
                parts[f"indicator:{code}"] += float(self.artefact.indicators.coefficients[place])
        ordered = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))
        logit = self.artefact.intercept + math.fsum(parts.values())
        shown = [Reason(name=name, contribution=value) for name, value in ordered[:MOST_REASONS]]
        rest = logit - self.artefact.intercept - math.fsum(reason.contribution for reason in shown)
        return logit, (*shown, Reason(name="other", contribution=rest))

    def score(self, logit: float) -> float:
        """Return the calibrated score of a logit, between 0 and 1."""
        slope, offset = self.artefact.calibration
        return sigmoid(slope * logit + offset)

    def _gram_parts(self, features: RawFeatures) -> list[tuple[str, float]]:
        """Hand the contribution of every n-gram to the words that it stands in, by how often it stands there."""
        shares = {
            gram: value / features.grams[gram]
            for gram, value in _weigh(features.grams, self._grams, self.artefact.grams)
        }
        return [
            (word, count * math.fsum(shares.get(gram, 0.0) for gram in grams_of(word)))
            for word, count in features.folded_words.items()
        ]


def sigmoid(value: float) -> float:
    """Return the logistic function without overflow."""
    if value >= 0:
        return 1.0 / (1.0 + math.exp(-value))
    power = math.exp(value)
    return power / (1.0 + power)


def weighted_values(counts: npt.NDArray[np.float64], idf: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return sublinear term weights times idf, of length one; the same in training and at work."""
    values: npt.NDArray[np.float64] = (1.0 + np.log(counts)) * idf
    length = math.sqrt(float(values @ values))
    return values / length if length else values


def _weigh(counts: dict[str, int], index: dict[str, int], family: Family) -> list[tuple[str, float]]:
    known = sorted((index[name], name) for name in counts if name in index)
    if not known:
        return []
    places = np.fromiter((place for place, _ in known), dtype=np.int64, count=len(known))
    numbers = np.fromiter((counts[name] for _, name in known), dtype=np.float64, count=len(known))
    values = weighted_values(numbers, family.idf[places]) * family.coefficients[places]
    return [(name, float(value)) for (_, name), value in zip(known, values, strict=True)]


def _index(family: Family) -> dict[str, int]:
    return {name: place for place, name in enumerate(family.names)}
