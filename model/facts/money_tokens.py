"""Numbers that are money by what stands next to them: a multiplier (15tr), a currency ($500), groups (850.000)."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import re2

from model.facts import money_units as units
from model.facts.money_mixed import mixed_sums
from model.facts.money_same import in_the_same_money
from model.facts.money_units import MOST_TOKENS, Token
from model.facts.money_unsaid import of_the_land, unsaid_sums
from model.facts.number_words import spelled_amounts
from model.text import AlignedText

_LEAST_DONG = 100
"""In đồng; "5đ" is no sum."""
_LEAST_FOREIGN = 20
_LEAST_PIECE = 20
_PER_PIECE = re.compile(rb" ?/ ?[a-z]{2}")
_NAME = re.compile(rb"[^a-z]?[qpfkbh]")
_AFTER_WAGE = re.compile(rb"luong (?:cb |co ban |thang )?$")
_LITRES = re.compile(rb"[2-9]\d|\d{3,}")
_STREET = re.compile(r" Triệu [A-ZĐ]\w+")
_WARMEST = 3
_WARM = re.compile(rb"\b(?:lanh|nong|nhiet|ret|am) ?$")
_CODE = re.compile(rb"0\d{3,}")
_CLOTHES = re.compile(rb" (?:phuc|nghiep)\b")
"""Behind "đồng": uniform, colleagues."""
_FULL = 1_000_000
_BESIDE = 24
_MAN = 10_000


_BEFORE, _NUM, _MULT, _FRACTION, _HALF, _CUR, _ONLY = range(1, 8)
_TOKEN = re2.compile(
    b"".join(
        (
            rb"(?:\b(", units.BEFORE, rb") ?|\$ ?)?(", units.NUMBER, rb")",
            rb"(?: ?", units.MULTIPLIER, rb"(?: ?(", units.CURRENCY, rb"))?| ?(", units.CURRENCY, rb"))",
            rb"|(?:\b(?:", units.BEFORE, rb") ?|[$\x01-\x04] ?)(?:", units.NUMBER, rb")",
            rb"|\d{1,3}(?:[.,]\d{3}){1,3}\b|\d{1,3}(?: \d{3}){2}\b|\d{2,6}000\b",
        )
    )
)  # fmt: skip
_CURRENCY_BEHIND = re2.compile(rb" ?(" + units.CURRENCY + rb")")
_PREFIX = re.compile(rb"^(" + units.BEFORE + rb") ?")
_INSIDE_NUMBER = re.compile(rb"\d|\d[.,/]")
_MORE_DIGITS = re.compile(rb" ?\d|[.,]\d")
# What is counted, not paid: "0,98 triệu cái".
_COUNT = re.compile(
    rb" ?(?:luot|views?|follow|nguoi (?:theo|dung)|khach hang|cai\b|chiec|san pham|dan\b|tan\b|m2|kwh|"
    rb"don\b|cuoc\b|kim cuong|tim\b|sub\b)(?! ?/)"
)
# "6 triệu 9", "12 tr 500"; but not "8 triệu 2 ca", "9 triệu 8h".
_TENTHS = re.compile(
    rb" (\d|\d\d0)(?![\d:]|/\d|[.,]\d| ?(?:-|x|"
    rb"nguoi|ng\b|ca\b|ngay|thang|nam|ban|bua|tuan|gio|h\b|tieng|buoi|nu|em|be|cho|"
    rb"tr\b|trieu|k\b|nghin|ngan))"
)
_TENTH_OF = {"mốt": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_TENTH_WORD = re.compile(rf" ({'|'.join(_TENTH_OF)})(?= ?(?:[,;)\n]|\.(?:\s|$)|$))", re.IGNORECASE)
# A "k" that means không: "18-25 k can bang cap".
_NOT_THOUSAND = re.compile(
    rb" k ?(?:can|mat|phai|thu|co|coc|giu|bat|biet|lo|ton|qua|cho|dung|dc|duoc|phi|ap|so|"
    rb"de|tru|nhan|bao|hoc|phan|yeu|tuoi)\b"
)


def money_tokens(text: AlignedText) -> list[Token]:
    """Return every number that is money by itself, in reading order."""
    found = [*_written(text), *_spelled(text), *unsaid_sums(text), *mixed_sums(text)]
    found.sort(key=lambda token: token.start)
    return in_the_same_money(text.ascii, of_the_land(text.ascii, found))


def _written(text: AlignedText) -> Iterator[Token]:
    line = text.ascii
    for match in islice(_TOKEN.finditer(line), MOST_TOKENS):
        start = match.start()
        if _INSIDE_NUMBER.fullmatch(line, max(0, start - 1), start) or _INSIDE_NUMBER.fullmatch(
            line, max(0, start - 2), start
        ):
            continue
        if _NAME.fullmatch(line, max(0, start - 2), start):
            continue  # Q12 cũ
        token = _with_unit(text, match) if match[_NUM] else _without_unit(line, match)
        if token is not None:
            yield token


def _with_unit(text: AlignedText, match: Any) -> Token | None:
    multiplier, end = _multiplier(text, match)
    currency, last = _currency(text, match, multiplier)
    number = units.number_of(match[_NUM], multiplier)
    if number is None or (multiplier is None and (currency is None or _is_too_little(text, number, currency, last))):
        return None
    if _CODE.match(match[_NUM]):
        return None  # a licence or a phone, "số 0110734582 do Sở cấp"
    end = max(end, last)
    counted = currency is None and _COUNT.match(text.ascii, end)
    if counted and (multiplier != units.THOUSAND or counted[0].endswith((b"kim cuong", b"sub", b"tim"))):
        return None
    if multiplier == units.MILLION and _STREET.match(text.text, match.end(_NUM)):
        return None  # 40 Triệu Nữ Vương
    if multiplier:
        more, end = _tail(text, match, end)
        number += more
    if match[_NUM] == b"2" and match[_MULT] == b"k" and match[_FRACTION] and currency is None:
        return None  # born in 2k5
    if currency is None and match[_MULT] in units.IN_YEN:
        currency = "JPY"
    slang = match[_MULT] in units.SLANG
    return Token(start=match.start(), end=end, number=number, multiplier=multiplier, currency=currency, slang=slang)


def _is_too_little(text: AlignedText, number: float, currency: str, end: int) -> bool:
    """Tell "5đ", which is no sum, from "65 đồng/viên"."""
    if currency != "VND" or number >= _LEAST_DONG:
        return False
    return number < _LEAST_PIECE or _PER_PIECE.match(text.ascii, end) is None


def _multiplier(text: AlignedText, match: Any) -> tuple[int | None, int]:
    """Return the multiplier of a match and where it ends; None where the word is another one."""
    name, end = match[_MULT], match.end(_NUM)
    if name is None or not units.spelled_right(text, match.span(_MULT), units.MULTIPLIERS_ACCENTED):
        return None, end
    if name in (b"lit", b"loet") and _LITRES.fullmatch(match[_NUM]):
        return None, end  # a pot of 40 litres
    if name == b"k" and _NOT_THOUSAND.match(text.ascii, end):
        return None, end
    return units.MULTIPLIERS[name], max(match.end(_MULT), match.end(_FRACTION), match.end(_HALF))


def _currency(text: AlignedText, match: Any, multiplier: int | None) -> tuple[str | None, int]:
    """Return the currency of a match and where it ends, if it stands behind the number."""
    group = _CUR if match[_CUR] else _ONLY
    name = match[group]
    if name and (multiplier or not match[_MULT]):
        span = match.span(group)
        if name == b"dong" and _CLOTHES.match(text.ascii, span[1]):
            return None, 0
        if units.spelled_right(text, span, units.CURRENCIES_ACCENTED) and _plausible(text, match, group, multiplier):
            return units.CURRENCY_OF[name.rstrip(b"_")], span[1]
        return None, 0
    before = match[_BEFORE] or (b"$" if text.ascii[match.start() : match.start() + 1] == b"$" else None)
    return units.CURRENCY_OF.get(before) if before else None, 0


def _plausible(text: AlignedText, match: Any, group: int, multiplier: int | None) -> bool:
    """Tell the words that are a currency only at some numbers: "5 trieu do chu tra", "2 bang cap", "500 e"."""
    name, (start, end) = match[group], match.span(group)
    least = units.LEAST_OF.get(name, 0)
    if least and (units.number_of(match[_NUM], multiplier) or 0) * (multiplier or 1) < least:
        return False
    if name in units.SHORT:
        return bool(start == match.end(_NUM) or multiplier == units.THOUSAND)
    if name not in units.MISTAKABLE or not text.text[start:end].isascii():
        return True
    if (
        name == b"do"
        and len(match[_NUM]) < _WARMEST
        and _WARM.search(text.ascii[max(0, match.start() - _BESIDE) : match.start()])
    ):
        return False  # in a cold store at 22 degrees
    if not text.text[max(0, match.start() - _BESIDE) : end + _BESIDE].isascii() and name == b"do":
        return False  # "do" among words with accents is no "đô"
    number = units.number_of(match[_NUM], multiplier)
    factor = multiplier or 1
    return number is not None and number * factor >= _LEAST_FOREIGN and factor < units.MILLION


def _tail(text: AlignedText, match: Any, end: int) -> tuple[float, int]:
    """Return what follows the multiplier, as a part of it: 1tr2, 3 triệu rưỡi, 6 triệu 9."""
    if match[_FRACTION]:
        return int(match[_FRACTION]) / 10.0 ** len(match[_FRACTION]), end
    if match[_HALF]:
        return 0.5, end
    if match[_CUR] or match[_MULT] not in (b"trieu", b"cu", b"tr", b"man"):
        return 0.0, end
    more = _TENTHS.match(text.ascii, end)
    if more:
        return int(more[1]) / 10.0 ** len(more[1]), more.end()
    word = _TENTH_WORD.match(text.text, end)
    return (_TENTH_OF[word[1].lower()] / 10, word.end()) if word else (0.0, end)


def _without_unit(line: bytes, match: Any) -> Token | None:
    """Read $500, USD 1.200, 850.000 and 18500000: the last two are đồng, in full."""
    start, end = match.span()
    prefix = _PREFIX.match(match[0])
    number = units.number_of(match[0][prefix.end() :] if prefix else match[0], None)
    if number is None:
        return None
    if prefix:
        return Token(start=start, end=end, number=number, currency=units.CURRENCY_OF[prefix[1]], grouped=number > _FULL)
    if (
        match[0].startswith(b"0")
        or not _is_round(line, match)
        or _MORE_DIGITS.match(line, end)
        or _COUNT.match(line, end)
    ):
        return None
    return Token(start=start, end=end, number=number, grouped=True)


def _is_round(line: bytes, match: Any) -> bool:
    """Tell 850.000 from a code; "lương 28.590" need not be round."""
    written = match[0]
    return written.endswith(b"00") or (
        written.endswith(b"0") and _AFTER_WAGE.search(line[max(0, match.start() - 14) : match.start()]) is not None
    )


def _spelled(text: AlignedText) -> Iterator[Token]:
    for start, end, low, high, multiplier in islice(spelled_amounts(text), MOST_TOKENS):
        unit = _CURRENCY_BEHIND.match(text.ascii[end : end + 24])
        written = unit is not None and units.spelled_right(
            text, (end + unit.start(1), end + unit.end(1)), units.CURRENCIES_ACCENTED
        )
        currency = units.CURRENCY_OF[unit[1]] if unit and written else "JPY" if multiplier == _MAN else None
        yield Token(
            start=start,
            end=end + unit.end(1) if unit and written else end,
            number=high,
            low=low if low < high else None,
            multiplier=multiplier,
            currency=currency,
        )
