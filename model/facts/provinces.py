"""Where the work is (for work abroad, where the office or the interview is), as one of the 34 provinces.

Home towns of applicants, streets, dishes, firms' names and where a bus leaves from are no workplaces.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from model.fact_records import Province
from model.facts import province_words as words
from model.facts.place_names import NEEDS_WORD, WARD, Place, gazetteer, squeezed
from model.facts.spelling import as_meant, is_bare, spelling_key
from model.text import AlignedText

_MOST = 400
_HO_CHI_MINH = "79"
_NUMBERED = range(1, 13)


class _Mention(NamedTuple):
    code: str
    start: int
    end: int
    rank: int
    worded: bool
    """An administrative word stands before it."""


def read_provinces(text: AlignedText, names: Sequence[tuple[int, int]] = ()) -> tuple[Province, ...]:
    """Return each province once, in reading order; `names` are the spans of firms' names."""
    known = gazetteer().names
    found: dict[str, Province] = {}
    last, last_verdict = -99, "unclear"
    mentions = sorted([*islice(_mentions(text), _MOST), *_wards(text)], key=lambda one: one.start)
    for mention, following in zip_longest(mentions, mentions[1:]):
        if (following and _lies_elsewhere(text, mention, following)) or _goes_on(text, mention, following):
            continue
        verdict = _verdict(text, mention, names)
        if _is_chained(text, last, mention.start):
            if last_verdict == "origin":
                verdict = "origin"
            elif last_verdict == "workplace" and verdict == "unclear":
                written = text.text[mention.start : mention.end]
                doubtful = written in words.PLAIN_WORDS or (written.islower() and written.isascii() and mention.rank)
                verdict = "unclear" if doubtful else "workplace"
        last, last_verdict = mention.end, verdict
        if verdict == "workplace" and mention.code not in found:
            quote = text.quote(mention.start, mention.end)
            found[mention.code] = Province(code=mention.code, name=known[mention.code], quote=quote)
    return tuple(found.values())


def _is_chained(text: AlignedText, last: int, start: int) -> bool:
    """Tell whether a list of places goes on; between two that are known there may be some that are not."""
    if 0 <= start - last <= words.FAR and words.CHAIN.fullmatch(text.ascii[last:start]):
        return True
    return 0 <= start - last <= 3 * words.FAR and words.NAMES_BETWEEN.fullmatch(text.text[last:start]) is not None


def _mentions(text: AlignedText) -> Iterator[_Mention]:
    table = gazetteer()
    for match in table.scan.finditer(text.ascii):
        if match[3]:
            if (
                words.NOT_DISTRICT.search(text.ascii[max(0, match.start() - 6) : match.start()])
                and match[0][:2] != b"q."
            ):
                continue  # "bình quân 7 triệu"
            if int(match[3]) in _NUMBERED and as_meant(text.text, match.start(), match.end(), words.ADMINISTRATIVE):
                yield _Mention(_HO_CHI_MINH, match.start(), match.end(), 0, worded=True)
            continue
        start, end = match.span(2)
        worded = match[1] is not None and as_meant(text.text, match.start(1), match.end(1), words.ADMINISTRATIVE)
        if match[1] in words.WARD_WORDS and table.places[squeezed(match[2])][0].rank > 0:
            continue  # left to the table of wards
        # among words with accents a name without is another word: the Gia Rai are people, Giá Rai is a town
        bare = is_bare(text.text[max(0, start - 20) : end + 20])
        if bare and match[1] in words.UNSURE_WORDS and text.text[start:end].islower():
            worded = False
        code = _code(text.text[start:end], table.places.get(squeezed(match[2]), []), worded=worded, bare=bare)
        if code is not None:
            yield _Mention(code[0], match.start() if worded else start, end, code[1], worded=worded)


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


def _wards(text: AlignedText) -> Iterator[_Mention]:
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
                yield _Mention(next(iter(codes)), match.start(), end, WARD, worded=True)
            if codes:
                break  # Thuận Hoá is no Thuận, even where there are several


def _goes_on(text: AlignedText, mention: _Mention, following: _Mention | None) -> bool:
    """Tell whether the name is part of a longer one, or another: Tam Điệp Xanh, Phúc Hòa Bình Minh, anh Sơn."""
    if mention.worded:
        return False
    written = text.text[mention.start : mention.end]
    if mention.rank > 0 and " " in written and written[0].islower() and not written.islower():
        return True
    if mention.rank > 0 and written.isascii() and written[0].isupper() and any(map(str.islower, written.split())):
        return True
    if (following and following.start - mention.end <= 1) or (mention.rank == 0 and not _is_within_name(text, mention)):
        return False
    behind = words.NAME_GOES_ON.match(text.text, mention.end, mention.end + 24)
    return behind is not None and not written.isupper() and not behind[0].isupper()


def _is_within_name(text: AlignedText, mention: _Mention) -> bool:
    """Tell whether a word with a capital stands right before, as in names of firms."""
    return (
        text.text[mention.start : mention.end].istitle()
        and words.CAPITAL_BEFORE.search(text.text[max(0, mention.start - 12) : mention.start]) is not None
    )


def _lies_elsewhere(text: AlignedText, small: _Mention, large: _Mention) -> bool:
    """Tell whether the larger place named next shows that the smaller is another one of its name."""
    if small.rank <= 1 or large.rank >= small.rank or large.code == small.code:
        return False
    return words.WITHIN.fullmatch(text.ascii[small.end : large.start]) is not None if large.start >= small.end else True


def _verdict(text: AlignedText, mention: _Mention, names: Sequence[tuple[int, int]]) -> str:
    """Return `workplace`, `origin` (of people or a bus; its list goes on), `other` (a street, a dish) or `unclear`."""
    start, end = mention.start, mention.end
    if any(first <= start and end <= last for first, last in names):
        return "other"
    before = text.ascii[max(0, start - 34) : start]
    before = before[before.rfind(b"\n") + 1 :]
    if words.MANAGING.search(text.text[max(0, start - 8) : start]):
        return "unclear"  # "quản lý nhân sự": no quận
    if mention.worded and text.ascii[start : start + 5] == b"tinh " and words.ROUTE.search(before):
        return "origin"
    if (words.ORIGIN.search(before) or words.LIVING.search(before)) and not words.NOT_ORIGIN.search(before):
        return "origin"
    if _is_another(text, mention, before) or words.STREET.search(before):
        return "other"
    return "workplace" if _is_said(text.text[start:end], before, mention) else "unclear"


def _is_another(text: AlignedText, mention: _Mention, before: bytes) -> bool:
    """Tell whether the words around make it a place abroad, a street, a code, a person or an ocean."""
    start, end = mention.start, mention.end
    behind = text.ascii[end : end + 16]
    if words.ABROAD.search(behind) or (words.HOUSE.search(before) and words.IN_WARD.search(behind)):
        return True
    if end - start < words.CODE_LENGTH and words.CODE.search(behind):
        return True
    person = not mention.worded and words.PERSON.search(text.text[max(0, start - 14) : start])
    return bool(person) or words.OCEAN.match(text.text, end, end + 8) is not None


def _is_said(written: str, before: bytes, mention: _Mention) -> bool:
    if mention.worded:
        return True
    at = words.AT.search(before) is not None
    if written.islower():
        if not written.isascii() and (written in words.SPOTS or (mention.rank == 0 and " " in written)):
            return written not in words.PLAIN_WORDS
        loosely = written not in words.PLAIN_WORDS and (not written.isascii() or mention.rank == 0)
        return at if loosely else words.STRICTLY_AT.search(before) is not None
    if at or written.lower() in words.NEEDS_AT:
        return at
    # SG, HN: only in capitals
    return len(written) > words.SHORTEST or (written.isupper() and before[-1:] in (b"", b" ", b"[", b"("))
