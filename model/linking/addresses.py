"""Addresses of houses: "62/11 Cống Lở", "14 ngách 6/37 đường Phan Bá Vành"; those of towers and parks are marked."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from model.linking.places import find_places
from model.linking.shared import shared_list
from model.text import AlignedText
from storage.folding import fold

_MOST = 20
_UPPER = "A-ZĐ" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_NUMBER = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,3}"
_LANE = (
    r"(?:(?:ngách|ngach|ngõ|ngo|hẻm|hem|kiệt|kiet|đường|duong|phố|pho|đ\.|p\.)[ .]{1,2}(?:" + _NUMBER + r"[, ]{1,2})?)"
)
_HOUSE = re.compile(
    rf"(?<![\w./,+\-])(?<!\d )K?({_NUMBER})[, ]{{1,2}}({_LANE}{{0,3}})"
    rf"([{_UPPER}][^\W\d_]{{0,7}}(?: [{_UPPER}][^\W\d_]{{0,7}}){{1,3}})"
)
_CUE = re.compile(
    r"\b(?:tai|o|den|toi|ve|dia chi|d/c|dc|so|sn|so nha|hem|ngo|ngach|van phong|vp|tru so|qua|thang|lau \d+)"
    r"[ :]{1,3}$"
)
_NUMBERS = re.compile(_NUMBER)
_AROUND = 50


class FoundAddress(NamedTuple):
    """An address with its place in the aligned text."""

    start: int
    end: int
    value: str
    of_many: bool
    """True for a tower, a park, a gate: an address that firms share who have nothing to do with one another."""


def find_addresses(text: AlignedText) -> Iterator[FoundAddress]:
    """Yield the addresses of houses; a bare number needs a word of place before it or a lane behind it."""
    if b"quan" not in text.ascii and not any(48 <= byte <= 57 for byte in text.ascii):  # noqa: PLR2004 - the digits
        return
    places = [FoundAddress(start, end, value, of_many=False) for start, end, value in find_places(text)]
    yield from places
    for match in islice(_HOUSE.finditer(text.text), _MOST):
        if any(place.start < match.end() and match.start() < place.end for place in places):
            continue
        number, lane, street = match.groups()
        cued = _CUE.search(text.folded[max(0, match.start() - 14) : match.start()]) is not None
        if street.isupper() or not (lane or "/" in number or cued):
            continue
        numbers = "/".join([number, *_NUMBERS.findall(lane)]).lower()
        yield FoundAddress(match.start(), match.end(), f"{numbers} {fold(street)}", _is_of_many(text, *match.span()))


def _is_of_many(text: AlignedText, start: int, end: int) -> bool:
    around = text.folded[max(0, start - _AROUND) : end + _AROUND // 2]
    return any(re.search(rf"\b{word}\b", around) for word in shared_list().many_words)
