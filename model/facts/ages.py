"""Ages asked for: "18-35t", "từ 18 tuổi", "Nữ, 20 – 45", "2k6 đến 2k10", "trên 18, dưới 45"."""

from collections.abc import Iterator
from itertools import islice

import re2

from model.fact_records import Age
from model.text import AlignedText

_MOST = 200
_T = rb" ?(?:tuoi|t\b)"
_TO = rb" ?(?:-+>?|~|>|(?:den|toi)(?: het)?) ?"
_FILL = rb"(?:[: ]|tu|khoang|nhan|du|trong|do)*"
_WHO = (
    rb"\b(?:nam|nu|gai|trai|be nu|lao dong|chi em|anh em|chi ve|lo xe|chi|ban|ae|tho|tai xe|dan ong|phu nu|"
    rb"nguoi|cong dan|"
    rb"sinh vien|yeu cau|yc|bac|co nao|co)"
)
# In the order in which they are tried: what an earlier one has read, a later one leaves alone. `bare` ones have no word
# for age and must not count something else.
_SHAPES = tuple(
    (shape, re2.compile(b"|".join(patterns)))
    for shape, patterns in (
        ("both", (rb"\btren (\d{2})(?:" + _T + rb")?,? (?:va )?duoi (\d{2})(?:" + _T + rb")?",)),
        ("reversed", (rb"\bduoi (\d{2})" + _T + rb",? (?:tu|tren) (\d{2})" + _T,)),
        (
            "both",
            (
                rb"\b(?:tu |du )*(\d{1,2})(?:" + _T + rb")?" + _TO + rb"(?:duoi )?(\d{2})" + _T,
                rb"\b(\d)" + _TO + rb"(\d)" + _T,
                rb"\btuoi" + _FILL + rb"(?:nam|nu)?[: ]{0,2}(\d{2})" + _TO + rb"(\d{2})\b",
            ),
        ),
        (
            "bare",
            (
                _WHO + rb"(?: [a-z]+){0,2}[ ,:(]{1,3}(?:tu |du )*(\d{2})" + _TO + rb"(\d{2})\b",
                rb"\b(?:nam|nu)[ /,]{1,2}(?:nam|nu)[ ,:(]{1,3}(?:tu )?(\d{2})" + _TO + rb"(\d{2})\b",
                rb"\b(\d{2}) ?- ?(\d{2}),? (?:nam|nu)\b",
                rb"\b(?:tu|du)(?: du)? (\d{2}),? (?:den|toi) (\d{2})\b",
            ),
        ),
        (
            "bare",
            (rb"(?:^|[,.;:\n] ?)(1[5-9]|2\d|3[0-5]) ?- ?([2-6]\d)(?: ?[,.;\n]|$)",),
        ),
        (
            "births",
            (
                rb"\b2k(\d{1,2})" + _TO + rb"2k(\d{1,2})\b",
                rb"\b(?:sinh|nam sinh)(?: nam)?[: ]{1,2}(?:tu )?((?:19|20)\d\d)" + _TO + rb"((?:19|20)\d\d)\b",
            ),
        ),
        (
            "from",
            (
                rb"(?:khong|ko|k|hong) (?:nhan|tuyen)(?: \w+){0,3} duoi (\d{2})(?:" + _T + rb")?\b",
                rb"(?:\btu|\btren|\bdu|>=?|\btoi thieu|\bit nhat)(?: du)? ?(\d{2})" + _T + rb"(?: ?tro len)?",
                rb"\b(\d{2})"
                + _T
                + rb"(?: ruoi)?(?: ?\+| ?tro len| do len| (?:van|cung|la)(?: \w+)? (?:ok|duoc|lam|nhan))",
                rb"\b(\d{2}) ?\+(?:" + _T + rb"|[ ,.;\n)]|$)",
                rb"\btuoi[: ]{0,3}(?:tu )?(\d{2})(?: ?\+| ?tro len| ?la ?ok| ?ok)",
            ),
        ),
        (
            "bare from",
            (
                rb"\btuoi" + _FILL + rb"tu (?:du )?(\d{2})\b",
                _WHO + rb"[ ,:]{1,2}(?:tu|tren|du) (\d{2})\b",
                rb"\b(?:du|tren) (1[5-9]|2[0-5])\b",
                rb"(?:^|[,.;:\n\-?] ?)(1[5-9]|2[0-5])t(?: ?[,.;\n]|$)",
            ),
        ),
        (
            "to",
            (
                rb"(?:\bduoi|\bkhong qua|\btoi da|\bden|\btoi|<=?|\bko qua|\bk qua|\bqua)(?: \w+)? ?(\d{2})" + _T,
                rb"\btuoi[: ]{0,3}(?:duoi|khong qua|toi da|den|<=?) ?(\d{2})\b",
            ),
        ),
        (
            "bare to",
            (
                rb"\bnhan (?:toi|den) (\d{2})\b",
                _WHO + rb",? duoi (\d{2})\b",
            ),
        ),
    )
)
_OLDEST, _YOUNGEST, _CHILD, _OF_AGE, _NARROWEST = 75, 10, 1, 19, 3
_COUNTED = re2.compile(
    rb"^ ?(?:nguoi|kg|ky|%|tr\b|trieu|k\b|cu\b|thang|ngay|gio|h\b|p\b|m\b|cm|\.\d|,\d|/|usd|\$|suat|con\b|phan|"
    rb"nghin|ngan|ca\b|bua|chuyen|may|em\b|chi\b|ban\b|cong|tan|cay|man\b|yen|t\d|bo\b|lan\b)"
)
_OTHERS = re2.compile(
    rb"\b(?:con(?: nho| cai)?|chau (?:be|nho)|cu(?: ong| ba)?|tre(?: em)?|nguoi gia|ong|bo me)(?: tu| tren| \w+)? ?$"
)
_NOT_YET = re2.compile(rb"(?:chua|sap|con nit|gan) $")
_CHILDREN = re2.compile(rb"mau nhi|casting|be mau|mau (?:anh|chup)|lookbook")
_MONEY = re2.compile(rb"(?:luong|thu nhap|tn|lg|tong|phi|coc)[^\n.;,?]{0,18}$")


def read_ages(text: AlignedText, year: int) -> tuple[Age, ...]:
    """Return the ages asked for; numbers that no worker can be are left out. Years of birth are counted to `year`."""
    ages: dict[tuple[int | None, int | None], Age] = {}
    for low, high, start, end in _all(text, year):
        ages.setdefault((low, high), Age(min=low, max=high, quote=text.quote(start, end)))
    return tuple(ages.values())


def _all(text: AlignedText, year: int) -> Iterator[tuple[int | None, int | None, int, int]]:
    taken: list[tuple[int, int]] = []
    children = _CHILDREN.search(text.ascii) is not None
    for shape, pattern in _SHAPES:
        if shape == "births" and taken:
            continue  # "20 đến 30 tuổi (sinh từ 1997 …)" says one thing twice
        for match in islice(pattern.finditer(text.ascii), _MOST):
            start, end = match.span()
            if any(first < end and start < last for first, last in taken) or not _is_of_workers(
                text, shape, start, end
            ):
                continue
            low, high = _bounds(shape, [int(group) for group in match.groups() if group], year)
            youngest = _CHILD if children else _YOUNGEST
            known = [value for value in (low, high) if value is not None]
            if low is None and high is not None and high < _OF_AGE:
                continue  # "dưới 18 tuổi có đơn đồng ý": those below are spoken of, not the oldest
            if shape == "bare" and known[1] - known[0] < _NARROWEST:
                continue
            if all(youngest <= value <= _OLDEST for value in known) and known == sorted(known):
                taken.append((start, end))
                yield low, high, start, end


def _bounds(shape: str, numbers: list[int], year: int) -> tuple[int | None, int | None]:
    if shape == "births":
        years = [number + 2000 if number < 100 else number for number in numbers]  # noqa: PLR2004 - 2k6 is 2006
        return year - max(years), year - min(years)
    if len(numbers) > 1:
        return (numbers[1], numbers[0]) if shape == "reversed" else (numbers[0], numbers[1])
    return (None, numbers[0]) if shape.endswith("to") else (numbers[0], None)


def _is_of_workers(text: AlignedText, shape: str, start: int, end: int) -> bool:
    before = text.ascii[max(0, start - 28) : start]
    if shape.startswith("bare") and (_NOT_YET.search(before) or text.text[end : end + 4].lower() == " năm"):
        return False
    if shape.startswith("bare") and _COUNTED.search(text.ascii[end : end + 12]):
        return False
    if text.ascii[start:end].endswith(b"t") and _MONEY.search(before):
        return False
    return not (not shape.startswith("bare") and _OTHERS.search(before))
