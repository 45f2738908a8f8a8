"""From logits to scores and bands: a monotone map, and the scores from which a band begins."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from model.artefact import Floats
from model.dataset import Integers
from model.linear import sigmoid

FALSE_ALARMS = {"high": 0.02, "medium": 0.12}
"""Share of honest corpus rows, scored by models that did not see them, above each threshold."""
LEAST_SLOPE = 1e-6
"""The map never turns the order round, whatever the rows say."""


def calibrate(held_out: Floats, labels: Integers) -> tuple[float, float]:
    """Fit Platt's monotone map on logits of rows that their model had not seen; return slope and offset."""
    model = LogisticRegression(C=1e6, solver="lbfgs").fit(held_out.reshape(-1, 1), labels)
    return max(float(model.coef_[0][0]), LEAST_SLOPE), float(model.intercept_[0])


def calibrated(logits: Floats, calibration: tuple[float, float]) -> Floats:
    """Return the scores of logits, between 0 and 1."""
    slope, offset = calibration
    return np.array([sigmoid(slope * logit + offset) for logit in logits.tolist()])


def thresholds(scores: Floats, labels: Integers) -> dict[str, float]:
    """Return the score from which each band begins."""
    honest = scores[labels == 0]
    return {band: float(np.quantile(honest, 1 - share)) for band, share in FALSE_ALARMS.items()}
