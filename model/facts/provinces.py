"""Where the work is (for work abroad, where the office or the interview is), as one of the 34 provinces.

Home towns of applicants, streets, dishes, firms' names and where a bus leaves from are no workplaces.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

import re2

from model.fact_records import Province
from model.facts.place_names import NEEDS_WORD, WARD, Place, gazetteer, squeezed
from model.facts.spelling import as_meant, is_bare, spelling_key
from model.text import AlignedText

_MOST = 400
_HO_CHI_MINH = "79"
_NUMBERED = range(1, 13)
_STREET = re2.compile(
    rb"\b(?:duong|pho|hem|ngo|quoc lo|xa lo|dai lo|cau|cao toc|tieng|dac san|bun bo|pho bo|banh|nem|bia|ruou|"
    rb"che|cafe|ca phe|mi quang|"
    rb"com ga|nuoc mam|ngan hang|bao|benh vien|truong dai hoc|dai hoc|dh|xe khach|thit|trai cay|tour|"
    rb"du lich|team building|"
    rb"(?:ngo|hem|ngach|(?:^|[^o]) so) \d+[\d/]*|cua khau|hoi|nhom|trai nghiem|cam|buoi|xoai|sau rieng|vai|cua hang|"
    rb"sieu thi|giong|thon|ap|xom|buon|lang|"
    rb"khu dan cu|kdc|chung cu|toa nha|nha tho|chua|truong|tram|song|nui|dan toc|ho|ga|chi cuc) ?:? ?\"?$"
)
_ORIGIN = re2.compile(
    rb"\b(?:que(?: quan)?(?: \w+)?|cac tinh|vung cao|ung vien nha|xe \d+ cho don|nguoi(?: dan)?|dan|ba con(?: vung)?|"
    rb"anh em|ae|chi em|anh chi(?: em)?|vung|"
    rb"ban nao|ai|co bac|ho khau|"
    rb"thuong tru|tu|don|ruoc|dong bao|hoc sinh|con em|dong huong|lao dong|gui|ung vien|qua|ve ngang|"
    rb"ve may bay|dat ve bay|bay|chuyen bay|"
    rb"cac chau|tap trung|diem don|bat xe|len xe|tau xe|dan toc)"
    rb"(?: ?:? (?:cac|tinh|vung|o|tai|tp|thanh pho|huyen|xa|mien|tu|cua|ngoai|trong|ben xe|bx|tren|tuyen))* ?:? ?\"?$"
)
_LIVING = re2.compile(
    rb"(?:\b(?:nan nhan|kho khan|tan nha|gom|(?:be|me|ai|ban|em|bac|dua|anh|chi) nao) (?:o|tai|quanh|o quanh|tu) ?|"
    rb"\b(?:may|cac) (?:me|nang|che) |\bgom |\b(?:team ?building|du lich|nghi mat|di choi) (?:o|tai) )$"
)
_NOT_ORIGIN = re2.compile(
    rb"(?:[\-:(] ?vung|mo(?: heo| bo)? tap trung(?: phuong| xa| tai| o)?|nga tu|san bay|lao dong tai|lao dong o|dao tao \w+ tai|lao dong tinh|tuyen dung tai) $"
)
_PERSON = re.compile(
    r"(?<!\w)(?:anh|chị|cô|chú|bác|ông|(?<!hai )bà|thầy|mr|ms|chi|bac|thay|chu)\.? (?!nh[áa]nh)(?:[^\W\d_]{2,7} )?$",
    re.IGNORECASE,
)
_CHAIN = re2.compile(
    rb" ?(?:[,/&+\-;.>()]{0,2}|\?|) ?(?:va|hoac|hay|voi|ra|den|toi|sang|lan|-)? ?(?:tinh |tp |huyen |ben xe |ben )?"
)
_AT = re2.compile(
    rb"(?:\b(?:o|tai|ve|vo|vao|len|xuong|gan|ra|khu|kcn|quanh|tp|quan|huyen|tinh|lam|viec|kv|khu vuc|dia chi|"
    rb"dc|thanh pho|tx|noi thanh|ngoai thanh|"
    rb"thi xa|phuong|xa|tuyen|cho|vp|van phong|chi nhanh|co so|ngoai|trong|ben|pv|phong van) ?:?|[,\-/(\[|>:;+?]|^) ?$"
)
_WITHIN = re2.compile(rb" ?[,(\-] ?(?:tinh |tp\.? ?|huyen |thanh pho )?| ")
# Names that are words as well.
_PLAIN_WORDS = frozenset(
    ("hòa bình", "hoà bình", "thái bình", "tân phú", "cao bằng", "ba hàng", "hộ phòng", "năm căn", "thuận an", "phú mỹ",
     "tân an", "cần thơ", "can tho", "hoa binh", "thai binh", "nghe an", "nam dinh")
)  # fmt: skip
# Towns that are no other words even in small letters.
_SPOTS = frozenset(
    ("phú quốc", "đà lạt", "nha trang", "biên hòa", "biên hoà", "vũng tàu", "hội an", "hạ long", "cà ná", "thủ đức",
     "gò vấp", "quy nhơn", "phan thiết", "long xuyên", "rạch giá", "châu đốc", "buôn ma thuột", "pleiku", "sa pa")
)  # fmt: skip
# Words for districts that are other words as well: cho (chợ, for), quan (quận, quân).
_UNSURE_WORDS = frozenset((b"cho", b"quan", b"h", b"t", b"p", b"q", b"x"))
_NOT_DISTRICT = re2.compile(rb"(?:binh|si|hai|bo|ve|tong) $")
_MANAGING = re.compile(r"(?:quản|quân|quán|tính|tình|chờ|chớ|xã hội) $", re.IGNORECASE)
_FAR, _CODE_LENGTH = 12, 4
_STRICTLY_AT = re2.compile(
    rb"\b(?:o|tai|ve|vo|vao|len|xuong|khu|kcn|tp|quan|huyen|cho|kv|khu vuc|dia chi|ngoai) ?:? ?$"
)
_WARD_WORDS = frozenset((b"phuong", b"p", b"xa", b"x", b"thi tran", b"tt"))
# The words for a district or a ward; "quản lý nhân khẩu" is not quận Lý Nhân.
_ADMINISTRATIVE = {
    "thanh": "thành", "pho": "phố", "thi": "thị", "xa": "xã", "quan": "quận", "huyen": "huyện", "tinh": "tỉnh",
    "cho": "chợ", "phuong": "phường", "tran": "trấn", "dac": "đặc", "khu": "khu",
}  # fmt: skip
_CAPITAL = "[" + "".join(chr(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x1EFA)) if chr(code).isupper()) + "]"
_NAME_GOES_ON = re.compile(rf" (?!TP|Q\.|Tỉnh|Quận|Huyện|Cũ|Mới|Tuyển|Cần){_CAPITAL}[^\W\d_]+")
_WARD = re2.compile(rb"\b(?:phuong|p\.|xa|x\.|thi tran|tt\.?|dac khu) ?([a-z']+(?: [a-z']+){0,3})")
_ROUTE = re2.compile(rb"\b(?:va )?cac $")
_ABROAD = re2.compile(rb"^ ?[,(\-] ?(?:trung quoc|tq|nhat ban|nhat|han quoc|dai loan|lao|campuchia|cam)\b")
# "228 Bến Vân Đồn, P.5" is a street
_HOUSE = re2.compile(rb"\d[a-z]? (?:ben )?$")
_IN_WARD = re2.compile(rb"^,? ?(?:phuong|p\.|quan|q\.|p\d|q\d)")
_CODE = re2.compile(rb"^[-_]?\d")
_CAPITAL_BEFORE = re.compile(rf"(?<![^\s(]){_CAPITAL}[^\W\d_]+ $")
_NAMES_BETWEEN = re.compile(rf"(?:, (?:{_CAPITAL}[^\W\d_]+ ?){{1,3}}){{1,3}}, ")
_OCEAN = re.compile(r" (?:Dương|dương|Duong)\b")


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
                doubtful = written in _PLAIN_WORDS or (written.islower() and written.isascii() and mention.rank)
                verdict = "unclear" if doubtful else "workplace"
        last, last_verdict = mention.end, verdict
        if verdict == "workplace" and mention.code not in found:
            quote = text.quote(mention.start, mention.end)
            found[mention.code] = Province(code=mention.code, name=known[mention.code], quote=quote)
    return tuple(found.values())


def _is_chained(text: AlignedText, last: int, start: int) -> bool:
    """Tell whether a list of places goes on; between two that are known there may be some that are not."""
    if 0 <= start - last <= _FAR and _CHAIN.fullmatch(text.ascii[last:start]):
        return True
    return 0 <= start - last <= 3 * _FAR and _NAMES_BETWEEN.fullmatch(text.text[last:start]) is not None


def _mentions(text: AlignedText) -> Iterator[_Mention]:
    table = gazetteer()
    for match in table.scan.finditer(text.ascii):
        if match[3]:
            if _NOT_DISTRICT.search(text.ascii[max(0, match.start() - 6) : match.start()]) and not match[0][:2] == b"q.":
                continue  # "bình quân 7 triệu"
            if int(match[3]) in _NUMBERED and as_meant(text.text, match.start(), match.end(), _ADMINISTRATIVE):
                yield _Mention(_HO_CHI_MINH, match.start(), match.end(), 0, worded=True)
            continue
        start, end = match.span(2)
        worded = match[1] is not None and as_meant(text.text, match.start(1), match.end(1), _ADMINISTRATIVE)
        if match[1] in _WARD_WORDS and table.places[squeezed(match[2])][0].rank > 0:
            continue  # left to the table of wards
        # among words with accents a name without is another word: the Gia Rai are people, Giá Rai is a town
        bare = is_bare(text.text[max(0, start - 20) : end + 20])
        if bare and match[1] in _UNSURE_WORDS and text.text[start:end].islower():
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
    for match in islice(_WARD.finditer(text.ascii), _MOST):
        start = match.start(1)
        if not as_meant(text.text, match.start(), start, _ADMINISTRATIVE):
            continue
        if match[0].startswith(b"xa") and text.text[start].islower() and text.text[match.start() : start].isascii():
            continue  # "xa bien gioi" is far from the border
        level = chr(match[0][0])
        words = match[1].split(b" ")
        for count in range(len(words), 0, -1):
            end = start + len(b" ".join(words[:count]))
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
    behind = _NAME_GOES_ON.match(text.text, mention.end, mention.end + 24)
    return behind is not None and not written.isupper() and not behind[0].isupper()


def _is_within_name(text: AlignedText, mention: _Mention) -> bool:
    """Tell whether a word with a capital stands right before, as in names of firms."""
    return (
        text.text[mention.start : mention.end].istitle()
        and _CAPITAL_BEFORE.search(text.text[max(0, mention.start - 12) : mention.start]) is not None
    )


def _lies_elsewhere(text: AlignedText, small: _Mention, large: _Mention) -> bool:
    """Tell whether the larger place named next shows that the smaller is another one of its name."""
    if small.rank <= 1 or large.rank >= small.rank or large.code == small.code:
        return False
    return _WITHIN.fullmatch(text.ascii[small.end : large.start]) is not None if large.start >= small.end else True


def _verdict(text: AlignedText, mention: _Mention, names: Sequence[tuple[int, int]]) -> str:
    """Return `workplace`, `origin` (of people or a bus; its list goes on), `other` (a street, a dish) or `unclear`."""
    start, end = mention.start, mention.end
    if any(first <= start and end <= last for first, last in names):
        return "other"
    before = text.ascii[max(0, start - 34) : start]
    before = before[before.rfind(b"\n") + 1 :]
    if _MANAGING.search(text.text[max(0, start - 8) : start]):
        return "unclear"  # "quản lý nhân sự": no quận
    behind = text.ascii[end : end + 16]
    if (
        _ABROAD.search(behind)
        or (_HOUSE.search(before) and _IN_WARD.search(behind))
        or (end - start < _CODE_LENGTH and _CODE.search(behind))
    ):
        return "other"
    if mention.worded and text.ascii[start : start + 5] == b"tinh " and _ROUTE.search(before):
        return "origin"
    if (_ORIGIN.search(before) or _LIVING.search(before)) and not _NOT_ORIGIN.search(before):
        return "origin"
    if _STREET.search(before) or (not mention.worded and _PERSON.search(text.text[max(0, start - 14) : start])):
        return "other"
    if _OCEAN.match(text.text, end, end + 8):
        return "other"
    return "workplace" if _is_said(text.text[start:end], before, mention) else "unclear"


def _is_said(written: str, before: bytes, mention: _Mention) -> bool:
    if mention.worded:
        return True
    if written.islower():
        if not written.isascii() and (written in _SPOTS or (mention.rank == 0 and " " in written)):
            return written not in _PLAIN_WORDS
        loosely = written not in _PLAIN_WORDS and (not written.isascii() or mention.rank == 0)
        return (_AT if loosely else _STRICTLY_AT).search(before) is not None
    if written.lower() in ("vinh", "huế", "hue") and not _AT.search(before):
        return False  # a person's name as well
    if written == "BD" and not _AT.search(before):
        return False  # business development as well
    if len(written) <= 3 and not _AT.search(before):  # noqa: PLR2004 - SG, HN, BD: only in capitals
        return written.isupper() and before[-1:] in (b"", b" ", b"[", b"(")
    return True
