"""Whether a word as written can be a given Vietnamese name: all accents as in the name, or none at all."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from storage.folding import FOLDING, fold

_LETTERS = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile("[" + "".join(chr(code) for code in FOLDING if not chr(code).isascii()) + "]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=20_000)
def spelling_key(text: str) -> str:
    """Return one spelling for hoà and hòa, Quy and Qui: small letters, each syllable's tone last."""
    out = []
    for syllable in text.lower().replace("-", " ").split():
        marks = unicodedata.normalize("NFD", syllable)
        out.append(
            "".join(mark for mark in marks if mark not in _TONES) + "".join(mark for mark in marks if mark in _TONES)
        )
    return " ".join(out)


def can_be(written: str, keys: frozenset[str]) -> bool:
    """Tell whether the written words are one of the names, by their keys; without accents they can be any."""
    return written.isascii() or spelling_key(written) in keys


def is_bare(text: str) -> bool:
    """Tell whether a piece of text has no accented letter; signs and emoji are none."""
    return text.isascii() or _ACCENTED.search(text) is None


def as_meant(text: str, start: int, end: int, meanings: Mapping[str, str]) -> bool:
    """Tell whether the words of a match are the ones meant, by their accents: nam (men), not năm (years).

    `meanings` maps a folded word to the spellings that are meant, separated by spaces. A word without accents can be
    any, but not among words that have theirs.
    """
    bare = is_bare(text[max(0, start - 16) : end + 16])
    for word in _LETTERS.findall(text[start:end].lower()):
        meant = meanings.get(fold(word))
        if meant is not None and word not in meant.split() and not (word.isascii() and bare):
            return False
    return True
