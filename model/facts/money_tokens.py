"""Numbers that are money by what stands next to them: a multiplier (15tr), a currency (1.200 USD, $500), groups (850.000)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import re2
import yaml

from model.facts.number_words import spelled_amounts
from model.text import AlignedText
from storage.folding import fold

MOST_TOKENS = 1_500
"""Numbers looked at in one text; no advert has so many, a text made to keep the readers busy may."""
_LONGEST_NUMBER = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One number with the unit at it, before ranges are joined; currency None where none is written."""

    start: int
    end: int
    number: float
    multiplier: int | None = None
    currency: str | None = None
    grouped: bool = False
    """Written as 15.000.000, or as a round figure in full."""
    slang: bool = False
    """With a unit that is as often no money: lít, chai."""


_MULTIPLIERS: dict[bytes, int] = {
    **dict.fromkeys((b"trieu", b"tr", b"trd", b"trieu dong", b"cu", b"chai"), 1_000_000),
    **dict.fromkeys((b"nghin", b"ngan", b"k", b"ngh"), 1_000),
    **dict.fromkeys((b"ty", b"ti"), 1_000_000_000),
    **dict.fromkeys((b"lit", b"loet", b"xi"), 100_000),
    **dict.fromkeys((b"man", b"van"), 10_000),
}
_MULTIPLIERS_ACCENTED = frozenset(
    ("triệu", "trđ", "triệu đồng", "củ", "nghìn", "ngàn", "tỷ", "tỉ", "lít", "xị", "vạn", "triêu", "trịêu")
)
_SLANG = frozenset((b"chai", b"lit", b"loet", b"xi"))
_BEFORE, _NUM, _MULT, _FRACTION, _HALF, _CUR, _ONLY = range(1, 8)
_SIGNS = {"$": "$", "€": "\x01", "¥": "\x02", "₩": "\x03", "£": "\x04"}
_FILE = Path(__file__).with_name("currencies.yml")
_TABLE: dict[str, dict[str, list[str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
_CURRENCY_OF: dict[bytes, str] = {}
_ACCENTED: set[str] = set()
for _code, _entry in _TABLE.items():
    for _word in _entry["words"] + _entry.get("short", []):
        _CURRENCY_OF[fold("".join(_SIGNS.get(letter, letter) for letter in _word)).encode()] = _code
        _ACCENTED.add(_word)
_SHORT = {word.encode() for entry in _TABLE.values() for word in entry.get("short", [])}


def _any_of(words: Any) -> bytes:
    return b"|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORDS = _any_of(word for word in _CURRENCY_OF if word[-1:].isalpha())
_MARKS = _any_of(word for word in _CURRENCY_OF if not word[-1:].isalpha())
_BEFORE_WORDS = _any_of(
    word
    for word, code in _CURRENCY_OF.items()
    if not word[-1:].isalpha() or (len(word) == 3 and word.decode().upper() == code) or word in (b"rm", b"vnd")  # noqa: PLR2004
)
_NUMBER = rb"\d+(?:[.,]\d+)*(?: \d{3}\b)*"
_MULT_WORDS = rb"(" + _any_of(_MULTIPLIERS) + rb")(?:(\d{1,3})\b|( ?ruoi)\b|\b|_)"
_CUR_WORDS = rb"(?:" + _WORDS + rb")(?:\b|_)|" + _MARKS
_TOKEN = re2.compile(
    rb"(?:\b("
    + _BEFORE_WORDS
    + rb") ?|\$ ?)?("
    + _NUMBER
    + rb")(?: ?"
    + _MULT_WORDS
    + rb"(?: ?("
    + _CUR_WORDS
    + rb"))?"
    rb"| ?(" + _CUR_WORDS + rb"))"
    rb"|(?:\b(?:" + _BEFORE_WORDS + rb") ?|[$\x01-\x04] ?)(?:" + _NUMBER + rb")"
    rb"|\d{1,3}(?:[.,]\d{3}){1,3}\b|\d{2,6}000\b"
)
_PREFIX = re.compile(rb"^(" + _BEFORE_WORDS + rb") ?")
_IN_TAIWAN = re2.compile(
    rb"\bdai (?:loan|bac|trung|nam)\b|\bdai\b|taiwan|cao hung|dao vien|tan truc|chuong hoa|mieu lat|binh dong|gia nghia|van lam|nam dau|nghi lan|hoa lien"
)
_IN_CHINA = re2.compile(
    rb"trung quoc|quang (?:dong|tay|chau)|tham quyen|bang tuong|dong hung|thuong hai|nhan dan te|thiet giang"
)
_TENTHS = re.compile(
    rb" (\d)(?![\d:/]|[.,]\d| ?(?:-|x|nguoi|ng\b|ca\b|ngay|thang|nam|ban|bua|tuan|gio|h\b|tieng|buoi|nu|em|be|cho|tr\b|trieu|k\b))"
)
_MORE_DIGITS = re.compile(rb" ?\d")
_ABOUT_A_MILLION = re2.compile(
    rb"(?:^|[a-z,:-] )(?:gan |hon |ca |cung )?trieu (mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|ruoi)\b"
)
_TENTH_WORDS = dict(
    zip((b"mot", b"hai", b"ba", b"tu", b"nam", b"sau", b"bay", b"tam", b"chin"), range(1, 10), strict=True)
)
_NOT_THOUSAND = re.compile(
    rb" ?(?:can|mat|phai|thu|co|coc|giu|bat|biet|lo|ton|qua|cho|dung|dc|duoc|phi|ap|so|de|tru|nhan|bao|hoc|phan|yeu|tuoi)\b"
)


def money_tokens(text: AlignedText) -> list[Token]:
    """Return every number that is money by itself, in reading order."""
    found = [*_written(text), *_spelled(text), *_million_and(text)]
    if (
        any(token.currency == "CNY" for token in found)
        and _IN_TAIWAN.search(text.ascii)
        and not _IN_CHINA.search(text.ascii)
    ):
        # people in Taiwan call their dollar tệ as well
        found = [replace(token, currency="TWD") if token.currency == "CNY" else token for token in found]
    return sorted(found, key=lambda token: token.start)


def _written(text: AlignedText) -> Iterator[Token]:
    line = text.ascii
    for place, match in enumerate(_TOKEN.finditer(line)):
        if place >= MOST_TOKENS:
            return
        start = match.start()
        if start and (
            line[start - 1 : start].isdigit() or (line[start - 1] in b".,/" and line[start - 2 : start - 1].isdigit())
        ):
            continue
        token = _with_unit(text, match) if match[_NUM] else _without_unit(line, match)
        if token is not None:
            yield token


def _with_unit(text: AlignedText, match: Any) -> Token | None:
    name, currency_name = match[_MULT], match[_CUR] or match[_ONLY]
    start, end, written = match.start(), match.end(_NUM), match[_NUM]
    if name is not None and (
        not _spelled_right(text, *match.span(_MULT), _MULTIPLIERS_ACCENTED) or _is_a_no(text, match)
    ):
        name = None
    multiplier = _MULTIPLIERS[name] if name else None
    if multiplier:
        end = max(match.end(_MULT), match.end(_FRACTION), match.end(_HALF))
    currency = None
    if currency_name and (multiplier or not match[_MULT]):
        group = _CUR if match[_CUR] else _ONLY
        if _spelled_right(text, *match.span(group), _ACCENTED) and _plausible(
            text, match, currency_name, multiplier, group
        ):
            currency, end = _CURRENCY_OF[currency_name], match.end(group)
    elif match[_BEFORE] or line_sign(text.ascii, start):
        currency = _CURRENCY_OF.get(match[_BEFORE] or b"$")
    if multiplier is None and currency is None:
        return None
    if name in (b"man", b"van") and currency is None:
        currency = "JPY"
    number = _number(written, multiplier)
    if number is None or (currency == "VND" and multiplier is None and number < 100):  # noqa: PLR2004 - 5đ is no sum
        return None
    if multiplier:
        more, end = _tail(text.ascii, match, end)
        number += more
    return Token(start=start, end=end, number=number, multiplier=multiplier, currency=currency, slang=name in _SLANG)


def line_sign(line: bytes, start: int) -> bool:
    """Tell whether the dollar sign stands at a place."""
    return line[start : start + 1] == b"$"


def _tail(line: bytes, match: Any, end: int) -> tuple[float, int]:
    """Return what follows the multiplier, as a part of it: 1tr2, 3 triệu rưỡi, 6 triệu 9."""
    if match[_FRACTION]:
        return int(match[_FRACTION]) / 10.0 ** len(match[_FRACTION]), end
    if match[_HALF]:
        return 0.5, end
    more = _TENTHS.match(line, end) if match[_MULT] in (b"trieu", b"cu", b"tr") and not match[_CUR] else None
    return (int(more[1]) / 10, more.end()) if more else (0.0, end)


def _is_a_no(text: AlignedText, match: Any) -> bool:
    """Tell a "k" that means không: 18-25 k can bang cap."""
    return (
        match[_MULT] == b"k"
        and text.ascii[match.end(_NUM) : match.end(_NUM) + 1] == b" "
        and (_NOT_THOUSAND.match(text.ascii, match.end(_MULT)) is not None)
    )


def _plausible(text: AlignedText, match: Any, name: bytes, multiplier: int | None, group: int) -> bool:
    """Tell the words that are a currency only at some numbers: "5 trieu do chu tra", "2 bang cap", "500 e"."""
    if name in _SHORT:
        return match.start(group) == match.end(_NUM) or multiplier == 1_000  # noqa: PLR2004
    if (
        name in (b"do", b"bang", b"dai", b"te", b"bat", b"won")
        and text.text[match.start(group) : match.end(group)].isascii()
    ):
        number = _number(match[_NUM], multiplier)
        return (
            number is not None and number * (multiplier or 1) >= 20 and (multiplier or 1) < 1_000_000 or name == b"won"
        )  # noqa: PLR2004
    return True


def _without_unit(line: bytes, match: Any) -> Token | None:
    """Read $500, USD 1.200, 850.000 and 18500000: the last two are đồng, in full."""
    prefix = _PREFIX.match(match[0])
    if prefix is not None:
        number = _number(match[0][prefix.end() :], None)
        return (
            None
            if number is None
            else Token(
                start=match.start(),
                end=match.end(),
                number=number,
                currency=_CURRENCY_OF[prefix[1]],
                grouped=number > 1_000_000,  # noqa: PLR2004
            )
        )
    written = match[0]
    number = _number(written, None)
    if (
        number is None
        or written.startswith(b"0")
        or not written.endswith(b"00")
        or _MORE_DIGITS.match(line, match.end())
    ):
        return None
    if line[match.end() : match.end() + 1] in (b".", b",") and line[match.end() + 1 : match.end() + 2].isdigit():
        return None
    return Token(start=match.start(), end=match.end(), number=number, grouped=True)


def _spelled_right(text: AlignedText, start: int, end: int, accepted: Any) -> bool:
    written = text.text[start:end].lower().rstrip("_")
    return written.isascii() or written in accepted


def _number(written: bytes, multiplier: int | None) -> float | None:
    """Read 15.000.000 as fifteen million, 1,5 as one and a half, 1.250 triệu as 1.25; None where it is neither."""
    if len(written) > _LONGEST_NUMBER:
        return None
    plain = written.replace(b" ", b"")
    parts = re.split(rb"[.,]", plain)
    if len(parts) == 1:
        return float(plain)
    small = multiplier is not None and multiplier >= 1_000_000  # noqa: PLR2004
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and not (small and len(parts) == 2):  # noqa: PLR2004
        return float(b"".join(parts))
    if len(parts) == 2 and len(parts[1]) <= 3:  # noqa: PLR2004
        return float(b".".join(parts))
    if all(len(part) == 3 for part in parts[1:-1]) and len(parts[-1]) <= 2:  # noqa: PLR2004 - 1.200,50
        return float(b"".join(parts[:-1]))
    return None


def _spelled(text: AlignedText) -> Iterator[Token]:
    for start, end, number, multiplier in islice(spelled_amounts(text), MOST_TOKENS):
        yield Token(start=start, end=end, number=number, multiplier=multiplier)


def _million_and(text: AlignedText) -> Iterator[Token]:
    """Read "triệu rưỡi", "triệu mốt": one million and a part of it."""
    if b"trieu " not in text.ascii:
        return
    for match in islice(_ABOUT_A_MILLION.finditer(text.ascii), MOST_TOKENS):
        tenth = 0.5 if match[1] == b"ruoi" else _TENTH_WORDS.get(match[1], 4) / 10
        yield Token(start=match.end(1) - len(match[1]) - 6, end=match.end(), number=1 + tenth, multiplier=1_000_000)
