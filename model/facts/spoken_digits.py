"""Digits said in words inside a number to call: "không chín một hai…", "0 3 3 4 ba số không 6 6 1", "zero nine…"."""

from collections.abc import Iterator

import re2

from model.facts.spelling import as_meant
from model.text import AlignedText

_WORDS: dict[bytes, str] = {
    b"khong": "0", b"mot": "1", b"hai": "2", b"ba": "3", b"bon": "4", b"tu": "4", b"nam": "5", b"lam": "5",
    b"sau": "6", b"bay": "7", b"tam": "8", b"chin": "9", b"zero": "0", b"one": "1", b"two": "2", b"three": "3",
    b"four": "4", b"five": "5", b"six": "6", b"seven": "7", b"eight": "8", b"nine": "9", b"hong": "0", b"hok": "0",
    b"ko": "0", b"oh": "0", b"o": "0", b"nham": "5", b"le": "0", b"linh": "0",
}  # fmt: skip
_SPELLED = {
    "khong": "không", "mot": "một mốt", "hai": "hai", "ba": "ba", "bon": "bốn", "tu": "tư", "nam": "năm", "lam": "lăm",
    "sau": "sáu", "bay": "bảy bẩy", "tam": "tám", "chin": "chín", "nham": "nhăm", "le": "lẻ", "linh": "linh",
}  # fmt: skip
_WORD = b"|".join(_WORDS)
_ITEM = rb"(?:(?:(?:hai|ba|bon|nam|sau|[2-6]) (?:so|con|cai) )?(?:\b(?:" + _WORD + rb")\b(?: tram\b)?|\d+))"
_GAP = rb"(?:[ ,./\-?:|]{0,3}|,? (?:trong|cham|gach|cach) )"
_RUN = re2.compile(rb"(?:\b(?:khong|hong|ko|oh|o|zero)\b|\b0\d{0,9}|\b\+?84\d{0,9})(?:" + _GAP + _ITEM + rb"){1,13}")
_PART = re2.compile(rb"(?:(hai|ba|bon|nam|sau|[2-6]) (?:so|con|cai) )?(?:\b(" + _WORD + rb")\b( tram\b)?|(\d+))")
_SMALL = (b"o ", b"ko ", b"oh ")
_SAID = re2.compile(rb" (?:" + _WORD + rb")\b")
_FEWEST, _MOST = 9, 12


def spoken_runs(text: AlignedText) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, end and digits of every run that has at least one digit in words and the length of a number."""
    if _SAID.search(text.ascii) is None:
        return
    place = 0
    while (match := _RUN.search(text.ascii, place)) is not None:
        digits, end = _digits(match[0], text.text[match.start() : match.end()])
        place = match.start() + max(end, 1)
        written = match[0][:end]
        if digits.startswith("00") and written[:1] == b"o":
            place = match.start() + 1  # "gác ở. không chín …"
            continue
        if not any(byte > 96 for byte in written):  # noqa: PLR2004 - no letters: written in digits alone
            continue
        if written.startswith(_SMALL) and _SAID.search(written) is None:
            continue  # "ở 9.000 – 11.000"
        if _FEWEST <= len(digits) <= _MOST:
            yield match.start(), place, digits.encode()


def _digits(raw: bytes, written: str) -> tuple[str, int]:
    """Read item by item until the number is complete; a word after that, or of other accents, is the sentence's."""
    digits, end = "", 0
    for part in _PART.finditer(raw):
        if not as_meant(written, part.start(), part.end(), _SPELLED):
            break
        one = part[4].decode() if part[4] else _WORDS[part[2]]
        if part[3]:
            one += "00"
        if part[1]:
            one *= int(_WORDS.get(part[1], part[1]))
        if len(digits) + len(one) > (11 if digits.startswith("02") else 10):
            break
        digits, end = digits + one, part.end()
    return digits, end
