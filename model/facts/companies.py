"""Names of firms and places of work as printed: "Công ty TNHH May Vạn Thảo Lam", "Quán bún bò O Dẻo", "X GmbH".

A name starts with a legal form or a word for a place of work and goes on over capitals; a line in capitals only ends at
the first word that cannot belong to a name.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import re2

from model.fact_records import Company
from model.facts.company_words import FOLDED_STOP, INNER, LEGAL, PAIRS, PLACE, SHOUTED_STOP, STOP, TRADE
from model.facts.country_names import country_names, squeezed
from model.facts.place_names import gazetteer
from model.facts.spelling import can_be, is_bare, spelling_key
from model.text import AlignedText
from storage.folding import fold

_MOST = 100
_KEYS = {
    word: frozenset(spelling_key(head) for head in heads.split("|"))
    for word, heads in (("legal", LEGAL), ("place", PLACE))
}


def _pattern(heads: str) -> bytes:
    folded = sorted({fold(head).encode() for head in heads.split("|")}, key=lambda one: -len(one))
    return b"(" + b"|".join(folded).replace(b".", rb"\.") + b")"


_HEAD = re2.compile(rb"\b(?:" + _pattern(LEGAL) + b"|" + _pattern(PLACE) + rb")\b")
_UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_TAIL_FORM = re.compile(
    rf"((?:[{_UPPER}][\w&'’\-]{{0,60}} ){{1,5}}(?:Pty Ltd|Co\.?,? ?Ltd\.?|Ltd|LLC|JSC|gGmbH|GmbH|d\.?o\.?o\.?|"
    rf"s\.?r\.?o\.?|Kft|S\.A\.|Inc\.?|Corp\.?|"
    r"W\.?L\.?L\.?|S\.?R\.?L\.?|S\.A\.|Pte|Consulting|Kids|Mart|Group|Logistics|Manpower(?: VN)?|MANPOWER))(?!\w)"
)
_TAIL_HINT = re2.compile(
    rb"\b(?:ltd|llc|jsc|gmbh|ggmbh|d\.?o\.?o|s\.?r\.?o|kft|inc|corp|consulting|kids|mart|group|logistics|"
    rb"manpower|pte|w\.?l\.?l|s\.?r\.?l|s\.a)\b"
)
_JOINTS = frozenset((" ", "\t", "-", "&", "–"))
_UNSURE_HEADS = frozenset(
    (b"hang", b"ban", b"vien", b"quan", b"truong", b"lo", b"be", b"trai", b"kho", b"vuon", b"tram", b"bar", b"co so")
)
_AT_HEAD = re2.compile(rb"(?:^|\n)[^a-z0-9\n]*$|\b(?:o|tai|ben|den|ve|cua|cho|nha|tim|minh) $|[(\"] ?$")
_LEGAL_HEAD = re2.compile(rb"(?:cong ty|cty|ctcp|tap doan|hop tac xa|htx|dntn)\b")
_NO_PLACE = re2.compile(
    rb"(?:quan (?:ly|trong|ao|he|tam|nhan|chung)|truong (?:ban|phong|nhom|doan|ca|to|hop|thanh)|"
    rb"ban (?:nao|hang|be|than|do)|vien (?:nhan|chuc)|kho khan|hang (?:ngay|thang|hoa)|be (?:tong|trai|gai))\b"
)
# As in "Bên nhận: Klinikum Lindental gGmbH", "Chủ bảo lãnh: Silver Brook Poultry (bang Arkansas)".
_LABEL = re2.compile(
    rb"\b(?:ben (?:nhan|tuyen|su dung)|don vi tiep nhan|ten (?:cong ty|cty|xi nghiep)(?: tiep nhan)?|"
    rb"(?:cong ty|co so|xi nghiep|nha may|phia) tiep nhan|chu (?:bao lanh|thau|su dung|su dung lao dong|tau)|xi nghiep|"
    rb"nghiep doan|(?:cty|cong ty) tuyen)(?: \([^()\n]{0,20}\))? ?: ?"
)
_LABEL_MARKS = (b"ten c", b"en nhan", b"ep nhan", b"ben tuyen", b"ty tuyen", b"su dung", b"chu t", b"chu b", b"nghiep")
_LABELLED = re.compile(rf"[{_UPPER}][^\n,;|(:–?!]{{3,70}}?(?=[\n,;|(?!]| – | - |\. [{_UPPER}]|\.?$)")
_NOT_A_HEAD = re2.compile(
    rb"(?:\b(?:thi|phim|moi|hien|hoi|lap|nong|nha|to|nhan|ky|cong|tong|nang|truong|doi|giao|hoc|sinh|chuyen|thanh|giam|quan|"
    rb"uy|pho|chu|vuon uom|page|fb|facebook|nhom|group|fanpage|(?:xe|duong|phut) (?:ve|ra|toi|den))|@) ?$"
)
_WORD = re.compile(r"[^\W_][\w&'’.\-]*|[&–]")
_GAP = re.compile(r"[ \t]{1,2}(?:- (?=[^\W\d_A-Z]))?|[ \t]*[&–][ \t]*|-(?=\w)")
_BRANCH = re.compile(rf" ?[–-] ?[Cc]hi nhánh(?: [{_UPPER}][\w]*){{1,4}}")
_LONGEST, _MOST_SMALL, _LONGEST_NUMBER, _LONGEST_FORM, _LOOK = 18, 8, 3, 7, 60


class FoundCompany(NamedTuple):
    """A name with its place in the aligned text."""

    start: int
    end: int


def find_companies(text: AlignedText) -> list[FoundCompany]:
    """Return the names in reading order."""
    found: list[FoundCompany] = []
    for match in islice(_HEAD.finditer(text.ascii), _MOST):
        legal = match[1] is not None
        ahead = text.text[match.end() : match.end() + _LOOK]
        if ahead[:1] not in _JOINTS or ahead.islower():
            continue  # no word with a capital follows
        if (found and match.start() < found[-1].end) or not can_be(
            text.text[match.start() : match.end()], _KEYS["legal" if legal else "place"]
        ):
            continue
        if not legal and (
            _NOT_A_HEAD.search(text.ascii[max(0, match.start() - 12) : match.start()])
            or _NO_PLACE.match(text.ascii, match.start())
            or _is_other_word(text, *match.span())
        ):
            continue
        end = _end_of_name(text, match.start(), match.end(), legal=legal)
        if end is not None:
            found.append(FoundCompany(match.start(), end))
    found += _labelled(text, found)
    return sorted([*found, *_foreign(text, found)])


def read_companies(text: AlignedText, found: Iterable[FoundCompany]) -> tuple[Company, ...]:
    """Return every distinct name once, as printed."""
    companies: dict[str, Company] = {}
    for start, end in found:
        quote = text.quote(start, end)
        companies.setdefault(quote.text, Company(name=quote.text, quote=quote))
    return tuple(companies.values())


def _is_other_word(text: AlignedText, start: int, end: int) -> bool:
    """Tell whether an accent-free head may be another word: "ban" is no board in "CAN 30 BAN DI PHILIPPINES"."""
    if text.ascii[start:end] not in _UNSURE_HEADS or not is_bare(text.text[max(0, start - 20) : end + 20]):
        return False
    return _AT_HEAD.search(text.ascii[max(0, start - 12) : start]) is None


def _labelled(text: AlignedText, found: list[FoundCompany]) -> Iterator[FoundCompany]:
    """Yield the names behind "Bên nhận:" and the like, where at least two words have capitals."""
    # "nghiep" is in xí nghiệp, nghiệp đoàn
    labels = _LABEL.finditer(text.ascii) if any(mark in text.ascii for mark in _LABEL_MARKS) else ()
    for match in islice(labels, _MOST):
        name = _LABELLED.match(text.text, match.end())
        if name is None or any(start < name.end() and name.start() < end for start, end in found):
            continue
        words = name[0].split()
        if sum(word[0].isupper() for word in words) > max(1, len(words) // 2) and not _is_a_place(name[0]):
            yield FoundCompany(name.start(), name.start() + len(name[0].rstrip()) + _has_dot(text, name))


def _has_dot(text: AlignedText, name: re.Match[str]) -> bool:
    """Tell whether the dot behind a name belongs to its last word: d.o.o., S.A."""
    last = text.quote(*name.span()).text.split()[-1]
    return text.text[name.end() : name.end() + 1] == "." and "." in last and len(last) < _LONGEST_FORM


def _foreign(text: AlignedText, found: list[FoundCompany]) -> Iterator[FoundCompany]:
    for match in islice(_TAIL_FORM.finditer(text.text) if _TAIL_HINT.search(text.ascii) else (), _MOST):
        if not any(start < match.end() and match.start() < end for start, end in found):
            yield FoundCompany(*match.span(1))


class _Name(NamedTuple):
    """How far a name was followed: its first and last place, and how many words with capitals it has."""

    first: int
    last: int
    proper: int


def _end_of_name(text: AlignedText, start: int, end: int, *, legal: bool) -> int | None:
    """Return where the name that starts here ends, or None where no name follows."""
    name = _followed(text, start, end, legal=legal)
    written = text.text[name.first : name.last]
    at_ward = text.ascii.startswith((b"kho", b"xuong"), start) and _is_a_ward(written)
    if name.proper < (1 if legal else 2) or at_ward or _is_no_name(written, legal=legal):
        return None
    branch = _BRANCH.match(text.text, name.last)
    return branch.end() if branch and legal else name.last


def _followed(text: AlignedText, start: int, end: int, *, legal: bool) -> _Name:
    shouted = text.text[start:end].isupper() and _is_shouted(text, end)
    stops = FOLDED_STOP if is_bare(text.text[start : end + _LOOK]) else STOP
    first, last, proper, small = end, end, 0, 0
    before = ""
    for word in _words(text, end):
        written = word[0].lower()
        kind = _kind(word[0], stops, shouted=shouted)
        if kind == "stop" and (before, written) in PAIRS:
            kind = "small"
        if kind == "number" and _counts(text, word, before if small else ""):
            break
        small = small + 1 if kind == "small" else 0
        if kind == "stop" or small > (_MOST_SMALL if legal else _MOST_SMALL - 3) or (kind == "number" and not proper):
            break
        if kind != "small":
            last = word.end() - (written.endswith(".") and len(written) > _LONGEST_NUMBER)
        if kind == "proper":
            proper, first = proper + 1, word.start() if not proper else first
        before = written
        if last < word.end() and kind != "small":
            break
    return _Name(first, last, proper)


def _words(text: AlignedText, place: int) -> Iterator[re.Match[str]]:
    """Yield the words of one line from a place on, up to the head of another firm."""
    begin = place
    for _ in range(_LONGEST):
        gap = _GAP.match(text.text, place)
        word = _WORD.match(text.text, gap.end()) if gap else None
        if word and gap and "-" in gap[0] and " " in gap[0] and word[0][0].islower():
            return  # what stands behind a dash is another thing: "Lam Giang – số 5 Trần Nguyên Hãn"
        if word is None or (place > begin and _LEGAL_HEAD.match(text.ascii, word.start())):
            return
        yield word
        place = word.end()


def _counts(text: AlignedText, number: re.Match[str], before: str) -> bool:
    """Tell whether a number counts something: "Nang Dong 9/2", "lớp mới tháng 11"; but "số 4" is a name's."""
    return bool(before and before not in {"số", "so"}) or text.text[number.end() : number.end() + 1] == "/"


def _kind(word: str, stops: frozenset[str], *, shouted: bool) -> str:
    """Return `proper`, `number`, `small` (a small word that a name may go over) or `stop`."""
    low = word.lower().rstrip(".,")
    if word in "&–":
        return "small"
    if word[0].isdigit():
        return "number" if low.isdigit() and len(low) <= _LONGEST_NUMBER else "stop"
    if word[0].isupper():
        return "stop" if low in SHOUTED_STOP and (shouted or word.isupper()) else "proper"
    return "stop" if low in stops and low not in INNER else "small"


def _is_no_name(name: str, *, legal: bool) -> bool:
    """Tell whether the words with capitals are but a country, a place, or what is made there."""
    if _is_a_country(name) or (not legal and _is_a_place(name)):
        return True
    if legal or not (name.isupper() or name.isascii()):
        return False
    return all(word in TRADE or _is_a_place(word) for word in fold(name).replace("–", " ").split())


def _is_a_country(name: str) -> bool:
    return squeezed(fold(name).encode("ascii", "replace")) in country_names()[1]


def _is_a_place(name: str) -> bool:
    return fold(name).replace("-", " ").encode("ascii", "replace") in gazetteer().places


def _is_a_ward(name: str) -> bool:
    return any((level, spelling_key(name)) in gazetteer().wards for level in "px")


def _is_shouted(text: AlignedText, place: int) -> bool:
    ahead = text.text[place : place + 24].split("\n", 1)[0]
    return ahead.upper() == ahead
