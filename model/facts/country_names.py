"""The table of countries' names, and one pattern that finds any of them however it is typed: "dailoan", "Nh@t Ban"."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import re2
import yaml

from model.facts.destination_words import GOING_ENDS, WORDS
from model.facts.spelling import can_be, spelling_key
from storage.folding import fold

NAMES = Path(__file__).with_name("countries.yml")
_JOINTS = b" .-"


class CountryName(NamedTuple):
    """What a name means: a country, and whether it is the country, a town, or a short word for it."""

    country: str
    kind: str
    """full | towns | short"""
    keys: frozenset[str]
    """The name's spellings with all accents."""


@cache
def country_names() -> tuple[Any, dict[bytes, CountryName]]:
    """Return the pattern, one of whose two groups is the name, and the names by what a match is squeezed to.

    Everyday words (anh, ma, lao) are looked for right behind a word of going alone: they are in every advert.
    """
    keys: dict[tuple[bytes, str, str], set[str]] = {}
    patterns: set[bytes] = set()
    for country, names in yaml.load(NAMES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items():
        for kind, listed in names.items():
            for name in map(str, listed):
                folded = fold(name).encode("ascii", "replace")
                patterns.add(_pattern(folded, short=kind == "short"))
                keys.setdefault((squeezed(folded), country, kind), set()).add(spelling_key(name))
    entries = {name: CountryName(country, kind, frozenset(known)) for (name, country, kind), known in keys.items()}
    # "Nhật Bản" is tried before "Nhật"
    longest_first = [pattern for _, pattern in sorted((-len(pattern), pattern) for pattern in patterns)]
    everyday = {name.encode() for name in WORDS}
    telling = b"|".join(pattern for pattern in longest_first if pattern not in everyday)
    going = b"|".join(GOING_ENDS).replace(b".", rb"\.")
    scan = rb"(?:(?:\b|\bdi|\bsang|\bben)(" + telling + rb")|(?:" + going + rb")(" + b"|".join(longest_first) + rb"))\b"
    return re2.compile(scan), entries


def squeezed(name: bytes) -> bytes:
    """Return the letters of a name, without what people put between them."""
    return name.translate(None, _JOINTS).replace(b"@", b"a")


def is_short_name(word: str) -> bool:
    """Tell whether a word is a short name of a country."""
    found = country_names()[1].get(squeezed(fold(word).encode("ascii", "replace")))
    return found is not None and found.kind == "short" and can_be(word, found.keys)


def _pattern(folded: bytes, *, short: bool) -> bytes:
    if short:
        return folded
    spelled = re.sub(rb"\b([a-z])([a-z])\b", rb"\1\\.?\2", folded.replace(b"-", b" "))
    return spelled.replace(b"a", b"[a@]").replace(b" ", rb"[ .\-]?")
