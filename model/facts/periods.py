"""For what span a sum is paid: what is written behind it (/tháng, một ngày), before it (lương tuần), or usual."""

import re
from functools import lru_cache

from model.text import AlignedText

_PERIODS: tuple[tuple[str, str], ...] = (
    ("month", "thang|thg|thag|month|th|t|mth|mo"),
    (
        "day",
        "ngay cong|ngay|cong|day|ca|buoi|dem|toi|hom|bua|sang|chieu|trua|ng|phien",
    ),
    ("hour", "gio|tieng|hour|hr|h|g|60p"),
    ("week", "tuan|week"),
    ("year", "nam|year|nien"),
)
_PERIOD_OF = {word: period for period, words in _PERIODS for word in words.split("|")}
_NO_PIECE = frozenset(
    [
        "nguoi",
        "ban",
        "em",
        "lan",
        "dot",
        "ho",
        "hs",
        "suat",
        "phong",
        "giuong",
        "phut",
        "lop",
        "khoa",
        "slot",
        "vi",
        "thanh",
        "cap",
        "ve",
        "chieu",
        "luot",
        "hoc",
        "ung",
        "thi",
        "tv",
        "dua",
    ]
)
"""Behind a stroke these count heads, meals, rooms or times, no pieces of work."""
_PIECES = frozenset(("giỏ", "cá", "tờ", "thửa"))
"""Without accents these are words of time."""
_WORD = re.compile(
    rb" ?([a-z]+|\d{1,20} ?(?:h|gio|tieng)\b|(?:2[4-9]|3[01]) ?(?:cong|ngay)\b|"
    rb"\d{2,4} ?(?:gr?|gram|ml|la|cai|con|chiec|to|trang|tu|sp|trai)\b)"
)
_AFTER_STROKE = re.compile(rb" ?(?:\(?(?:net|gross|vnd|truoc thue|chua thue)\)? ?)?(?:/ ?1? ?|tren ?1? )(?=[a-z\d])")
_APART = re.compile(rb" / ")
_AFTER_WORD = re.compile(
    rb" ?(?:vnd |net |gross |chan |nguyen )?(?:1 |mot |moi |tung |hang |theo )?"
    rb"(thang|ngay cong|ngay|cong|gio|tieng|tuan|nam|ca|buoi|dem|bua|toi)\b"
)
_COUNTED = re.compile(rb" ?(?:(?:net|gross) )?(?:1|mot|moi|tung) ?([a-z]+)\b")
_TIMES_HOURS = re.compile(rb" ?x ?\d+(?:[.,]\d)? ?(?:h|gio|tieng)\b")
_ANOTHER_TIME = re.compile(
    rb" ?(?:\d|dau|nay|sau|cuoi|thu|luong|truoc|toi|lien|nhan|lam|le|tet|nghi|chu|hom|nao|hoc|mot|hai|ba)"
)
_STROKE_HEAD = re.compile(rb" ?(?:/|tren) ?(?:1 )?(?:nguoi|ng|nld|lao dong|ban|ld|cap)(?= ?/)")


_LONGEST_DAY = 24


@lru_cache(maxsize=512)
def _named(word: bytes) -> str | None:
    name = word.decode()
    if name in _PERIOD_OF:
        return _PERIOD_OF[name]
    if name[0].isdigit():
        if name.endswith(("cong", "ngay")):
            return "month"
        if name.endswith(("h", "gio", "tieng")):
            return "day" if int(re.sub(r"\D", "", name)) <= _LONGEST_DAY else "month"
        return "piece"
    return None if name in _NO_PIECE else "piece"


def period_after(text: AlignedText, end: int) -> tuple[str | None, int]:
    """Return the period written behind a sum, and where that writing ends."""
    line = text.ascii
    head = _STROKE_HEAD.match(line, end)
    if head is not None:
        end = head.end()
    stroke = _AFTER_STROKE.match(line, end)
    if stroke is not None:
        word = _WORD.match(line, stroke.end())
        if word is None or (b"tren" in stroke[0] and b"1" not in stroke[0] and word[1].decode() not in _PERIOD_OF):
            return None, end
        written = text.text[word.start(1) : word.end(1)].lower()
        named = "piece" if written in _PIECES else _named(word[1])
        # "5tr5 / Thu nhập": the stroke parts two things
        return (None, end) if named == "piece" and _APART.fullmatch(stroke[0]) else (named, word.end())
    if _TIMES_HOURS.match(line, end):
        return "hour", end
    match = _AFTER_WORD.match(line, end)
    if match is not None and _is_period_word(text, match):
        return _named(match[1]), match.end()
    counted = _COUNTED.match(line, end)
    if counted is not None and counted[1].decode() not in _NO_PIECE:
        return _named(counted[1]), counted.end()
    return None, end


def _is_period_word(text: AlignedText, match: re.Match[bytes]) -> bool:
    """Tell "12 triệu một tháng", "12tr tháng" from "5 triệu tháng đầu", "2tr ngày 15", "nộp 5tr ngay"."""
    if match[0].lstrip().startswith((b"1 ", b"mot ", b"moi ", b"hang ", b"theo ", b"tung ")):
        return True
    if match[1] not in (b"thang", b"ngay", b"gio", b"tuan"):
        return False
    if match[1] == b"ngay" and text.text[match.start(1) : match.end(1)].lower() != "ngày":
        return False
    return _ANOTHER_TIME.match(text.ascii, match.end()) is None


# A word of time before the sum: "lương tuần 2tr8", "ngày 250-300k", "tháng kiếm 50k"; 3 tháng counts, it is none.
_BEFORE = re.compile(
    rb"(\d{1,9} ?(?:-|den)? ?\d{0,9} ?|/ ?|"
    rb"\b(?:goi|hai|ba|bon|may|vai|nua|thu|sau|dau|cuoi|full|du|tung|truoc|trong) )?"
    rb"\b(thang|thg|ngay cong|ngay|cong nhat|gio|tuan|nam|ca|buoi|dem|san pham|sp)\b"
    rb"(?! (?:\d+(?:[/.]\d|\b)|nay|sau|truoc|dau|hai|ba|nhat|ngoai|toi|moi|kinh|thu|le\b|chu|cong chuan|nhan|lam viec))"
)
_COUNTED_BEFORE = re.compile(
    rb"(?:^|[^\d.,])(?:moi ([a-z]+)\b[^,;]{0,28}$|(?:1|mot) ([a-z]+)\b[^,;:]{0,28}$|\d{2,4} ([a-z]+)[a-z ]{0,12}= ?$)|"
    rb"\b(chuyen|tiec|tour|show) (?:truoc|nay|tren|duoi|dai|ngan|sau|nao|roi|bien|\d\d)"
)
_TRIP = re.compile(rb"\b(?:chuyen|tour|tua|show|tiec|dam|tau|xe|ca|buoi)\b")
_HEADS = _NO_PIECE | frozenset(
    [
        "nu",
        "nam",
        "chi",
        "anh",
        "nhan",
        "so",
        "ngay",
        "thang",
        "gio",
        "tuan",
        "ca",
        "ban",
        "ae",
        "cong",
        "nguoi",
        "vi",
        "khi",
        "tho",
        "kho",
        "it",
        "chut",
        "phan",
        "may",
        "buoi",
        "dem",
    ]
)
_EACH = re.compile(r"(?:\b1|\bmột|\bmỗi) ")
_OF_A_YEAR = re.compile(rb"(?:luong|nhap|moi|mot|1) $|^\W*$")
_LENGTH = re.compile(rb"\b(?:ky|hop dong|hd|thoi han|di) (?:1|mot) $")
"""Before "năm": how long a contract lasts, and not what a wage is paid for: "ký 1 năm lương 190.000"."""
_SPECIAL = {b"san pham": "piece", b"sp": "piece", b"cong nhat": "day", b"thg": "month"}
_ACCENTED_TIMES = frozenset(
    ("tháng", "thg", "ngày công", "ngày", "công nhật", "giờ", "tuần", "năm", "ca", "buổi", "đêm", "sản phẩm", "sp")
)
_ONE = frozenset((b"1", b"01"))


def period_before(text: AlignedText, start: int, end: int) -> str | None:
    """Return the period that the words before a sum name, None where they name none."""
    segment, written = text.ascii[start:end], text.text[start:end].lower()
    found, place = None, -1
    for match in _BEFORE.finditer(segment):
        a_months_wage = match[1] and segment[match.end(2) : match.end(2) + 12].lstrip().startswith(
            (b"luong", b"ruoi luong")
        )
        if a_months_wage or (match[1] and match[1].strip() not in _ONE) or _is_another_word(written, match.span(2)):
            continue
        if match[2] == b"nam" and (
            not _OF_A_YEAR.search(segment[: match.start(2)]) or _LENGTH.search(segment[: match.start(2)])
        ):
            continue
        if match[2] == b"nam" and segment.startswith(b" hop dong", match.end(2)):
            continue  # "phí 200.000 yên mỗi năm hợp đồng, lương …"
        found, place = match[2], match.start(2)
    if any(_counts_pieces(match, written, place) for match in _COUNTED_BEFORE.finditer(segment)):
        return "trip" if _TRIP.search(segment) else "piece"
    return None if found is None else _SPECIAL.get(found) or _named(found)


def _is_another_word(written: str, span: tuple[int, int]) -> bool:
    """Tell words that only without accents are words of time: nộp ngay, cá, nam, mới."""
    word = written[span[0] : span[1]]
    return word not in _ACCENTED_TIMES if not written.isascii() else False


def _counts_pieces(match: re.Match[bytes], written: str, place: int) -> bool:
    """Tell "mỗi ly", "1 thùng" from "mới làm", "một người"."""
    noun = (match[1] or match[2] or match[3] or match[4]).decode()
    if noun in _HEADS or noun in _PERIOD_OF or match.start() <= place:
        return False
    return (
        (match[1] or match[2]) is None
        or _EACH.search(written[match.start() : match.end()]) is not None
        or written.isascii()
    )


def usual_period(vnd: float, *, home: bool) -> str:
    """Take the period that a sum of this size is usually paid for; `home` for sums in VND."""
    steps = (
        ((3_000, "piece"), (100_000, "hour"), (1_500_000, "day"), (90_000_000, "month"))
        if home
        else ((700_000, "hour"), (4_500_000, "day"), (260_000_000, "month"))
    )
    return next((period for most, period in steps if vnd < most), "month" if home else "year")
