"""How long and how often: length of the contract, probation, hours a day, days a week, time until departure."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import re2

from model.facts.spelling import as_meant
from model.text import AlignedText

_MOST = 60


class FoundTerm(NamedTuple):
    """A condition with its place in the aligned text."""

    start: int
    end: int
    what: str
    value: float | str


def found_term(span: tuple[int, int], what: str, value: float | str) -> FoundTerm:
    """Return the term that a match's span states."""
    return FoundTerm(span[0], span[1], what, value)


_NUMBERS = {
    b"mot": 1,
    b"hai": 2,
    b"ba": 3,
    b"bon": 4,
    b"nam": 5,
    b"sau": 6,
    b"bay": 7,
    b"tam": 8,
    b"chin": 9,
    b"muoi": 10,
    b"muoi hai": 12,
    b"muoi tam": 18,
}
NUMBER = rb"(\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_YEARS = rb"(?:(\d{1,2}) ?(?:nam|n)\b|(mot|hai|ba|bon|nam) nam\b)"
_MONTHS = rb"(?:(\d{1,2}) ?(?:thang|thg|th)\b|(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi hai|muoi tam|muoi) thang\b)"
_SPAN = rb"(?:" + _YEARS + rb"(?: (?:va )?" + _MONTHS + rb")?|" + _MONTHS + rb")"
_CONTRACT_WORD = (
    rb"hop dong(?: lao dong)?|hd(?:ld)?|h\.?dong|thoi han|ky han|ngan han|dai han|don|visa(?: [\w\-]+){0,2}|"
    rb"lam(?: du)?|"
    rb"di(?: lam| nhat| han| dai| duc)?|ky|"
    rb"cam ket|thoi gian lam viec|du an|thuc tap sinh|tts|thoi vu|mua vu|cong trinh"
)
_CONTRACT = re2.compile(
    rb"\b(?:"
    + _CONTRACT_WORD
    + rb")(?: (?:la|co|theo|ca|hai|khoang|toi thieu|it nhat|chinh thuc|lao dong|hop dong|du an|thoi han|"
    rb"lan dau|toi da|moi|lien|ky nang|"
    rb"tu|dai|ky|gan|don|viec|het|chuyen bien|thuc tap sinh|mua vu))*[: ]{0,3}(?:\([\w ]+\) )?(?:\d{1,2} ?(?:-|"
    rb"den|toi) ?)?" + _SPAN + rb"|\(khoang " + _SPAN + rb"\)|\b" + _SPAN + rb" ?/ ?(?:hop dong|hd)\b"
)
# A length that stands alone in an order: "29.500 tệ, 3 năm, phí 55t".
_ALONE = re2.compile(
    rb"(?:^|[\n,;.(:\-] ?|usd/|eur/|gui/|te/|yen,? )(?:(\d{1,2}) ?nam|(mot|hai|ba) nam|"
    rb"(\d{1,2}) ?thang)(?: ?[,.;\n)+:]| ?$| tang ca| roi ve| phi)"
)
_COST = re2.compile(rb"^\)?: ?\d")
_MEANINGS = {"nam": "năm", "thang": "tháng", "di": "đi", "don": "đơn", "ky": "ký kỳ kỹ", "lam": "làm"}
_USUAL_MONTHS = frozenset((5, 6, 8, 9, 10, 12, 18, 24, 36, 48, 60))
_USUAL_YEARS = frozenset((1, 2, 3, 4, 5))
_EACH_YEAR = re2.compile(rb"hop dong nam mot")
_NOT_CONTRACT = re2.compile(
    rb"thu viec|kinh nghiem|bao hanh|\bhoc\b|tu day|truoc|\bsau\b|moi nam|bao hiem|the cu tru|chung chi|thu |"
    rb"tot nghiep|lam them|"
    rb"gia han|con han|dao tao|moi thang|\d/|\d ?-+ ?$|(?:ra|xin|cho|doi|voi) visa|ban quyen"
)
_LOOSE_WORD = re2.compile(rb"^(?:lam|di|visa|cam ket|thoi vu)")
_NOT_A_TERM = re2.compile(
    rb"^ ?(?:kinh nghiem|kn\b|tro len|truoc|nay\b|lien|tu\b|/ ?lan|mot lan|1 lan|ve\b|moi ve|thuong|hoan|duoc|"
    rb"la |co |khong phai|"
    rb"chi |hoan|gia han|thi duoc|nghi|tu ca|sinh|mat|dau|vua|\d)"
)
_EXPERIENCE = re2.compile(rb"^ ?(?:kinh nghiem|kn\b|tro len|nay\b|bao hiem|dau\b|nghi\b)")
_LONGEST, _LEAST_LOOSE = 66, 5
_PROBATION = re2.compile(rb"\bthu(?: viec)?(?: la| trong| khoang)?[: ]{1,3}" + NUMBER + rb" ?(thang|th|ngay|tuan)\b")
DAYS_IN = {b"thang": 30, b"th": 30, b"ngay": 1, b"tuan": 7, b"bua": 1, b"hom": 1, b"nam": 360}
_HOURS = re2.compile(
    rb"(?:\b(ngay|ca|lam|x|moi ngay|mot ngay|tiec|ngay lam|thoi gian|cong|ngay cong|buoi|phien|kip|tuan,|"
    rb"hanh chinh|cong =)(?: (?:lam|chi|khoang|tu|"
    rb"co dinh|viec|du|on dinh|lam viec))*[: ]{1,3}\(?)?"
    rb"(?:\d{1,2} ?(?:-|den|toi) ?)?(\d{1,2}|tam|sau|bon|bay|chin|muoi)(?:[.,](5|75))? ?(h|tieng|"
    rb"gio)\b(\)?(?: ?/ ?| mot | moi | 1 |"
    rb"\s?x ?\d+ )(?:ngay|ca|buoi)\b)?"
)
_CLOCK_BEHIND = re2.compile(
    rb"^ ?(?:\d|-+ ?\d|den|toi|sang|chieu|toi\b|trua|hoac \d|/tuan| ?/ ?thang|/ ?w| moi tuan| mot tuan|:)"
)
_SHIFT = re2.compile(rb"\bca (\d{1,2})[hg](\d\d)? ?(?:-|den|toi|->|~) ?(\d{1,2})[hg](\d\d)?\b")
"""Only where the minutes show a whole shift: a day of round hours mostly holds an unpaid break."""
_UNTIL = re2.compile(rb"^ ?(?:-+|den|toi|->|~) ?\d{1,2} ?(?:h|g|gio|:)")
_OVERTIME = re2.compile(rb"\b(?:tang|ot|them|lam them) $")
_LEAST_HOURS, _MOST_HOURS = 2, 16
_DAYS = re2.compile(
    rb"\b(\d(?:[.,]5)?) ?(?:ngay|buoi|b) ?(?:/|moi |mot |1 )? ?tuan\b|\b(?:tuan|moi tuan|1 tuan|"
    rb"mot tuan)(?: lam)?(?: viec)? (\d) (?:ngay|buoi|phien)\b|"
    rb"\btuan (?:duoc )?(?:nghi|off) (\d|mot|hai) (?:ngay|bua|buoi|hom)\b|\bnghi (\d) (?:ngay|bua|buoi) ?(?:/|"
    rb"moi |mot |"
    rb"1 )? ?tuan\b"
)
_WEEKDAYS = {
    b"2": 2,
    b"hai": 2,
    b"3": 3,
    b"ba": 3,
    b"4": 4,
    b"tu": 4,
    b"5": 5,
    b"nam": 5,
    b"6": 6,
    b"sau": 6,
    b"7": 7,
    b"bay": 7,
}
_WEEKDAY = rb"(?:(?:thu|t) ?(2|3|4|5|6|7|hai|ba|tu|nam|sau|bay)|(cn|chu nhat))\b"
_FROM_TO = re2.compile(rb"\b" + _WEEKDAY + rb" ?(?:-|den|toi|->|~) ?" + _WEEKDAY)
_OFF = re2.compile(
    rb"\b(?:nghi|duoc nghi|off)(?: duoc| vao| ngay| full| cac| ngay)* (?:(?:thu|t) ?(?:\d|bay|sau|hai|ba|tu|"
    rb"nam)\b ?(?:,|va|&|\+|-)? ?)?(?:cn|chu nha?[tu]t?|(?:thu|t) ?(?:\d|bay|sau)\b)|"
    rb"\b(?:(?:thu|t) ?(?:7|bay) ?(?:,|va|&|\+|-)? ?)?(?:cn|chu nha?[tu]t?),? nghi\b"
)
_TWO_OFF = re2.compile(rb"(?:thu|t) ?(?:7|bay)[^a-z]*(?:va )?(?:cn|chu nh)")
_NOT_WORK = re2.compile(rb"(?:ho so|phong van|tiep|nop|goi|lien he|pv|dang ky|thi|test)[^.\n]{0,24}$")
_ALTERNATE = re2.compile(rb"^[^.\n]{0,30}(?:cach tuan|luan phien|xen ke|sang (?:thu 7|t7))")


def read_times(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield every length of time that the text states."""
    yield from _contracts(text)
    for match in islice(_PROBATION.finditer(text.ascii), _MOST):
        days = number(match[1]) * DAYS_IN[match[2]]
        months = days / 28 if match[2] == b"tuan" else days / 30
        yield found_term(match.span(), "probation_months", _short(round(months, 2)))
    yield from _hours(text)
    yield from _shifts(text)
    yield from _days(text)


def _contracts(text: AlignedText) -> Iterator[FoundTerm]:
    for match in islice(_CONTRACT.finditer(text.ascii), _MOST):
        start, end = match.span()
        loose = _LOOSE_WORD.search(match[0]) is not None
        around = text.ascii[max(0, start - (14 if loose else 4)) : start].rsplit(b"\n", 1)[-1] + match[0]
        refused = _NOT_A_TERM if loose else _EXPERIENCE
        if _NOT_CONTRACT.search(around) or not as_meant(text.text, start, end, _MEANINGS):
            continue
        if not refused.search(text.ascii[end : end + 16]):
            months = _months(match.groups())
            if match[0].startswith((b"lam du", b"lam dc")) and months < _LEAST_LOOSE:
                continue  # a bonus for those who stay
            if 1 <= months <= _LONGEST:
                yield FoundTerm(start, end, "contract_months", months)
    yield from _lone_contracts(text)
    yearly = _EACH_YEAR.search(text.ascii)
    if yearly:
        yield found_term(yearly.span(), "contract_months", 12)


def _lone_contracts(text: AlignedText) -> Iterator[FoundTerm]:
    for match in islice(_ALONE.finditer(text.ascii), _MOST):
        years, word, months = match.groups()
        count = number(years or word or months)
        before = text.ascii[max(0, match.start() - 24) : match.start() + 2].rsplit(b"\n", 1)[-1]
        if text.ascii[max(0, match.start() - 1) : match.start() + 1].strip(b" -").isdigit() and b"-" in match[0][:1]:
            continue  # the end of "18-24 tháng" that is spoken of otherwise
        if _NOT_CONTRACT.search(before) or _COST.search(text.ascii[match.end() - 1 : match.end() + 4]):
            continue
        if count in (_USUAL_MONTHS if months else _USUAL_YEARS) and as_meant(
            text.text, match.start(), match.end(), _MEANINGS
        ):
            yield found_term(match.span(), "contract_months", count * (1 if months else 12))


def _months(groups: tuple[bytes | None, ...]) -> int:
    # the groups come in sixes: years as digits and word, months after them, months alone
    place = next(index for index, group in enumerate(groups) if group is not None)
    six = groups[place // 6 * 6 : place // 6 * 6 + 6]
    years, rest, alone = (number(six[at] or six[at + 1] or b"0") for at in (0, 2, 4))
    return years * 12 + rest + alone


def _hours(text: AlignedText) -> Iterator[FoundTerm]:
    for match in islice(_HOURS.finditer(text.ascii), _MOST):
        cue, count, half, unit, per_day = match.groups()
        if _OVERTIME.search(text.ascii[max(0, match.start() - 8) : match.start()]):
            continue
        hours = number(count) + (float(b"0." + half) if half else 0)
        if not (cue or per_day) or not _LEAST_HOURS <= hours <= _MOST_HOURS:
            continue
        behind = text.ascii[match.end() : match.end() + 12]
        if unit == b"h" and not per_day and _UNTIL.search(behind):
            continue  # "ca 16h đến 23h30" begins at four in the afternoon
        if not per_day and _CLOCK_BEHIND.search(behind) and unit != b"tieng" and cue not in (b"ca", b"buoi"):
            continue
        if cue in (b"lam", b"thoi gian") and unit == b"h" and not per_day:
            continue
        yield found_term(match.span(), "hours_per_day", _short(hours))


def _shifts(text: AlignedText) -> Iterator[FoundTerm]:
    shifts = list(islice(_SHIFT.finditer(text.ascii), _MOST))
    for match in shifts if len(shifts) == 1 else ():
        begin, begin_minutes, end, end_minutes = (int(group or 0) for group in match.groups())
        hours = (end + end_minutes / 60 - begin - begin_minutes / 60) % 24
        if (begin_minutes or end_minutes) and _LEAST_HOURS <= hours <= _MOST_HOURS:
            yield found_term(match.span(), "hours_per_day", _short(round(hours, 2)))


def _days(text: AlignedText) -> Iterator[FoundTerm]:
    for match in islice(_DAYS.finditer(text.ascii), _MOST):
        works, works_too, rests, rests_too = match.groups()
        worked = works or works_too
        days = _short(float(worked.replace(b",", b"."))) if worked else 7 - number(rests or rests_too)
        yield found_term(match.span(), "days_per_week", days)
    for match in islice(_FROM_TO.finditer(text.ascii), _MOST):
        first, last = (_WEEKDAYS.get(match[group] or b"", 8) for group in (1, 3))
        before = text.ascii[max(0, match.start() - 30) : match.start()]
        if (
            last > first
            and not _NOT_WORK.search(before)
            and not _ALTERNATE.search(text.ascii[match.end() : match.end() + 36])
        ):
            yield found_term(match.span(), "days_per_week", last - first + 1)
    for match in islice(_OFF.finditer(text.ascii), _MOST):
        yield found_term(match.span(), "days_per_week", 5 if _TWO_OFF.search(match[0]) else 6)


def number(word: bytes) -> int:
    """Return what digits or a number word count."""
    return int(word) if word.isdigit() else _NUMBERS[word]


def _short(value: float) -> float:
    return int(value) if value == int(value) else value
