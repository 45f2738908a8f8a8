"""Numbers as people write them to be overlooked, where the readers of facts see none.

Letters for digits ("O283.9948.I72"), the end before the beginning ("số đuôi 150.492 đầu 0836"), words with typed marks
("kho^ng ta'm chi'n"), and accounts with letters beside the name of a bank.
"""

import re
from collections.abc import Iterator
from itertools import islice

import re2

from model.facts.bank_accounts import FoundAccount
from model.facts.phones import FoundPhone
from model.linking.hidden_numbers import DIGITS
from model.text import AlignedText

_MOST = 40
_LIKE = bytes.maketrans(b"oil", b"011")
_NOT_DIGIT = re.compile(rb"[^0-9]")
_LETTERS = re2.compile(rb"\b[0o][0-9oil](?:[ .,_\-]{0,2}[0-9oil]){7,9}\b")
_TAIL = re2.compile(
    rb"\bduoi (?:so |la )?[: ]{0,2}(\d[\d .]{4,9}\d)[ ,;\-]{1,3}(?:so )?dau (?:so |la )?[: ]{0,2}(0\d{2,4})\b"
)
_MARKED = re.compile(rb"[a-z][a-z^'`(?~+.]*")
_MARKS = re.compile(rb"[^a-z]")
_BETWEEN = re.compile(rb"[ ,.\-]{0,4}")
_ACCOUNT = re2.compile(
    rb"\b(?:stk|so tai khoan|ngan hang|[a-z]{2,8}bank|bidv|acb|mb|shb|ocb|vib|msb)[ :]{1,3}(?:so )?"
    rb"([0-9oil]{3,16}(?: [0-9oil]{2,6}){0,4})\b"
)
_FEWEST_DIGITS, _SHORTEST, _LONGEST = 6, 9, 16
_MOBILE, _LANDLINE = 10, 11


def disguised_phones(text: AlignedText) -> Iterator[FoundPhone]:
    """Yield phone numbers that letters, order or typed marks hide."""
    for match in islice(_LETTERS.finditer(text.ascii), _MOST):
        digits = _digits(match[0])
        if len(_NOT_DIGIT.sub(b"", match[0])) >= _FEWEST_DIGITS and _is_phone(digits):
            yield FoundPhone(match.start(), match.end(), digits)
    for match in islice(_TAIL.finditer(text.ascii), _MOST):
        digits = (match[2] + _NOT_DIGIT.sub(b"", match[1])).decode()
        if _is_phone(digits):
            yield FoundPhone(match.start(), match.end(), digits)
    if b"^" in text.ascii or b"'" in text.ascii:
        yield from _marked(text)


def disguised_accounts(text: AlignedText) -> Iterator[FoundAccount]:
    """Yield accounts with letters for digits, right behind the name of a bank."""
    for match in islice(_ACCOUNT.finditer(text.ascii), _MOST):
        digits = _digits(match[1])
        plain = len(_NOT_DIGIT.sub(b"", match[1]))
        if _SHORTEST <= len(digits) <= _LONGEST and plain >= _FEWEST_DIGITS and plain < len(digits):
            yield FoundAccount(match.start(1), match.end(1), digits, "")


def _digits(written: bytes) -> str:
    return _NOT_DIGIT.sub(b"", written.translate(_LIKE)).decode()


def _is_phone(digits: str) -> bool:
    if digits[:2] == "02":
        return len(digits) == _LANDLINE
    return digits[:2] in ("03", "05", "07", "08", "09") and len(digits) == _MOBILE


def _marked(text: AlignedText) -> Iterator[FoundPhone]:
    """Yield runs of ten words for digits, marks of typing between their letters."""
    run: list[tuple[int, int, bytes]] = []
    for match in [*_MARKED.finditer(text.ascii), None]:
        digit = DIGITS.get(_MARKS.sub(b"", match[0])) if match else None
        if match and digit and (not run or _BETWEEN.fullmatch(text.ascii[run[-1][1] : match.start()])):
            run.append((match.start(), match.end(), digit))
            continue
        value = b"".join(part for *_, part in run).decode()
        if run and _is_phone(value):
            yield FoundPhone(run[0][0], run[-1][1], value)
        run = [(match.start(), match.end(), digit)] if match and digit else []
