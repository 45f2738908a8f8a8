"""From an advert to the features of the linear model; training and serving share every line of this file.

Three families: `word:` (segmented words and pairs), `chars:` (accent-free character n-grams within words) and
`indicator:` (rules that fired). An advert's features never depend on its neighbours.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from model.masking import masked
from model.records import Finding
from model.text import AlignedText
from model.words import to_words
from storage.folding import fold

MOST_CHARACTERS = 6_000
"""Characters of a text that words are taken from; adverts are shorter, and what is said is said by then."""

SHORTEST_GRAM, LONGEST_GRAM = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeatures:
    """Counts of one advert by family, before weighting."""

    words: Counter[str]
    grams: Counter[str]
    folded_words: Counter[str]
    """How often each folded word occurs; character n-grams are explained by these."""
    indicators: frozenset[str]


def raw_features(title: str, text: AlignedText, findings: tuple[Finding, ...]) -> RawFeatures:
    """Count the features of one advert."""
    plain = text.text[:MOST_CHARACTERS]
    if title and not plain.startswith(title):
        plain = f"{title}\n{plain}"
    plain = masked(plain)
    folded_words = Counter(fold(plain).split())
    grams: Counter[str] = Counter()
    for word, count in folded_words.items():
        for gram in grams_of(word):
            grams[gram] += count
    return RawFeatures(
        words=Counter(_words_and_pairs(plain)),
        grams=grams,
        folded_words=folded_words,
        indicators=frozenset(f"{finding.code}" for finding in findings),
    )


def grams_of(word: str) -> list[str]:
    """Return the character n-grams of a folded word, its ends marked by spaces."""
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1)
        for start in range(len(padded) - length + 1)
    ]


def _words_and_pairs(plain: str) -> list[str]:
    words = [word for word in to_words(plain) if any(letter.isalnum() for letter in word)]
    return words + [f"{first}_{second}" for first, second in pairwise(words)]
