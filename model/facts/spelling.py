"""Whether a word as written can be a given Vietnamese name: all accents as in the name, or none at all."""

import unicodedata
from functools import lru_cache

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
