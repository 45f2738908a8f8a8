"""Sums in words: "mười lăm triệu", "hai triệu rưỡi", "ba trăm năm mươi ngàn", "nam tram k", with and without accents."""

from collections.abc import Iterator

import re2

from model.text import AlignedText

_DIGITS = {
    b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"tu": 4, b"nam": 5, b"lam": 5, b"nham": 5, b"sau": 6, b"bay": 7,
    b"tam": 8, b"chin": 9,
}  # fmt: skip
_UNITS = {
    b"trieu": 1_000_000, b"cu": 1_000_000, b"chai": 1_000_000, b"tr": 1_000_000, b"nghin": 1_000, b"ngan": 1_000, b"k": 1_000,
    b"man": 10_000, b"ty": 1_000_000_000, b"lit": 100_000, b"xi": 100_000,
}  # fmt: skip
_DIGIT = rb"(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin)"
_TENS = rb"(?:(?:" + _DIGIT + rb" )?(?:muoi|chuc)(?: " + _DIGIT + rb")?|" + _DIGIT + rb")"
_NUMBER = _DIGIT + rb" tram(?: ruoi| (?:linh |le )?" + _TENS + rb")?|" + _TENS
_SPELLED = re2.compile(
    rb"\b("
    + _NUMBER
    + rb") (trieu|cu|chai|tr|nghin|ngan|k|man|ty|lit|xi)\b( ruoi\b| (?:"
    + _DIGIT
    + rb"\b(?: tram\b)?))?"
)
# "hai triệu năm": two and a half; but the digit may count what comes next: "năm triệu hai người".
_COUNTED = re2.compile(
    rb"^ (?:nguoi|ban|ca|ngay|thang|nam|bua|tuan|gio|tieng|buoi|em|lan|dot|trieu|cu|chuc|muoi|nghin|ngan)\b"
)
_WORDS = frozenset(
    "một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi chục trăm linh lẻ triệu củ chai nghìn ngàn vạn tỷ tỉ lít xị "
    "rưỡi rưởi tr k man cu".split()
)


def spelled_amounts(text: AlignedText) -> Iterator[tuple[int, int, float, int]]:
    """Yield start, end, number and multiplier of every sum in words."""
    for match in _SPELLED.finditer(text.ascii):
        start, end = match.span()
        if not _all_number_words(text.text[match.start() : match.end(2)]):
            continue
        number, tail = _small_number(match[1]), (match[3] or b"").strip()
        if tail and not _all_number_words(text.text[match.start(3) : end]):
            tail, end = b"", match.end(2)
        if tail == b"ruoi":
            number += 0.5
        elif tail and _COUNTED.search(text.ascii[end : end + 10]) is None:
            number += _DIGITS[tail.split()[0]] / 10
        elif tail:
            end = match.end(2)
        yield start, end, number, _UNITS[match[2]]


def _all_number_words(written: str) -> bool:
    """Tell number words from others that are alike without accents: từ, tự, cũ, làm, ngăn, sâu."""
    return all(word.isascii() or word in _WORDS for word in written.lower().split())


def _small_number(words: bytes) -> float:
    """Read a number below a thousand."""
    total = last = 0.0
    for word in words.split():
        if word in (b"muoi", b"chuc"):
            total, last = total - last + max(last, 1) * 10, 0
        elif word == b"tram":
            total, last = total * 100, 0
        elif word == b"ruoi":
            total += 50
        elif word in _DIGITS:
            last = _DIGITS[word]
            total += last
    return total
