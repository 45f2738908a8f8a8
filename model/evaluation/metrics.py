"""Figures of one learner on held-out pairs; each takes `Judged` and returns one number between 0 and 1."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score, roc_auc_score

from model.artefact import Floats
from model.dataset import Integers

FALSE_ALARMS = 0.01
"""Share of honest adverts that may be alarmed for the figure of recall."""
DAY, PREVALENCE, PLACES = 20_000, 0.005, 50
"""A day's adverts, the share of them taken as deceptive, and how many a person can look at."""
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Scores of held-out pairs: `deceptive[i]` and `honest[i]` are twins, scored by a model that saw neither."""

    deceptive: Floats
    honest: Floats
    folds: Integers
    """Which model scored the pair."""
    negatives: Floats
    """Scores of adverts presumed honest that nobody here wrote, a row for each model; no columns without them."""
    chances: tuple[Floats, Floats]
    """Calibrated scores of the twins, by a map that was fitted without their source."""

    def pairs(self, places: Integers) -> "Judged":
        """Return the figures' input for some of the pairs, which may be named more than once."""
        return Judged(
            deceptive=self.deceptive[places],
            honest=self.honest[places],
            folds=self.folds[places],
            negatives=self.negatives,
            chances=(self.chances[0][places], self.chances[1][places]),
        )

    def with_negatives(self, places: Integers) -> "Judged":
        """Return the same with some of the negatives, which may be named more than once."""
        return Judged(
            deceptive=self.deceptive,
            honest=self.honest,
            folds=self.folds,
            negatives=self.negatives[:, places],
            chances=self.chances,
        )


def pair_accuracy(judged: Judged) -> float:
    """Return how often the deceptive twin scores higher; a tie counts half."""
    higher, same = judged.deceptive > judged.honest, judged.deceptive == judged.honest
    return float(np.mean(higher + same / 2))


def average_precision(judged: Judged) -> float:
    """Return the area under the precision-recall curve of the balanced pairs."""
    return float(average_precision_score(*_labelled(judged.deceptive, judged.honest)))


def roc_auc(judged: Judged) -> float:
    """Return how often a deceptive row scores above an honest one, whichever pair they are of."""
    return float(roc_auc_score(*_labelled(judged.deceptive, judged.honest)))


def recall_at_false_alarms(judged: Judged) -> float:
    """Return the share of deceptive rows above all but 1% of the negatives, or of the honest rows without any.

    Each row is held against the negatives as the very model scored them that scored the row.
    """
    if not judged.negatives.shape[1]:
        return float(np.mean(judged.deceptive > np.quantile(judged.honest, 1 - FALSE_ALARMS)))
    limits = np.quantile(judged.negatives, 1 - FALSE_ALARMS, axis=1)
    return float(np.mean(judged.deceptive > limits[judged.folds]))


def precision_of_a_day(judged: Judged) -> float:
    """Return the share of deceptive adverts among the 50 highest of a day, by weighting."""
    negatives = judged.negatives.ravel() if judged.negatives.size else judged.honest
    scores = np.concatenate([judged.deceptive, negatives])
    bad = DAY * PREVALENCE / len(judged.deceptive)
    good = DAY * (1 - PREVALENCE) / len(negatives)
    weights = np.concatenate([np.full(len(judged.deceptive), bad), np.full(len(negatives), good)])
    # of equal scores the honest ones come first, so that a learner gains nothing by ties
    order = np.lexsort((np.arange(len(scores)) < len(judged.deceptive), -scores))
    looked_at = np.minimum(np.cumsum(weights[order]), PLACES)
    share = np.diff(looked_at, prepend=0.0)
    return float(share[order < len(judged.deceptive)].sum() / PLACES)


def calibration_error(judged: Judged) -> float:
    """Return the expected calibration error over ten equal bins, on the balanced pairs."""
    labels, chances = _labelled(*judged.chances)
    return float(sum(abs(said - true) * share for said, true, share in reliability(labels, chances)))


def brier_score(judged: Judged) -> float:
    """Return the mean squared distance of calibrated scores from the truth; 0.25 is what saying nothing gives."""
    labels, chances = _labelled(*judged.chances)
    return float(np.mean((chances - labels) ** 2))


def reliability(labels: npt.NDArray[Any], chances: Floats) -> list[tuple[float, float, float]]:
    """Return for every bin that is not empty: mean score, share of deceptive rows, share of all rows."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    full = [bins == number for number in range(BINS) if (bins == number).any()]
    return [(float(chances[one].mean()), float(labels[one].mean()), float(one.mean())) for one in full]


def _labelled(deceptive: Floats, honest: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    labels = np.concatenate([np.ones(len(deceptive), dtype=np.int64), np.zeros(len(honest), dtype=np.int64)])
    return labels, np.concatenate([deceptive, honest])


FIGURES: dict[str, Callable[[Judged], float]] = {
    "pair accuracy": pair_accuracy,
    "PR-AUC": average_precision,
    "ROC-AUC": roc_auc,
    "recall at 1% false alarms": recall_at_false_alarms,
    "precision of the first 50 of a day": precision_of_a_day,
    "calibration error": calibration_error,
    "Brier score": brier_score,
}
"""Every figure by the name that tables show."""
