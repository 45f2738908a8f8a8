"""What the work is, coarsely, so that a number given to somebody else after a year can be told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import yaml

from storage.folding import fold

TABLE = Path(__file__).with_name("trades.yml")
ABROAD = "abroad"
"""Work in another country: who sends people there does nothing else, so that it tells more than other kinds."""
_LONGEST = 1_500
"""Words that are looked at: what the work is stands early."""


def trades_of(tokens: Sequence[str], title: str = "") -> frozenset[str]:
    """Return the kinds of work whose words stand in an advert, given as folded words, or in its title."""
    words = (*fold(title).split(), *tokens[:_LONGEST])
    return frozenset(trade for place, word in enumerate(words) for trade in _at(words, place, word))


def _at(words: Sequence[str], place: int, word: str) -> Iterable[str]:
    for phrase, trade in _table().get(word, ()):
        if words[place : place + len(phrase)] == phrase:
            yield trade


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for trade, phrases in yaml.safe_load(TABLE.read_text("utf-8")).items():
        for phrase in phrases:
            words = tuple(str(phrase).split())
            found[words[0]].append((words, trade))
    return dict(found)
