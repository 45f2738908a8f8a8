"""Proofs against fooling ourselves: what must stop an evaluation loudly, because its figures would mean nothing."""

from collections.abc import Sequence

from model.evaluation.metrics import Judged, pair_accuracy, roc_auc

MOST_BY_LENGTH = 0.60
"""ROC-AUC that length and kind of contact may reach on the corpus; above it, style gives the label away."""
MOST_BY_CHANCE = 0.60
"""ROC-AUC that a model trained on shuffled labels may reach; above it, the split leaks."""
LEAST_LEARNT = 0.60
"""Pair accuracy below which nothing was learnt that could carry over."""


class EvaluationFooled(Exception):
    """Raised when the figures would mean nothing; the sentence says why. Nothing is written then."""


class TwinAcrossSplit(EvaluationFooled):
    """Raised when twins, or copies of one text, stand on both sides of a split."""


class NothingLearnt(EvaluationFooled):
    """Raised when labels and texts have nothing to do with one another, as after shuffling."""


class LabelsLeak(EvaluationFooled):
    """Raised when a model trained on shuffled labels still tells held-out rows apart."""


class ShortcutFound(EvaluationFooled):
    """Raised when length and kind of contact alone tell deceptive from honest rows."""


def require_learnt(judged: Judged) -> None:
    """Refuse a model that orders held-out twins no better than chance.

    Raises:
        NothingLearnt: the labels look shuffled.
    """
    accuracy = pair_accuracy(judged)
    if accuracy < LEAST_LEARNT:
        msg = (
            f"only {accuracy:.0%} of held-out twins are ordered rightly, chance gives 50%: the labels look shuffled; "
            "check the corpus before any figure is believed"
        )
        raise NothingLearnt(msg)


def require_no_leak(shuffled: Sequence[Judged]) -> None:
    """Refuse a set-up in which shuffled labels can still be told.

    Args:
        shuffled: models trained on labels drawn by lot, measured against the true ones; several draws, because a single
            one may please chance on a small corpus.

    Raises:
        LabelsLeak: on the mean of all draws they tell held-out rows apart.
    """
    area = sum(map(roc_auc, shuffled)) / len(shuffled)
    if area > MOST_BY_CHANCE:
        msg = (
            f"models trained on shuffled labels reach ROC-AUC {area:.2f} on held-out rows where chance gives 0.50: "
            "the split or the features leak the label"
        )
        raise LabelsLeak(msg)


def require_no_shortcut(by_length: Judged) -> None:
    """Refuse a corpus whose labels can be told without reading the offer.

    Raises:
        ShortcutFound: length and kind of contact alone are enough.
    """
    area = roc_auc(by_length)
    if area > MOST_BY_LENGTH:
        msg = (
            f"length and kind of contact alone reach ROC-AUC {area:.2f} on held-out rows, let through are "
            f"at most {MOST_BY_LENGTH:.2f}: the corpus gives its labels away by style; balance it before training"
        )
        raise ShortcutFound(msg)
