"""Sums of money as people write them: 15tr, 1tr2, 15-20 triệu, 500k/ngày, 35 man, 1.200 USD, mười lăm triệu.

Only what the sum is, in which currency, for which period; what it is *for* is the matter of `purposes.py`.
"""

import re
from dataclasses import dataclass, replace

from model.facts.money_tokens import money_tokens
from model.facts.money_units import Token, whole, worth
from model.facts.periods import period_after
from model.text import AlignedText

MOST = 5_000_000_000
"""Sums above this, in any currency, are no wage and no fee of a worker: misread numbers, turnover, capital."""
MOST_AMOUNTS = 400
"""Sums read from one text; no advert has so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum or range at `start`…`end` of the aligned text; period None where none is written next to it."""

    start: int
    end: int
    low: float
    """Whole, but for a foreign sum of less than a hundred: 26,5 AUD an hour."""
    high: float
    currency: str
    period: str | None = None
    bare: bool = False
    """Written without any unit (850.000), or with a slang one: money only where the words around say so."""
    open_end: bool = False
    """Written as 40tr+ or 40tr trở lên."""


_JOINT = re.compile(
    rb" ?(?:-{1,2}>?|>|(?:len )?(?:den|toi|to|~)) ?(?:(?:hon|tren|khoang|gan|tam) )?(?:len )?(?:\$|usd)? ?"
)
_LOW_END = re.compile(
    rb"(?<![\d.,/:])(\$ ?)?(\d{1,3}(?:[.,]\d{1,3}){0,3}|\d{4,8}) ?"
    rb"(?:-{1,2}>?|>|(?:len )?(?:den|toi)) ?(?:(?:hon|tren) )?$"
)
_LOW_WORDS = {
    b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"nam": 5, b"sau": 6, b"bay": 7, b"tam": 8, b"chin": 9, b"muoi": 10,
}  # fmt: skip
_WORD_END = re.compile(rb"\b(" + b"|".join(_LOW_WORDS) + rb") (?:den|toi) $")
"""The lower end of "bảy đến 11 triệu"."""
_UPPER_END = re.compile(
    rb" ?(?:-{1,2}>?|>|(?:len )?(?:den|toi)) ?(\d{1,3}(?:[.,]\d{1,3}){0,3}|\d{4})"
    rb"(?= ?(?:/ ?[a-z]|[,;)+\n]|[.](?: |$)|$)| (?:mot|moi|1) )"
)
_AND_ANOTHER = re.compile(
    rb"(?: ?/ ?[a-z]+| (?:mot|1) [a-z]+)?(?:[,;]|[,;]? con)(?: [a-z]+){1,3} (\d{3})(?=[,;)\n]|[.](?: |\n|$)|$)"
)
_PLUS = re.compile(rb" ?\+(?= ?(?:/|[,.;)\n]|$))| tro len| do len| trl\b")


def read_amounts(text: AlignedText) -> list[Amount]:
    """Return every sum of money in reading order."""
    tokens = money_tokens(text)
    amounts: list[Amount] = []
    place, floor = 0, 0
    while place < len(tokens) and len(amounts) < MOST_AMOUNTS:
        amount, used = _joined(text, tokens, place, floor)
        place += used
        if amount is not None and amount.start >= floor:
            floor = amount.end
            if 0 < amount.high <= MOST:
                amounts.append(amount)
                another = _without_its_unit(text, amount)
                if another is not None:
                    amounts.append(another)
                    floor = another.end
    return amounts


def _without_its_unit(text: AlignedText, amount: Amount) -> Amount | None:
    """Read the second of "thợ 480 ngàn/ngày, phụ 330": thousands go without saying after the first."""
    if amount.currency != "VND" or not 100_000 <= amount.high < 1_000_000 or amount.high % 1_000:  # noqa: PLR2004
        return None
    match = _AND_ANOTHER.match(text.ascii, amount.end)
    value = int(match[1]) * 1_000 if match else 0
    if match is None or value % 5_000 or not amount.high / 4 <= value <= 4 * amount.high:
        return None
    return replace(amount, start=match.start(1), end=match.end(1), low=value, high=value)


def _joined(text: AlignedText, tokens: list[Token], place: int, floor: int) -> tuple[Amount | None, int]:
    """Return the amount that begins at a token, and how many tokens it takes: one, or the two ends of a range."""
    first = tokens[place]
    second = tokens[place + 1] if place + 1 < len(tokens) else None
    if second is not None and second.start - first.end <= 16:  # noqa: PLR2004
        between = text.ascii[first.end : second.start]
        if between in (b" ", b"") and _continues(first, second):
            total = worth(first) + worth(second)
            return _amount(text, first.start, second, (total, total), second.currency or first.currency), 2
        third = tokens[place + 2] if place + 2 < len(tokens) else None
        three = third is not None and _JOINT.fullmatch(text.ascii[second.end : third.start]) is not None
        if _JOINT.fullmatch(between) and not three:
            ends = _ends(first, second)
            if ends is not None:
                return _amount(text, first.start, second, ends, second.currency or first.currency), 2
    joined = _bare_low_end(text, first, floor) or _word_end(text, first, floor)
    if joined is not None:
        return joined, 1
    high = _high_end(text, first)
    if high is not None:
        return _amount(text, first.start, high, (worth(first), worth(high)), first.currency), 1
    value = worth(first)
    low = round(first.low * (first.multiplier or 1)) if first.low else value
    return _amount(text, first.start, first, (low, value), first.currency), 1


def _bare_low_end(text: AlignedText, first: Token, floor: int) -> Amount | None:
    """Read "15-20tr", the lower end without its unit."""
    before = None if first.low else _LOW_END.search(text.ascii[max(floor, first.start - 24) : first.start])
    if before is None:
        return None
    low = _bare_value(before[2], first)
    if low is None or not 0 < low <= worth(first) <= 60 * low:
        return None
    return _amount(text, first.start - len(before[0]), first, (low, worth(first)), first.currency)


def _word_end(text: AlignedText, first: Token, floor: int) -> Amount | None:
    """Read "bảy đến 11 triệu", the lower end in words."""
    if first.low or not first.multiplier:
        return None
    word = _WORD_END.search(text.ascii[max(floor, first.start - 20) : first.start])
    if word is None or _LOW_WORDS[word[1]] >= first.number:
        return None
    low = whole(_LOW_WORDS[word[1]] * first.multiplier, first)
    return _amount(text, first.start - len(word[0]), first, (low, worth(first)), first.currency)


def _high_end(text: AlignedText, first: Token) -> Token | None:
    """Read the upper end that borrows its unit: "8 triệu đến 12", "USD 1.200 - 1.500"."""
    match = _UPPER_END.match(text.ascii, first.end)
    if match is None or first.low:
        return None
    parts = re.split(rb"[.,]", match[1])
    number = _decimal(parts) if first.multiplier else float(b"".join(parts))
    high = None if number is None else replace(first, end=match.end(1), number=number)
    return high if high is not None and worth(first) < worth(high) <= 5 * worth(first) else None


def _amount(text: AlignedText, start: int, last: Token, ends: tuple[float, float], currency: str | None) -> Amount:
    plus = _PLUS.match(text.ascii, last.end)
    period, end = period_after(text, plus.end() if plus else last.end)
    plus = plus or (_PLUS.match(text.ascii, end) if period else None)
    return Amount(
        start=start,
        end=last.end,
        low=ends[0],
        high=ends[1],
        currency=currency or "VND",
        period=period,
        bare=last.slang or (last.grouped and currency is None),
        open_end=plus is not None,
    )


def _continues(first: Token, second: Token) -> bool:
    """Tell whether two tokens are one sum: 1 triệu 200 nghìn, 1 tỷ 180 triệu."""
    if second.multiplier is None or first.multiplier is None:
        return False
    steps = ((1_000_000, 1_000), (1_000_000_000, 1_000_000), (10_000, 1_000))
    return (first.multiplier, second.multiplier) in steps and second.number < 1_000  # noqa: PLR2004


def _ends(first: Token, second: Token) -> tuple[float, float] | None:
    high = worth(second)
    like = second if first.currency is None and first.multiplier is None else first
    for low in (worth(first, like), whole(first.number * (second.multiplier or 1), second)):
        if 0 < low <= high <= 60 * low:
            return low, high
    return None


def _bare_value(written: bytes, like: Token) -> float | None:
    """Read the low end of a range that borrows its unit: 15-20tr, 2.300–2.600 RM, 1-1tr2."""
    parts = re.split(rb"[.,]", written)
    grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[1:])  # noqa: PLR2004
    if like.multiplier is None:
        number = float(b"".join(parts)) if grouped or len(parts) == 1 else _decimal(parts)
        if number is not None and like.number >= 1_000 and number < like.number / 60:  # noqa: PLR2004
            number *= 1_000  # 5-10.000 yên
        return None if number is None else whole(number, like)
    if like.multiplier == 1_000 and len(written) == 1 and like.number >= 100 and like.number % 100 == 0:  # noqa: PLR2004
        return int(written) * 100_000  # 6-700k
    decimal = _decimal(parts) if len(parts) <= 2 else None  # noqa: PLR2004
    if grouped and len(parts) > 2:  # noqa: PLR2004
        return int(b"".join(parts))
    if decimal is None:
        return None
    if grouped and like.multiplier == 10_000:  # noqa: PLR2004
        return None  # "1.250 yên – 17,5 man": by the hour, by the month
    if grouped and like.multiplier == 1_000:  # noqa: PLR2004
        decimal = float(b"".join(parts))
    return round(decimal * like.multiplier) if decimal < 1_000 or like.multiplier <= 1_000 else round(decimal)  # noqa: PLR2004


def _decimal(parts: list[bytes]) -> float | None:
    return float(b".".join(parts)) if len(parts) <= 2 else None  # noqa: PLR2004
