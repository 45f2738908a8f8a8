"""Where the work is (for work abroad, where the office or the interview is), as one of the 34 provinces.

Home towns of applicants, streets, dishes, firms' names and where a bus leaves from are no workplaces.
"""

from collections.abc import Sequence
from itertools import zip_longest

from model.fact_records import Province
from model.facts import province_words as words
from model.facts.place_mentions import Mention, place_mentions
from model.facts.place_names import gazetteer
from model.text import AlignedText


def read_provinces(text: AlignedText, names: Sequence[tuple[int, int]] = ()) -> tuple[Province, ...]:
    """Return each province once, in reading order; `names` are the spans of firms' names."""
    known = gazetteer().names
    found: dict[str, Province] = {}
    last, last_verdict = -99, "unclear"
    mentions = place_mentions(text)
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


def _goes_on(text: AlignedText, mention: Mention, following: Mention | None) -> bool:
    """Tell whether the name is part of a longer one, or another: Tam Điệp Xanh, Phúc Hòa Bình Minh, anh Sơn."""
    if mention.worded:
        return False
    written = text.text[mention.start : mention.end]
    landmark = written.startswith(words.LANDMARKS)
    if mention.rank > 0 and " " in written and written[0].islower() and not (written.islower() or landmark):
        return True
    if mention.rank > 0 and written.isascii() and written[0].isupper() and any(map(str.islower, written.split())):
        return True
    if (following and following.start - mention.end <= 1) or (mention.rank == 0 and not _is_within_name(text, mention)):
        return False
    behind = words.NAME_GOES_ON.match(text.text, mention.end, mention.end + 24)
    return behind is not None and not written.isupper() and not behind[0].isupper()


def _is_within_name(text: AlignedText, mention: Mention) -> bool:
    """Tell whether a word with a capital stands right before, as in names of firms."""
    return (
        text.text[mention.start : mention.end].istitle()
        and words.CAPITAL_BEFORE.search(text.text[max(0, mention.start - 12) : mention.start]) is not None
    )


def _lies_elsewhere(text: AlignedText, small: Mention, large: Mention) -> bool:
    """Tell whether the larger place named next shows that the smaller is another one of its name."""
    if small.rank <= 1 or large.rank >= small.rank or large.code == small.code:
        return False
    return words.WITHIN.fullmatch(text.ascii[small.end : large.start]) is not None if large.start >= small.end else True


def _verdict(text: AlignedText, mention: Mention, names: Sequence[tuple[int, int]]) -> str:
    """Return `workplace`, `origin` (of people or a bus; its list goes on), `other` (a street, a dish) or `unclear`."""
    start, end = mention.start, mention.end
    if any(first <= start and end <= last for first, last in names):
        return _in_name(text, mention, names)
    before = text.ascii[max(0, start - 34) : start]
    before = before[before.rfind(b"\n") + 1 :]
    if words.MANAGING.search(text.text[max(0, start - 8) : start]):
        return "unclear"  # "quản lý nhân sự": no quận
    if mention.worded and text.ascii[start : start + 5] == b"tinh " and words.ROUTE.search(before):
        return "origin"
    elsewhere = words.ORIGIN.search(before) or words.LIVING.search(before)
    if words.HOME.search(before) or (elsewhere and not words.NOT_ORIGIN.search(before)):
        return "origin"
    if _is_another(text, mention, before) or _is_street(text, mention, before):
        return "other"
    return "workplace" if _is_said(text.text[start:end], before, mention) else "unclear"


def _in_name(text: AlignedText, mention: Mention, names: Sequence[tuple[int, int]]) -> str:
    """Return the verdict on a place in a firm's name: a shop or works named after where it is ends with the place."""
    first, last = next(span for span in names if span[0] <= mention.start and mention.end <= span[1])
    words_before = text.text[first : mention.start].split()
    known = mention.rank == 1 or (mention.rank > 1 and mention.code in words.CITIES)
    named_after = known and last - mention.end <= words.SHORTEST and len(words_before) > 1
    proper = named_after and (mention.worded or words_before[-1][0].isupper())
    return "workplace" if proper and words.FIRM.match(text.ascii, first) is None else "other"


def _is_street(text: AlignedText, mention: Mention, before: bytes) -> bool:
    """Tell whether the words before make the name that of a street, a dish or a house."""
    if words.STREET.search(before) is None or words.NOT_STREET.search(before):
        return False
    if mention.rank == 1 and words.HERE.search(before):
        return False
    name = text.ascii[mention.start : mention.end].decode()
    return name not in words.KNOWN_STREETS and not name.startswith("q")


def _is_another(text: AlignedText, mention: Mention, before: bytes) -> bool:
    """Tell whether the words around make it a place abroad, a street, a code, a person or an ocean."""
    start, end = mention.start, mention.end
    behind = text.ascii[end : end + 16]
    if words.ABROAD.search(behind) or (words.HOUSE.search(before) and words.IN_WARD.search(behind)):
        return True
    if end - start < words.CODE_LENGTH and words.CODE.search(behind):
        return True
    person = not mention.worded and words.PERSON.search(text.text[max(0, start - 14) : start])
    return bool(person) or words.OCEAN.match(text.text, end, end + 8) is not None


def _is_said(written: str, before: bytes, mention: Mention) -> bool:
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
