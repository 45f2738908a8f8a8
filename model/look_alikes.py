"""What each character is drawn like: tables by code point, looked up for a whole text at once."""

import unicodedata

import numpy as np
import numpy.typing as npt

from storage.folding import FOLDING

_SIZE = 0x20000
"""Code points beyond the first two planes are left as they are."""
Codes = npt.NDArray[np.uint32]

# Full-width, mathematical, circled and enclosed letters and digits, superscripts: what NFKC makes one character of.
_BLOCKS = (
    range(0xFF01, 0xFF5F),
    range(0x1D400, 0x1D800),
    range(0x2460, 0x24FF),
    range(0x2070, 0x209D),
    range(0x1F130, 0x1F18A),
    range(0x2776, 0x2794),
    range(0x2100, 0x214F),
)
_SAME = (
    ("аеорсухіѕјԁӏАВЕКМНОРСТХІЅЈ", "aeopcyxisjdlABEKMHOPCTXISJ"),
    ("οανρτικυΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡ", "oavptikuABEZHIKMNOPTYXg"),
    ("¡ıɩ⁰–—−‒‐‑～∼“”‘’：；，。（）／￥￦≤≥", "iii0------~~\"\"'':;,.()/¥₩<>"),
)
_SPACES = (0xA0, 0x202F, 0x3000, *range(0x2000, 0x200B))
# Signs of money have no ASCII letter; patterns know them by these control characters.
_SIGNS = {"€": 1, "¥": 2, "₩": 3, "£": 4, "₫": ord("d"), "•": 5, "→": ord(">")}
# Zero-width characters, direction marks, variation selectors, the keycap that turns 1 into an emoji.
_INVISIBLE = (
    0xAD, 0x34F, 0x61C, 0x115F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
    *range(0x2066, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF, 0x20E3,
)  # fmt: skip
MARKS = (0x300, 0x370)
"""Combining accents: from, up to but without."""
JAMO = (0x1100, 0x1200)
"""Letters of Hangul that join to syllables."""


def _plain() -> Codes:
    """Return for each code point the letter or digit it is drawn like, itself where it is like none."""
    table = np.arange(_SIZE, dtype=np.uint32)
    for code in (code for block in _BLOCKS for code in block):
        new = unicodedata.normalize("NFKC", chr(code))
        if len(new) == 1 and new.isascii():
            table[code] = ord(new)
    for offset in range(26):
        table[[0x1F130 + offset, 0x1F150 + offset, 0x1F170 + offset]] = ord("A") + offset
    for offset in range(10):
        table[[0x2776 + offset, 0x2460 + offset]] = ord("0") + (offset + 1) % 10
    for drawn, plain in _SAME:
        table[[ord(letter) for letter in drawn]] = [ord(letter) for letter in plain]
    table[list(_SPACES)] = ord(" ")
    return table


def _letters() -> npt.NDArray[np.uint8]:
    """Return for each code point its ASCII letter without accent, in its case; a question mark where there is none."""
    table = np.full(_SIZE, ord("?"), dtype=np.uint8)
    table[:128] = np.arange(128)
    for code, base in FOLDING.items():
        table[code] = ord(base.upper() if chr(code).isupper() else base)
    table[[ord(sign) for sign in _SIGNS]] = list(_SIGNS.values())
    return table


_PLAIN = _plain()
_LETTERS = _letters()
_UNSEEN = np.zeros(_SIZE, dtype=bool)
_UNSEEN[list(_INVISIBLE)] = True


def codes_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(codes: Codes) -> str:
    """Return the text of code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def plain(codes: Codes) -> Codes:
    """Return what every character is drawn like."""
    within = codes < _SIZE
    return _PLAIN[codes] if within.all() else np.where(within, _PLAIN[np.minimum(codes, _SIZE - 1)], codes)


def unseen(codes: Codes) -> npt.NDArray[np.bool_]:
    """Tell which characters nobody sees."""
    return _UNSEEN[np.minimum(codes, _SIZE - 1)] | (codes >= 0xE0000)  # noqa: PLR2004 - tags and private use


def letters(codes: Codes) -> bytes:
    """Return one byte a character: the letter without accent, in its case."""
    return _LETTERS[np.minimum(codes, _SIZE - 1)].tobytes()
