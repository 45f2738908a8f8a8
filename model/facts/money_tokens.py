"""Numbers that are money by what stands next to them: a multiplier (15tr), a currency ($500), groups (850.000)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import re2

from model.facts import money_units as units
from model.facts.number_words import spelled_amounts
from model.text import AlignedText

MOST_TOKENS = 1_500
"""Numbers looked at in one text; no advert has so many, a text made to keep the readers busy may."""
_LEAST_DONG = 100
"""In đồng; "5đ" is no sum."""
_LEAST_FOREIGN = 20
_FULL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One number with the unit at it, before ranges are joined; currency None where none is written."""

    start: int
    end: int
    number: float
    low: float | None = None
    """Lower end of a range that is one expression: "bảy tám triệu"."""
    multiplier: int | None = None
    currency: str | None = None
    grouped: bool = False
    """Written as 15.000.000, or as a round figure in full."""
    slang: bool = False
    """With a unit that is as often no money: lít, chai."""


_BEFORE, _NUM, _MULT, _FRACTION, _HALF, _CUR, _ONLY = range(1, 8)
_TOKEN = re2.compile(
    b"".join(
        (
            rb"(?:\b(", units.BEFORE, rb") ?|\$ ?)?(", units.NUMBER, rb")",
            rb"(?: ?", units.MULTIPLIER, rb"(?: ?(", units.CURRENCY, rb"))?| ?(", units.CURRENCY, rb"))",
            rb"|(?:\b(?:", units.BEFORE, rb") ?|[$\x01-\x04] ?)(?:", units.NUMBER, rb")",
            rb"|\d{1,3}(?:[.,]\d{3}){1,3}\b|\d{2,6}000\b",
        )
    )
)  # fmt: skip
_PREFIX = re.compile(rb"^(" + units.BEFORE + rb") ?")
_INSIDE_NUMBER = re.compile(rb"\d|\d[.,/]")
_MORE_DIGITS = re.compile(rb" ?\d|[.,]\d")
_IN_TAIWAN = re2.compile(
    rb"\bdai (?:loan|bac|trung|nam)\b|\bdai\b|taiwan|cao hung|dao vien|tan truc|chuong hoa|mieu lat|"
    rb"binh dong|gia nghia|"
    rb"van lam|nam dau|nghi lan|hoa lien"
)
_IN_CHINA = re2.compile(
    rb"trung quoc|quang (?:dong|tay|chau)|tham quyen|bang tuong|dong hung|thuong hai|nhan dan te|thiet giang"
)
# What is counted, not paid: "0,98 triệu cái".
_COUNT = re.compile(
    rb" ?(?:luot|views?|follow|nguoi (?:theo|dung)|khach hang|cai\b|chiec|san pham|dan\b|tan\b|m2|kwh)(?! ?/)"
)
# "6 triệu 9", "12 tr 500"; but not "8 triệu 2 ca", "9 triệu 8h".
_TENTHS = re.compile(
    rb" (\d|\d00)(?![\d:/]|[.,]\d| ?(?:-|x|nguoi|ng\b|ca\b|ngay|thang|nam|ban|bua|tuan|gio|h\b|tieng|buoi|nu|em|be|cho|"
    rb"tr\b|trieu|k\b))"
)
_ABOUT_A_MILLION = re2.compile(
    rb"(?:^|[a-z,:-] )(?:gan |hon |ca |cung )?(trieu (mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|ruoi))\b"
)
_TENTH_WORDS = {
    b"mot": 1, b"hai": 2, b"ba": 3, b"tu": 4, b"bon": 4, b"nam": 5, b"ruoi": 5, b"sau": 6, b"bay": 7, b"tam": 8,
    b"chin": 9,
}  # fmt: skip
# A "k" that means không: "18-25 k can bang cap".
_NOT_THOUSAND = re.compile(
    rb" k ?(?:can|mat|phai|thu|co|coc|giu|bat|biet|lo|ton|qua|cho|dung|dc|duoc|phi|ap|so|"
    rb"de|tru|nhan|bao|hoc|phan|yeu|tuoi)\b"
)
# Thousands that go without saying: "350/ngày", "25/h".
_PER_TIME = re2.compile(rb"(?:^|[^\d.,/a-z-])(\d{2,3})(?: ?- ?(\d{2,3}))? ?/ ?(ngay|cong|ca|dem|h|gio)\b")
_THOUSANDS_PER_HOUR, _THOUSANDS_PER_DAY = (15, 150), (120, 999)


def money_tokens(text: AlignedText) -> list[Token]:
    """Return every number that is money by itself, in reading order."""
    found = [*_written(text), *_spelled(text), *_million_and(text), *_per_time(text.ascii)]
    if any(token.currency == "CNY" for token in found) and _means_taiwan(text.ascii):
        # people in Taiwan call their dollar tệ as well
        found = [replace(token, currency="TWD") if token.currency == "CNY" else token for token in found]
    return sorted(found, key=lambda token: token.start)


def _means_taiwan(line: bytes) -> bool:
    return _IN_TAIWAN.search(line) is not None and _IN_CHINA.search(line) is None


def _written(text: AlignedText) -> Iterator[Token]:
    line = text.ascii
    for match in islice(_TOKEN.finditer(line), MOST_TOKENS):
        start = match.start()
        if _INSIDE_NUMBER.fullmatch(line, max(0, start - 1), start) or _INSIDE_NUMBER.fullmatch(
            line, max(0, start - 2), start
        ):
            continue
        token = _with_unit(text, match) if match[_NUM] else _without_unit(line, match)
        if token is not None:
            yield token


def _with_unit(text: AlignedText, match: Any) -> Token | None:
    multiplier, end = _multiplier(text, match)
    currency, last = _currency(text, match, multiplier)
    number = units.number_of(match[_NUM], multiplier)
    if number is None or (multiplier is None and (currency is None or (currency == "VND" and number < _LEAST_DONG))):
        return None
    end = max(end, last)
    if currency is None and multiplier != units.THOUSAND and _COUNT.match(text.ascii, end):
        return None
    if multiplier:
        more, end = _tail(text.ascii, match, end)
        number += more
    if currency is None and match[_MULT] in units.IN_YEN:
        currency = "JPY"
    slang = match[_MULT] in units.SLANG
    return Token(start=match.start(), end=end, number=number, multiplier=multiplier, currency=currency, slang=slang)


def _multiplier(text: AlignedText, match: Any) -> tuple[int | None, int]:
    """Return the multiplier of a match and where it ends; None where the word is another one."""
    name, end = match[_MULT], match.end(_NUM)
    if name is None or not units.spelled_right(text, match.span(_MULT), units.MULTIPLIERS_ACCENTED):
        return None, end
    if name == b"k" and _NOT_THOUSAND.match(text.ascii, end):
        return None, end
    return units.MULTIPLIERS[name], max(match.end(_MULT), match.end(_FRACTION), match.end(_HALF))


def _currency(text: AlignedText, match: Any, multiplier: int | None) -> tuple[str | None, int]:
    """Return the currency of a match and where it ends, if it stands behind the number."""
    group = _CUR if match[_CUR] else _ONLY
    name = match[group]
    if name and (multiplier or not match[_MULT]):
        span = match.span(group)
        if units.spelled_right(text, span, units.CURRENCIES_ACCENTED) and _plausible(text, match, group, multiplier):
            return units.CURRENCY_OF[name], span[1]
        return None, 0
    before = match[_BEFORE] or (b"$" if text.ascii[match.start() : match.start() + 1] == b"$" else None)
    return units.CURRENCY_OF.get(before) if before else None, 0


def _plausible(text: AlignedText, match: Any, group: int, multiplier: int | None) -> bool:
    """Tell the words that are a currency only at some numbers: "5 trieu do chu tra", "2 bang cap", "500 e"."""
    name, (start, end) = match[group], match.span(group)
    if name in units.SHORT:
        return bool(start == match.end(_NUM) or multiplier == units.THOUSAND)
    if name not in units.MISTAKABLE or not text.text[start:end].isascii():
        return True
    number = units.number_of(match[_NUM], multiplier)
    factor = multiplier or 1
    return number is not None and number * factor >= _LEAST_FOREIGN and factor < units.MILLION


def _tail(line: bytes, match: Any, end: int) -> tuple[float, int]:
    """Return what follows the multiplier, as a part of it: 1tr2, 3 triệu rưỡi, 6 triệu 9."""
    if match[_FRACTION]:
        return int(match[_FRACTION]) / 10.0 ** len(match[_FRACTION]), end
    if match[_HALF]:
        return 0.5, end
    more = _TENTHS.match(line, end) if match[_MULT] in (b"trieu", b"cu", b"tr", b"man") and not match[_CUR] else None
    return (int(more[1]) / 10.0 ** len(more[1]), more.end()) if more else (0.0, end)


def _without_unit(line: bytes, match: Any) -> Token | None:
    """Read $500, USD 1.200, 850.000 and 18500000: the last two are đồng, in full."""
    start, end = match.span()
    prefix = _PREFIX.match(match[0])
    number = units.number_of(match[0][prefix.end() :] if prefix else match[0], None)
    if number is None:
        return None
    if prefix:
        return Token(start=start, end=end, number=number, currency=units.CURRENCY_OF[prefix[1]], grouped=number > _FULL)
    if match[0].startswith(b"0") or not match[0].endswith(b"00") or _MORE_DIGITS.match(line, end):
        return None
    return Token(start=start, end=end, number=number, grouped=True)


def _spelled(text: AlignedText) -> Iterator[Token]:
    for start, end, low, high, multiplier in islice(spelled_amounts(text), MOST_TOKENS):
        yield Token(start=start, end=end, number=high, low=low if low < high else None, multiplier=multiplier)


def _million_and(text: AlignedText) -> Iterator[Token]:
    """Read "triệu rưỡi", "triệu mốt": one million and a part of it."""
    for match in islice(_ABOUT_A_MILLION.finditer(text.ascii), MOST_TOKENS):
        number = 1 + _TENTH_WORDS[match[2]] / 10
        yield Token(start=match.start(1), end=match.end(1), number=number, multiplier=units.MILLION)


def _per_time(line: bytes) -> Iterator[Token]:
    for match in islice(_PER_TIME.finditer(line), MOST_TOKENS):
        low, high = int(match[1]), int(match[2] or match[1])
        least, most = _THOUSANDS_PER_HOUR if match[3] in (b"h", b"gio") else _THOUSANDS_PER_DAY
        if least <= low <= high <= most and high % 5 == 0:
            start, end = match.start(1), match.end(2) if match[2] else match.end(1)
            lower = low if low < high else None
            yield Token(start=start, end=end, number=high, low=lower, multiplier=units.THOUSAND, slang=True)
