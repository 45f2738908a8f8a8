"""Ages asked for: "18-35t", "từ 18 tuổi", "Nữ, 20 – 45", "mười tám tới ba mươi tuổi", "2k6 đến 2k10", "sn 91-2006"."""

from collections.abc import Iterator
from itertools import islice

import re2

from model.fact_records import Age
from model.facts.age_numbers import age_of, year_of
from model.text import AlignedText

_MOST = 200
_T = rb" ?(?:tuoi|tui\b|t\b)"
_TO = rb"(?: tron)? ?(?:-+>?|~+|>|\x05|(?:den|toi)(?: het| chung| khoang| tam| khong qua| duoi)?) ?"
_FILL = rb"(?:[: ]|tuyen|chon|doi|tu|khoang|nhan|du|trong|do|tam|chung)*"
_YEAR = rb"(2k\d{0,2}|(?:19|20)?\d\d)"
_BORN = rb"\b(?:sn|nam sinh|sinh nam|sinh)(?: nam| tu| khoang| trong)*[: ]{1,2}"
_DIGIT = rb"(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin)"
_WORDS = rb"((?:" + _DIGIT + rb" )?muoi(?: " + _DIGIT + rb")?|(?:hai|ba|bon|nam|sau) (?:lam|nham))"
_EITHER = rb"(?:(\d{2})|" + _WORDS + rb")"
_WHO = (
    rb"\b(?:nam|nu|gai|trai|be nu|lao dong|chi em|anh em|vo chong|cap|chi ve|lo xe|chi|ban|ae|tho|tai xe|dan ong|"
    rb"phu nu|nguoi|cong dan|"
    rb"sinh vien|yeu cau|yc|bac|co nao|co|ngu phu|thuyen vien|thanh nien|tre|ai|mau|boy|g[ij]rls?|doi tuong)"
)
# In the order in which they are tried: what an earlier one has read, a later one leaves alone. `bare` ones have no word
# for age and must not count something else.
_SHAPES = tuple(
    (shape, re2.compile(b"|".join(patterns)))
    for shape, patterns in (
        ("both", (rb">=? ?(\d{2}) (?:va )?<=? ?(\d{2})\b",)),
        ("both", (rb"\btren (\d{2})(?:" + _T + rb")?,? (?:va )?duoi (\d{2})(?:" + _T + rb")?",)),
        ("reversed", (rb"\bduoi (\d{2})" + _T + rb",? (?:tu|tren) (\d{2})" + _T,)),
        (
            "both",
            (
                rb"\b(?:tu |du )*(\d{1,2})(?:" + _T + rb")?" + _TO + rb"(?:duoi )?(\d{2})" + _T,
                rb"\b(?:tu |du )*(\d{2})" + _T + rb" ?(?:den|toi) (?:duoi )?(\d{2})\b",
                rb"\b(\d)" + _TO + rb"(\d)" + _T,
                rb"\b(?:khong|ko|k|hong) nhan duoi (\d{2})(?:"
                + _T
                + rb")?,? (?:va|hoac|hay) tren (\d{2})(?:"
                + _T
                + rb")?\b",
                rb"\b(?:tui|age)[: ]{1,2}(\d{2})" + _TO + rb"(\d{2})\b",
                rb"\b(1[5-9]|2\d) ?/ ?([2-6]\d) ?tuoi\b",
                rb"\btuoi[: ]{1,2}(1[5-9]|2\d) ([3-6]\d)\b",
                rb"\bmin ?(\d{2}) ?,? max ?(\d{2})\b",
                rb"\bcon nit(?: tu)? (\d{2})" + _TO + rb"(\d{2})\b",
                rb"\btuoi" + _FILL + rb"(?:nam|nu)?[: ]{0,2}(\d{2})" + _TO + rb"(\d{2})\b",
            ),
        ),
        (
            "bare",
            (
                _WHO + rb"(?: [a-z]+){0,2}[ ,:(]{1,3}(?:tu |du )*(\d{2})" + _TO + rb"(\d{2})\b",
                rb"\b(?:tu )?(\d{2}) ?(?:den|toi|-) ?(\d{2}) (?:deu|cung) ",
                rb"\b(?:nam|nu)[ /,]{1,2}(?:nam|nu)[ ,:(]{1,3}(?:tu )?(\d{2})" + _TO + rb"(\d{2})\b",
                rb"\b(\d{2}) ?- ?(\d{2}),? (?:nam|nu)\b",
                rb"\b(?:tu|du)(?: du)? (\d{2}),? (?:den|toi)(?: chung| khoang| tam| duoi)? (\d{2})\b",
            ),
        ),
        (
            "bare",
            (rb"(?:^|[,.;:\n] ?)(1[5-9]|2\d|3[0-5]) ?- ?([2-6]\d)(?: ?[,.;\n]|$)",),
        ),
        (
            "births",
            (
                rb"\b(2k\d{0,2})" + _TO + rb"(2k\d{1,2}|19[6-9]\d|200\d)\b",
                rb"\b(19[7-9]\d|200\d) ?- ?(20[01]\d) \(du 18",
                rb"(?:^|[.;\n\x05?] ?)(19[6-9]\d|200[0-8]) ?- ?(200\d)(?: ?[.;\n]|$)",
                _BORN + _YEAR + _TO + _YEAR + rb"\b",
            ),
        ),
        ("born before", (_BORN + rb"(?:truoc )?" + _YEAR + rb" (?:(?:tro|do) )?(?:ve truoc|len)\b",)),
        ("born after", (_BORN + rb"(?:sau )?" + _YEAR + rb" (?:(?:tro|do) )?(?:ve sau|lai|di)\b",)),
        (
            "words",
            (
                rb"\btuoi" + _FILL + rb"[: ]" + _EITHER + _TO + _EITHER + rb"\b",
                rb"\b" + _EITHER + _TO + _EITHER + rb" tuoi",
                rb"\btuoi (muoi tam) (doi muoi)\b",
            ),
        ),
        (
            "words from",
            (
                rb"\b(?:tu|tren|du)(?: du)? " + _WORDS + rb" tuoi",
                rb"\b(?:khong|ko|k|hong) nhan(?: \w+){0,3} duoi " + _WORDS + rb"(?: tuoi)?\b",
            ),
        ),
        (
            "words to",
            (
                rb"\b(?:duoi|khong qua|toi da|den|toi) " + _WORDS + rb" tuoi",
                rb"\b(?:nam|nu|vo chong) duoi " + _WORDS + rb"\b",
            ),
        ),
        (
            "to",
            (
                rb"\btren (\d{2})(?:" + _T + rb")?,? (?:xin |thi |cho em |em )*(?:thong cam|mien|khong nhan|ko nhan)",
                rb"\bu([3-6]0)\b",
                rb"\bqua ([3-6]\d)(?:" + _T + rb")? (?:thi )?(?:mien|khong nhan|ko nhan|k nhan|khong tuyen)\b",
                rb"\btuoi ([3-6]\d) (?:van|cung|con)(?: \w+)? (?:nhan|ok|duoc)",
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
                rb"(?:^|[,.;:\n\-?] ?)(1[5-9]|2[0-5])t(?: ?[,.;\n]|$| co\b)",
            ),
        ),
        (
            "to",
            (
                rb"(?:\bduoi|\bkhong qua|\btoi da|\bden|\btoi|<=?|\bko qua|\bk qua|\bqua)(?: \w+)? ?(\d{2})" + _T,
                rb"\btuoi(?: doi)?(?:\?|:| |-|dap)*(?:duoi|khong qua|toi da|den|<=?) ?(\d{2})\b",
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
# What must be in a text before the rarer shapes are looked for.
_IN_WORDS, _OF_BIRTH = (b"muoi", b" lam", b" nham"), (b"sinh", b"sn")
_MARKS = {
    "words": _IN_WORDS, "words from": _IN_WORDS, "words to": _IN_WORDS, "born before": _OF_BIRTH,
    "born after": _OF_BIRTH, "births": (*_OF_BIRTH, b"2k", b"200"),
}  # fmt: skip
_OLDEST, _YOUNGEST, _CHILD, _OF_AGE, _NARROWEST = 75, 10, 1, 19, 3
_COUNTED = re2.compile(
    rb"^ ?(?:nguoi|kg|ky|%|tr\b|trieu|k\b|cu\b|thang|ngay|gio|h\b|p\b|m\b|cm|\.\d|,\d|/|usd|\$|suat|con\b|phan|"
    rb"nghin|ngan|ca\b|bua|chuyen|may|em\b|chi\b|ban\b|cong|tan|cay|man\b|yen|t\d|bo\b|lan\b|dem\b|met\b|chia\b|do\b)"
)
_OTHERS = re2.compile(
    rb"\b(?:con(?: nho| cai)?|chau (?:be|nho)|cu(?: ong| ba)?|tre(?: em)?|nguoi gia|ong|bo me)(?: tu| tren| \w+)? ?$"
    rb"|\b(?:luong|thang|thu) $"
)
_CHILD_OF = re2.compile(rb"\b(?:nuoi con|con nho|con cai|con)(?: cua \w+)? (?:den|toi|duoi|tren|tu|chua)(?: khi)? ?$")
_NOT_YET = re2.compile(rb"(?:chua|sap|con nit|gan) $")
_CHILDREN = re2.compile(rb"mau nhi|casting|be mau|mau (?:anh|chup)|lookbook|catalo")
_AFTER_POINT = re2.compile(rb"\d[.,/]$")
_MONEY = re2.compile(rb"(?:luong|thu nhap|tn|lg|tong|phi|coc)[^\n.;,?]{0,18}$")


def read_ages(text: AlignedText, year: int) -> tuple[Age, ...]:
    """Return the ages asked for; numbers that no worker can be are left out. Years of birth are counted to `year`."""
    ages: dict[tuple[int | None, int | None], Age] = {}
    found = _merged(list(_all(text, year)))
    ranges = [(low, high) for low, high, _, _ in found if low is not None and high is not None]
    for low, high, start, end in found:
        # "18-38 tuổi … không nhận dưới 18" says one thing twice
        if (low is None or high is None) and any((low, high) in ((one[0], None), (None, one[1])) for one in ranges):
            continue
        ages.setdefault((low, high), Age(min=low, max=high, quote=text.quote(start, end)))
    return tuple(ages.values())


def _merged(found: list[tuple[int | None, int | None, int, int]]) -> list[tuple[int | None, int | None, int, int]]:
    """Make one range of a lower and an upper bound that are given apart, where the text gives nothing else."""
    if len(found) == 2:  # noqa: PLR2004 - "từ 21 tuổi … Tuổi tối đa 40"
        low = next((one for one in found if one[0] is not None and one[1] is None), None)
        high = next((one for one in found if one[0] is None and one[1] is not None), None)
        if low and high and (low[0] or 0) < (high[1] or 0):
            return [(low[0], high[1], low[2], low[3])]
    return found


def _all(text: AlignedText, year: int) -> Iterator[tuple[int | None, int | None, int, int]]:
    taken: list[tuple[int, int]] = []
    children = _CHILDREN.search(text.ascii) is not None
    shapes = [one for one in _SHAPES if any(mark in text.ascii for mark in _MARKS.get(one[0], (b"",)))]
    for shape, pattern in shapes:
        if shape.startswith(("births", "born")) and taken:
            continue  # "20 đến 30 tuổi (sinh từ 1997 …)" says one thing twice
        for match in islice(pattern.finditer(text.ascii), _MOST):
            start, end = match.span()
            if any(first < end and start < last for first, last in taken) or not _is_of_workers(
                text, shape, start, end
            ):
                continue
            low, high = _bounds(shape, [group for group in match.groups() if group], year)
            youngest = _CHILD if children else _YOUNGEST
            known = [value for value in (low, high) if value is not None]
            if low is None and high is not None and high < _OF_AGE:
                continue  # "dưới 18 tuổi có đơn đồng ý": those below are spoken of, not the oldest
            if shape == "bare" and known[1] - known[0] < _NARROWEST:
                continue
            if all(youngest <= value <= _OLDEST for value in known) and known == sorted(known):
                taken.append((start, end))
                yield low, high, start, end


def _bounds(shape: str, written: list[bytes], year: int) -> tuple[int | None, int | None]:
    if shape.startswith(("births", "born")):
        ages = [year - year_of(one) for one in written]
        return (None if shape == "born after" else min(ages)), (None if shape == "born before" else max(ages))
    numbers = [age_of(one) if shape.startswith("words") else int(one) for one in written]
    if len(numbers) > 1:
        return (numbers[1], numbers[0]) if shape == "reversed" else (numbers[0], numbers[1])
    return (None, numbers[0]) if shape.endswith("to") else (numbers[0], None)


def _is_of_workers(text: AlignedText, shape: str, start: int, end: int) -> bool:
    before = text.ascii[max(0, start - 28) : start]
    if _CHILD_OF.search(before):
        return False
    if shape.startswith("bare") and (_NOT_YET.search(before) or text.text[end : end + 4].lower() == " năm"):
        return False
    ended = text.ascii[end - 1 : end] in (b".", b",", b";", b"\n")
    if shape.startswith("bare") and not ended and _COUNTED.search(text.ascii[end : end + 12]):
        return False
    if _AFTER_POINT.search(before[-3:]) and text.ascii[start : start + 1].isdigit():
        return False
    if text.ascii[start:end].endswith(b"t") and _MONEY.search(before):
        return False
    return not (not shape.startswith("bare") and _OTHERS.search(before))
