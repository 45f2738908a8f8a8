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
from model.facts.place_names import gazetteer
from model.facts.spelling import can_be, spelling_key
from model.text import AlignedText
from storage.folding import fold

_MOST = 100
_LEGAL = (
    "tổng công ty|chi nhánh công ty|công ty|công t.y|c.ty|cty|ctcp|doanh nghiệp tư nhân|doanh nghiệp tn|dntn|"
    "hợp tác xã|htx|"
    "tập đoàn|tổng cty|hộ kinh doanh|"
    "hkd|uab|doanh nghiệp"
)
_PLACE = (
    "quán|nhà hàng|nhà máy|xưởng|siêu thị|trung tâm|resort|khách sạn|karaoke|cửa hàng|shop|tiệm|salon|spa|"
    "nhóm trẻ|cơ sở|đại lý|"
    "nhà thuốc|nhà xe|dự án|ban|kho|trường mầm non|trạm|phòng khám|bệnh viện|hotel|homestay|bar|club|viện|"
    "nông trại|trang trại|vựa|"
    "lò bánh|garage|gara|tổ hợp|hải sản|billiard|trường|xí nghiệp|chuỗi|hệ thống|lò|trại|vườn|nhà sách|nhà trẻ|"
    "agency|studio|cafe|cà phê|"
    "trà sữa|massage|văn phòng|nghiệp đoàn|ngư đội|đội tàu|học viện|showroom|hãng taxi|hãng|barber|bè|"
    "tàu du lịch|cây xăng|dịch vụ|tiệm vàng"
)
_KEYS = {
    word: frozenset(spelling_key(head) for head in heads.split("|"))
    for word, heads in (("legal", _LEGAL), ("place", _PLACE))
}


def _pattern(heads: str) -> bytes:
    folded = sorted({fold(head).encode() for head in heads.split("|")}, key=lambda one: -len(one))
    return b"(" + b"|".join(folded).replace(b".", rb"\.") + b")"


_HEAD = re2.compile(rb"\b(?:" + _pattern(_LEGAL) + b"|" + _pattern(_PLACE) + rb")\b")
_UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_TAIL_FORM = re.compile(
    rf"((?:[{_UPPER}][\w&'’\-]* ){{1,5}}(?:Pty Ltd|Co\.?,? ?Ltd\.?|Ltd|LLC|JSC|gGmbH|GmbH|d\.?o\.?o\.?|"
    rf"s\.?r\.?o\.?|Kft|S\.A\.|Inc\.?|Corp\.?|"
    r"Consulting|Kids|Mart|Group|Logistics))(?!\w)"
)
_TAIL_HINT = re2.compile(
    rb"\b(?:ltd|llc|jsc|gmbh|ggmbh|d\.?o\.?o|s\.?r\.?o|kft|inc|corp|consulting|kids|mart|group|logistics)\b"
)
_WORD = re.compile(r"[^\W_][\w&'’.\-]*|[&–]")
_GAP = re.compile(r"[ \t]{1,2}(?:- (?=[^\W\d_A-Z]))?|[ \t]*[&–][ \t]*|-(?=\w)")
_BRANCH = re.compile(rf" ?[–-] ?[Cc]hi nhánh(?: [{_UPPER}][\w]*){{1,4}}")
# Words that no name goes over: what the firm does, wants or has.
_STOP_WORDS = (
    "tuyển tuyen cần can tại tai ở thông báo xin đang dang là có co kính trân trọng chuyên giấy mst địa đt "
    "hotline sđt gp lương đường "
    "chi thuộc của đã sẽ khi được nhận nhan kêu kiếm gấp gap mở quận tỉnh huyện xã kcn khu lô tầng lầu "
    "liên hệ cho với trên bị phải "
    "không khong ko chưa chua chúng em anh chị mình bên này đó thì mà nên nếu vì bởi từ tu đến tới lúc mỗi "
    "các những hàng theo về ra vào "
    "lên xuống trả tra lo bao nuôi cấp đóng thu gửi gui đứng nằm gần cách trực hoạt tìm muốn hiện trong "
    "gồm ký ky hay hoặc nào bạn "
    "mới cũ to lớn uy hoàn giữ phái mẹ con đài gia ngày giờ thường sau trước số nước việt-nam làm lam đi "
    "di sang qua bay tự hỗ vay hỏi gặp ghé hoi gap o phuong xa huyen quan tinh kcn"
)
_STOP = frozenset(_STOP_WORDS.split())
_INNER_WORDS = "hàng làm lam gia nước số hoạt tự đi giữ cấp con mới"
_INNER = frozenset(_INNER_WORDS.split())
_SHOUTED_STOP_WORDS = (
    "tuyển tuyen cần can tại tai thông thong xin gấp gap kiếm đang dang là chuyên chưa không cho có mở ở"
)
_SHOUTED_STOP = frozenset(_SHOUTED_STOP_WORDS.split())
# … except in these pairs.
_PAIRS = frozenset(
    (
        ("đầu", "tư"),
        ("dau", "tu"),
        ("hàng", "không"),
        ("hang", "khong"),
        ("việc", "làm"),
        ("viec", "lam"),
        ("thông", "tin"),
        ("truyền", "thông"),
        ("truyen", "thong"),
        ("chăn", "nuôi"),
        ("chan", "nuoi"),
        ("thu", "hoi"),
    )
)
_LONGEST, _MOST_SMALL, _LONGEST_NUMBER = 18, 8, 3


class FoundCompany(NamedTuple):
    """A name with its place in the aligned text."""

    start: int
    end: int


def find_companies(text: AlignedText) -> list[FoundCompany]:
    """Return the names in reading order."""
    found: list[FoundCompany] = []
    for match in islice(_HEAD.finditer(text.ascii), _MOST):
        legal = match[1] is not None
        if (found and match.start() < found[-1].end) or not can_be(
            text.text[match.start() : match.end()], _KEYS["legal" if legal else "place"]
        ):
            continue
        end = _end_of_name(text, match.start(), match.end(), legal=legal)
        if end is not None:
            found.append(FoundCompany(match.start(), end))
    return sorted([*found, *_foreign(text, found)])


def read_companies(text: AlignedText, found: Iterable[FoundCompany]) -> tuple[Company, ...]:
    """Return every distinct name once, as printed."""
    companies: dict[str, Company] = {}
    for start, end in found:
        quote = text.quote(start, end)
        companies.setdefault(quote.text, Company(name=quote.text, quote=quote))
    return tuple(companies.values())


def _foreign(text: AlignedText, found: list[FoundCompany]) -> Iterator[FoundCompany]:
    for match in islice(_TAIL_FORM.finditer(text.text) if _TAIL_HINT.search(text.ascii) else (), _MOST):
        if not any(start < match.end() and match.start() < end for start, end in found):
            yield FoundCompany(*match.span(1))


def _end_of_name(text: AlignedText, start: int, end: int, *, legal: bool) -> int | None:
    """Return where the name that starts here ends, or None where no name follows."""
    shouted = text.text[start:end].isupper() and _is_shouted(text, end)
    last, first, proper, small, place = end, None, 0, 0, end
    before = ""
    for _ in range(_LONGEST):
        gap = _GAP.match(text.text, place)
        word = _WORD.match(text.text, gap.end()) if gap else None
        if word is None:
            break
        kind = "small" if (before, word[0].lower()) in _PAIRS else _kind(word[0], shouted=shouted)
        before = word[0].lower()
        small = small + 1 if kind == "small" else 0
        if kind == "stop" or small > (_MOST_SMALL if legal else _MOST_SMALL - 3) or (kind == "number" and not proper):
            break
        if kind == "proper":
            proper, first = proper + 1, word.start() if first is None else first
        if kind in ("proper", "number"):
            last = word.end()
        place = word.end()
        if word[0].endswith(".") and len(word[0]) > _LONGEST_NUMBER:
            last = min(last, word.end() - 1)
            break
    if first is None or proper < (1 if legal else 2) or (not legal and _is_a_place(text.text[first:last])):
        return None
    branch = _BRANCH.match(text.text, last)
    return branch.end() if branch and legal else last


def _kind(word: str, *, shouted: bool) -> str:
    """Return `proper`, `number`, `small` (a small word that a name may go over) or `stop`."""
    low = word.lower().rstrip(".,")
    if word in "&–":
        return "small"
    if word[0].isdigit():
        return "number" if low.isdigit() and len(low) <= _LONGEST_NUMBER else "stop"
    if word[0].isupper():
        return (
            "stop"
            if low in (_SHOUTED_STOP if shouted else ()) or (word.isupper() and low in _SHOUTED_STOP)
            else "proper"
        )
    return "stop" if low in _STOP and low not in _INNER else "small"


def _is_a_place(name: str) -> bool:
    return fold(name).replace("-", " ").encode("ascii", "replace") in gazetteer().places


def _is_shouted(text: AlignedText, place: int) -> bool:
    ahead = text.text[place : place + 24].split("\n", 1)[0]
    return ahead.upper() == ahead
