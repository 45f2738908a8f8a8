"""Shares of few cases with the interval that goes with them."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964
"""Of the normal distribution, for an interval that holds 95 of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A share with its Wilson interval (E. B. Wilson, 1927): honest for few cases too."""

    share: float
    low: float
    high: float
    of: int


def wilson(confirmed: int, of: int) -> Interval | None:
    """Return a share with its interval, or None of nothing."""
    if of == 0:
        return None
    share = confirmed / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return Interval(share=share, low=max(0.0, middle - half), high=min(1.0, middle + half), of=of)
