"""What the work is, coarsely, so that a number given to somebody else after a year can be told."""

import re
from functools import cache
from pathlib import Path

import yaml

from model.text import AlignedText
from storage.folding import fold

TABLE = Path(__file__).with_name("trades.yml")
_LONGEST = 6_000
"""Characters that are looked at: what the work is stands early."""


def trades_of(text: AlignedText, title: str = "") -> frozenset[str]:
    """Return the kinds of work whose words stand in an advert or its title."""
    names, pattern = _table()
    folded = f"{fold(title)}\n{text.folded[:_LONGEST]}"
    return frozenset(names[match] for match in set(pattern.findall(folded)))


@cache
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    names = {str(word): trade for trade, words in yaml.safe_load(TABLE.read_text("utf-8")).items() for word in words}
    longest_first = sorted(names, key=lambda word: (-len(word), word))
    return names, re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
