"""Lower case without accents, one character for one: the channel in which people without a Vietnamese keyboard search.

SQLite's own folding misses đ, hence a stored column made by this function.
"""

import unicodedata


def _base_letter(code: int) -> str | None:
    """Return the plain lower-case letter behind a precomposed Latin letter, or None if it has none."""
    letter = chr(code)
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0]
    return base.lower() if base != letter and base.isascii() else None


# Latin-1 Supplement to Latin Extended-B, and Latin Extended Additional: every letter Vietnamese is written with.
_LETTERS = [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]
FOLDING: dict[int, str] = {code: base for code in _LETTERS if (base := _base_letter(code)) is not None}
FOLDING |= {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
# Combining marks have no place of their own once text is NFC; those left over are dropped by `fold` only.
_MARKS = dict.fromkeys(range(0x0300, 0x0370))


def fold(text: str) -> str:
    """Fold text for search: NFC, lower case, accents and stray combining marks away, đ to d."""
    return unicodedata.normalize("NFC", text).translate(FOLDING).translate(_MARKS).lower()
