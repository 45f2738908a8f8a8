"""Where a text names a private person to ask for: "chị Thu Hà", "Mr. Tuấn", and names that readers found elsewhere.

A firm, its director or legal representative ("ông …, Giám đốc") is public and stays; who is only asked for by a form of
address is not. Pure; one span a word, so that a mask leaves the first letter of each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

Span = tuple[int, int]

_UPPER = "A-ZĐ" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_WORD = rf"[{_UPPER}][a-zà-ỹđ]{{1,6}}"
_ADDRESSED = re.compile(
    rf"(?<!\w)(anh|chị|cô|chú|bác|mr|mrs|ms|Anh|Chị|Cô|Chú|Bác|Mr|Mrs|Ms)\.? ?({_WORD}(?: {_WORD}){{0,2}})(?!\w)"
)
_PART = re.compile(rf"(?:(?<!\w)[Tt]iếng|(?<!\w)[{_UPPER}]\w*) $")
"""What makes of "Anh" a language or a part of another name: "tiếng Anh Giao tiếp", "Công ty Minh Anh Tuấn"."""
_ELSE = frozenset(("anh quốc", "anh ngữ", "anh văn", "cô tô", "cô giang", "cô bắc", "bác ái", "bác hồ"))
"""Languages, islands and streets that begin as a form of address does; all in capitals."""
_SHORTEST, _MOST = 2, 60
_LOOKED_BEHIND = 16


def name_spans(text: str, names: Iterable[str] = ()) -> list[Span]:
    """Return where a text has the words of a private person's name.

    Args:
        text: any text.
        names: whole names that readers found near by; those of one word count behind a form of address only, since
            "Trọng" and "Tâm" are words as well.
    """
    found = [match.span(2) for match in _ADDRESSED.finditer(text) if _is_address(text, match)]
    pattern = _any_of(tuple(sorted({" ".join(one.split()) for one in names if len(one.split()) >= _SHORTEST})))
    if pattern is not None:
        found += [match.span() for match in pattern.finditer(text)]
    return [word for start, end in found for word in word_spans(text, start, end)]


def word_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield each word between two places of a text; a mask leaves the first letter of each."""
    for match in re.finditer(r"\w+", text[start:end]):
        yield start + match.start(), start + match.end()


def _is_address(text: str, match: re.Match[str]) -> bool:
    """Tell a form of address from what only begins like one, which is always written with a capital."""
    if not match[1][0].isupper():
        return True
    whole = f"{match[1]} {match[2].split()[0]}".lower()
    before = text[max(0, match.start() - _LOOKED_BEHIND) : match.start()]
    return whole not in _ELSE and _PART.search(before) is None


@lru_cache(maxsize=32)
def _any_of(names: Sequence[str]) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=lambda one: (-len(one), one))[:_MOST]
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
