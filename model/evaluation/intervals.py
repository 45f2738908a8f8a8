"""Intervals of figures by resampling whole pairs, and negatives, with replacement."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from model.dataset import Integers
from model.evaluation.metrics import Judged
from model.fit import SEED

TIMES = 300
LEVEL = 0.95


class Figure(NamedTuple):
    """A number with the interval that holds it in 95 of 100 resamplings."""

    value: float
    low: float
    high: float


def with_intervals(
    judged: Judged, figures: dict[str, Callable[[Judged], float]], *, times: int = TIMES
) -> dict[str, Figure]:
    """Return each figure with its interval; the same for the same input."""
    chance = np.random.default_rng(SEED)
    pairs, negatives = len(judged.deceptive), judged.negatives.shape[1]
    drawn: dict[str, list[float]] = {name: [] for name in figures}
    for _ in range(times):
        again = judged.pairs(_draw(chance, pairs))
        if negatives:
            again = again.with_negatives(_draw(chance, negatives))
        for name, figure in figures.items():
            drawn[name].append(figure(again))
    tail = (1 - LEVEL) / 2
    return {
        name: Figure(figure(judged), float(np.quantile(drawn[name], tail)), float(np.quantile(drawn[name], 1 - tail)))
        for name, figure in figures.items()
    }


def _draw(chance: np.random.Generator, number: int) -> Integers:
    return chance.integers(0, number, size=number, dtype=np.int64)
