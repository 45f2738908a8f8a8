"""The template of an advert: its folded syllables, with what varies between copies replaced by typed slots."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import re2
import yaml

from model.facts.amounts import read_amounts
from model.facts.country_names import NAMES
from model.linking.contact_points import Numbers
from model.linking.records import ContactPoint, Slot, Template
from model.text import AlignedText, Quote
from storage.folding import fold

_NUMBER = re.compile(
    rb"[0-9]+(?:(?:[/.,:]| ?[\-~]{1,2}>? ?| (?:den|toi) )[0-9]+)*(?P<years> ?(?:tuoi|t)\b(?: tro len)?)?"
)
_DATE = re.compile(rb"[0-3]?[0-9] ?[/.\-] ?[0-3]?[0-9](?: ?[/.\-] ?(?:20)?[0-9][0-9])?|20[2-3][0-9]")
_AGES = re.compile(rb"[1-7][0-9] ?(?:[\-~]{1,2}>?|den|toi) ?[1-7][0-9]")
_BEFORE = re.compile(
    rb"(?:(?P<code>\b(?:ma (?:don|tin|viec|so)|ms|code)[ :.#]{0,3})|\b(?P<date>(?:thang|ngay|mung) )|\bu)$"
)
_NOT_LETTER = re.compile(rb"[^a-z]+")
_WORD = re.compile(rb"[a-z]+|\x01\d+\x02")
_OF_CONTACTS = {"phone": "phone", "bank": "bank", "email": "web", "web": "web", "person": "person", "tax_code": "code"}
_FEWEST_LETTERS = 5
_MOST_FEET = 0.5
"""Share of a text up to which lines with a board's contact are its foot; more is an advert in one line."""
_TAKEN = b"\x03"
_LONGEST_TEMPLATE = 4_000
"""Tokens that are compared; no advert has so many."""


class _Span(NamedTuple):
    start: int
    end: int
    kind: str


def template_of(text: AlignedText, numbers: Numbers, contacts: Iterable[ContactPoint]) -> Template:
    """Return the template of an advert; slots keep what stood there."""
    points = list(contacts)
    feet = _feet(text, points)
    spans = [span for span in _spans(text, numbers, points) if not any(a <= span.start < b for a, b in feet)]
    body = _without(text.ascii, feet)
    pieces, place = [], 0
    for index, span in enumerate(spans):
        pieces += [body[place : span.start], b" \x01%d\x02 " % index]
        place = span.end
    tokens: list[str] = []
    slots: list[Slot] = []
    for word in _WORD.findall(b"".join([*pieces, body[place:]])):
        if len(tokens) == _LONGEST_TEMPLATE:
            break
        if word[:1] != b"\x01":
            tokens.append(word.decode("ascii"))
            continue
        span = spans[int(word[1:-1])]
        slots.append(_slot(text, span, len(tokens)))
        tokens.append(f"<{span.kind}>")
    return Template(tokens=tuple(tokens), slots=tuple(slots))


def _feet(text: AlignedText, contacts: Iterable[ContactPoint]) -> list[tuple[int, int]]:
    """Return the lines that a board writes under every advert, found by a contact of its own, unless they are most."""
    feet = set()
    for point in contacts:
        if point.whose == "board" and point.quote is not None:
            start = int(text.starts.searchsorted(point.quote.start))
            end = text.ascii.find(b"\n", start)
            feet.add((text.ascii.rfind(b"\n", 0, start) + 1, len(text.ascii) if end < 0 else end))
    most = sum(end - start for start, end in feet) > _MOST_FEET * len(text.ascii)
    return [] if most else sorted(feet)


def _without(written: bytes, ranges: Iterable[tuple[int, int]]) -> bytes:
    left = bytearray(written)
    for start, end in ranges:
        left[start:end] = b" " * (end - start)
    return bytes(left)


def _slot(text: AlignedText, span: _Span, token: int) -> Slot:
    quote: Quote = text.quote(span.start, span.end)
    return Slot(kind=span.kind, value=quote.text, quote=quote, token=token)


def _spans(text: AlignedText, numbers: Numbers, contacts: Iterable[ContactPoint]) -> Sequence[_Span]:
    """Return what is replaced, in reading order: contacts and sums first, then what is left of numbers and places."""
    left = bytearray(text.ascii)
    kept = []
    for span in _read(text, numbers, contacts):
        if span.start < span.end and left.find(_TAKEN, span.start, span.end) < 0:
            left[span.start : span.end] = _TAKEN * (span.end - span.start)
            kept.append(span)
    rest = bytes(left)
    varying = [_Span(match.start(), match.end(), _kind(match, rest)) for match in _NUMBER.finditer(rest)]
    places = [_Span(match.start(), match.end(), "country") for match in _countries().finditer(rest)]
    return sorted([*kept, *varying, *places])


def _kind(match: re.Match[bytes], text: bytes) -> str:
    """Tell what a number is that is neither contact nor sum: code, date, age, or else a count."""
    before = _BEFORE.search(text, max(0, match.start() - 12), match.start())
    if before is not None:
        return before.lastgroup or "age"
    if match["years"] or _AGES.fullmatch(match[0]):
        return "age"
    return "date" if _DATE.fullmatch(match[0]) else "count"


def _read(text: AlignedText, numbers: Numbers, contacts: Iterable[ContactPoint]) -> Iterator[_Span]:
    for start, end, *_ in numbers.accounts:
        yield _Span(start, end, "bank")
    for start, end, _ in numbers.phones:
        yield _Span(start, end, "phone")
    for point in contacts:
        if point.quote is not None and point.kind not in ("company", "licence", "address", "phone", "bank"):
            start = int(text.starts.searchsorted(point.quote.start))
            end = int(text.starts.searchsorted(point.quote.end))
            yield _Span(start, end, _OF_CONTACTS.get(point.kind, "contact"))
    for amount in read_amounts(text):
        yield _Span(amount.start, amount.end, "money")


@cache
def _countries() -> Any:
    """Return the pattern of countries and towns of two syllables or five letters; "chi phí" is no Philippines."""
    names: list[bytes] = [b"nhat", *(name for name in _spellings() if b" " in name or len(name) >= _FEWEST_LETTERS)]
    names.sort(key=lambda name: (-len(name), name))
    return re2.compile(rb"\b(" + b"|".join(names) + rb")\b")


def _spellings() -> Iterator[bytes]:
    for names in yaml.load(NAMES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).values():
        for kind, listed in names.items():
            if kind != "short":
                yield from (_NOT_LETTER.sub(b" ", fold(str(name)).encode("ascii", "replace")) for name in listed)
