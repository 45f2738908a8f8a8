"""How many people the advert looks for, post by post."""

import re
from collections.abc import Iterator
from itertools import islice

import re2

from model.facts.spelling import as_meant, is_bare
from model.facts.term_times import FoundTerm, found_term
from model.text import AlignedText

_MOST = 80
_PEOPLE = (
    rb"nguoi|ng|ban(?: \w+)?|nam nu|nam|nu(?: \w+)?|chi em|chi|anh(?: em)?|em|ae|lao dong|ld|cong nhan|cn|"
    rb"tho(?: \w+)?|chi tieu|suat|"
    rb"slot|cho|nhan vien|nv|tai xe|lai xe|ctv|cong tac vien|bao ve|phu ho|phu xe|phu bep|phu quan|ung vien|"
    rb"hoc vien|tts|thuc tap sinh|"
    rb"co(?: \w+)?|be|thuyen vien|thuyen|ban ghe|ban tau|buong phong|buong|le tan|bep|dau bep|phuc vu|thu ngan|"
    rb"giao vien|bao mau|dieu duong|ho ly|"
    rb"cong hai|tay rua|nam thanh nien|dua|ong|o chay ban|telesale?s?|truong nhom|lo xe|duoc si|ds dai hoc|"
    rb"cuu ho|cap vo chong|nhan su|chuyen vien|"
    rb"ky su|thay|vi tri|bac|chu|tap vu|phien dich|giao hang|shipper|thoi vu|ke toan|boc xep|sinh vien|ban nu|"
    rb"nhan cong|tay|nu nhan vien|chau|tro ly|thu kho|boc vac|lai may|lai lu|lai cau|go trai|pha che|dau bep"
)
_WORDS = {b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"nam": 5}
_COUNT = re2.compile(
    rb"(?:(?:\d{1,3} ?- ?)?(\b\d{1,4}|\b\d\.\d{3}) ?|\b(mot|hai|ba|bon) )(" + _PEOPLE + rb")\b|"
    rb"\b(?:so luong|sl|can tuyen|can|tuyen)(?: (?:tuyen|can|gap))*[: ]{1,3}(\d\.\d{3}|\d{1,4})(?: ?(?:nguoi|"
    rb"ban))?\b|"
    rb"[a-z]{2,}(?: [a-z]+){0,3}: (0\d)\b"
)
_ASKED = re2.compile(
    rb"\b(?:can|tuyen|nhan|tim|kiem|lay|thieu|them|du|so luong|sl|con|chi tieu|kieu|goi|moi|vi tri|dung|"
    rb"noi tuyen|kieng|gom|bo sung|trong)\b[^\n.;]{0,56}$"
)
_LISTED = re2.compile(
    rb"(?:^|\n)[ ?\-*+\x05>\d./()a-d]{0,6}(?:[a-z&]+ ?){0,7}[:(\-]? ?(?:nam |nu )?$|"
    rb"[,\-(:;/+|>=] ?(?:[a-z&]+ ){0,4}$|\) $"
)
_NOT_SOUGHT = re2.compile(
    rb"(?:\b|\d)(?:phong|nhom|tuoi|-|team|doi|moi|cho|du|hon|gan|tren|ktx|ca|ban|chung|o|den|cong ty|xuong|dan|"
    rb"ghep|tu|hien co|ve|do|da co|da|dang co|co"
    rb"|thuong|ho tro|\d{1,2}/|bao|quy mo|gioi thieu|ru|ru them|ngay|top|trong|cham|giu|day|kem|don|bep|photo|"
    rb"xe) (?:tu |khoang |tren |toi da |hon )?$"
)
_NOT_SOUGHT_BEHIND = re2.compile(
    rb"^ ?(?:/(?:phong|can|giuong|lop|nhom|ban|t)|\d+ ?(?:x|m|cm|thang|nam|h)\b|mot phong|1 phong|1 giuong|viet|"
    rb"dau tien|cung|truoc|dang|da |khach|bi|thang|moi|tuoi|gio|"
    rb"trong nha|kinh nghiem|lam chung|o chung)"
)
MEANINGS = {
    "nam": "nam", "nu": "nữ", "cho": "chỗ", "co": "cô", "chi": "chị chỉ-tiêu", "chu": "chú", "ban": "bạn bàn",
    "tuyen": "tuyển", "can": "cần", "may": "mấy may máy", "o": "o", "ong": "ông", "tho": "thợ", "suat": "suất",
    "bep": "bếp", "be": "bé", "dua": "đứa", "anh": "anh", "bac": "bác", "thay": "thầy", "tay": "tay", "em": "em",
    "ba": "ba", "mot": "một", "gai": "gái", "hai": "hai", "bon": "bốn",
}  # fmt: skip
# Accent-free "3 nam" is three years after these.
_YEARS = re2.compile(
    rb"(?:hop dong|hd|don|lam|du|lam du|thoi han|ky|visa(?: \w+)?|trong|han|\bthang \d*|/\d+|sau|hon|tu|hoc|kn|"
    rb"nghiem|the|\d+|hdld|uy tin|cay|viet|di nhat|di han|di dai) ?:? ?$"
)
_PEOPLE_MEANINGS = MEANINGS | {"chi": "chị chỉ"}
_VIET = re2.compile(rb"^ ?viet")
_ASKED_NOW = re2.compile(rb"\b(?:can|tuyen|nhan|tim|kiem|lay|them) $")
_MONEY = re2.compile(
    rb"^(?:[.,]\d| ?-+ ?\d| ?x\d| top\b|/\d| \d|\d| anh \d| anh the| tuoi| ?(?:k|tr|trieu|nghin|ngan|d|\$|usd|%|"
    rb"thang|ngay|gio|h)\b|\$)"
)
# "40 nữ + 20 nam": the sum is sought; in brackets it was said before: "120 người (70 nam, 50 nữ)".
_SUM = re2.compile(
    rb"(\d+ (?:nguoi )?\()?\b(\d{1,3}) (nam|nu|tho(?: \w+)?) ?(\+|,|va) ?(\d{1,3}) (?:nam|nu|tho(?: \w+)?)\b"
)
_COUPLES = re2.compile(rb"\b(\d{1,2}) cap vo chong\b")
_HEAD = re2.compile(rb"(?:^|\n)[^\n]*\|[^\n|]*\b(?:so luong|sl)\b[^\n|]*(?:\||\n)")
_CELL = re.compile(rb" ?0?(\d{1,4})(?: nguoi)? ?$")
_AGES = re.compile(rb"(\d\d) ?- ?(\d\d) (?:nam|nu)")
_YOUNGEST, _OLDEST, _MOST_ROWS, _MOST_PEOPLE = 15, 65, 30, 2_000
_SEATS = frozenset((4, 5, 7, 16, 29, 35, 45))
_PHONE_BEFORE = re2.compile(rb"\d[ .\-]?$")


def read_counts(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield the number of people of every post."""
    taken: list[tuple[int, int]] = []
    for match in islice(_SUM.finditer(text.ascii), _MOST):
        if not as_meant(text.text, match.start(), match.end(), MEANINGS):
            continue
        if match[1]:
            taken.append(match.span(2)[:1] + match.span()[1:])
        elif match[4] == b"+":
            taken.append(match.span())
            yield found_term(match.span(), "headcount", int(match[2]) + int(match[5]))
    for match in islice(_COUPLES.finditer(text.ascii) if b"cap vo chong" in text.ascii else (), _MOST):
        taken.append(match.span())
        yield found_term(match.span(), "headcount", 2 * int(match[1]))
    yield from _table_counts(text)
    for term in _counts(text):
        if not any(start < term.end and term.start < end for start, end in taken):
            yield term


def _table_counts(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield the cells below the head "Số lượng" of a table."""
    head = _HEAD.search(text.ascii) if b"|" in text.ascii else None
    if head is None:
        return
    line = head[0].strip(b"\n")
    column = next(index for index, cell in enumerate(line.split(b"|")) if b"so luong" in cell or b"sl" in cell)
    place = text.ascii.find(b"\n", head.start() + 1) + 1
    for _ in range(_MOST_ROWS if place else 0):
        end = text.ascii.find(b"\n", place)
        cells = text.ascii[place : end if end >= 0 else len(text.ascii)].split(b"|")
        if len(cells) <= column:
            return
        start = place + sum(len(cell) + 1 for cell in cells[:column])
        if count := _CELL.match(cells[column]):
            yield FoundTerm(start + count.start(1), start + count.end(1), "headcount", int(count[1]))
        if end < 0:
            return
        place = end + 1


def _counts(text: AlignedText) -> Iterator[FoundTerm]:
    for match in islice(_COUNT.finditer(text.ascii), _MOST):
        start, end = match.span()
        number = next(group for group in (match[1], match[2], match[4], match[5]) if group)
        count = _WORDS.get(number) or int(number.replace(b".", b""))
        if 1 <= count <= _MOST_PEOPLE and _is_sought(text, match, count) and not is_years(text, match):
            yield FoundTerm(start, end, "headcount", count)


def _is_sought(text: AlignedText, match: re.Match[bytes], count: int) -> bool:
    """Tell whether people are counted who shall come, and not money, ages, seats or those who are there."""
    start, end = match.span()
    before = text.ascii[max(0, start - 70) : start].rsplit(b"\n", 1)[-1]
    behind = text.ascii[end : end + 16]
    if not as_meant(text.text, start, end, _PEOPLE_MEANINGS):
        return False
    if match[4] is not None or match[5] is not None:
        return _MONEY.search(behind) is None
    if _NOT_SOUGHT_BEHIND.search(behind) and not (_VIET.search(behind) and _ASKED_NOW.search(before)):
        return False
    if _NOT_SOUGHT.search(before) or (match[3] == b"cho" and count in _SEATS and b"chi tieu" not in before):
        return False
    ages = _AGES.match(match[0])
    if ages and int(ages[1]) >= _YOUNGEST and int(ages[1]) + 8 <= int(ages[2]) <= _OLDEST:
        return False
    asked = _ASKED.search(before) is not None
    return asked or (match[2] is None and _LISTED.search(before) is not None and not _PHONE_BEFORE.search(before[-2:]))


def is_years(text: AlignedText, match: re.Match[bytes]) -> bool:
    """Tell whether an accent-free "3 nam" is three years."""
    written = text.text[match.start() : match.end()]
    return (
        is_bare(text.text[max(0, match.start() - 24) : match.end() + 16])
        and written[:1].isdigit()
        and written.lower().endswith("nam")
        and _YEARS.search(text.ascii[max(0, match.start() - 16) : match.start()]) is not None
    )
