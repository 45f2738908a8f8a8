"""How alike two templates are, and the keys under which a copy is found without comparing all with all.

Keys are bands of a MinHash signature (copies changed here and there) and anchors, the smallest hash of every few
neighbouring runs of words (a short copy inside a long one, which MinHash overlooks). They are plain numbers, so that
storage can keep them in a table.
"""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from datasketch import MinHash  # type: ignore[import-untyped]
from rapidfuzz.distance import LCSseq

Hashes = npt.NDArray[np.uint32]
WORDS = 3
"""Neighbouring tokens in a shingle."""
BANDS, ROWS = 20, 3
_RUN, _WINDOW = 6, 8
"""Tokens in an anchor's run, and runs of which the smallest is kept: any 13 tokens in common share an anchor."""
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xB5297A4D], dtype=np.uint32)
_PERMUTATIONS = MinHash(num_perm=BANDS * ROWS).permutations

SHORT, _FEWEST, TINY = 25, 16, 8
"""Below so many tokens copies must be nearly identical, or from the second on the shorter nearly a part of the other;
below so many words the same in every slot as well."""
_ALIKE, _ALIGNED, _INSIDE = 0.55, 0.62, 0.77
_MUCH_LONGER = 4
_BLOCK, _REST, _REST_ALIKE, _NEARLY_ALL = 20, 12, 0.36, 0.85
_OFFERS_REST_ALIKE, _OFFERS_MOST = 0.25, 0.5
"""The same where the block has no words of law or benefits: brokers keep what they offer, and change head and foot."""
_LAW = frozenset((
    "luat", "bhxh", "bhyt", "bhtn", "hiem", "quy", "dinh", "nghiem", "cam", "hop", "dong", "phep", "thue", "kham",
    "phuc", "loi", "gioi",
))  # fmt: skip
_OF_LAW = 6
"""So many words of law and benefits in a block make it a paragraph that everybody writes."""
_SHUFFLED, _SHUFFLED_INSIDE = 0.42, 0.65
"""Likeness from which two texts are copies with their lines in another order; digests are much longer."""


class Sketch(NamedTuple):
    """A template ready to be compared."""

    tokens: tuple[str, ...]
    shingles: Hashes


class Likeness(NamedTuple):
    """How alike two templates are, from 0 to 1."""

    jaccard: float
    contained: float
    """Share of the shorter one's shingles that the other has."""
    copies: bool


_MOST_TOKENS = 200_000


class _Numbers(dict[str, int]):
    """A number for each token, the same in every run; words of adverts are a few thousand."""

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_TOKENS:
            self.clear()
        self[token] = number = zlib.crc32(token.encode())
        return number


_numbers = _Numbers()


def sketch(tokens: tuple[str, ...]) -> Sketch:
    """Make a template ready to be compared."""
    return Sketch(tokens, shingles(tokens))


def shingles(tokens: Sequence[str], words: int = WORDS) -> Hashes:
    """Return the distinct hashes of all runs of tokens, sorted; one for a text shorter than a run."""
    return np.unique(_runs(tokens, words))  # sorted, which intersections need


def copy_keys(drawn: Sketch) -> tuple[int, ...]:
    """Return the keys of a template: two that share none are no copies, two that share some may be."""
    tokens = drawn.tokens
    if not tokens:
        return ()
    signature = MinHash(num_perm=BANDS * ROWS, permutations=_PERMUTATIONS, scheme="affine32", hashfunc=int)
    signature.update_batch(drawn.shingles.tolist())
    rows = np.asarray(signature.hashvalues, dtype=np.uint32).reshape(BANDS, ROWS)
    bands = [zlib.crc32(row.tobytes(), place) << 6 | place for place, row in enumerate(rows)]
    return tuple(dict.fromkeys([*bands, *_anchors(tokens)]))


def _anchors(tokens: Sequence[str]) -> list[int]:
    runs = _runs(tokens, _RUN)
    if len(runs) <= _WINDOW:
        return [int(runs.min()) << 6 | BANDS] if len(tokens) >= _RUN else []
    windows = np.lib.stride_tricks.sliding_window_view(runs, _WINDOW)
    return [int(value) << 6 | BANDS for value in np.unique(windows.min(axis=1))]


def _runs(tokens: Sequence[str], words: int) -> Hashes:
    numbers = np.fromiter(map(_numbers.__getitem__, tokens or ("",)), dtype=np.uint32)
    count = max(len(numbers) - words + 1, 1)
    total = np.zeros(count, dtype=np.uint32)
    for place in range(min(words, len(numbers))):
        total += numbers[place : place + count] * _FACTORS[place]
    total ^= total >> np.uint32(15)
    return total * np.uint32(0x2C1B3C6D)


def likeness(first: Sketch, second: Sketch) -> Likeness:
    """Compare two templates exactly, and tell whether they are copies of one text."""
    one, other = first.shingles, second.shingles
    common = len(np.intersect1d(one, other, assume_unique=True))
    jaccard = common / (len(one) + len(other) - common)
    contained = common / min(len(one), len(other))
    return Likeness(jaccard, contained, _are_copies(first.tokens, second.tokens, jaccard, contained))


def _are_copies(first: Sequence[str], second: Sequence[str], jaccard: float, contained: float) -> bool:
    fewest, most = sorted((len(first), len(second)))
    if fewest < SHORT:
        nearly_inside = fewest >= _FEWEST and most <= 2 * fewest and contained >= _INSIDE
        return jaccard >= _INSIDE or nearly_inside
    if contained < (_INSIDE if most > _MUCH_LONGER * fewest else _ALIKE):
        return False
    blocks = [block for block in LCSseq.opcodes(first, second) if block.tag == "equal"]
    shuffled = jaccard >= _SHUFFLED and contained >= _SHUFFLED_INSIDE
    if not shuffled and sum(block.src_end - block.src_start for block in blocks) < _ALIGNED * fewest:
        return False
    longest = max(blocks, key=lambda block: block.src_end - block.src_start)
    return not _is_boilerplate(
        first, second, (longest.src_start, longest.dest_start), longest.src_end - longest.src_start
    )


def _is_boilerplate(first: Sequence[str], second: Sequence[str], starts: tuple[int, int], length: int) -> bool:
    """Tell whether two texts have only a paragraph of law or benefits in common.

    Then what stands around it in the one text has nothing to do with what stands around it in the other.
    """
    fewest = min(len(first), len(second))
    of_law = sum(token in _LAW for token in first[starts[0] : starts[0] + length]) >= _OF_LAW
    most, alike = (_NEARLY_ALL, _REST_ALIKE) if of_law else (_OFFERS_MOST, _OFFERS_REST_ALIKE)
    if length < _BLOCK or fewest - length < _REST or length >= most * fewest:
        return False
    mine = shingles([*first[: starts[0]], "|", *first[starts[0] + length :]])
    theirs = shingles([*second[: starts[1]], "|", *second[starts[1] + length :]])
    common = len(np.intersect1d(mine, theirs, assume_unique=True))
    return common < alike * min(len(mine), len(theirs))
