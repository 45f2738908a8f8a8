"""Words that say what a sum is for, found once in a text; `cues.yml` holds them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import re2
import yaml

from model.text import AlignedText
from storage.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue at `start`…`end` of the aligned text."""

    family: str
    """wage | fee | offer | none (money of another sort) | waived (a fee that is denied)"""
    kind: str
    general: bool
    near: bool
    """Counts only right beside the sum."""
    behind: bool
    """Counts only behind the sum, at once."""
    small: bool
    """Says nothing of a sum as large as a month's wage."""
    start: int
    end: int


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _tones_last(words: str) -> str:
    """Write every tone behind its syllable, so that "hoà" and "hòa" are one word."""
    return re.sub(rf"([{_TONES}])(\w*)", r"\2\1", unicodedata.normalize("NFD", words))


_ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cues.yml").read_text(encoding="utf-8"))
_WRITTEN = ["|".join(row["words"].splitlines()) for row in _ROWS]
_FOLDED = [fold(words).encode() for words in _WRITTEN]
_ANY_ROW = rb"\b(?:" + b"|".join(_FOLDED) + rb")\b"
_ANY = re2.compile(_ANY_ROW)
_longest = re2.Options()
_longest.longest_match = True
_LONGEST = re2.compile(_ANY_ROW, _longest)
_EACH = re2.compile(b"|".join(b"(" + words + b")" for words in _FOLDED))
_ACCENTED = [re2.compile(_tones_last(words)) for words in _WRITTEN]
_DOUBTFUL = frozenset((b"ban", b"gia", b"o", b"an", b"nha", b"kho", b"von", b"chi", b"phat"))
"""Without accents these are far more often other words: bạn, gia đình, ở, anh, nhà."""
_TRIP = re.compile(rb"(?:\d|\bmot|\bmoi|\bnua|/|\bhai|\bba) ?$")
_OF_TRIP = re.compile(
    rb" (?:trung|xau|that|dau|nay|vua|roi|truoc (?:moi|chia|duoc)|ngan|dai|di|ve|he|bien|xe|tau|chia|\d{3}k|dem|sau)\b"
)
_TO_A_PLACE = re.compile(
    rb" (?:vp|van phong|cong ty|cty|nha|noi|quan|dia|tan|khi|het|nay|"
    rb"thang|ngay|gap|truc|la|cho|lam|lay|tuoi|tet|\d+ ?h)\b"
)
_SUM_END = re.compile(rb"\d ?(?:tr|k|usd|eur|e|\$)?\d{0,20} $")
_CERTAIN = frozenset((b"test", b"sim", b"app", b"combo", b"vip", b"lltp", b"kham"))
"""Short words that no accent makes another one."""
_NO = re.compile(
    rb"(?:\b(?:khong|ko|kg|hok|hong|hem|chang|cha|chua|mien|khoi|free|k|0|0 dong)) "
    rb"(?:(?:phai|can|ton|mat|thu|lay|dong|nop|he|bat ky|bat cu|mot|nao|co|chi|tra|them|tien|khoan|phi|ung vien|"
    rb"bi|doi|dat|chiu|"
    rb"yeu cau|luon|duoc|nguoi|lao dong|le|chi phi|hoc|mua) )*$"
)
_FREE = re.compile(rb" ?(?:la |: ?|= ?|duoc )?(?:mien phi|free|0 ?(?:d|dong|vnd)\b)")


@lru_cache(maxsize=4096)
def _row_of(words: bytes, written: str) -> int | None:
    """Return the row of a match, None where its accents make it another word."""
    if not written:
        return int(_EACH.fullmatch(words).lastindex) - 1
    spelled = _tones_last(written)
    return next((row for row, pattern in enumerate(_ACCENTED) if pattern.fullmatch(spelled)), None)


def _is_accented(text: AlignedText) -> bool:
    """Tell whether the writer sets accents: then a word without them is another word (gia công, no giá)."""
    sample = text.text[:4_000]
    return 10 * (len(sample) - len(sample.encode("ascii", "ignore"))) > len(sample)


def cues_in(text: AlignedText, start: int, end: int) -> list[Cue]:
    """Return the cues between two places of a text, in reading order; words that only look like one are left out."""
    found = []
    line, strict = text.ascii, _is_accented(text)
    matches = _ANY.finditer(line, start, end)
    while (match := next(matches, None)) is not None:
        first, last = match.span()
        number, stop = _meant(text, first, last, end, strict=strict)
        if stop != last:
            matches = _ANY.finditer(line, stop, end)
        if number is None:
            continue
        row, words = _ROWS[number], line[first:stop]
        if not strict and _is_a_namesake(line, words, first, stop):
            continue
        if row["family"] != "skip" and (strict or not _is_doubtful(words, row) or _is_listed(line, first, stop)):
            found.append(_cue(line, row, first, stop))
    return found


def _meant(text: AlignedText, first: int, last: int, end: int, *, strict: bool) -> tuple[int | None, int]:
    """Return the row of a match by its accents, and where to go on; a longer or a shorter cue may begin there too."""
    line, written = text.ascii, text.text[first:last].lower()
    number = _row_of(line[first:last], written if strict or not written.isascii() else "")
    if number is not None:
        return number, last
    # "thù lao" begins like "thu", "thị thực" like "thi"
    longer = _LONGEST.match(line, first, end).end()
    if longer > last:
        number = _row_of(line[first:longer], text.text[first:longer].lower())
        if number is not None:
            return number, longer
    number, stop = _shorter(line[first:last], written, first)
    if number is not None:
        return number, stop
    # "làm thế chân" is no "làm thẻ", but "thế chân" within it is a cue
    space = line[first : max(last, longer)].find(b" ")
    return None, first + space + 1 if space >= 0 else last


def _shorter(words: bytes, written: str, first: int) -> tuple[int | None, int]:
    """Return the row of the longest beginning that is a cue, and its end: lương in "lương tám triệu"."""
    cut = words.rfind(b" ")
    while cut > 0:
        if _EACH.fullmatch(words[:cut]) is not None:
            number = _row_of(words[:cut], written[:cut])
            if number is not None:
                return number, first + cut
        cut = words.rfind(b" ", 0, cut)
    return None, first


def _is_a_namesake(line: bytes, words: bytes, first: int, last: int) -> bool:
    """Tell trips ("chuyen trung 15tr", "1 chuyen 500k") from money that is sent, "den van phong" from damages."""
    if words == b"den":
        return _TO_A_PLACE.match(line, last) is not None
    if words != b"chuyen":
        return False
    return _TRIP.search(line[max(0, first - 8) : first]) is not None or _OF_TRIP.match(line, last) is not None


def _is_listed(line: bytes, first: int, last: int) -> bool:
    """Tell "phi 5tr, ve 700 eur" and "6tr5 ve + ..." from a word in a sentence."""
    before, behind = line[max(0, first - 6) : first], line[last : last + 2]
    if before.endswith((b", ", b"; ", b"+ ")):
        return behind[1:].isdigit()
    return (behind[:1] in (b",", b";", b"+") or behind == b" +") and _SUM_END.search(before) is not None


def _is_doubtful(words: bytes, row: dict[str, Any]) -> bool:
    """Tell common words that without accents are mostly other ones: thi (thì), ve (về), the (thế)."""
    common = row.get("near", False) and row["family"] == "fee" and not row.get("general") and b" " not in words
    return words in _DOUBTFUL or (common and words not in _CERTAIN)


def _cue(line: bytes, row: dict[str, Any], first: int, last: int) -> Cue:
    return Cue(
        family="waived" if row["family"] == "fee" and _denied(line, first, last) else row["family"],
        kind=row["kind"],
        general=row.get("general", False),
        near=row.get("near", False),
        behind=row.get("behind", False),
        small=row.get("small", False),
        start=first,
        end=last,
    )


def _denied(line: bytes, start: int, end: int) -> bool:
    return _NO.search(line[max(0, start - 40) : start]) is not None or _FREE.match(line, end) is not None
