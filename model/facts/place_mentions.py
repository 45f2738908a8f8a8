"""Where a text names a place of Việt Nam: provinces, districts, wards and landmarks, and how sure each is."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from model.facts import province_words as words
from model.facts.place_names import NEEDS_WORD, WARD, Place, gazetteer, squeezed
from model.facts.spelling import as_meant, is_bare, spelling_key
from model.text import AlignedText

_MOST, _SHORT = 400, 700
_HO_CHI_MINH = "79"
_NUMBERED = range(1, 13)


class Mention(NamedTuple):
    """A place named in the text."""

    code: str
    start: int
    end: int
    rank: int
    """As in the gazetteer: 0 a province, 1 a town or a landmark, more for smaller ones."""
    worded: bool
    """An administrative word stands before it."""


def place_mentions(text: AlignedText) -> list[Mention]:
    """Return every place that is named, in reading order."""
    found = [*islice(_mentions(text), _MOST), *_wards(text)]
    if not found and len(text.text) <= _SHORT:
        # dear to look for; longer notices give a full address
        found += [*_bare_wards(text), *_closed(text)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _mentions(text: AlignedText) -> Iterator[Mention]:
    table = gazetteer()
    place = 0
    while (match := table.scan.search(text.ascii, place)) is not None:
        place = match.end()
        if match[3]:
            yield from _numbered(text, match)
            continue
        start, end = match.span(2)
        worded = match[1] is not None and as_meant(text.text, match.start(1), match.end(1), words.ADMINISTRATIVE)
        places = table.places.get(squeezed(match[2]), [])
        if match[1] in words.WARD_WORDS and places[0].rank > 0:
            if places[0].rank > 1 or text.text[start:end].islower():
                continue  # left to the table of wards
            worded = False  # "TT Phú Quốc"
        # among words with accents a name without is another word: the Gia Rai are people, Giá Rai is a town
        bare = is_bare(text.text[max(0, start - 20) : end + 20])
        worded = worded and not (bare and match[1] in words.UNSURE_WORDS and text.text[start:end].islower())
        known = _code(text.text[start:end], places, worded=worded, bare=bare)
        confirmed = None if worded else _confirmed(text, start, end, places, bare=bare)
        if known is None and confirmed is None:
            # "đồ ăn Biên Hoà" has no An Biên: read on from the second word
            place = start + (match[2].find(b" ") + 1 or end - start)
        elif confirmed and (known is None or confirmed[0] == known[0]):
            yield Mention(confirmed[0], start, end, confirmed[1], worded=True)
        elif known:
            yield Mention(known[0], match.start() if worded else start, end, known[1], worded=worded)


def _numbered(text: AlignedText, match: re.Match[bytes]) -> Iterator[Mention]:
    """Yield a district of the city that has numbers for them: "quận 7", but not "bình quân 7 triệu"."""
    start, end = match.span()
    if words.NOT_DISTRICT.search(text.ascii[max(0, start - 6) : start]) and match[0][:2] != b"q.":
        return
    if int(match[3]) in _NUMBERED and as_meant(text.text, start, end, words.ADMINISTRATIVE):
        yield Mention(_HO_CHI_MINH, start, end, 0, worded=True)


def _confirmed(text: AlignedText, start: int, end: int, places: list[Place], *, bare: bool) -> tuple[str, int] | None:
    """Return the province of a name that a short form of its province or an address before it makes sure of."""
    written = text.text[start:end]
    if not written[0].isupper():
        return None
    if not (written.isascii() and bare):
        places = [place for place in places if place.key == spelling_key(written)]
    closing = words.SHORT_FORM.match(text.text, end, end + 8)
    if closing and (forms := words.SHORT_FORMS.get(closing[1].upper())):
        codes = {place.code for place in places if place.code in forms and place.rank}
        if len(codes) == 1:
            return codes.pop(), 1
    if text.ascii[max(0, start - 2) : start].rstrip().endswith(b",") and words.ADDRESS.search(
        text.text[max(0, start - 48) : start]
    ):
        return _code(written, places, worded=True, bare=bare)
    return None


def _closed(text: AlignedText) -> Iterator[Mention]:
    """Yield the province of a place that no table has but a short form closes: "KCN Tân Hương, TG"."""
    for match in islice(words.CLOSED.finditer(text.text), _MOST):
        codes = words.SHORT_FORMS.get(match[1].upper(), ())
        if len(codes) == 1:
            yield Mention(codes[0], match.start(), match.end(), 1, worded=True)


def _code(written: str, places: list[Place], *, worded: bool, bare: bool) -> tuple[str, int] | None:
    """Return the province of a name as written and its rank, if it can be only one."""
    if not (written.isascii() and bare):
        key = spelling_key(written)
        places = [place for place in places if place.key == key]
    places = [place for place in places if place.rank < NEEDS_WORD or worded]
    if not places:
        return None
    best = min(place.rank for place in places)
    codes = {place.code for place in places if place.rank == best}
    return (codes.pop(), best) if len(codes) == 1 else None


def _wards(text: AlignedText) -> Iterator[Mention]:
    wards = gazetteer().wards
    for match in islice(words.WARD.finditer(text.ascii), _MOST):
        start = match.start(1)
        if not as_meant(text.text, match.start(), start, words.ADMINISTRATIVE):
            continue
        if match[0].startswith(b"xa") and text.text[start].islower() and text.text[match.start() : start].isascii():
            continue  # "xa bien gioi" is far from the border
        level = chr(match[0][0])
        parts = match[1].split(b" ")
        for count in range(len(parts), 0, -1):
            end = start + len(b" ".join(parts[:count]))
            written = text.text[start:end]
            codes = wards.get((level, written.lower() if written.isascii() else spelling_key(written)), set())
            if len(codes) == 1 and (count > 1 or not written.isascii()):
                yield Mention(next(iter(codes)), match.start(), end, WARD, worded=True)
            if codes:
                break  # Thuận Hoá is no Thuận, even where there are several


def _bare_wards(text: AlignedText) -> Iterator[Mention]:
    """Yield wards and communes named without their word, where only one province has the name."""
    table = gazetteer()
    for match in islice(words.AT_WARD.finditer(text.text), _MOST):
        key = spelling_key(match[1])
        codes = {code for level in "pxt" for code in table.wards.get((level, key), ())}
        folded = text.ascii[match.start(1) : match.end(1)]
        if len(codes) == 1 and not match[1].isascii() and folded not in table.places:
            yield Mention(codes.pop(), *match.span(1), WARD, worded=False)
