"""Copies of an advert for the training side only: as typed without accents, and as disguised to pass a filter.

A copy says what its original says, so it carries the same label; it never stands on the side that is measured.
"""

import hashlib
from dataclasses import replace

from model.obfuscation import obfuscate, strip_accents
from model.records import AdvertText

KINDS = ("unaccented", "disguised")
"""Kinds of copies that can be made of one advert."""


def copy_of(advert: AdvertText, kind: str) -> AdvertText:
    """Return one copy of an advert, the same on every machine: the seed of a disguise is drawn from the text itself.

    Raises:
        ValueError: the kind is none of `KINDS`.
    """
    if kind == "unaccented":
        return replace(advert, text=strip_accents(advert.text), title=strip_accents(advert.title))
    if kind == "disguised":
        seed = int.from_bytes(hashlib.sha256(advert.text.encode()).digest()[:4])
        return replace(advert, text=obfuscate(advert.text, seed), title=advert.title)
    msg = f"unknown kind of copy {kind!r}; one of {', '.join(KINDS)}"
    raise ValueError(msg)
