"""Places that are no house with a number before its street: reversed, streets named by a date, yards and tables.

"ngõ 120 Hoàng Quốc Việt số 9", "212 đường 30/4, Ninh Kiều", "km 9 quốc lộ 13",
"quán cà phê Cây Bàng, cầu cảng Tắc Cậu".
"""

import re
from collections.abc import Iterator
from itertools import islice

from model.text import AlignedText
from storage.folding import fold

_MOST = 20
_UPPER = "A-ZĐ" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_NAME = rf"[{_UPPER}][^\W\d_]{{0,7}}(?: [{_UPPER}][^\W\d_]{{0,7}}){{1,2}}"
_NUMBER = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,3}"
_REVERSED = re.compile(
    rf"(?i:ngách|ngach|ngõ|ngo|hẻm|hem|kiệt|kiet) ({_NUMBER})[, ]{{1,2}}(?:(?i:đường|duong|phố|pho) )?({_NAME})"
    rf"[, ]{{1,2}}(?i:số nhà|so nha|số|so|sn) (\d{{1,4}}[A-Za-z]?)\b"
)
_MONTH = r"\d{1,2}|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi"
_DAY = r"\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|muoi chin|ba muoi|hai muoi ba"
_DATED = re.compile(rf"(?<![\w./,])(\d{{1,4}}[a-z]?),? (?:duong|pho|d\.) ?({_DAY}) ?(?:/|-|thang) ?({_MONTH})\b")
_BEHIND = re.compile(rf",? ?(?:(?i:quận|q\.|phường|p\.) ?)?({_NAME})")
_KILOMETRE = re.compile(r"\bkm\.? ?(\d{1,4}(?:[+,.]\d{1,3})?),? (?:quoc lo|duong|ql)\.? ?(\d{1,3}[a-z]?)\b")
_TABLE = re.compile(
    rf"(?i:quán|quan|tiệm|tiem|sạp|sap) ((?:[^\W\d_]{{2,6}} ){{0,2}})({_NAME})[, ]{{1,2}}"
    rf"(?i:cầu cảng|cau cang|cảng|cang|bến đò|bến|ben|chợ|cho|ngã ba|nga ba|ngã tư|nga tu|cầu|cau) ({_NAME})"
)
_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi chin": 19, "hai muoi ba": 23, "ba muoi": 30,
}  # fmt: skip


def find_places(text: AlignedText) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (in the aligned text) and one spelling for all ways of writing the place."""
    for match in islice(_REVERSED.finditer(text.text), _MOST):
        yield match.start(), match.end(), f"{match[3]}/{match[1]} {fold(match[2])}".lower()
    for match in islice(_DATED.finditer(text.folded), _MOST):
        behind = _BEHIND.match(text.text, match.end())
        end = behind.end() if behind else match.end()
        where = f" {fold(behind[1])}" if behind else ""
        yield match.start(), end, f"{match[1]} {_number(match[2])}/{_number(match[3])}{where}"
    for match in islice(_KILOMETRE.finditer(text.folded), _MOST):
        yield match.start(), match.end(), f"km {match[1]} ql {match[2]}"
    for match in islice(_TABLE.finditer(text.text), _MOST):
        yield match.start(), match.end(), f"{fold(match[2])}, {fold(match[3])}"


def _number(written: str) -> str:
    return str(_WORDS.get(written, written))
