"""Numbers whose leading zero is left to the reader: "bảy tám bốn, ba ba sáu, một không chín (thêm 0)"."""

from collections.abc import Iterator

import re2

from model.facts.phones import FoundPhone
from model.text import AlignedText

_ZERO = rb"(?:so )?(?:0|khong|hong)\b"
_SAID = re2.compile(
    rb"\b(?:nho )?them (?:mot |con )?" + _ZERO + rb"|\b" + _ZERO + rb" (?:o |dang |phia |dung )?(?:dau|truoc)|"
    rb"\bdau (?:so |la )?" + _ZERO
)
DIGITS: dict[bytes, bytes] = {
    b"khong": b"0", b"mot": b"1", b"hai": b"2", b"ba": b"3", b"bon": b"4", b"tu": b"4", b"nam": b"5", b"lam": b"5",
    b"sau": b"6", b"bay": b"7", b"tam": b"8", b"chin": b"9", b"hong": b"0",
}  # fmt: skip
"""Words for digits, without accents, as they are said and as the south says them."""
_ITEM = rb"(?:\b(?:" + b"|".join(DIGITS) + rb")\b|\d{1,9})"
_RUN = re2.compile(_ITEM + rb"(?:[ ,./\-?:~_]{0,3}" + _ITEM + rb"){1,12}")
_PART = re2.compile(rb"[a-z]+|\d+")
_REACH, _LENGTH = 80, 9


def hidden_numbers(text: AlignedText) -> Iterator[FoundPhone]:
    """Yield every mobile number of nine digits that stands near words that a zero goes before it."""
    if b"them" not in text.ascii and b"dau" not in text.ascii and b"truoc" not in text.ascii:
        return
    for said in _SAID.finditer(text.ascii):
        line = text.ascii.rfind(b"\n", 0, said.start()) + 1
        low, high = max(line, said.start() - _REACH), said.end() + _REACH
        before = [*_mobiles(text.ascii[low : said.start()], low)]
        found = before[-1:] or [*_mobiles(text.ascii[said.end() : high].split(b"\n", 1)[0], said.end())][:1]
        yield from found


def _mobiles(piece: bytes, offset: int) -> Iterator[FoundPhone]:
    for run in _RUN.finditer(piece):
        parts = [(part.start(), DIGITS.get(part[0], part[0]), part.end()) for part in _PART.finditer(run[0])]
        for first in range(len(parts)):
            digits = b""
            end = 0
            for _, written, behind in parts[first:]:
                digits, end = digits + written, behind
                if len(digits) >= _LENGTH:
                    break
            if len(digits) == _LENGTH and digits[:1] in b"35789":
                start = offset + run.start() + parts[first][0]
                yield FoundPhone(start, offset + run.start() + end, f"0{digits.decode()}")
                break
