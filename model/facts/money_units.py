"""Units of money as they are written: multipliers (tr, củ, k) and currencies, with what each may be mistaken for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from model.text import AlignedText
from storage.folding import fold

MOST_TOKENS = 1_500
"""Numbers looked at in one text; no advert has so many, a text made to keep the readers busy may."""
MILLION, THOUSAND = 1_000_000, 1_000
MULTIPLIERS: dict[bytes, int] = {
    **dict.fromkeys((b"trieu", b"tr", b"trd", b"cu", b"chai"), MILLION),
    **dict.fromkeys((b"nghin", b"ngan", b"k", b"ngh"), THOUSAND),
    **dict.fromkeys((b"ty", b"ti"), 1_000_000_000),
    **dict.fromkeys((b"lit", b"loet", b"xi"), 100_000),
    **dict.fromkeys((b"man", b"van"), 10_000),
}
SLANG = frozenset((b"chai", b"lit", b"loet", b"xi"))
"""Units that are as often no money."""
IN_YEN = frozenset((b"man", b"van"))
MULTIPLIERS_ACCENTED = frozenset(
    ("triệu", "trđ", "củ", "nghìn", "ngàn", "tỷ", "tỉ", "lít", "xị", "vạn", "triêu", "trịêu")
)
CURRENCY_OF: dict[bytes, str] = {}
CURRENCIES_ACCENTED: set[str] = set()
SHORT: set[bytes] = set()
"""Single letters that stand for a currency only where they touch the number."""
MISTAKABLE = frozenset((b"do", b"bang", b"dai", b"te", b"bat"))
"""Without accents these are money only in sums that a currency of their worth comes in."""
LEAST_OF = {b"ft": 1_000, b"sr": 300, b"try": 1_000, b"ri an": 300, b"u": 100}
"""Words that are as often no money, each with the least sum that is."""
_SIGNS = {"$": "$", "€": "\x01", "¥": "\x02", "₩": "\x03", "£": "\x04"}
_ISO = 3
_LEAST_WITHOUT_CHANGE = 1_000


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


def worth(token: "Token", like: "Token | None" = None) -> float:
    """Return what a number and its multiplier come to; `like`: the token whose currency it borrows."""
    return whole(token.number * (token.multiplier or 1), like or token)


def whole(value: float, like: "Token") -> float:
    """Return a sum as a whole number; small change counts only abroad, in rates by the hour or the piece."""
    if like.currency in (None, "VND") or value >= _LEAST_WITHOUT_CHANGE or value == round(value):
        return round(value)
    return round(value, 3)


def _read_table() -> None:
    table = yaml.safe_load(Path(__file__).with_name("currencies.yml").read_text(encoding="utf-8"))
    for code, entry in table.items():
        short = entry.get("short", [])
        for word in entry["words"] + short:
            CURRENCY_OF[fold("".join(_SIGNS.get(letter, letter) for letter in word)).encode("ascii", "replace")] = code
            CURRENCIES_ACCENTED.add(word)
        SHORT.update(word.encode() for word in short)


def _any_of(words: Iterable[bytes]) -> bytes:
    return b"|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_read_table()
_WORDS = _any_of(word for word in CURRENCY_OF if word[-1:].isalpha())
_MARKS = _any_of(word for word in CURRENCY_OF if not word[-1:].isalpha())
BEFORE = _any_of(
    word
    for word, code in CURRENCY_OF.items()
    if not word[-1:].isalpha() or (len(word) == _ISO and word.decode().upper() == code) or word == b"rm"
)
"""Pattern of the currencies that are written before the number as well."""
CURRENCY = _MARKS + rb"|(?:" + _WORDS + rb")(?:\b|_)"
"""Pattern of the currencies behind a number."""
MULTIPLIER = rb"(" + _any_of(MULTIPLIERS) + rb")(?:(\d{1,3})(?:d|vnd|dong)?\b|( ?ruoi)\b|\b|_)"
"""Pattern of a multiplier, of the digits behind it (1tr2), of "rưỡi"."""
NUMBER = rb"(?:\d+(?:[.,]\d+)*(?: \d{3}\b)*|\d{1,3}(?: \d{3}){2})"
_LONGEST_NUMBER = 14
_GROUP = 3


def spelled_right(text: AlignedText, span: tuple[int, int], accepted: frozenset[str] | set[str]) -> bool:
    """Tell a unit from another word that has the same letters: 15 độ, 3 tế bào, 2 cũ."""
    written = text.text[span[0] : span[1]].lower().rstrip("_")
    return written.isascii() or written in accepted


def number_of(written: bytes, multiplier: int | None) -> float | None:
    """Read 15.000.000 as fifteen million, 1,5 as one and a half, 1.250 triệu as 1.25; None where it is neither."""
    if len(written) > _LONGEST_NUMBER:
        return None
    first, *rest = re.split(rb"[.,]", written.replace(b" ", b""))
    if not rest:
        return float(first)
    one_of_millions = multiplier is not None and multiplier >= MILLION and len(rest) == 1
    if all(len(part) == _GROUP for part in rest) and len(first) <= _GROUP and not one_of_millions:
        return float(b"".join((first, *rest)))
    if len(rest) == 1 and len(rest[0]) <= _GROUP:
        return float(b".".join((first, rest[0])))
    return _with_change(first, rest, multiplier)


def _with_change(first: bytes, rest: list[bytes], multiplier: int | None) -> float | None:
    """Read 1.200,50 and 7.0.0k, which is 700k."""
    if multiplier == THOUSAND and all(len(part) == 1 for part in (first, *rest)):
        return float(b"".join((first, *rest)))
    if all(len(part) == _GROUP for part in rest[:-1]) and len(rest[-1]) < _GROUP:
        return float(b"".join((first, *rest[:-1])))  # 1.200,50
    return None
