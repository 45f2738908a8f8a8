"""One reading of an advert: characters made comparable, with the place of each in the original.

Three channels of equal length: `text` (normalised, accents kept), `folded` (lower case, no accents) and `ascii`
(the folded one as bytes, for patterns on google-re2). A quote is always cut from the original.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from model.disguises import DISGUISES
from model.look_alikes import JAMO, MARKS, Codes, codes_of, letters, plain, text_of, unseen
from storage.folding import FOLDING

Offsets = npt.NDArray[np.int32]

LONGEST_TEXT = 1_000_000
"""Characters that are read; what stands beyond is not looked at, and `screen` says so in an error."""
_MOST_MARKS = 4
"""Combining accents on one letter; a longer heap of them says nothing."""


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
        return self.text.translate(FOLDING)

    @cached_property
    def ascii(self) -> bytes:
        """The folded text, one byte a character; what is not ASCII there is a question mark."""
        return letters(codes_of(self.text)).lower()

    def quote(self, start: int, end: int) -> Quote:
        """Return what the characters from `start` to `end` were in the original."""
        if start >= end:
            place = int(self.starts[start]) if start < len(self.starts) else len(self.original)
            return Quote(start=place, end=place, text="")
        first, last = int(self.starts[start]), int(self.ends[end - 1])
        return Quote(start=first, end=last, text=self.original[first:last])


@dataclass(frozen=True, slots=True)
class _Line:
    """A text on its way: code points, and the bounds of each in the original."""

    codes: Codes
    starts: Offsets
    ends: Offsets

    def kept(self, keep: npt.NDArray[np.bool_]) -> "_Line":
        return self if keep.all() else _Line(self.codes[keep], self.starts[keep], self.ends[keep])


def align(original: str) -> AlignedText:
    """Read a text into its comparable form; any string is accepted, in time linear in its length."""
    codes = codes_of(original)
    places = np.arange(len(codes) + 1, dtype=np.int32)
    line = _Line(plain(codes), places[:-1], places[1:])
    line = _composed(line.kept(~unseen(line.codes)))
    line = _undisguised(line)
    return AlignedText(original, text_of(line.codes), line.starts, line.ends)


def _composed(line: _Line) -> _Line:
    """Join letters with the combining accents behind them, as NFC does; all of them share the bounds of the heap."""
    marks = (line.codes >= MARKS[0]) & (line.codes < MARKS[1])
    if not marks.any():
        return line
    places = np.arange(len(marks), dtype=np.int32)
    heap = places - np.maximum.accumulate(np.where(marks, -1, places))
    line = line.kept(~marks | (heap <= _MOST_MARKS))
    marks = (line.codes >= MARKS[0]) & (line.codes < MARKS[1])
    first = np.flatnonzero(~marks)
    # Hangul letters would join among themselves, and one for one would be lost
    jamo = (line.codes >= JAMO[0]) & (line.codes < JAMO[1])
    joined = codes_of(unicodedata.normalize("NFC", text_of(np.where(jamo, ord("?"), line.codes)))).copy()
    is_letter = (joined < MARKS[0]) | (joined >= MARKS[1])
    letter = np.cumsum(is_letter) - 1
    if len(first) == 0 or letter[0] < 0 or letter[-1] + 1 != len(first):
        return line  # accents before any letter, or other letters that join: no Vietnamese
    joined[np.flatnonzero(is_letter)[jamo[first]]] = line.codes[first][jamo[first]]
    last = np.append(first[1:], len(marks)) - 1
    return _Line(joined, line.starts[first][letter], line.ends[last][letter])


def _undisguised(line: _Line) -> _Line:
    """Undo the ways of hiding a word from a filter; each is tried only where its mark is in the text."""
    cased = letters(line.codes)
    for disguise in DISGUISES:
        if disguise.sign not in cased or disguise.mark.search(cased) is None:
            continue
        edit = disguise.edit(cased)
        if edit is None:
            continue
        line = _edited(line, cased, edit.written, edit.dropped, edit.parted)
        cased = letters(line.codes)
    return line


def _edited(
    line: _Line, cased: bytes, written: bytes | None, dropped: npt.NDArray[np.bool_] | None, parted: list[int] | None
) -> _Line:
    """Write other characters in the place of old ones, drop some, or put a space before some."""
    if written is not None:
        old, new = np.frombuffer(cased, dtype=np.uint8), np.frombuffer(written, dtype=np.uint8)
        return _Line(np.where(old == new, line.codes, new), line.starts, line.ends)
    if dropped is not None:
        return line.kept(~dropped)
    places = np.array(parted, dtype=np.int64)
    bounds = line.starts[places]
    return _Line(
        np.insert(line.codes, places, ord(" ")),
        np.insert(line.starts, places, bounds),
        np.insert(line.ends, places, bounds),
    )
