"""Which texts are copies of one another: likeness of their sets of three neighbouring words, numbers masked before."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

WORDS = 3
"""Neighbouring words in a shingle: two are too common in adverts, four miss small changes."""


class Copies(NamedTuple):
    """Two texts by their places, and how alike they are, from 0 to 1."""

    first: int
    second: int
    likeness: float


def near_duplicates(texts: Sequence[str], least: float) -> list[Copies]:
    """Return every pair of texts whose shingles overlap (Jaccard) at least so much; exact, for thousands of texts."""
    sets = [shingles(text) for text in texts]
    index = {shingle: place for place, shingle in enumerate(sorted(set().union(*sets)))}
    columns = [index[shingle] for mine in sets for shingle in sorted(mine)]
    ends = np.cumsum([0, *(len(mine) for mine in sets)])
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(sets), max(len(index), 1)))
    shared = (matrix @ matrix.T).tocoo()
    sizes = np.diff(ends)
    above = shared.row < shared.col
    first, second, common = shared.row[above], shared.col[above], shared.data[above]
    alike = common / (sizes[first] + sizes[second] - common)
    return [
        Copies(int(first[place]), int(second[place]), float(alike[place])) for place in np.flatnonzero(alike >= least)
    ]


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second) if first or second else 1.0


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the sets of neighbouring words of a text, or all its words where there are too few."""
    words = text.split()
    return {tuple(words[place : place + WORDS]) for place in range(max(len(words) - WORDS + 1, 1))} if words else set()
