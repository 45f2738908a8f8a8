"""Numbers in words: "mười lăm triệu", "hai triệu rưỡi", "không chín một hai", with and without accents."""

from collections.abc import Iterator

import re2

from model.text import AlignedText

DIGIT_WORDS: dict[bytes, int] = {
    b"khong": 0, b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"tu": 4, b"nam": 5, b"lam": 5, b"sau": 6, b"bay": 7,
    b"tam": 8, b"chin": 9,
}  # fmt: skip
_UNITS = {b"trieu": 1_000_000, b"cu": 1_000_000, b"nghin": 1_000, b"ngan": 1_000, b"man": 10_000, b"tram": 100}
_DIGIT = rb"(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)"
_NUMBER = (
    rb"(?:"
    + _DIGIT
    + rb" )?(?:muoi|chuc)(?: "
    + _DIGIT
    + rb"| mot)?|"
    + _DIGIT
    + rb" tram(?: (?:linh |le )?"
    + _DIGIT
    + rb")?|"
    + _DIGIT
)
_SPELLED = re2.compile(rb"\b(" + _NUMBER + rb") (trieu|cu|nghin|ngan|man)( ruoi| " + _DIGIT + rb"\b)?")
# Words whose folded form is a number word but which are another word: "năm" (year) and "tư" are taken only before a unit anyway.
_NOT_NUMBERS = frozenset(
    ("năm", "tạm", "bạ", "hái", "hại", "làm", "màn", "cũ", "cứ", "cụ", "ngăn", "ngắn", "sâu", "tử", "tự", "từ", "mốt")
)


def spelled_amounts(text: AlignedText) -> Iterator[tuple[int, int, float, int]]:
    """Yield start, end, number and multiplier of every sum in words."""
    for match in _SPELLED.finditer(text.ascii):
        written = text.text[match.start() : match.end()].lower().split()
        if any(word in _NOT_NUMBERS - {"năm"} for word in written):
            continue
        number = float(_small_number(match[1]))
        tail = (match[3] or b"").strip()
        if tail == b"ruoi":
            number += 0.5
        elif tail:
            number += DIGIT_WORDS[tail] / 10
        yield match.start(), match.end(), number, _UNITS[match[2]]


def _small_number(words: bytes) -> int:
    """Read a number below a thousand."""
    total = 0
    for word in words.split():
        if word in (b"muoi", b"chuc"):
            total = total * 10 if total else 10
        elif word == b"tram":
            total *= 100
        elif word in DIGIT_WORDS:
            total += DIGIT_WORDS[word]
    return total
