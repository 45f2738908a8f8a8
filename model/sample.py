"""Where to label next: what the model is unsure of, where it and the indicators disagree, and a slice drawn by lot."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from model.evaluation.alarms import wilson
from model.evaluation.intervals import Figure
from storage.samples import UNFLAGGED, Candidate, Drawn

UNCERTAIN, DISAGREEMENT, RANDOM = "uncertain", "disagreement", "random"
SHARES = {UNCERTAIN: 0.4, DISAGREEMENT: 0.3}
"""Parts of a sample; what remains is drawn by lot among the unflagged."""
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """How much deception there may be among adverts that the model does not flag."""

    drawn: int
    decided: int
    suspicious: int
    unsure: int
    share: Figure
    """Of decided ones, with Wilson's interval."""
    unflagged: int
    """Unflagged campaigns that wait now."""

    @property
    def expected(self) -> Figure:
        """How many of the unflagged ones may be deceptive."""
        return Figure(*(share * self.unflagged for share in self.share))


def choose(
    candidates: Sequence[Candidate], number: int, *, seed: int, drawn_before: set[int]
) -> dict[str, list[Candidate]]:
    """Return what to label next by reason; only the lot may name a campaign that another reason named.

    Args:
        candidates: every campaign that was screened and waits.
        number: how many to propose.
        seed: of the lot.
        drawn_before: campaigns that were drawn by lot and still wait; they are not drawn again.
    """
    unsure = sorted(candidates, key=lambda one: (abs(one.score - _HALF), one.campaign_id))
    chosen = {UNCERTAIN: unsure[: round(number * SHARES[UNCERTAIN])]}
    taken = {one.campaign_id for one in chosen[UNCERTAIN]}
    rest = [one for one in candidates if one.campaign_id not in taken]
    apart = sorted(rest, key=lambda one: (-disagreement(one), one.campaign_id))
    chosen[DISAGREEMENT] = [one for one in apart[: round(number * SHARES[DISAGREEMENT])] if disagreement(one) > _HALF]
    # the lot falls on all unflagged ones, also on those proposed for another reason: else its estimate would be askew
    lot = [one for one in candidates if one.band in UNFLAGGED and one.campaign_id not in drawn_before]
    left = number - len(chosen[UNCERTAIN]) - len(chosen[DISAGREEMENT])
    chosen[RANDOM] = random.Random(seed).sample(lot, min(left, len(lot)))  # noqa: S311 - a lot that can be repeated
    return chosen


def disagreement(one: Candidate) -> float:
    """Return how far model and indicators are apart: a low score with a finding that counts, or a high one without."""
    return 1 - one.score if one.counting else one.score


def estimate_missed(lot: Drawn, *, unflagged: int) -> Missed:
    """Estimate the deception among unflagged campaigns from what people said of those drawn by lot."""
    decided = lot.suspicious + lot.legitimate
    return Missed(
        drawn=lot.drawn,
        decided=decided,
        suspicious=lot.suspicious,
        unsure=lot.unsure,
        share=wilson(lot.suspicious, decided),
        unflagged=unflagged,
    )
