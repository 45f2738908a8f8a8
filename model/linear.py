"""The linear model at work: weights the features of one advert and splits the logit into exact reasons."""

import math

import numpy as np
import numpy.typing as npt

from model.artefact import Artefact
from model.features import RawFeatures
from model.records import Reason

MOST_REASONS = 20

Part = tuple[float, str, str]
"""What one feature adds to the logit, its kind and its name."""


class Linear:
    """A loaded artefact, ready to score."""

    def __init__(self, artefact: Artefact) -> None:
        """Index the names once."""
        self.artefact = artefact
        words = artefact.words
        self._words = {
            name: (weight, coefficient)
            for name, weight, coefficient in zip(
                words.names, words.idf.tolist(), words.coefficients.tolist(), strict=True
            )
        }
        self._others = {
            f"{kind}:{name}": coefficient
            for kind, family in (
                ("fact", artefact.facts),
                ("finding", artefact.measures),
                ("indicator", artefact.indicators),
            )
            for name, coefficient in zip(family.names, family.coefficients.tolist(), strict=True)
        }

    def explain(self, features: RawFeatures) -> tuple[float, tuple[Reason, ...]]:
        """Return the logit and its reasons: the twenty largest and one row `other`, which sum to it exactly."""
        parts = [*self._word_parts(features), *self._other_parts(features)]
        whole = math.fsum([value for value, _, _ in parts])
        shown = [
            Reason(name=f"{kind}:{features.spelled(name) if kind == 'word' else name}", contribution=value)
            for value, kind, name in _largest(parts)
        ]
        logit = self.artefact.intercept + whole
        rest = logit - self.artefact.intercept - math.fsum(reason.contribution for reason in shown)
        return logit, (*shown, Reason(name="other", contribution=rest))

    def score(self, logit: float) -> float:
        """Return the calibrated score of a logit, between 0 and 1."""
        slope, offset = self.artefact.calibration
        return sigmoid(slope * logit + offset)

    def _word_parts(self, features: RawFeatures) -> list[Part]:
        counts, weights = features.words, self._words
        known = [(name, counts[name], *weights[name]) for name in counts.keys() & weights.keys()]
        values = [idf if count == 1 else weighted_value(count, idf) for _, count, idf, _ in known]
        length = math.sqrt(math.fsum([value * value for value in values])) or 1.0
        return [
            (value / length * coefficient, "word", name)
            for value, (name, _, _, coefficient) in zip(values, known, strict=True)
        ]

    def _other_parts(self, features: RawFeatures) -> list[Part]:
        counted = [
            *((count, "finding", name) for name, count in features.measures.items()),
            *((1, "fact", name) for name in features.facts),
            *((1, "indicator", code) for code in features.indicators),
        ]
        return [(count * self._others.get(f"{kind}:{name}", 0.0), kind, name) for count, kind, name in counted]


def sigmoid(value: float) -> float:
    """Return the logistic function without overflow."""
    if value >= 0:
        return 1.0 / (1.0 + math.exp(-value))
    power = math.exp(value)
    return power / (1.0 + power)


def weighted_value(count: int, idf: float) -> float:
    """Return the sublinear weight of a term that occurs so often, before its advert is brought to length one."""
    return (1.0 + math.log(count)) * idf if count > 1 else idf


def weighted_values(counts: npt.NDArray[np.float64], idf: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the same for the known terms of one advert, of length one; the form that training uses."""
    values: npt.NDArray[np.float64] = (1.0 + np.log(counts)) * idf
    length = math.sqrt(float(values @ values))
    return values / length if length else values


def _largest(parts: list[Part]) -> list[Part]:
    """Return the parts shown, largest first; only those that can be among them are sorted by name as well."""
    sizes = sorted([abs(value) for value, _, _ in parts], reverse=True)
    least = sizes[MOST_REASONS - 1] if len(sizes) >= MOST_REASONS else 0.0
    candidates = [part for part in parts if part[0] and abs(part[0]) >= least]
    return sorted(candidates, key=lambda part: (-abs(part[0]), part[1], part[2]))[:MOST_REASONS]
