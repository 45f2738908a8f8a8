"""Sums half in words: "3 trăm k", "8 trăm một ngày", "nửa triệu", "lương 12t/tháng", "21 cành/h", "20万"."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import re2

from model.facts import money_units as units
from model.facts.money_units import MOST_TOKENS, Token
from model.text import AlignedText

_TIME = rb"(?:ngay|cong|ca|dem|buoi|toi|h\b|gio|tieng)"
_PER = rb"(?: ?/ ?| mot | 1 | moi )" + _TIME
_MIXED = re2.compile(
    rb"\b(?:(\d{1,2}) (tram|chuc)(?: (nghin|ngan|k|trieu|tr|cu)\b|( ruoi)?" + _PER + rb")|(nua) (trieu|cu)\b|"
    rb"(\d{1,3}) ?canh\b)"
)
_TIMES = {b"tram": 100, b"chuc": 10}
_NO_TWIG = re.compile(rb" ?/ ?" + _TIME + rb"| ?(?:mot|1|moi) " + _TIME)
_IN_MILLIONS = re2.compile(
    rb"\b(?:luong|cung|lcb|lcung|lg|tn|thu nhap|bao luong|thuong|ung|coc|phi)(?: (?:cung|cb|co ban|tam|khoang|tu|truoc|"
    rb"thang|thu viec|the chan|dich vu))*:? ?(\d{1,3})(?: ?- ?(\d{1,3}))? ?t(\d)?\b"
)
_PER_MONTH = re2.compile(rb"(?:^|[^\d.,/-])(\d{1,2})(?: ?- ?(\d{1,2}))? ?t(\d)? ?/ ?(?:thang|th|t|month)\b")
_YEARS_OLD = re2.compile(rb"^ ?(?:tuoi|-|den|tro)")
_MAN = re.compile(r"(\d{1,3}(?:[.,]\d)?) ?[万萬](?:(\d)千)?")
_MAN_WORTH = 10_000


def mixed_sums(text: AlignedText) -> Iterator[Token]:
    """Yield the sums that are written half in figures, half in words."""
    for match in islice(_MIXED.finditer(text.ascii), MOST_TOKENS):
        token = _mixed(text, match)
        if token is not None:
            yield token
    yield from _in_millions(text.ascii)
    if "万" in text.text or "萬" in text.text:
        for man in islice(_MAN.finditer(text.text), MOST_TOKENS):
            number = float(man[1].replace(",", ".")) + int(man[2] or 0) / 10
            yield Token(start=man.start(), end=man.end(), number=number, multiplier=_MAN_WORTH, currency="JPY")


def _mixed(text: AlignedText, match: Any) -> Token | None:
    written = text.text[match.start() : match.end()].lower()
    if match[5]:
        right = written.isascii() or written.startswith("nửa")
        return Token(start=match.start(), end=match.end(), number=0.5, multiplier=units.MILLION) if right else None
    if match[7]:
        right = written.isascii() or "cành" in written
        if not right or _NO_TWIG.match(text.ascii, match.end()) is None:
            return None
        return Token(start=match.start(), end=match.end(), number=int(match[7]), multiplier=units.THOUSAND, slang=True)
    if not written.isascii() and "trăm" not in written and "chục" not in written:
        return None
    number, unit = int(match[1]) * _TIMES[match[2]] + (50 if match[4] else 0), match[3]
    if unit is None and match[2] == b"chuc":
        return None
    end = match.end(3) if unit else max(match.end(2), match.end(4))
    multiplier = units.MULTIPLIERS[unit] if unit else units.THOUSAND
    return Token(start=match.start(), end=end, number=number, multiplier=multiplier, slang=unit is None)


def _in_millions(line: bytes) -> Iterator[Token]:
    """Read "lương cứng 12t/tháng", "9t5": t is tuổi and tấn as well, so only behind a word of money or by the month."""
    seen: set[int] = set()
    for pattern in (_IN_MILLIONS, _PER_MONTH):
        for match in islice(pattern.finditer(line), MOST_TOKENS):
            start, end = match.start(1), max(match.end(1), match.end(2), match.end(3))
            end = line.index(b"t", end) + 1 if not match[3] else end
            if start in seen or _YEARS_OLD.search(line[end : end + 8]):
                continue
            seen.add(start)
            number = int(match[2] or match[1]) + int(match[3] or 0) / 10
            low = float(match[1]) if match[2] and int(match[1]) < number else None
            yield Token(start=start, end=end, number=number, low=low, multiplier=units.MILLION)
