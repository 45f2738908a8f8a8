"""From an advert to the features of the linear model; training and serving share every line of this file.

Three families: `word:` (accent-free syllables and pairs of neighbours, as one writes them with and without accents),
`finding:` (how many findings of each strength) and `indicator:` (rules that fired). An advert's features never depend
on its neighbours. Segmented words and character n-grams were tried and bought nothing on passes of other hands, at
seven times the cost: docs/decisions/0004-syllables-not-segmented-words.md.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from model.masking import masked
from model.records import Finding
from model.text import AlignedText
from storage.folding import fold

MOST_CHARACTERS = 6_000
"""Characters of a text that words are taken from; adverts are shorter, and what is said is said by then."""

MEASURES = ("strong", "medium", "weak")
"""Strengths of findings, in the order of their family's names."""
MOST_FINDINGS = 4
"""A measure counts no further; the difference between five and nine says nothing new."""


@dataclass(frozen=True)
class RawFeatures:
    """Counts of one advert by family, before weighting."""

    written: tuple[str, ...]
    """Syllables in order, lower case, as the advert spells them."""
    folded: tuple[str, ...]
    """The same without accents."""
    measures: dict[str, int]
    indicators: frozenset[str]

    @cached_property
    def words(self) -> Counter[str]:
        """How often each folded syllable, and each pair of neighbours, occurs."""
        counts = Counter(self.folded)
        counts.update(map(" ".join, pairwise(self.folded)))
        return counts

    def spelled(self, word: str) -> str:
        """Return a folded syllable or pair as the advert first spells it."""
        first, _, second = word.partition(" ")
        place = -1
        try:
            while True:
                place = self.folded.index(first, place + 1)
                if not second or self.folded[place + 1] == second:
                    return " ".join(self.written[place : place + 1 + bool(second)])
        except (ValueError, IndexError):
            return word


def raw_features(title: str, text: AlignedText, findings: tuple[Finding, ...]) -> RawFeatures:
    """Count the features of one advert."""
    plain = text.text[:MOST_CHARACTERS]
    if title and not plain.startswith(title):
        plain = f"{title}\n{plain}"
    plain = masked(plain).lower()
    strengths = Counter(finding.strength for finding in findings)
    return RawFeatures(
        written=tuple(plain.split()),
        folded=tuple(fold(plain).split()),
        measures={name: min(strengths[name], MOST_FINDINGS) for name in MEASURES},
        indicators=frozenset(finding.code for finding in findings),
    )
