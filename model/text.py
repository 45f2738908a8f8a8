"""One reading of an advert: characters made comparable, with the place of each in the original.

Three channels of equal length: `text` (normalised, accents kept), `folded` (lower case, no accents) and `ascii`
(the folded one as bytes, for patterns on google-re2). A quote is always cut from the original.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from storage.folding import FOLDING

Offsets = npt.NDArray[np.int32]
Edit = tuple[int, int, str]

LONGEST_TEXT = 1_000_000
"""Characters that are read; what stands beyond is not looked at, and `screen` says so in an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A piece of the original text, by offsets in characters."""

    start: int
    end: int
    text: str

    def row(self) -> dict[str, int | str]:
        """Return the quote as the screen contract writes it."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True)
class AlignedText:
    """A text in its comparable form; `starts[i]` and `ends[i]` bound the i-th character in the original."""

    original: str
    text: str
    starts: Offsets
    ends: Offsets

    @cached_property
    def folded(self) -> str:
        """The text in lower case without accents, of the same length."""
        return self.text.translate(_FOLDED)

    @cached_property
    def ascii(self) -> bytes:
        """The folded text, one byte a character; what is not ASCII there is a question mark."""
        return self.folded.translate(_CURRENCY_SIGNS).encode("ascii", "replace")

    def quote(self, start: int, end: int) -> Quote:
        """Return what the characters from `start` to `end` were in the original."""
        if start >= end:
            place = int(self.starts[start]) if start < len(self.starts) else len(self.original)
            return Quote(start=place, end=place, text="")
        first, last = int(self.starts[start]), int(self.ends[end - 1])
        return Quote(start=first, end=last, text=self.original[first:last])


def align(original: str) -> AlignedText:
    """Read a text into its comparable form; any string is accepted, in time linear in its length."""
    count = len(original)
    aligned = AlignedText(original, original, np.arange(count, dtype=np.int32), np.arange(1, count + 1, dtype=np.int32))
    if not unicodedata.is_normalized("NFC", original):
        aligned = _edited(aligned, _CLUSTER, lambda match: unicodedata.normalize("NFC", match[0]))
    aligned = _translated(aligned, _LOOK_ALIKES)
    aligned = _edited(aligned, _INVISIBLE, lambda _: "")
    aligned = _edited(aligned, _SPELLED_OUT, lambda match: re.sub(r"[\s._\-*()]", "", match[0]))
    aligned = _edited(aligned, _BROKEN_WORD, lambda match: match[0].translate(_NO_BREAKS))
    aligned = _edited(aligned, _CAMEL_JOINT, lambda match: f"{match[0]} ")
    return _edited(aligned, _DIGIT_LETTER, lambda match: match[0].translate(_AS_DIGITS))


def _edited(aligned: AlignedText, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> AlignedText:
    """Replace every match; a replacement's characters share the bounds of what they replace."""
    edits = [
        (match.start(), match.end(), new)
        for match in pattern.finditer(aligned.text)
        if (new := replace(match)) != match[0]
    ]
    return _with_edits(aligned, edits) if edits else aligned


def _with_edits(aligned: AlignedText, edits: list[Edit]) -> AlignedText:
    text, starts, ends, place = [], [], [], 0
    for start, end, new in edits:
        text += [aligned.text[place:start], new]
        old_starts, old_ends = aligned.starts[start:end], aligned.ends[start:end]
        if len(new) == end - start:
            new_starts, new_ends = old_starts, old_ends
        else:
            new_starts = np.full(len(new), old_starts[0], dtype=np.int32)
            new_ends = np.full(len(new), old_ends[-1], dtype=np.int32)
        starts += [aligned.starts[place:start], new_starts]
        ends += [aligned.ends[place:start], new_ends]
        place = end
    text.append(aligned.text[place:])
    starts.append(aligned.starts[place:])
    ends.append(aligned.ends[place:])
    return AlignedText(aligned.original, "".join(text), np.concatenate(starts), np.concatenate(ends))


def _translated(aligned: AlignedText, table: dict[int, str]) -> AlignedText:
    # one character for one, so the offsets stand
    return AlignedText(aligned.original, aligned.text.translate(table), aligned.starts, aligned.ends)


def _look_alikes() -> dict[int, str]:
    table = {}
    # full-width, mathematical, circled and enclosed letters and digits, superscripts: what NFKC makes one character of
    for block in (
        range(0xFF01, 0xFF5F),
        range(0x1D400, 0x1D800),
        range(0x2460, 0x24FF),
        range(0x2070, 0x209D),
        range(0x1F130, 0x1F18A),
        range(0x2776, 0x2794),
        range(0x2100, 0x214F),
    ):
        for code in block:
            new = unicodedata.normalize("NFKC", chr(code))
            if len(new) == 1 and new.isascii():
                table[code] = new
    for offset in range(26):
        table[0x1F130 + offset] = table[0x1F150 + offset] = table[0x1F170 + offset] = chr(65 + offset)
    for offset in range(10):
        table[0x2776 + offset] = table[0x2460 + offset] = str((offset + 1) % 10)
    table |= {ord(a): b for a, b in zip("аеорсухіАВЕКМНОРСТХІ", "aeopcyxiABEKMHOPCTXI", strict=True)}
    table |= {ord(a): b for a, b in zip("¡ıɩ⁰–—−‒‐‑～∼“”‘’：；，。（）／", "iii0------~~\"\"'':;,.()/", strict=True)}
    table |= {code: " " for code in (0xA0, 0x202F, 0x3000, *range(0x2000, 0x200B))}
    return table


# Letters and digits drawn alike, mapped to the plain ones, one for one.
_LOOK_ALIKES = _look_alikes()
_FOLDED = dict(FOLDING)
# Signs of money have no ASCII letter; patterns know them by these control bytes.
_CURRENCY_SIGNS = {
    ord("€"): "\x01",
    ord("¥"): "\x02",
    ord("₩"): "\x03",
    ord("£"): "\x04",
    ord("₫"): "d",
    ord("•"): "\x05",
    ord("→"): ">",
}
_LETTERS = "".join(chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isalpha() and (code < 0x250 or code > 0x1E00))
_SMALL = "a-z" + "".join(letter for letter in _LETTERS if letter.islower())
_CAPITAL = "A-Z" + "".join(letter for letter in _LETTERS if letter.isupper())
_LETTER = f"[{_SMALL}{_CAPITAL}]"
# A letter with combining marks that NFC would join; a longer heap of marks says nothing.
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]{1,4}")
# Zero-width characters, direction marks, variation selectors, the keycap that turns 1 into an emoji, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u20e3"
    "\U000e0000-\U000e007f]"
)
# A word spelled letter by letter: l.ư.ơ.n.g, C-Ọ-C; three letters at least, one and the same joint between them.
_SPELLED_OUT = re.compile(
    rf"\b{_LETTER}(?:\.{_LETTER}){{2,24}}\b|\b{_LETTER}(?:-{_LETTER}){{2,24}}\b|\b{_LETTER}(?:\*{_LETTER}){{2,24}}\b"
)
# A word broken by a sign that stands in no word: nhu_cau, s*ex, or a last letter cut off: Tuyể.n.
_BROKEN_WORD = re.compile(rf"(?<={_LETTER})[_*](?={_LETTER})|(?<={_LETTER}{_LETTER})\.(?={_LETTER}(?:[\s,;:!?]|$))")
_NO_BREAKS = {ord("."): "", ord("_"): " ", ord("*"): ""}
# LienHe, NhanLuong: a capital right after a small letter starts a new word.
_CAMEL_JOINT = re.compile(rf"(?<=[{_SMALL}])[{_SMALL}](?=[{_CAPITAL}][{_SMALL}])")
# Letters drawn for digits inside a number: O912, 1Otr, 09l2.
_DIGIT_LETTER = re.compile(
    r"(?<=\d)[oOlI|]{1,4}(?=\d)|\b[oO](?=\d[\doO. ]{7})|(?<=\d[. \-])[oO]{1,3}(?=\d|[. \-]\d)|(?<=\d)[oO]{1,3}(?=(?:tr|k|usd|tri|ng|%|\$)\b)|(?<=\d)[oO]{1,3}(?![^\W\d_])"
)
_AS_DIGITS = {ord("o"): "0", ord("O"): "0", ord("l"): "1", ord("I"): "1", ord("|"): "1"}
