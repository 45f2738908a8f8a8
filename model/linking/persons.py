"""Names of persons to ask for: "chị Thu Hà", "anh Hải", "A. Tuấn"; common ones weigh almost nothing in linking."""

import re
from collections.abc import Iterator
from itertools import islice

from model.text import AlignedText
from storage.folding import fold

_MOST = 20
_UPPER = "A-ZĐ" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_PERSON = re.compile(
    r"\b(?:[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Cc]hú|[Bb]ác|[Mm]ẹ|[Mm]s|[Mm]r|[Mm]rs|[Aa]|[Cc]|[Cc]hi|[Cc]o|[Tt]rợ lý|"
    r"[Qq]uản lý)\b\.? ?"
    rf"([{_UPPER}][a-zà-ỹđ]{{1,6}}(?: [{_UPPER}][a-zà-ỹđ]{{1,6}}){{0,2}})(?!\w)"
)
RANKS = frozenset(("hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "ut"))
"""Ranks of birth that stand before a name in the south: "Ba Cồ", "Út Mén"."""
_RANKED = re.compile(
    rf"(?:(?i:hỏi|hoi|gặp|gap|alo|lh|gọi|goi|nhà|nha|liên hệ|lien he)[ :]|[.\n,] ?|^)"
    rf"((?:Hai|Ba|Tư|Tu|Năm|Nam|Sáu|Sau|Bảy|Bay|Tám|Tam|Chín|Chin|Mười|Muoi|Út|Ut) [{_UPPER}][a-zà-ỹ]{{1,5}})"
    r"(?= ?(?:[.,\n]|$|\d|số|so |\())"
)
_PLACES = frozenset(
    ("ba dinh", "ba vi", "ba tri", "ba to", "nam can", "nam dinh", "tam ky", "tam dao", "bay nui", "tu son")
)
_NOT_PERSONS = frozenset(("dai", "nhat", "han", "viet", "trung", "my", "uc", "duc", "nao", "em", "oi"))


def find_persons(text: AlignedText) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (in the aligned text) and the folded name."""
    for match in islice(_PERSON.finditer(text.text), _MOST):
        name = fold(match[1])
        if name.split()[0] not in _NOT_PERSONS:
            yield match.start(1), match.end(1), name
    for match in islice(_RANKED.finditer(text.text), _MOST):
        name = fold(match[1])
        if name not in _PLACES:
            yield match.start(1), match.end(1), name
