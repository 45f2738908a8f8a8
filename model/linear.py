"""The linear model at work: weights the features of one advert and splits the logit into exact reasons."""

import math

import numpy as np
import numpy.typing as npt

from model.artefact import Artefact
from model.features import RawFeatures
from model.records import Reason

MOST_REASONS = 20


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
        parts = self._word_parts(features)
        for name, count in features.measures.items():
            parts[f"finding:{name}"] = count * self._others.get(f"finding:{name}", 0.0)
        for name in (
            *(f"fact:{told}" for told in features.facts),
            *(f"indicator:{code}" for code in features.indicators),
        ):
            parts[name] = self._others.get(name, 0.0)
        ordered = sorted(((name, value) for name, value in parts.items() if value), key=_largest_first)
        logit = self.artefact.intercept + math.fsum(parts.values())
        shown = [Reason(name=_shown(name, features), contribution=value) for name, value in ordered[:MOST_REASONS]]
        rest = logit - self.artefact.intercept - math.fsum(reason.contribution for reason in shown)
        return logit, (*shown, Reason(name="other", contribution=rest))

    def score(self, logit: float) -> float:
        """Return the calibrated score of a logit, between 0 and 1."""
        slope, offset = self.artefact.calibration
        return sigmoid(slope * logit + offset)

    def _word_parts(self, features: RawFeatures) -> dict[str, float]:
        known = [
            (name, weighted_value(count, entry[0]), entry[1])
            for name, count in features.words.items()
            if (entry := self._words.get(name)) is not None
        ]
        length = math.sqrt(math.fsum(value * value for _, value, _ in known)) or 1.0
        return {f"word:{name}": value / length * coefficient for name, value, coefficient in known}


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


def _largest_first(part: tuple[str, float]) -> tuple[float, str]:
    return -abs(part[1]), part[0]


def _shown(name: str, features: RawFeatures) -> str:
    kind, _, what = name.partition(":")
    return f"word:{features.spelled(what)}" if kind == "word" else name
