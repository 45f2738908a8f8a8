"""Sums whose unit goes without saying: "350/ngày", "thợ chính 450-500", "triệu rưỡi"; and units named by the land."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import re2

from model.facts import money_units as units
from model.facts.money_units import MOST_TOKENS, Token
from model.text import AlignedText

_IN_TAIWAN = re2.compile(
    rb"\bdai (?:loan|bac|trung|nam)\b|\bdai\b|taiwan|cao hung|dao vien|tan truc|chuong hoa|mieu lat|"
    rb"binh dong|gia nghia|"
    rb"van lam|nam dau|nghi lan|hoa lien"
)
_IN_CHINA = re2.compile(
    rb"trung quoc|quang (?:dong|tay|chau)|tham quyen|bang tuong|dong hung|thuong hai|nhan dan te|thiet giang"
)
_NAMESAKES = (
    ("CNY", "TWD", _IN_TAIWAN, _IN_CHINA),
    ("KWD", "JOD", re2.compile(rb"\bjordan"), re2.compile(rb"kuwait|co oet|kwd")),
    ("KWD", "RSD", re2.compile(rb"\bserbia|xec bi"), re2.compile(rb"kuwait|co oet|kwd")),
    ("SAR", "QAR", re2.compile(rb"\bqatar|ca ta\b"), re2.compile(rb"\bsaudi|a rap xe ut|\bsar\b")),
    ("DKK", "NOK", re2.compile(rb"\bna uy\b|norway"), re2.compile(rb"\bdan mach\b|\bdkk\b")),
)
_ABOUT_A_MILLION = re2.compile(
    rb"(?:^|[a-z,:-] )(?:gan |hon |ca |cung )?(trieu (mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|ruoi))\b"
)
_TENTH_WORDS = {
    b"mot": 1, b"hai": 2, b"ba": 3, b"tu": 4, b"bon": 4, b"nam": 5, b"ruoi": 5, b"sau": 6, b"bay": 7, b"tam": 8,
    b"chin": 9,
}  # fmt: skip
# Thousands that go without saying: "350/ngày", "25/h".
_PER_TIME = re2.compile(
    rb"(?:^|[^\d.,/a-z-])(\d{2,3})(?: ?- ?(\d{2,3}))?"
    rb"(?: ?/ ?1? ?| (?:mot|1|moi) )(ngay|cong|ca|dem|buoi|toi|h|gio|tieng)\b"
)
# A day's work in thousands: "thợ chính 450-500, thợ phụ 350".
_TRADE = re2.compile(rb"\b(?:tho|phu|cong nhat)\b[^\n]{0,60} \d{3}\b")
_BY_TRADE = re.compile(
    rb"\b(tho|phu|cong nhat)\b(?: [a-z]+){0,4}(?: \([a-z ]{0,24}\))?:? (\d{3})(?: ?- ?(\d{3}))?"
    rb"(?= ?(?:[,;(\n]|\.(?:\s|$)|$))"
)
# "BẢNG GIÁ (triệu đồng)", and below it lines that end with a bare number.
_IN_MILLIONS = re2.compile(rb"\((?:don vi(?: tinh)?:? ?|dvt:? ?)?trieu(?: dong)?\)[^\n]*((?:\n[^\n]+){1,20})")
_LAST_OF_LINE = re.compile(rb"(?<=[.:|] )(\d{1,3})([.,]\d)?(?= ?(?:\n|$|\())")
# "trả 550", "chuyên cần 500" where other sums are in thousands.
_ELSE_IN_THOUSANDS = re2.compile(rb"\d ?(?:k|nghin|ngan)\b|\d00[.]000|\d{2,3}[.]000")
_IN_THOUSANDS_TOO = re2.compile(
    rb"\b(?:tra|thuong(?: them)?|chuyen can|tien nha|nha tro|xang(?: xe)?|con nho|tien com|phu cap|di lai|dien thoai|"
    rb"moi ngay|tho chinh|tho phu|pho thong|nguoi moi|biet viec|phu|mot ngay|cong nhat|them) (\d{2,3})(?: ?- ?(\d{3}))?"
)
_ENDS = re.compile(rb" ?(?:[,;)\n(]|[.](?:\s|$)|$)")
_TRADES = frozenset(("thợ", "phụ", "công nhật", "tho", "phu", "cong nhat"))
_LEAST_ALIKE = 50
_THOUSANDS_PER_HOUR, _THOUSANDS_PER_DAY = (15, 150), (120, 999)


def unsaid_sums(text: AlignedText) -> Iterator[Token]:
    """Yield the sums that every reader knows the unit of."""
    yield from _million_and(text)
    yield from _per_time(text.ascii)
    yield from _by_trade(text)
    yield from _by_heading(text.ascii)
    yield from _like_the_others(text.ascii)


def of_the_land(line: bytes, found: list[Token]) -> list[Token]:
    """Tell currencies of one name by the country: people in Taiwan call their dollar tệ as well."""
    written = {token.currency for token in found}
    for name, other, there, elsewhere in _NAMESAKES:
        if name in written and there.search(line) is not None and elsewhere.search(line) is None:
            found = [replace(token, currency=other) if token.currency == name else token for token in found]
    return found


def _million_and(text: AlignedText) -> Iterator[Token]:
    """Read "triệu rưỡi", "triệu mốt": one million and a part of it."""
    for match in islice(_ABOUT_A_MILLION.finditer(text.ascii), MOST_TOKENS):
        number = 1 + _TENTH_WORDS[match[2]] / 10
        yield Token(start=match.start(1), end=match.end(1), number=number, multiplier=units.MILLION)


def _per_time(line: bytes) -> Iterator[Token]:
    for match in islice(_PER_TIME.finditer(line), MOST_TOKENS):
        low, high = int(match[1]), int(match[2] or match[1])
        least, most = _THOUSANDS_PER_HOUR if match[3] in (b"h", b"gio", b"tieng") else _THOUSANDS_PER_DAY
        if least <= low <= high <= most and high % 5 == 0:
            start, end = match.start(1), match.end(2) if match[2] else match.end(1)
            lower = low if low < high else None
            yield Token(start=start, end=end, number=high, low=lower, multiplier=units.THOUSAND, slang=True)


def _by_trade(text: AlignedText) -> Iterator[Token]:
    least, most = _THOUSANDS_PER_DAY
    if _TRADE.search(text.ascii) is None:
        return
    for match in islice(_BY_TRADE.finditer(text.ascii), MOST_TOKENS):
        low, high = int(match[2]), int(match[3] or match[2])
        trade = text.text[match.start(1) : match.end(1)].lower()
        if least <= low <= high <= most and high % 10 == 0 and trade in _TRADES:
            start, end = match.start(2), match.end(3) if match[3] else match.end(2)
            yield Token(start=start, end=end, number=high, low=low if low < high else None, multiplier=units.THOUSAND)


def _by_heading(line: bytes) -> Iterator[Token]:
    for table in islice(_IN_MILLIONS.finditer(line), MOST_TOKENS):
        for match in _LAST_OF_LINE.finditer(line, *table.span(1)):
            number = float(match[0].replace(b",", b"."))
            yield Token(start=match.start(), end=match.end(), number=number, multiplier=units.MILLION)


def _like_the_others(line: bytes) -> Iterator[Token]:
    """Read "Công 450 ngàn, biết hút đàm trả 550": thousands go without saying among others."""
    matches = list(islice(_IN_THOUSANDS_TOO.finditer(line), MOST_TOKENS))
    if not matches or _ELSE_IN_THOUSANDS.search(line) is None:
        return
    for match in matches:
        low, high = int(match[1]), int(match[2] or match[1])
        end = match.end(2) if match[2] else match.end(1)
        if low <= high and low % 10 == 0 and low >= _LEAST_ALIKE and _ENDS.match(line, end):
            lower = low if low < high else None
            yield Token(start=match.start(1), end=end, number=high, low=lower, multiplier=units.THOUSAND)
