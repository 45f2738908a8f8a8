"""Countries where the work is: by their many names, only where somebody goes there to work.

"Tiếng Nhật", "vốn Hàn Quốc", "quả cam" and chị Nga are no destinations: a name counts after a word of going, or in an
advert that speaks of working abroad at all and unless the words around make it something else.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from model.fact_records import Destination
from model.facts import destination_words as words
from model.facts.country_implied import implied_destination
from model.facts.country_names import CountryName, country_names, is_short_name, squeezed
from model.facts.spelling import can_be, is_bare
from model.text import AlignedText
from storage.folding import fold

_MOST, _HEAD = 400, 60


class _Mention(NamedTuple):
    name: CountryName
    start: int
    end: int


def read_destinations(text: AlignedText) -> tuple[Destination, ...]:
    """Return each country of work once, in reading order."""
    mentions = list(islice(_mentions(text), _MOST))
    if not mentions:
        return implied_destination(text)
    abroad = _abroad(text)
    refused = {mention.name.country for mention in mentions if _is_refused(text, mention)}
    found: dict[str, Destination] = {}
    doubtful: list[_Mention] = []
    last_end, passed_end, named = -99, -99, False
    for mention in mentions:
        country = mention.name.country
        if 0 <= mention.start - passed_end <= 14 and words.LISTING.fullmatch(text.ascii[passed_end : mention.start]):  # noqa: PLR2004
            # goods go to Myanmar, Lào và Campuchia: what holds for the first holds for the list
            passed_end, named = mention.end, named or mention.name.kind != "short"
            continue
        if _is_passed(text, mention):
            passed_end, named = mention.end, named or mention.name.kind != "short"
            continue
        if _is_something_here(text, mention, _before(text, mention.start, 34)):
            passed_end, named = mention.end, named or mention.name.kind != "short"
        chained = 0 <= mention.start - last_end <= 8 and words.JOINT.fullmatch(text.ascii[last_end : mention.start])  # noqa: PLR2004
        if not (chained or _is_meant(text, mention, abroad=abroad)):
            doubtful.append(mention)
            continue
        last_end = mention.end
        if country not in refused and country not in found:
            found[country] = Destination(country=country, quote=text.quote(mention.start, mention.end))
    hint = _only_hint if refused or named else _hint_or_implied
    return tuple(found.values()) or hint(text, doubtful, refused, abroad=abroad)


def _abroad(text: AlignedText) -> bool | None:
    """Tell whether the text is about work abroad; None where it may be, or is too short to say."""
    if words.ABROAD.search(text.ascii) is not None:
        return True
    return None if len(text.ascii) < words.SHORT_TEXT or words.PERHAPS_ABROAD.search(text.ascii) is not None else False


def _only_hint(
    text: AlignedText, doubtful: list[_Mention], refused: set[str], *, abroad: bool | None
) -> tuple[Destination, ...]:
    """Fall back on the one country that is named most, though each time in passing: "gia đình người Kuwait"."""
    full = [mention for mention in doubtful if mention.name.kind != "short" and mention.name.country not in refused]
    counts = [mention.name.country for mention in full]
    if not abroad or not counts or max(map(counts.count, counts)) < 2:  # noqa: PLR2004 - named once says too little
        return ()
    most = max(counts, key=counts.count)
    mention = next(mention for mention in full if mention.name.country == most)
    return (Destination(country=most, quote=text.quote(mention.start, mention.end)),)


def _hint_or_implied(
    text: AlignedText, doubtful: list[_Mention], refused: set[str], *, abroad: bool | None
) -> tuple[Destination, ...]:
    return _only_hint(text, doubtful, refused, abroad=abroad) or implied_destination(text)


def _mentions(text: AlignedText) -> Iterator[_Mention]:
    scan, names = country_names()
    for match in scan.finditer(text.ascii):
        group = match.lastindex
        name = names.get(squeezed(match[group]))
        if name is None:
            continue
        start, end = match.span(group)
        written = text.text[start:end]
        # most of these are everyday words: no further look without a word of going right before
        if (
            name.kind == "short"
            and (written.islower() or fold(written) in words.WORDS)
            and not _follows_going(text, start)
        ):
            continue
        if can_be(written, name.keys):
            yield _Mention(name, start, end)


def _follows_going(text: AlignedText, start: int) -> bool:
    if not text.ascii.endswith(words.GOING_ENDS, max(0, start - 8), start):
        return False
    last = text.text[max(0, start - 8) : start].lower().split()[-1:]
    # "quả cam" is an orange, "qua Cam" is not
    return bool(last) and (last[0].isascii() or last[0] in words.GOING_SPELLED)


def _is_meant(text: AlignedText, mention: _Mention, *, abroad: bool | None) -> bool:
    kind, before = mention.name.kind, _before(text, mention.start, 34)
    if _is_something_here(text, mention, before):
        return False
    if kind == "short":
        return _is_short_meant(text, mention, before, abroad=abroad)
    if abroad or (abroad is None and len(text.ascii) < words.SHORT_TEXT):
        return True
    if kind == "full" and words.LISTED.search(before) and (abroad is None or _is_shouted(text, mention)):
        return True
    if (kind == "towns" and words.ORDER.search(before)) or (kind == "full" and words.SHIP.search(before)):
        return True
    return (words.GOING if abroad is None else words.GOING_TO_WORK).search(before) is not None


def _is_shouted(text: AlignedText, mention: _Mention) -> bool:
    """Tell whether the name stands in capitals, as the head of an advert."""
    return text.text[mention.start : mention.end].isupper()


def _is_refused(text: AlignedText, mention: _Mention) -> bool:
    """Tell whether the text says that nobody is sent there, or only passes through."""
    behind = text.ascii[mention.end : mention.end + 44]
    return bool(
        words.REFUSED.search(_before(text, mention.start, 60))
        or words.DENIED_BEHIND.search(behind)
        or words.PASSED_THROUGH.search(behind)
    )


def _is_passed(text: AlignedText, mention: _Mention) -> bool:
    """Tell whether the country is one where somebody was before, or calls at, or one that is only compared with."""
    before, behind = _before(text, mention.start, 44), text.ascii[mention.end : mention.end + 20]
    return bool(words.BEFORE_NOW.search(before) or words.COMPARED.search(before) or words.VISITED.search(behind))


def _is_something_here(text: AlignedText, mention: _Mention, before: bytes) -> bool:
    """Tell whether the words before make the name an attribute, a person, a street or where goods go."""
    start, towns = mention.start, mention.name.kind == "towns"
    if words.GOODS.search(before) or words.TECHNIQUE.search(before) or text.text[start - 1 : start] in {"'", "’"}:
        return True
    if words.ELSEWHERE.search(before) and not (towns and words.ABROAD.search(text.ascii)):
        return True
    in_group = _is_group_line(text, start) and not (towns and before.endswith((b"tai ", b" o ", b"nghe ca ")))
    if (in_group or _is_plain_word(text, mention)) and not words.STRICTLY_GOING.search(before):
        return True
    if towns or words.ATTRIBUTE.search(before) is not None:
        name = text.text[start : mention.end]
        return words.is_street(before, name) if towns else not before.endswith(words.NO_ATTRIBUTE)
    return words.PERSON.search(text.text[max(0, start - 14) : start]) is not None


def _is_plain_word(text: AlignedText, mention: _Mention) -> bool:
    """Tell whether a name typed without capitals and accents is other words as well: thuy dien is water power."""
    written = text.text[mention.start : mention.end]
    if not written.isascii() or " " not in written:
        return written in words.PLAIN_WORDS
    first, last = written.split(" ")[0], written.split(" ")[-1]
    if last.islower() and written.lower() in words.PLAIN_WORDS:
        return True
    if first.islower() and last.isupper():
        return True  # "bằng COC" is a certificate
    return written.lower() in words.TWO_PLACES and words.ABROAD.search(text.ascii) is None


def _is_short_meant(text: AlignedText, mention: _Mention, before: bytes, *, abroad: bool | None) -> bool:
    start, end = mention.start, mention.end
    written, behind = text.text[start:end], words.WORD_BEHIND.match(text.text, end, end + 24)
    if behind and _is_other_name(written, behind[1]):
        return False
    word, strictly = fold(written), words.STRICTLY_GOING.search(before) is not None
    if written.islower():
        # small letters are the word itself (hàn is to weld, cam an orange) unless somebody goes there
        going = strictly and (abroad is not False or word in words.TELLING)
        going = going and not (word == "han" and before.endswith(b"qua "))  # "quá hạn"
        return going and word not in words.NEVER_SMALL and _is_bare(text, mention, word)
    if word == "dai" and behind and fold(behind[1]) == "te":
        return True
    listed = words.LISTED.search(before) is not None
    if written.isascii() and word not in words.PLAIN:
        return _is_bare(text, mention, word) and (strictly or bool(abroad and _is_told(before, word, listed=listed)))
    if strictly:
        return word != "anh" or before.endswith((b"sang ", b"qua ", b"di "))
    return _is_named(text, mention, before, abroad=abroad, listed=listed)


def _is_named(text: AlignedText, mention: _Mention, before: bytes, *, abroad: bool | None, listed: bool) -> bool:
    """Tell whether a short name with its accents and capital stands where a country of work is named."""
    going = words.GOING.search(before) is not None
    if fold(text.text[mention.start : mention.end]) in words.WORDS and not (going and abroad):
        return going and words.AT.search(before) is not None
    if not (going or listed) and words.CAPITAL_BEFORE.search(text.text[max(0, mention.start - 12) : mention.start]):
        return False  # Thủ Đức, Lửa Hàn Việt
    return bool(abroad or (going and abroad is None))


def _is_told(before: bytes, word: str, *, listed: bool) -> bool:
    """Tell whether an accent-free short name stands where a list of orders names its country."""
    return word in words.TELLING and bool(listed or words.GOING.search(before) or words.ORDER.search(before))


def _is_bare(text: AlignedText, mention: _Mention, word: str) -> bool:
    """Tell whether a name without its accents stands among words without theirs: "lao động" is not Lào."""
    written = text.text[mention.start : mention.end]
    return (
        not written.isascii()
        or word in words.PLAIN
        or is_bare(text.text[max(0, mention.start - 24) : mention.end + 24])
    )


def _is_other_name(written: str, behind: str) -> bool:
    """Tell whether the next word makes it a place or person of Việt Nam: Mỹ Tho, Đức Trọng, Nga Sơn, hàn xì."""
    if fold(written) == "han" and fold(behind) in words.WELDING:
        return True
    if behind.lower() in words.TAILS or (
        written.isascii()
        and behind.isascii()
        and fold(behind) in words.TOWNS
        and fold(written) not in words.PLAIN
        and not (written.isupper() and fold(behind) == "dien")
        and not (written.istitle() and behind.islower() and fold(behind) in words.PLACE_TAILS)
    ):
        return True
    return written.istitle() and behind.istitle() and not is_short_name(behind)


def _before(text: AlignedText, start: int, reach: int) -> bytes:
    return bytes(text.ascii[max(0, start - reach, text.ascii.rfind(b"\n", 0, start)) : start])


def _is_group_line(text: AlignedText, start: int) -> bool:
    begin = text.ascii.rfind(b"\n", 0, start) + 1
    line = text.ascii[begin : min(start, begin + _HEAD)]
    found = words.GROUP_LINE.search(line)
    # "Hỏi – đáp" is no hội
    return found is not None and "hỏi" not in text.text[begin : begin + found.end()].lower() and b"dap" not in line
