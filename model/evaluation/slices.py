"""Slices of the corpus by what the deceptive twin of a pair is: where the model is strong, and where it is not."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from model.corpus import CorpusRow
from model.dataset import Dataset, Integers
from model.evaluation.held_out import Pairs
from storage.folding import fold

FEWEST = 10
"""Pairs below which a slice shows its count alone."""
_LENGTHS = ((200, "up to 200"), (600, "201 to 600"), (1_500, "601 to 1,500"))
_UNACCENTED = 0.03
"""Share of letters with accents up to which a text counts as written without them; ordinary ones have a quarter."""


def slices(dataset: Dataset, pairs: Pairs) -> dict[tuple[str, str], Integers]:
    """Return the places of pairs by kind of slice and its value."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, place in enumerate(pairs.deceptive.tolist()):
        for key in _keys(dataset.rows[place]):
            found[key].append(number)
    return {key: np.array(places, dtype=np.int64) for key, places in sorted(found.items())}


def _keys(row: CorpusRow) -> Iterator[tuple[str, str]]:
    yield "source", row.source
    yield "channel", row.channel
    yield "length", length_of(len(row.advert.text))
    yield "accents", accents_of(row.advert.text)
    for typology in row.typologies:
        yield "typology", typology


def length_of(characters: int) -> str:
    """Return the class of length of a text of so many characters."""
    return next((name for most, name in _LENGTHS if characters <= most), "above 1,500")


def accents_of(text: str) -> str:
    """Tell whether a text is written with accents."""
    letters = [letter for letter in text if letter.isalpha()]
    accented = sum(fold(letter) != letter.lower() for letter in letters)
    return "without accents" if accented <= _UNACCENTED * len(letters) else "with accents"
