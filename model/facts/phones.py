"""Phone numbers: mobile, landline, 1800/1900, +84 and foreign, with any signs between the digits, or in words.

Shapes are found by pattern; whether such a number can exist is asked of `phonenumbers`.
"""

from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
import re2

from model.facts.number_words import DIGIT_WORDS
from model.records import Phone
from model.text import AlignedText, Quote

_GAP = rb"[ .,()/\-_:*?]{0,3}"
_DIGITS = re2.compile(rb"\+?\d(?:" + _GAP + rb"\d){7,60}")
_WORD = b"|".join(sorted(DIGIT_WORDS, key=len, reverse=True))
_ITEM = rb"(?:\b(?:" + _WORD + rb")\b|\d)"
_WORDS = re2.compile(_ITEM + rb"(?:[ ,.\-]{0,3}" + _ITEM + rb"){8,11}")
_ACCOUNT = re2.compile(
    rb"(?:stk|so tk|tk|tai khoan|account|so the|cccd|cmnd|cmt|can cuoc|mst|ma so thue|ma so|ma don|ma vd|van don|so don|ma)[^\n\d]{0,25}$"
)
_CALL = re2.compile(
    rb"(?:zalo|za lo|sdt|dt|dien thoai|lh|lien he|goi|alo|hotline|phone|tel|call|so|ib|nt|nhan tin|inbox|\+)[^\n\d]{0,20}$"
)
_PLACES_CODE_DIGITS = 9


def read_phones(text: AlignedText) -> tuple[Phone, ...]:
    """Return every distinct number in reading order; bank accounts, identity numbers and order codes are left out."""
    phones: dict[str, Phone] = {}
    for start, end, digits in sorted([*_written(text), *_spoken(text)]):
        for first, last, value in _numbers(digits):
            if value in phones or (first == 0 and _is_something_else(text, start, value)):
                continue
            phones[value] = Phone(value=value, quote=_quote(text, start, end, first, last))
    return tuple(phones.values())


def _written(text: AlignedText) -> Iterator[tuple[int, int, str]]:
    for match in _DIGITS.finditer(text.ascii):
        start, end = match.span()
        if end < len(text.ascii) and text.ascii[end : end + 1].isdigit():
            continue
        if start and text.ascii[start - 1 : start].isdigit():
            continue
        yield start, end, "".join(chr(byte) for byte in match[0] if chr(byte).isdigit() or byte == ord("+"))


def _spoken(text: AlignedText) -> Iterator[tuple[int, int, str]]:
    for match in _WORDS.finditer(text.ascii):
        items = match[0].replace(b",", b" ").replace(b".", b" ").replace(b"-", b" ").split()
        if sum(item in DIGIT_WORDS for item in items) < 3:  # noqa: PLR2004 - mere digits are `_written`'s
            continue
        digits = "".join(str(DIGIT_WORDS[item]) if item in DIGIT_WORDS else item.decode() for item in items)
        yield match.start(), match.end(), digits


def _numbers(digits: str) -> Iterator[tuple[int, int, str]]:
    """Cut a run of digits into the numbers that it can be: first and last digit, and the national form."""
    place = 0
    while place < len(digits):
        for length in (15, 14, 13, 12, 11, 10, 9, 8):
            piece = digits[place : place + length]
            value = _national(piece) if len(piece) == length else None
            if value is not None:
                yield place, place + length, value
                place += length
                break
        else:
            return


@lru_cache(maxsize=50_000)
def _national(digits: str) -> str | None:
    """Return the national form of a number that can exist, else None."""
    if digits.startswith("+") and not digits.startswith("+84"):
        return digits if _exists(digits, None) else None
    rest = digits.removeprefix("+84").removeprefix("0") if digits.startswith("+84") else digits
    if digits.startswith("84") and len(digits) in (11, 12):
        rest = digits[2:].removeprefix("0")
    if digits.startswith(("1800", "1900")):
        return digits if len(digits) in (8, 10) and not digits[4:].startswith("00000") else None
    national = rest if rest.startswith("0") else f"0{rest}"
    if digits[0] not in "+08" and len(digits) != _PLACES_CODE_DIGITS:
        return None
    if len(national) != (11 if national.startswith("02") else 10):
        return None
    return national if _exists(national, "VN") else None


def _exists(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _is_something_else(text: AlignedText, start: int, value: str) -> bool:
    before = text.ascii[max(0, start - 40) : start].split(b"\n")[-1]
    called = _CALL.search(before) is not None
    if _ACCOUNT.search(before) and not _CALL.search(before[-12:]):
        return True
    if before[-1:].isalpha() and not called:
        return True
    # nine digits without their zero, or 1900… which may be a price, are a phone only where somebody calls
    first = text.ascii[start : start + 1]
    return not called and (first not in b"+08(" or value.startswith(("1800", "1900")) and b" " not in before[-1:])


def _quote(text: AlignedText, start: int, end: int, first: int, last: int) -> Quote:
    """Quote from the first to the last digit of the number within the run that held it."""
    places = [place for place in range(start, end) if chr(text.ascii[place]).isdigit() or text.ascii[place] == ord("+")]
    if last > len(places):
        return text.quote(start, end)
    return text.quote(places[first], places[last - 1] + 1)
