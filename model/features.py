"""From an advert to the features of the linear model; training and serving share every line of this file.

Four families: `word:` (accent-free syllables and pairs of neighbours, as one writes them with and without accents),
`fact:` (what the facts tell), `finding:` (how many findings of each strength) and `indicator:` (rules that fired). An
advert's features never depend on its neighbours. Segmented words and character n-grams were tried and bought nothing
on passes of other hands, at seven times the cost: docs/decisions/0004-syllables-not-segmented-words.md.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from model.masking import masked_syllables
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

    source: AlignedText
    syllables: tuple[str, ...]
    """Folded syllables in order, title first."""
    measures: dict[str, int]
    indicators: frozenset[str]
    facts: frozenset[str] = frozenset()
    """Names of `told.TOLD`."""

    @cached_property
    def words(self) -> Counter[str]:
        """How often each folded syllable, and each pair of neighbours, occurs."""
        counts = Counter(self.syllables)
        counts.update(map(" ".join, pairwise(self.syllables)))
        return counts

    def spelled(self, word: str) -> str:
        """Return a folded syllable or pair as the advert first spells it, or as it is where it stands in the title."""
        place = f" {word} ".encode()
        start = self.source.ascii.find(place)
        return self.source.text[start + 1 : start + len(word) + 1].lower() if start >= 0 else word


def raw_features(
    title: str, text: AlignedText, findings: tuple[Finding, ...], told: frozenset[str] = frozenset()
) -> RawFeatures:
    """Count the features of one advert; `told` is what its facts tell."""
    plain = text.ascii[:MOST_CHARACTERS]
    head = fold(title).encode("ascii", "replace")
    if not plain.startswith(head):
        plain = head + b"\n" + plain
    strengths = Counter(finding.strength for finding in findings)
    return RawFeatures(
        source=text,
        syllables=masked_syllables(plain),
        measures={name: min(strengths[name], MOST_FINDINGS) for name in MEASURES},
        indicators=frozenset(finding.code for finding in findings),
        facts=told,
    )
