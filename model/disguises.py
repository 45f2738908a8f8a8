"""Ways of hiding a word from a filter, and how each is undone: l.ư.ơ.n.g, NhanLuong, 1Otr, tr0n g0i, Nh@t, đẹpppp.

Patterns run on the cased ASCII channel of a text, one byte a character; each begins only where a cheap mark of its kind
is found, so that an ordinary advert pays next to nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import re2


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What to do with a text: one of the three is given."""

    written: bytes | None = None
    """The text again, of the same length, with some bytes others."""
    dropped: npt.NDArray[np.bool_] | None = None
    """True for each character to leave out."""
    parted: list[int] | None = None
    """Places before which a space belongs."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """One way: a mark that must be there (google-re2), and the undoing."""

    mark: Any
    edit: Callable[[bytes], Edit | None]
    sign: bytes = b""
    """A character that the mark has in any case."""


def _drop(pattern: re.Pattern[bytes], joints: bytes) -> Callable[[bytes], Edit | None]:
    """Leave out every joint within a match; with no joints, all of the match."""
    table = np.ones(256, dtype=bool) if not joints else np.isin(np.arange(256), np.frombuffer(joints, dtype=np.uint8))

    def edit(line: bytes) -> Edit | None:
        spans = np.array([match.span() for match in pattern.finditer(line)], dtype=np.int64)
        if not len(spans):
            return None
        steps = np.zeros(len(line) + 1, dtype=np.int32)
        np.add.at(steps, spans[:, 0], 1)
        np.add.at(steps, spans[:, 1], -1)
        inside = np.cumsum(steps[:-1]) > 0
        return Edit(dropped=inside & table[np.frombuffer(line, dtype=np.uint8)])

    return edit


def _write(pattern: re.Pattern[bytes], new: Callable[[re.Match[bytes]], bytes]) -> Callable[[bytes], Edit | None]:
    def edit(line: bytes) -> Edit | None:
        written = pattern.sub(new, line)
        return None if written == line else Edit(written=written)

    return edit


def _part(pattern: re.Pattern[bytes]) -> Callable[[bytes], Edit | None]:
    def edit(line: bytes) -> Edit | None:
        places = [match.start() for match in pattern.finditer(line)]
        return Edit(parted=places) if places else None

    return edit


# Three letters at least, one and the same joint between them, and nothing of an address around.
_SPELLED_OUT = re.compile(
    rb"(?<![A-Za-z0-9@/._\-])[A-Za-z](?:(?:\.[A-Za-z]){2,24}|(?:-[A-Za-z]){2,24}|(?:\*[A-Za-z]){2,24}|(?:/[a-z]){2,24}|"
    rb"(?:_[A-Za-z]){2,24}|(?: [a-z]){3,24}|(?: [A-Z]){3,24})(?![A-Za-z0-9_]|[.\-*]?[A-Za-z0-9@])"
)
_STAR = re.compile(rb"(?<=[A-Za-z])\*(?=[A-Za-z])")
_BAR = re.compile(rb"(?<=[A-Za-z])_(?=[A-Za-z])")
# A dot inside a word: a beginning without vowel (n.hẹ, đ.ặt), an end without vowel (lươ.ng, Tuyể.n), a diphthong cut in
# two (vi.ệc). "anh", "em" and the like begin words of their own after a full stop without space.
_DOT = re.compile(
    rb"(?<![A-Za-z0-9.@/])(?:[BCDGHKLMNRSTVXbcdghklmnrstvx]|[Cc]h|[Gg][hi]|[Kk]h|[Nn]gh?|[Nn]h|[Pp]h|[Qq]u|[Tt][hr])\."
    rb"(?=[aeiouy][a-z]{0,5}(?![A-Za-z@.]))"
    rb"|(?<![A-Za-z0-9.@/])(?:[TtKkCc]\.(?=h[aeiouy])|[Tt]\.(?=r[aeiouy])|[Nn]\.(?=[gh]h?[aeiouy]))"
    rb"|(?<=[A-Za-z][aeiouy])\.(?=(?:ng|nh|ch|[nmptcyiuo])(?![A-Za-z0-9@.]))"
    rb"|(?<=[a-z][iuy])\.(?=[eoa][a-z]{0,3}(?![A-Za-z@.]))(?!\.(?:anh?|em|ai|ao|ok|oi|o)(?![a-z]))"
)
_CAMEL = re.compile(rb"(?<=[a-z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z][a-z]{2})")
# Letters drawn for digits inside a number: O912, 1Otr, 09l2, 2OO.OOO.
_DIGIT_LETTER = re.compile(
    rb"(?<=\d)[oOlI|]{1,4}(?=\d)|(?<![A-Za-z0-9_])[oO](?=\d[\doO. ]{7})|(?<=\d[. \-])[oO]{1,3}(?=\d|[. \-]\d)"
    rb"|(?<=\d)[oO]{1,3}(?=(?:tr|k|d|e|y|vnd|usd|eur|yen|won|tri|ng|%|\$)(?![a-z]))|(?<=\d)[oO]{1,3}(?![A-Za-z])"
    rb"|(?<=\d)[oO]{0,3}(?:[.,][oO0]{3}){1,3}(?=(?:d|dong|vnd)?(?![A-Za-z]))"
)
# A whole phone with letters among its digits, however it is parted: o936-77 88 99, O9l2 . 345. 678, 0978 O5 44 I9.
_PHONE = re.compile(
    rb"(?<![A-Za-z0-9])(?:0|[oO](?![ .]{1,2}(?:[0oO]|\d{1,3}\.000)))"
    rb"(?:[ .\-*~,_/()|]{0,3}[0-9oOlI]){9}(?![A-Za-z0-9]| \d\d)"
)
_LEAST_DIGITS = 3
_AS_DIGITS = bytes.maketrans(b"oOlI|", b"00111")
_AS_DIGITS_BUT_BARS = bytes.maketrans(b"oOlI", b"0011")
# Digits drawn for letters inside a word: h0 s0, tr0n g0i, g1ữ; a code with other digits in it (CO2, N5) is none.
_LETTER_DIGIT = re.compile(
    rb"(?<![A-Za-z0-9.@/_])(?:[b-eg-z][a-z]{0,4}|[B-EG-Z][A-Z]{0,4}|[A-Z][a-z]{1,4})[01][A-Za-z01]{0,5}(?![A-Za-z0-9@_]|\.[a-z])"
)
_LONE_ONE = re.compile(rb"1(?![A-Za-z])")
_AS_LETTERS = bytes.maketrans(b"01", b"oi")
_AT = re.compile(rb"(?<![A-Za-z0-9.@_])[A-Za-z]{1,3}@[a-z]{0,3}(?![A-Za-z0-9.@_])")
# c only at the end of a syllable: "cccd" is the identity card.
_REPEATED = re.compile(
    b"|".join(
        [*(rb"(?<=%c)%c{2,}" % (letter, letter) for letter in b"aeiouyngpthmkAEGHNPUY"), rb"(?<=[aeiouy]c)c{2,}(?!d)"]
    )
)


def _as_letters(match: re.Match[bytes]) -> bytes:
    word = match[0]
    return word if _LONE_ONE.search(word) else word.translate(_AS_LETTERS)


def _phone_digits(match: re.Match[bytes]) -> bytes:
    count = sum(chr(byte).isdigit() for byte in match[0])
    return match[0].translate(_AS_DIGITS_BUT_BARS) if count >= _LEAST_DIGITS else match[0]


DISGUISES = (
    Disguise(re2.compile(rb"[oOlI|][ .\-*~,_/()]{0,3}\d|\d[ .\-*~,_/()]{0,3}[oOlI|]"), _write(_PHONE, _phone_digits)),
    Disguise(
        re2.compile(rb"\d[oOlI|]|[oO]\d|[oO][. \-]\d|\d[. \-][oO]"),
        _write(_DIGIT_LETTER, lambda match: match[0].translate(_AS_DIGITS)),
    ),
    Disguise(re2.compile(rb"[\doO][.,][oO]{3}"), _write(_DIGIT_LETTER, lambda match: match[0].translate(_AS_DIGITS))),
    Disguise(re2.compile(rb"[A-Za-z][01]"), _write(_LETTER_DIGIT, _as_letters)),
    Disguise(re2.compile(rb"[A-Za-z]@"), _write(_AT, lambda match: match[0].replace(b"@", b"a")), b"@"),
    Disguise(
        re2.compile(
            rb"[A-Za-z]\.[A-Za-z]\.[A-Za-z]|[A-Za-z]-[A-Za-z]-[A-Za-z]|\*[A-Za-z]\*|[a-z]/[a-z]/[a-z]|_[A-Za-z]_|"
            rb" [A-Za-z] [A-Za-z] [A-Za-z]"
        ),
        _drop(_SPELLED_OUT, b".-*/_ "),
    ),
    Disguise(re2.compile(rb"[A-Za-z]\*[A-Za-z]"), _drop(_STAR, b""), b"*"),
    Disguise(re2.compile(rb"[A-Za-z]_[A-Za-z]"), _write(_BAR, lambda _: b" "), b"_"),
    Disguise(re2.compile(rb"[A-Za-z]\.[a-z]"), _drop(_DOT, b"."), b"."),
    Disguise(re2.compile(rb"[a-z][A-Z][a-z]|\d[A-Z][a-z]"), _part(_CAMEL)),
    Disguise(re2.compile(rb"(?i)aaa|eee|iii|ooo|uuu|nnn|ggg|ppp|ttt|hhh|yyy|mmm|ccc|kkk"), _drop(_REPEATED, b"")),
)
