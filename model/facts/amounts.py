"""Sums of money as people write them: 15tr, 1tr2, 15-20 triệu, 500k/ngày, 35 man, 1.200 USD, mười lăm triệu.

Only what the sum is, in which currency, for which period; what it is *for* is the matter of `purposes.py`.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

import re2

from model.facts.number_words import spelled_amounts
from model.text import AlignedText

MOST = 5_000_000_000
"""Sums above this, in any currency, are no wage and no fee of a worker: misread numbers, turnover, capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum or range at `start`…`end` of the aligned text; period None where none is written next to it."""

    start: int
    end: int
    low: int
    high: int
    currency: str
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One number with the unit behind it, before ranges are joined; currency None where none is written."""

    start: int
    end: int
    number: float
    multiplier: int | None
    currency: str | None
    grouped: bool
    """Written as 15.000.000."""


_MULTIPLIERS: dict[bytes, int] = {
    **dict.fromkeys((b"trieu", b"trieu dong", b"tr", b"cu", b"chai"), 1_000_000),
    **dict.fromkeys((b"nghin", b"ngan", b"k", b"ngh"), 1_000),
    **dict.fromkeys((b"ty", b"ti"), 1_000_000_000),
    **dict.fromkeys((b"lit", b"loet", b"tram"), 100_000),
    **dict.fromkeys((b"man", b"van"), 10_000),
}
# Longest first: "do sing" must win over "do".
_CURRENCIES: tuple[tuple[str, bytes], ...] = (
    ("SGD", rb"sgd|do sing(?:apore)?|do la sing(?:apore)?|s\$"),
    ("AUD", rb"aud|do uc|do la uc|a\$"),
    ("CAD", rb"cad|do ca(?:nada)?|do la canada|c\$"),
    ("TWD", rb"twd|ntd|nt\$|dai te|te dai|do dai|dai loan te|dai"),
    ("USD", rb"usd|us\$|do la my|do la|dola|do my|dollars?|do|\$"),
    ("JPY", rb"yen|jpy|\x02"),
    ("KRW", rb"won|krw|\x03"),
    ("CNY", rb"nhan dan te|ndt|rmb|cny|te trung|te"),
    ("EUR", rb"eur|euro|\x01"),
    ("GBP", rb"gbp|bang anh|\x04"),
    ("MYR", rb"ringgit|ringit|myr|rm"),
    ("SAR", rb"sar|riyal|rial"),
    ("AED", rb"aed|dirham"),
    ("QAR", rb"qar"),
    ("HUF", rb"huf|forint"),
    ("RON", rb"ron|lei"),
    ("PLN", rb"pln|zloty"),
    ("CZK", rb"czk|koruna?"),
    ("THB", rb"thb|baht|bat"),
    ("MOP", rb"mop"),
    ("NZD", rb"nzd"),
    ("ILS", rb"shekel|ils"),
    ("VND", rb"vnd|viet nam dong|dong|d"),
)
# What the folded unit may have been before folding; another accent makes it another word (15 độ, 3 tế bào, 2 văn phòng).
_ACCENTED = frozenset(
    (
        "triệu|triệu đồng|củ|nghìn|ngàn|tỷ|tỉ|lít|vạn|trăm|đô|đô la|đô mỹ|đô sing|đô singapore|đô la sing|đô la mỹ|đô úc|"
        "đô la úc|đô canada|đô ca|đô la canada|đài tệ|tệ đài|đô đài|đài|đài loan tệ|yên|nhân dân tệ|tệ|tệ trung|bảng anh|"
        "đồng|đ|vnđ|việt nam đồng|bạt"
    ).split("|")
)
_MULT = b"|".join(sorted(_MULTIPLIERS, key=len, reverse=True))
_CUR = b"|".join(pattern for _, pattern in _CURRENCIES)
_TOKEN = re2.compile(
    rb"(\$ ?)?"
    rb"(\d+(?:[.,]\d+)*(?:(?: \d{3}){2,3}\b)?)"
    rb"(?: ?(" + _MULT + rb")(?:(\d{1,3})|( ?ruoi))?\b)?"
    rb"(?:[ ]?(?:(" + _CUR + rb")(?:\b|[^a-z]|$)))?"
)
_CURRENCY_OF = [(code, re2.compile(pattern)) for code, pattern in _CURRENCIES]
_JOINT = re.compile(rb" ?(?:-{1,2}>?|>|den|toi|hoac)(?: ?hon)? ?\$?")
_PERIODS: tuple[tuple[str, bytes], ...] = (
    ("month", rb"thang|thg|month|th|t"),
    ("day", rb"ngay(?: cong)?|cong|day|ca|buoi|dem|toi|hom|ng"),
    ("hour", rb"gio|tieng|hour|hr|h|g"),
    ("week", rb"tuan|week"),
    ("year", rb"nam|year"),
    (
        "piece",
        rb"san pham|sp|cai|chiec|bai|don(?: hang)?|m2|m|met|kg|ky|ki|ban|luot|cap|con|doi|chuyen|bo|video|khach|trang|tin|tiet|"
        rb"cuoc|kien|thung|bao|goi|mon|suat|xe|tan|tam|job|nhiem vu|canh|cay|lan|show",
    ),
)
_PERIOD_AFTER = re2.compile(
    rb"^ ?(?:\(?(?:net|gross|vnd|truoc thue|chua thue)\)?)? ?(?:/ ?1? ?|(?:mot|1|moi|tren|tung|hang|theo) )("
    + b"|".join(pattern for _, pattern in _PERIODS)
    + rb")(?:\b|[^a-z]|$)"
)
_PERIOD_OF = {
    name: period
    for period, pattern in _PERIODS
    for name in pattern.replace(b"(?: cong)?", b"").replace(b"(?: hang)?", b"").split(b"|")
}


def read_amounts(text: AlignedText) -> list[Amount]:
    """Return every sum of money in reading order."""
    tokens = sorted([*_tokens(text), *_spelled(text)], key=lambda token: token.start)
    amounts, place = [], 0
    while place < len(tokens):
        token, used = _joined(text, tokens, place)
        place += used
        if token is not None and 0 < token.high <= MOST:
            amounts.append(replace(token, period=_period_after(text, token.end)))
    return amounts


def _tokens(text: AlignedText) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text.ascii):
        written = match[2]
        if match[3] is None and match[6] is None and match[1] is None and not _could_be_money(text, match):
            continue
        token = _token(text, match, written)
        if token is not None:
            found.append(token)
    return found


def _could_be_money(text: AlignedText, match: Any) -> bool:
    """Keep a number without unit only where a range may lend it one, or where it is a large grouped number."""
    if len(match[2]) >= 7 and (b"." in match[2] or b"," in match[2]):  # noqa: PLR2004 - 100.000 is the smallest such
        return True
    return len(match[2]) <= 7 and _JOINT.match(text.ascii, match.end()) is not None  # noqa: PLR2004


def _token(text: AlignedText, match: Any, written: bytes) -> Token | None:
    multiplier = _MULTIPLIERS.get(match[3]) if match[3] and _spelled_right(text, match.start(3), match.end(3)) else None
    currency, end = None, match.end(2)
    if multiplier:
        end = max(match.end(3), match.end(4), match.end(5))
    if match[6] and (multiplier or not match[3]) and _spelled_right(text, match.start(6), match.end(6)):
        currency, end = _currency(match[6]), match.end(6)
    elif match[1]:
        currency = "USD"
    if multiplier and match[3] == b"man":
        currency = "JPY"
    number = _number(written, multiplier)
    if number is None:
        return None
    if multiplier and match[4]:
        number += int(match[4]) / 10 ** len(match[4])
    if multiplier and match[5]:
        number += 0.5
    grouped = len(written) >= 7 and (b"." in written or b"," in written)  # noqa: PLR2004
    return Token(start=match.start(), end=end, number=number, multiplier=multiplier, currency=currency, grouped=grouped)


def _spelled_right(text: AlignedText, start: int, end: int) -> bool:
    written = text.text[start:end].lower()
    return (
        written.isascii()
        or written in _ACCENTED
        or not any(letter.isalpha() and ord(letter) > 127 for letter in written)
    )  # noqa: PLR2004


def _currency(written: bytes) -> str:
    return next(code for code, pattern in _CURRENCY_OF if pattern.fullmatch(written))


def _number(written: bytes, multiplier: int | None) -> float | None:
    """Read 15.000.000 as fifteen million, 1,5 as one and a half, 1.250 triệu as 1.25; None where it is neither."""
    plain = written.replace(b" ", b"")
    parts = re.split(rb"[.,]", plain)
    if len(parts) == 1:
        return float(plain) if len(plain) <= 12 else None  # noqa: PLR2004
    small = multiplier is not None and multiplier >= 1_000_000
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and not (small and len(parts) == 2):  # noqa: PLR2004
        return float(b"".join(parts))
    if len(parts) == 2 and len(parts[1]) <= 3:  # noqa: PLR2004
        return float(b".".join(parts))
    if all(len(part) == 3 for part in parts[1:-1]) and len(parts[-1]) <= 2:  # noqa: PLR2004 - 1.200,50
        return float(b"".join(parts[:-1]))
    return None


def _joined(text: AlignedText, tokens: list[Token], place: int) -> tuple[Amount | None, int]:
    """Return the amount that begins at a token, and how many tokens it takes: one, or the two ends of a range."""
    first = tokens[place]
    if place + 1 < len(tokens):
        second = tokens[place + 1]
        between = text.ascii[first.end : second.start]
        if len(between) <= 10 and _JOINT.fullmatch(between) and _is_money(second):  # noqa: PLR2004
            low, high = _value(first, like=second), _value(second)
            if 0 < low <= high <= 100 * low:
                currency = second.currency or first.currency or "VND"
                return Amount(start=first.start, end=second.end, low=low, high=high, currency=currency), 2
        if between == b" " and _continues(first, second):
            total = _value(first) + _value(second)
            return Amount(start=first.start, end=second.end, low=total, high=total, currency="VND"), 2
    if not _is_money(first):
        return None, 1
    value = _value(first)
    return Amount(start=first.start, end=first.end, low=value, high=value, currency=first.currency or "VND"), 1


def _is_money(token: Token) -> bool:
    if token.currency == "VND" and token.multiplier is None:
        return token.number >= 100  # noqa: PLR2004 - "5d" is no sum; a piece is paid from some hundred đồng
    return token.multiplier is not None or token.currency is not None or token.grouped


def _continues(first: Token, second: Token) -> bool:
    """Tell whether two tokens are one sum: 1 triệu 200 nghìn."""
    return (
        first.multiplier == 1_000_000
        and second.multiplier == 1_000
        and second.number < 1_000
        and first.currency is None
    )


def _value(token: Token, like: Token | None = None) -> int:
    multiplier = token.multiplier
    if multiplier is None and like is not None and not token.grouped and token.currency is None:
        multiplier = like.multiplier if token.number < 1_000 or (like.multiplier or 0) <= 1_000 else None  # noqa: PLR2004
    return round(token.number * (multiplier or 1))


def _period_after(text: AlignedText, end: int) -> str | None:
    match = _PERIOD_AFTER.search(text.ascii[end : end + 30])
    if match is None:
        return None
    name = match[1].removesuffix(b" cong").removesuffix(b" hang")
    return _PERIOD_OF.get(name)


def _spelled(text: AlignedText) -> list[Token]:
    return [
        Token(start=start, end=end, number=number, multiplier=multiplier, currency=None, grouped=False)
        for start, end, number, multiplier in spelled_amounts(text)
    ]
