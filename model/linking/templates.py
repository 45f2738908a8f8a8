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

_DATE = re2.compile(
    rb"\b(?:ngay |mung |sang |hom )?\d{1,2} ?[/.\-] ?\d{1,2}(?: ?[/.\-] ?(?:20)?\d\d)?\b|"
    rb"\b(?:thang|ngay|mung) \d{1,2}\b|\b20[2-3]\d\b"
)
_AGE = re2.compile(
    rb"\b(?:tu )?(?:du )?\d{2} ?(?:-{1,2}>?|den|toi|~) ?\d{2}(?: ?(?:tuoi|t)\b)?|"
    rb"\b(?:tu )?\d{2} ?(?:tuoi|t)\b(?: tro len)?|\bu\d\d\b"
)
_COUNT = re2.compile(
    rb"\b(\d{1,4}(?: ?-{1,2} ?\d{1,4})?) ?"
    rb"(?:nguoi|nam|nu|ban|suat|lao dong|cong nhan|nhan vien|ctv|cho|phan|cap|ld|tts|don)\b"
)
_NUMBER = re2.compile(rb"\d+(?:[.,:/\-]\d+)*")
_CODE = re2.compile(rb"\b(?:ma (?:don|tin|viec|so)|ms|code)\b[ :.#]{0,3}[a-z0-9\-/]{2,20}")
_NOT_LETTER = re.compile(rb"[^a-z]+")
_WORD = re.compile(rb"[a-z]+|\x01\d+\x02")
_OF_CONTACTS = {"phone": "phone", "bank": "bank", "email": "web", "web": "web", "person": "person", "tax_code": "code"}
_LONGEST_TEMPLATE = 4_000
"""Tokens that are compared; no advert has so many."""


class _Span(NamedTuple):
    start: int
    end: int
    kind: str


def template_of(text: AlignedText, numbers: Numbers, contacts: Iterable[ContactPoint]) -> Template:
    """Return the template of an advert; slots keep what stood there."""
    spans = _without_overlap(_spans(text, numbers, contacts))
    pieces, place = [], 0
    for index, span in enumerate(spans):
        pieces += [text.ascii[place : span.start], b" \x01%d\x02 " % index]
        place = span.end
    tokens: list[str] = []
    slots: list[Slot] = []
    for word in _WORD.findall(b"".join([*pieces, text.ascii[place:]])):
        if len(tokens) == _LONGEST_TEMPLATE:
            break
        if word[:1] != b"\x01":
            tokens.append(word.decode("ascii"))
            continue
        span = spans[int(word[1:-1])]
        slots.append(_slot(text, span, len(tokens)))
        tokens.append(f"<{span.kind}>")
    return Template(tokens=tuple(tokens), slots=tuple(slots))


def _slot(text: AlignedText, span: _Span, token: int) -> Slot:
    quote: Quote = text.quote(span.start, span.end)
    return Slot(kind=span.kind, value=quote.text, quote=quote, token=token)


def _spans(text: AlignedText, numbers: Numbers, contacts: Iterable[ContactPoint]) -> Iterator[_Span]:
    """Yield what is replaced, the surest first: where two overlap the earlier of these wins."""
    for start, end, *_ in numbers.accounts:
        yield _Span(start, end, "bank")
    for start, end, _ in numbers.phones:
        yield _Span(start, end, "phone")
    for point in contacts:
        if point.quote is not None and point.kind not in ("company", "licence", "address"):
            start = int(text.starts.searchsorted(point.quote.start))
            end = int(text.starts.searchsorted(point.quote.end))
            yield _Span(start, end, _OF_CONTACTS.get(point.kind, "contact"))
    for amount in read_amounts(text):
        yield _Span(amount.start, amount.end, "money")
    for kind, pattern in (("code", _CODE), ("date", _DATE), ("age", _AGE)):
        yield from (_Span(match.start(), match.end(), kind) for match in pattern.finditer(text.ascii))
    yield from (_Span(match.start(1), match.end(1), "count") for match in _COUNT.finditer(text.ascii))
    yield from (_Span(match.start(1), match.end(1), "country") for match in _countries().finditer(text.ascii))
    yield from (_Span(match.start(), match.end(), "count") for match in _NUMBER.finditer(text.ascii))


@cache
def _countries() -> Any:
    """Return the pattern of countries and towns of two syllables or more; "chi phí" is no Philippines."""
    names: list[bytes] = [b"nhat", b"han quoc", *(name for name in _spellings() if b" " in name)]
    names.sort(key=lambda name: (-len(name), name))
    return re2.compile(rb"\b(" + b"|".join(names) + rb")\b")


def _spellings() -> Iterator[bytes]:
    for names in yaml.load(NAMES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).values():
        for kind, listed in names.items():
            if kind != "short":
                yield from (_NOT_LETTER.sub(b" ", fold(str(name)).encode("ascii", "replace")) for name in listed)


def _without_overlap(spans: Iterable[_Span]) -> Sequence[_Span]:
    """Return the spans in reading order; of two that overlap the first given stays."""
    taken = bytearray()
    kept = []
    for span in spans:
        if span.start >= span.end:
            continue
        if len(taken) < span.end:
            taken.extend(bytes(span.end - len(taken)))
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            kept.append(span)
    return sorted(kept)
