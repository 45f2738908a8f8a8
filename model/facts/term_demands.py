"""What the advert demands or waives: languages, diplomas, and the visa it names."""

import re
from collections.abc import Iterator
from itertools import islice

import re2

from model.facts.spelling import as_meant
from model.facts.term_times import FoundTerm
from model.text import AlignedText

_MOST = 60
_NO = rb"\b(?:khong|ko|k|hong|hok|kg|khoi|mien|hem)"
_MEANINGS = {"hong": "hông hổng hong", "bang": "bằng", "co": "có", "khong": "không", "mien": "miễn", "doi": "đòi"}
_TONGUE = rb"(?:anh|nhat|han|trung|hoa|duc|nga|phap|dai|bo|thai|a rap|hungary|tay|ban dia)"
_LANGUAGE = rb"(?:(?:ngoai ngu|tieng " + _TONGUE + rb"|tieng|topik|ielts|jlpt|toeic|english|anh van|hsk)\b)"
_LANGUAGE_WAIVED = re2.compile(
    _NO + rb"(?: (?:can|yeu cau|doi|doi hoi|bat buoc|phai|biet|hoc|thi|co|bang|cap|chung chi|kinh nghiem|hay|va|,|"
    rb"gi|ve))*,? "
    + _LANGUAGE
    + rb"|"
    + _NO
    + rb" (?:biet tieng|hoc tieng|can tieng|can hoc tieng)|\btieng (?:khong|ko|k) can|tieng \w+ (?:khong|ko|"
    rb"k) (?:can|bat buoc|quan trong)"
)
_LANGUAGE_ASKED = re2.compile(
    rb"\b(?:biet|yeu cau|giao tiep(?: duoc)?|thanh thao|chung chi|trinh do|doc hieu(?: tai lieu)?|"
    rb"noi(?: duoc)?|co|bang|su dung|thong thao|can|tu|bat buoc co|kha)"
    rb"(?: (?:giao tiep|duoc|co ban|tot|thanh thao|chung chi|bang|trinh do|tai lieu|on|it|tu|toi thieu))*:? (?:tieng "
    + _TONGUE
    + rb"|ngoai ngu|topik|ielts|jlpt|toeic|hsk|n[1-5]|english|anh van)\b|\btieng "
    + _TONGUE
    + rb"(?: (?:hoac|va|hay) tieng "
    + _TONGUE
    + rb")?[ :(]{1,2}(?:du |giao tiep|co ban|[abn][1-5]\b|tu|toi thieu|trinh do|can ban|thanh thao|doc|tot|kha|"
    rb"ielts|topik|bat buoc)|"
    rb"\b(?:dat|co) [ab][12]\b|\bn[1-5] (?:noi|giao tiep|tro len)|\bnoi tieng|\b(?:ielts|topik|jlpt|toeic|"
    rb"hsk) ?\d|\benglish bat buoc|\bda (?:co|hoc)[^\n.,;]{0,16} n[1-5]\b|\btieng "
    + _TONGUE
    + rb"[^\n.;]{0,40}(?:uu tien|loi the|diem cong|cang tot)"
)
_PREFERRED = re2.compile(rb"uu tien|loi the|cang tot|diem cong|khuyen khich|nhung biet|la quy|duoc cong")
_CLAUSE = re.compile(rb"[\n.;(]|, (?!uu tien (?:biet|ai|nguoi|ban)|nhung)")
_NO_DIPLOMA = re2.compile(rb"^ ?(?:n\d|tieng|topik|ielts|ky nang|nay|:)")
_TAUGHT = re2.compile(
    rb"(?:hoc phi|phi|hoc|day|dao tao|lop|khoa|giao vien|phien dich|bien dich|tien|trung tam|telesale|tu van|"
    rb"thi|phi hoc) (?:\w+ )?$"
)
_SCHOOL = (
    rb"thpt|thcs|ptth|trung cap|cao dang|cd|dai hoc|dh|cap (?:2|3|ii|iii|hai|ba)|c3|lop \d{1,2}|12/12|"
    rb"9/12|su pham|hoc ba|trung hoc|cu nhan|duoc si"
)
_DIPLOMA_WAIVED = re2.compile(
    _NO + rb"(?: (?:can|yeu cau|doi|doi hoi|bat buoc|phai|kinh nghiem|co|hay|va|ngoai hinh|tay nghe|tieng anh|"
    rb"ho khau|ngoai ngu))*(?: ?[,:/] ?(?:khong |k )?(?:can |yeu cau )?)? ?"
    rb"(?:bang cap|bang\b|hoc van|trinh do|bang gi)(?: lai)?|"
    + _NO
    + rb"(?: (?:can|the|phai))* (?:biet (?:nhieu )?chu|biet doc)|"
    + _NO
    + rb" (?:gioi han|ken|yc|xet|phan biet) (?:bang cap|hoc van|trinh do)|"
    rb"\bbang cap (?:khong|ko|k) (?:can|quan trong|yeu cau|"
    rb"bat buoc)|biet doc biet viet|biet chu la|khong can (?:kinh nghiem|tieng)[^\n.]{0,14}bang cap"
)
_DIPLOMA_ASKED = re2.compile(
    rb"\b(?:da )?tot nghiep(?: tu)?:? (?:"
    + _SCHOOL
    + rb")|\btrinh do(?: hoc van| van hoa| tu| toi thieu)*[: ]{1,3}(?:tu )?(?:"
    + _SCHOOL
    + rb")|"
    rb"\b(?:hoc |da )?het (?:lop \d{1,2}|cap (?:2|3|hai|ba)|c3|12)\b|\bhoc luc (?:12/12|9/12)|\b(?:bang|"
    rb"chung chi) (?:nghe|lai|trung cap|cao dang|dai hoc|c3|cap|fc|c\b|b2|tot nghiep|nau an|"
    rb"hanh nghe|hse|van hanh|thuyen vien|chuyen mon|tay nghe|so cap|duoc|dieu duong|han)|\b(?:co|can|yeu cau|"
    rb"du)(?: \w+)? (?:chung chi|bang cap|bang tot nghiep)|"
    rb"\b(?:trung cap|cao dang|dai hoc|thpt|thcs)(?: [a-z]+){0,4} tro len|\bcu nhan,|\bds dai hoc|\b(?:12/12|"
    rb"9/12)\b|\bchung chi (?:han|nghe)|\bchua co bang c3"
)
_PAPER = re2.compile(
    rb"(?:de lai|nop|giu|gui|mang|photo|cong chung|so ho khau[^\n]{0,20}|hop phap hoa|cong nhan|phi|dem|thu|"
    rb"hoc|cap|doi|thi|ho so)(?: \w+)? $"
)
_PAPER_BEHIND = re2.compile(rb"^[^\n.;]{0,14}(?:goc|photo|cong chung|ban chinh)")
_CLASS = re.compile(
    r"\b(?:visa|diện|dien|Visa|VISA|DIỆN|Diện|thị thực|đổi sang|doi sang|DOI SANG)(?: loại| lao động| diện|"
    r" kỹ năng)? ?(?:visa )?(\d{3}\b|\d[A-Z]\b|[A-Z]{1,4}-?\d{1,2}(?:-\d)?[A-Z]?(?:/[A-Z])?\b|[A-Z]{3,5}\b|[DCEFHL]\b)"
)
_NO_CLASS = frozenset(
    (
        "VISA",
        "NAM",
        "CHO",
        "LAO",
        "KHI",
        "VND",
        "USD",
        "CHUYEN",
        "DU",
        "SAU",
        "BAO",
        "TRONG",
        "VIP",
        "ZALO",
        "HAY",
        "CTY",
        "KHOI",
        "HAN",
        "NHAT",
    )
)
# Names that are visas with no word before them; and sums, which classes of digits are not.
_ALONE = re.compile(r"(?<![\w-])(E-?(?:7-?\d?|8|9|10)(?:-\d)?|EB-?3|AEWV|H-?2[AB]|S[ -][Pp](?:ass|ASS))(?![\w-])")
_A_SUM = re.compile(r" ?(?:eur|euro|usd|aud|€|\$|k\b|ngàn|ngan|nghìn|triệu|%|đ\b|d\b|bảng)", re.IGNORECASE)
_VISAS = (
    ("seasonal", re2.compile(rb"\b(?:visa|dien|thi thuc)[^\n.;,]{0,14} thoi vu\b")),
    (
        "tourist",
        re2.compile(rb"\b(?:visa|dien|thi thuc|di tour|tour)[^\n.;,]{0,10} du lich\b|mien visa \d"),
    ),
    ("business", re2.compile(rb"\b(?:visa|dien|thi thuc) (?:thuong mai|cong tac|kinh doanh|doanh nhan)")),
    ("student", re2.compile(rb"\b(?:visa|dien|thi thuc) (?:du hoc|hoc sinh|sinh vien)")),
    (
        "work",
        re2.compile(
            rb"\b(?:visa|thi thuc|dien) (?:lao dong|lam viec|work|cong viec|ky su|"
            rb"ky thuat)(?: \w+)?(?: \w+)?"
        ),
    ),
    ("other", re2.compile(rb"(?:so|giay) thong hanh|visa chuyen gia|visa ket hon|\btham than\b|visa tham")),
)
_VISA_MARK = re2.compile(
    rb"\b(?:visa|dien|thi thuc|doi sang|di tour|tham than|e-?(?:7|8|9|10)|eb-?3|aewv|h-?2[ab]|s[ -]pass)\b|thong hanh"
)
_NOT_VISA = re2.compile(rb"(?:khong|ko|k)(?: \w+){0,2} $")


def read_demands(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield what is demanded, preferred or waived, and every visa named."""
    yield from _demands(text, "language", _LANGUAGE_WAIVED, _LANGUAGE_ASKED, _TAUGHT)
    yield from _demands(text, "diploma", _DIPLOMA_WAIVED, _DIPLOMA_ASKED, _PAPER)
    if _VISA_MARK.search(text.ascii):
        yield from _visas(text)


def _demands(
    text: AlignedText, what: str, waived: re.Pattern[bytes], asked: re.Pattern[bytes], other: re.Pattern[bytes]
) -> Iterator[FoundTerm]:
    taken: list[tuple[int, int]] = []
    for match in islice(waived.finditer(text.ascii), _MOST):
        start, end = match.span()
        if not as_meant(text.text, start, end, _MEANINGS):
            continue
        taken.append((start, end))
        if match[0].endswith(b" lai") or text.ascii[end : end + 4] == b" lai":
            continue  # a driving licence
        preferred = _PREFERRED.search(_CLAUSE.split(text.ascii[end : end + 30], 1)[0])
        yield FoundTerm(start, end, what, "preferred" if preferred else "waived")
    for match in islice(asked.finditer(text.ascii), _MOST):
        start, end = match.span()
        before = text.ascii[max(0, start - 30) : start].rsplit(b"\n", 1)[-1]
        if any(first < end and start < last for first, last in taken) or other.search(before):
            continue
        behind = text.ascii[end : end + 24]
        if what == "diploma" and (_PAPER_BEHIND.search(behind) or _NO_DIPLOMA.search(behind)):
            continue
        near = before[-14:] + match[0] + _CLAUSE.split(text.ascii[end : end + 44], 1)[0]
        yield FoundTerm(start, end, what, "preferred" if _PREFERRED.search(near) else "required")


def _visas(text: AlignedText) -> Iterator[FoundTerm]:
    for match in islice(_CLASS.finditer(text.text), _MOST):
        if match[1] not in _NO_CLASS and not (match[1].isdigit() and _A_SUM.match(text.text, match.end())):
            yield FoundTerm(match.start(), match.end(1), "visa", match[1])
    for match in islice(_ALONE.finditer(text.text), _MOST):
        yield FoundTerm(match.start(), match.end(), "visa", match[1])
    for value, pattern in _VISAS:
        for match in islice(pattern.finditer(text.ascii), _MOST):
            start, end = match.span()
            if value == "work" and b"thoi vu" in match[0]:
                continue
            if not _NOT_VISA.search(text.ascii[max(0, start - 20) : start]):
                yield FoundTerm(start, end, "visa", value)
