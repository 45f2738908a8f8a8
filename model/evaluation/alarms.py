"""Bands as the screener names them: on real adverts by stratum, and on held-out corpus rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from model.artefact import Artefact, Floats
from model.dataset import Example
from model.evaluation.intervals import Figure
from model.linear import Linear
from model.score import band_of
from storage import intervals

BANDS = ("high", "medium", "low", "not_enough_information")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """How many adverts of one group fall into each band."""

    group: str
    adverts: int
    bands: dict[str, int]

    def share(self, band: str) -> Figure:
        """Return the share in a band with its Wilson interval."""
        return wilson(self.bands[band], self.adverts)


def bands_of_model(artefact: Artefact, examples: Sequence[Example]) -> list[str]:
    """Return the band of each advert by a whole model, by the functions that serve."""
    linear = Linear(artefact)
    return [
        band_of(linear.score(linear.explain(example.features)[0]), example.features, artefact.thresholds)
        for example in examples
    ]


def bands_of_scores(scores: Floats, examples: Sequence[Example], thresholds: dict[str, float]) -> list[str]:
    """Return the band of each advert by scores that are already there."""
    return [
        band_of(score, example.features, thresholds) for score, example in zip(scores.tolist(), examples, strict=True)
    ]


def alarms(bands: Sequence[str], groups: Sequence[str]) -> list[Alarms]:
    """Count bands by group, and over all of them."""
    found = []
    for group in (*sorted(set(groups)), "all"):
        mine = Counter(band for band, of in zip(bands, groups, strict=True) if group in (of, "all"))
        found.append(Alarms(group=group, adverts=mine.total(), bands={band: mine[band] for band in BANDS}))
    return found


def wilson(hits: int, of: int) -> Figure:
    """Return a share with Wilson's interval, which is honest for shares near nothing too."""
    found = intervals.wilson(hits, of)
    return Figure(found.share, found.low, found.high) if found else Figure(float("nan"), 0.0, 1.0)
