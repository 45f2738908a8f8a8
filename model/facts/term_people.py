"""Whom the advert looks for: how many, and men or women."""

import re
from collections.abc import Iterator
from itertools import islice

import re2

from model.facts.spelling import as_meant
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
    rb"nhan cong|tay|nu nhan vien"
)
_WORDS = {b"mot": 1, b"hai": 2, b"ba": 3, b"bon": 4, b"nam": 5}
_COUNT = re2.compile(
    rb"(?:(?:\d{1,3} ?- ?)?(\b\d{1,4}) ?|\b(mot|hai|ba|bon) )(" + _PEOPLE + rb")\b|"
    rb"\b(?:so luong|sl|can tuyen|can|tuyen)(?: (?:tuyen|can|gap))*[: ]{1,3}(\d{1,4})(?: ?(?:nguoi|ban))?\b|"
    rb"[a-z]{2,}(?: [a-z]+){0,3}: (0\d)\b"
)
_ASKED = re2.compile(
    rb"\b(?:can|tuyen|nhan|tim|kiem|lay|thieu|them|du|so luong|sl|con|chi tieu|kieu|goi|moi|vi tri|dung|"
    rb"noi tuyen|kieng|gom|bo sung|trong)\b[^\n.;]{0,56}$"
)
_LISTED = re2.compile(
    rb"(?:^|\n)[ ?\-*+\x05>\d./()a-d]{0,6}(?:[a-z&]+ ?){0,7}[:(\-]? ?(?:nam |nu )?$|[,\-(:;/+] ?(?:[a-z&]+ ){0,4}$|\) $"
)
_NOT_SOUGHT = re2.compile(
    rb"(?:\b|\d)(?:phong|nhom|tuoi|-|team|doi|moi|cho|du|hon|gan|tren|ktx|ca|ban|chung|o|den|cong ty|xuong|dan|"
    rb"ghep|tu|hien co|ve|do|da co|da|dang co|co"
    rb"|thuong|ho tro|\d{1,2}/|bao|quy mo) (?:tu |khoang |tren |toi da |hon )?$"
)
_NOT_SOUGHT_BEHIND = re2.compile(
    rb"^ ?(?:/|\d|mot phong|1 phong|1 giuong|viet|dau tien|cung|truoc|dang|da |khach|bi|thang|moi|tuoi|gio|"
    rb"trong nha|kinh nghiem|lam chung|o chung)"
)
_ANY = re2.compile(
    rb"\b(?:nam ?[,/&+\-]? ?nu|nu ?[,/&+\-]? ?nam|nam (?:va|hoac|hay|lan|cung nhu) nu|nu (?:va|hoac|hay|"
    rb"lan) nam|trai gai|be trai be gai|khong phan biet (?:gioi|nam)|"
    rb"nam (?:\d+|\d+ ?- ?\d+|\d+tr\d?),? ?nu|nu (?:\d+|\d+ ?- ?\d+|\d+tr\d?),? ?nam)\b"
)
_MALE = re2.compile(
    rb"(?:\d|mot|hai) ?nam\b|\bnam,? (?:\d|tuoi|tu|tren|duoi|den|co|khoe|phu|mo|thanh nien|da|biet|cao|lai|"
    rb"suc)|(?:^|[\n:;(\-/,.] ?)nam[,. )]|\b(?:bao ve|tai xe|lai xe|phu|lo|cong nhan|"
    rb"boc xep|ld|lao dong|tuyen|can|nhan vien|tho|ban|yeu cau|gioi tinh|tts|uu tien|can gap|ung vien):? nam\b|"
    rb"\b(?:mot|\d) anh \w|\bdan ong\b"
)
_FEMALE = re2.compile(
    rb"\bnu\b|\b(?:\d+|mot|hai|may|cac) (?:chi|co|o) [a-z]|\b(?:\d+|can|tuyen|tim|kiem|them|lay|"
    rb"thieu) chi em\b|\bchi em nao|\b(?:be|em) gai\b|\bgai\b"
)
_NOT_FEMALE = re2.compile(rb"(?:phu|hoi|bong|doi|my|ben|thoi trang|quan ao|giay|do|ca|anh|benh) $")
_NOT_MALE = re2.compile(rb"(?:viet|mien|phia|dong|tay|hai|quang|ha|dai|phuong|chau|vung) nam")
_MEANINGS = {
    "nam": "nam", "nu": "nữ", "cho": "chỗ", "co": "cô", "chi": "chị chỉ-tiêu", "chu": "chú", "ban": "bạn bàn",
    "tuyen": "tuyển", "can": "cần", "may": "mấy may máy", "o": "o", "ong": "ông", "tho": "thợ", "suat": "suất",
    "bep": "bếp", "be": "bé", "dua": "đứa", "anh": "anh", "bac": "bác", "thay": "thầy", "tay": "tay", "em": "em",
    "ba": "ba", "mot": "một", "gai": "gái", "hai": "hai", "bon": "bốn",
}  # fmt: skip
# Accent-free "3 nam" is three years after these.
_YEARS = re2.compile(
    rb"(?:hop dong|hd|don|lam|du|lam du|thoi han|ky|visa(?: \w+)?|trong|han|\bthang \d*|/\d*|sau|hon|tu|hoc|kn|"
    rb"nghiem|the|\d+) ?:? ?$"
)


_PEOPLE_MEANINGS = _MEANINGS | {"chi": "chị chỉ"}
_MONEY = re2.compile(rb"^(?:[.,]\d| ?(?:k|tr|trieu|nghin|ngan|d|\$|usd|%|thang|ngay|gio|h)\b|\$)")


def read_people(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield how many are sought, post by post, and of which sex."""
    yield from _counts(text)
    taken: list[tuple[int, int]] = []
    for match in islice(_ANY.finditer(text.ascii), _MOST):
        if as_meant(text.text, match.start(), match.end(), _MEANINGS):
            taken.append(match.span())
            yield found_term(match.span(), "sex", "any")
    for sex, pattern, excluded in (("male", _MALE, _NOT_MALE), ("female", _FEMALE, _NOT_FEMALE)):
        for match in islice(pattern.finditer(text.ascii), _MOST):
            start, end = match.span()
            if (
                any(first < end and start < last for first, last in taken)
                or not as_meant(text.text, start, end, _MEANINGS)
                or _is_years(text, match)
            ):
                continue
            around = text.ascii[max(0, start - 14) : start if sex == "female" else end]
            if not excluded.search(around):
                yield FoundTerm(start, end, "sex", sex)


def _counts(text: AlignedText) -> Iterator[FoundTerm]:
    for match in islice(_COUNT.finditer(text.ascii), _MOST):
        start, end = match.span()
        number = next(group for group in (match[1], match[2], match[4], match[5]) if group)
        count = _WORDS.get(number) or int(number)
        before = text.ascii[max(0, start - 70) : start].rsplit(b"\n", 1)[-1]
        if not 1 <= count <= 2000 or _NOT_SOUGHT_BEHIND.search(text.ascii[end : end + 16]):  # noqa: PLR2004 - no firm takes more
            continue
        direct = match[4] is not None or match[5] is not None
        if not direct and (_NOT_SOUGHT.search(before) or not (_ASKED.search(before) or _LISTED.search(before))):
            continue
        if not as_meant(text.text, start, end, _PEOPLE_MEANINGS) or _is_years(text, match):
            continue
        if direct and _MONEY.search(text.ascii[end : end + 8]):
            continue
        if match[2] and not _ASKED.search(before):
            continue
        yield FoundTerm(start, end, "headcount", count)


def _is_years(text: AlignedText, match: re.Match[bytes]) -> bool:
    written = text.text[match.start() : match.end()]
    return (
        text.text[max(0, match.start() - 24) : match.end() + 16].isascii()
        and written.lower().endswith("nam")
        and _YEARS.search(text.ascii[max(0, match.start() - 16) : match.start()]) is not None
    )
