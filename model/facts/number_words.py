"""Sums in words: "mười lăm triệu", "hai triệu rưỡi", "ba trăm năm mươi ngàn", "nam tram k", "bảy tám triệu"."""

from collections.abc import Iterator
from typing import Any

import re2

from model.text import AlignedText

_DIGITS = {
    b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"tu": 4, b"nam": 5, b"lam": 5, b"nham": 5, b"sau": 6, b"bay": 7,
    b"tam": 8, b"chin": 9,
}  # fmt: skip
_UNITS = {
    b"trieu": 1_000_000, b"cu": 1_000_000, b"chai": 1_000_000, b"tr": 1_000_000,
    b"nghin": 1_000, b"ngan": 1_000, b"k": 1_000,
    b"man": 10_000, b"ty": 1_000_000_000, b"lit": 100_000, b"xi": 100_000,
}  # fmt: skip
_DIGIT = rb"(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin)"
_TENS = rb"(?:(?:" + _DIGIT + rb" )?(?:muoi|chuc)(?: " + _DIGIT + rb")?|" + _DIGIT + rb")"
_NUMBER = _DIGIT + rb" tram(?: ruoi| (?:linh |le )?" + _TENS + rb")?|" + _TENS
_SPELLED = re2.compile(
    rb"\b(?:("
    + _TENS
    + rb") )??("
    + _NUMBER
    + rb")(?: (trieu|cu|chai|tr|nghin|ngan|k|man|ty|lit|xi)\b( ruoi\b| (?:"
    + _NUMBER
    + rb") (?:nghin|ngan)\b| (?:"
    + _DIGIT
    + rb"\b(?: tram\b)?))?|"
    rb" ?/ ?(?:ngay|ca|cong|dem|buoi)\b| (?:mot|moi|1) (?:ngay|ca|cong|dem|buoi|bua)\b)"
)
# "hai triệu năm": two and a half; but the digit may count what comes next: "năm triệu hai người".
_COUNTED = re2.compile(
    rb"^ (?:nguoi|ban|ca|ngay|thang|nam|bua|tuan|gio|tieng|buoi|em|lan|dot|trieu|cu|chuc|muoi|nghin|ngan)\b"
)
_PLAIN = frozenset(("hai", "ba", "tr", "k", "man"))
_WORDS = frozenset(
    [
        "một",
        "mốt",
        "hai",
        "ba",
        "bốn",
        "tư",
        "năm",
        "lăm",
        "nhăm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "mười",
        "mươi",
        "chục",
        "trăm",
        "linh",
        "lẻ",
        "triệu",
        "củ",
        "chai",
        "nghìn",
        "ngàn",
        "vạn",
        "tỷ",
        "tỉ",
        "lít",
        "xị",
        "rưỡi",
        "rưởi",
        "mỗi",
        "ngày",
        "công",
        "đêm",
        "buổi",
        "bữa",
    ]
)


def spelled_amounts(text: AlignedText) -> Iterator[tuple[int, int, float, float, int]]:
    """Yield start, end, low and high number and the multiplier of every sum in words."""
    for match in _SPELLED.finditer(text.ascii):
        start, end = match.start(), match.end(3) if match[3] else match.end(2)
        if not _all_number_words(text.text[start:end]):
            continue
        number = _small_number(match[2])
        if match[3] is None:
            # "ba trăm rưỡi một ngày": thousands go without saying; smaller numbers count something else
            if b" tram" in match[2]:
                yield start, end, number, number, 1_000
            continue
        if match[1] and match[2] in (b"lam", b"nham"):
            first, high = _and_five(match[1])
            if high:
                yield start, end, first, high, _UNITS[match[3]]
            continue
        if text.text[start:end] == "ba cu":
            continue  # an old woman, without accents
        low = _low_of(match[1], match[2], number)
        more, last = _tail(text, match)
        start = start if low else match.start(2)
        yield start, max(end, last), low or number + more, number + more, _UNITS[match[3]]


def _and_five(before: bytes) -> tuple[float, float]:
    """Read "hai lăm", twenty-five, and "hai mươi hai lăm", twenty to twenty-five; noughts where it is neither."""
    tens = 10.0 * _DIGITS.get(before.split()[-1], 0)
    if before in _DIGITS:
        return tens + 5, tens + 5
    return (tens, tens + 5) if 10 * _small_number(before) == 11 * tens else (0, 0)


def _low_of(first: bytes | None, second: bytes, number: float) -> float | None:
    """Read "bảy tám triệu", "hai ba trăm ngàn" as a range; None where the word before is no lower end."""
    if first is None:
        return None
    if first not in _DIGITS:
        low = _small_number(first)
    elif second.endswith((b" chuc", b" muoi")):
        low = _DIGITS[first] * 10.0
    else:
        low = _DIGITS[first] * (100.0 if b" tram" in second else 1.0)
    return low if low < number <= 3 * low else None


def _tail(text: AlignedText, match: Any) -> tuple[float, int]:
    """Return what follows the unit, as a part of it: rưỡi, "hai triệu hai"; and where it ends."""
    tail = (match[4] or b"").strip()
    if not tail or not _all_number_words(text.text[match.start(4) : match.end(4)]):
        return 0.0, 0
    if tail == b"ruoi":
        return 0.5, match.end(4)
    if tail.endswith((b"nghin", b"ngan")):
        return _small_number(tail.rpartition(b" ")[0]) * 1_000 / _UNITS[match[3]], match.end(4)
    if _COUNTED.search(text.ascii[match.end(4) : match.end(4) + 10]) is not None:
        return 0.0, 0
    return _DIGITS[tail.split()[0]] / 10, match.end(4)


def _all_number_words(written: str) -> bool:
    """Tell number words from others that are alike without accents: từ, tự, cũ, làm, ngăn, sâu."""
    words = written.lower().split()
    if written.isascii():
        return True
    # "Nam Củ Chi" is no sum: among words with accents, those without must be so
    return all(word in _WORDS or word in _PLAIN for word in words)


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
