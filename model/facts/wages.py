"""What the work pays: sums whose purpose is wage, with period, open ends and a monthly estimate in VND."""

import re
from dataclasses import dataclass, replace

import re2

from model.fact_records import Wage
from model.facts.amounts import Amount
from model.facts.periods import period_before, usual_period
from model.facts.purpose import Purpose
from model.law.exchange import Exchange
from model.text import AlignedText

# How often a period fits a working month; an estimate, for comparison only.
_A_MONTH = {"month": 1.0, "day": 26.0, "hour": 208.0, "week": 4.33, "year": 1 / 12}
# What a wage of each period can be, in VND; beside it a sum is misread, a price, or no wage of one worker.
_POSSIBLE = {
    "hour": (8_000, 3_000_000),
    "day": (40_000, 15_000_000),
    "week": (200_000, 60_000_000),
    "month": (1_000_000, 220_000_000),
    "year": (20_000_000, 4_000_000_000),
    "piece": (50, 60_000_000),
}
# A period that stands only somewhere before the sum must fit it well: "ca ngày, ca đêm, lương 9 triệu".
_USUAL = {
    "hour": (10_000, 400_000),
    "day": (60_000, 2_900_000),
    "week": (400_000, 40_000_000),
    "month": (1_500_000, 250_000_000),
    "year": (30_000_000, 2_500_000_000),
    "piece": (100, 2_000_000),
    "trip": (100, 120_000_000),
}
# A sum without any cue and period is taken for a monthly wage only between these, in VND.
_UNSAID_HOME, _UNSAID_ABROAD = (3_000_000, 60_000_000), (4_000_000, 160_000_000)
_LEAST_DAY = 150_000
_LEAST_UNKNOWN = 5
_HOURS = (100, 220)
"""Between how many hours a month's pay can be."""
_DASH = re.compile(rb" ?[-/|,;] ?")
_UNKNOWN_RATE = 20_000
"""In VND: about what a unit of a strong currency is worth, where the table has no rate for it."""
_FROM = re2.compile(
    rb"(?:\btu|tren|hon|it nhat|toi thieu|thap nhat|(?:khong|ko|k) (?:duoi|thap hon|it hon)|khoi diem tu|min|>=|^>|"
    rb"[a-z] >) ?"
    rb"(?:khoang |la |tam )?$"
)
_LEGAL = re.compile(rb"\bluong toi thieu (?:vung |theo luat |luat |la |khoang |: ?)*$")
"""The wage that the law of the country sets, paid as it is: "lương tối thiểu 6.247 shekel"."""
_EVENING = re.compile(r"tối|tôi", re.IGNORECASE)
_UP_TO = re2.compile(
    rb"(?:len (?:den|toi)|toi da|cao nhat|\bden|\btoi|duoi|khong qua|max|up ?to|kich tran) ?(?:khoang |la |hon |tam )?$"
)
_WORK = re2.compile(
    rb"\b(?:ca|buoi|cong|tho|phu|bep|bung|rua|chay ban|boc xep|boc vac|bao ve|lai xe|lai|giu xe|dem|sang|chieu|toi|nam|"
    rb"nu|"
    rb"lam|cat|may|han|hai|trong|cham|nuoi benh|nhan vien|nv|ktv|ky thuat|day|kem|ship|lo xe|phu xe|tiep|le tan|"
    rb"thoi vu|"
    rb"part|full|chinh|cuoi tuan|t7|cn|le|tet|khuya|pha che|thu ngan|phuc vu|ban hang|don|lau|"
    rb"tap vu|giao)\b[^,;]{0,24}$"
)
_NO_PAY = re.compile(
    rb"\b(?:tru dan|tru|tu (?:lo|tuc|chiu)|vay|thue nha|thoai phi|nenkin|boi duong|bo ra|mat|lay ve|lay lai|hoan|"
    rb"tien le|thanh no|no|von|gia tri|du toan|tiet kiem)\b(?:(?!\bcon\b)[^,;:]){0,30}$"
)
"""Before a sum that nothing else names: it is no wage."""
_LETTER = re.compile(rb"[a-z]")
_PER_HEAD = re.compile(rb" ?/ ?(?:nguoi|ng|ban|suat|lan|hs|ho so|chau)\b")
_GOES_ON = re.compile(
    rb",? (?:da gom|hop dong|hd |bao an|an o|co ban|gross|net|luong|chua |ca |lam )|"
    rb", (?:\d nam|bao|an|nghi|tang ca|thuong)|"
    rb" ?\+ ?[a-z%]| tuy (?:tay|nang|kinh|vi tri)| tinh ca | goc\b"
)
_OTHER_SENTENCE = re.compile(rb"[\n|]|(?<!\.)[.!?] ")
_BEHIND = re2.compile(rb"^(?: ?\([a-z ]*\))? ?(?:net|thuc linh|thuc nhan|ve tay|tay)\b")
_BY_FILE = re2.compile(rb"^ ?(?:/|cho 1|moi) ?(?:ho so|hs|luot|lan|suat|khach|phong|slot|lop|ve)\b")
_MOST_BY_FILE = 400_000
_A_TIME = re.compile(rb"\b(?:moi|1|mot) (?:luot|lan|tim|like|video|bai|don|trang|anh)(?: [a-z]+){0,2} $")
"""As in "mỗi lượt 12.000đ", "1 lần bấm 12k"."""
_MOST_A_TIME = 100_000


@dataclass(frozen=True, slots=True)
class _Before:
    """The words before a sum, in its own sentence."""

    text: AlignedText
    start: int
    end: int

    @classmethod
    def of(cls, text: AlignedText, start: int, end: int) -> "_Before":
        return cls(text, end - len(_OTHER_SENTENCE.split(text.ascii[start:end])[-1]), end)

    @property
    def line(self) -> bytes:
        return self.text.ascii[self.start : self.end]


def read_wages(
    text: AlignedText, amounts: list[Amount], purposes: list[Purpose | None], exchange: Exchange
) -> tuple[Wage, ...]:
    """Return every wage, each distinct one once."""
    found: list[Wage] = []
    floor, newest = 0, False
    for place, (amount, purpose) in enumerate(zip(amounts, purposes, strict=True)):
        before = _Before.of(text, max(floor, amount.start - 60), amount.start)
        floor = amount.end
        if purpose is not None and purpose.restates:
            if newest and purpose.family == "wage":
                found[-1] = _said_twice(found[-1], amount, exchange)
            continue
        newest = False
        if purpose is not None and purpose.family != "wage":
            continue
        period = _of_a_pair(text, amounts, place) if purpose is None else None
        period = period or _period(amount, purpose, before, exchange, found[-1] if found else None)
        if period is not None:
            found.append(_wage(amount, purpose, before, period, exchange))
            newest = True
    return tuple({(wage.min, wage.max, wage.currency, wage.period): wage for wage in reversed(found)}.values())[::-1]


def _of_a_pair(text: AlignedText, amounts: list[Amount], place: int) -> str | None:
    """Tell the rate by the hour and the month's sum beside it: "Tochigi – 1.250 yên – 17,5 man"."""
    for other, period, least in ((place + 1, "hour", _HOURS[0]), (place - 1, "month", 1 / _HOURS[1])):
        if not 0 <= other < len(amounts) or amounts[place].period is not None:
            continue
        one, two = amounts[place], amounts[other]
        first, second = (one, two) if period == "hour" else (two, one)
        times = two.high / one.high
        alike = least <= times <= (_HOURS[1] if period == "hour" else 1 / _HOURS[0])
        if alike and one.currency == two.currency == "JPY" and _DASH.fullmatch(text.ascii, first.end, second.start):
            return period
    return None


def _period(
    amount: Amount, purpose: Purpose | None, before: _Before, exchange: Exchange, newest: Wage | None
) -> str | None:
    """Return the span of time that a sum is paid for; None where it cannot be a wage."""
    known = exchange.to_vnd(amount.high, amount.currency)
    if known is None and amount.period is not None and amount.high >= _LEAST_UNKNOWN:
        return amount.period
    vnd = known or amount.high * _UNKNOWN_RATE
    by_file = purpose is not None and vnd <= _MOST_BY_FILE and _BY_FILE.search(_behind(before.text, amount.end))
    if by_file or (vnd <= _MOST_A_TIME and _A_TIME.search(before.line)):
        return "piece"
    told = _told_before(before, vnd) if amount.period is None else None
    if told is not None:
        return told
    period = amount.period
    if period is None:
        if purpose is None and (
            not (_may_be_unsaid(amount, vnd, before.line) or _opens_its_sentence(amount, vnd, before))
            or _PER_HEAD.match(before.text.ascii, amount.end)
        ):
            return None
        if known is None and purpose is not None:
            return "month"
        carried = purpose is not None and purpose.carried and newest is not None
        period = newest.period if carried and newest else usual_period(vnd, home=amount.currency == "VND")
    least, most = _POSSIBLE[period]
    return period if least <= vnd <= most else None


def _behind(text: AlignedText, end: int) -> bytes:
    return text.ascii[end : end + 30]


def _wage(amount: Amount, purpose: Purpose | None, before: _Before, period: str, exchange: Exchange) -> Wage:
    low, high = _ends(amount, before)
    start = min(purpose.start, amount.start) if purpose and purpose.end <= amount.start + 1 else amount.start
    basis = purpose.kind if purpose else "unspecified"
    text = before.text
    if _BEHIND.search(_behind(text, amount.end)):
        basis = "take_home"
    return Wage(
        min=low,
        max=high,
        currency=amount.currency,
        period=period,
        basis=basis,
        vnd_month_min=_monthly(low, amount.currency, period, exchange),
        vnd_month_max=_monthly(high, amount.currency, period, exchange),
        quote=text.quote(start, amount.end),
    )


def _said_twice(source: Wage, again: Amount, exchange: Exchange) -> Wage:
    """Return a wage that is said again in another currency, with the advert's own figure in đồng, not a table's."""
    if again.currency != "VND":
        return source
    period = again.period or source.period
    low = None if source.min is None else _monthly(again.low, "VND", period, exchange)
    high = None if source.max is None else _monthly(again.high, "VND", period, exchange)
    return replace(source, vnd_month_min=low, vnd_month_max=high)


def _may_be_unsaid(amount: Amount, vnd: float, before: bytes) -> bool:
    """Tell whether a sum without cue and period can be a wage: a month's by its size, a day's beside a word of work."""
    home = amount.currency == "VND"
    if home and amount.bare and b":" not in before:
        return False
    if _NO_PAY.search(before[-44:]):
        return False
    low, high = _UNSAID_HOME if home else _UNSAID_ABROAD
    if home and _LEAST_DAY <= vnd < low:
        return _WORK.search(before) is not None
    return low <= vnd <= high and _LETTER.search(before) is not None


def _opens_its_sentence(amount: Amount, vnd: float, before: _Before) -> bool:
    """Tell "29.500 tệ, hợp đồng 36 tháng", "6,9tr + xăng", "25 – 40 triệu gross": a wage that nothing introduces."""
    low, high = _UNSAID_HOME if amount.currency == "VND" else _UNSAID_ABROAD
    if amount.bare or not low <= vnd <= high or _LETTER.search(before.line):
        return False
    behind = before.text.ascii[amount.end : amount.end + 2]
    a_range = amount.low < amount.high and behind[:1] in (b",", b";", b"+")
    return a_range or _GOES_ON.match(before.text.ascii, amount.end) is not None


def _told_before(before: _Before, vnd: float) -> str | None:
    period = period_before(before.text, before.start, before.end)
    if period is None:
        return None
    least, most = _USUAL[period]
    # "lương sản phẩm 7-8 triệu", "1 chạy bàn 7tr" are a month's
    return period.replace("trip", "piece") if least <= vnd <= most else None


def _ends(amount: Amount, before: _Before) -> tuple[float | None, float | None]:
    if amount.low != amount.high:
        return amount.low, amount.high
    if not amount.open_end and _LEGAL.search(before.line):
        return amount.low, amount.high
    if amount.open_end or (_FROM.search(before.line) and "→" not in before.text.text[before.end - 12 : before.end]):
        return amount.low, None
    if _UP_TO.search(before.line) and not _EVENING.search(before.text.text, before.end - 6, before.end):
        return None, amount.high
    return amount.low, amount.high


def _monthly(value: float | None, currency: str, period: str, exchange: Exchange) -> int | None:
    if value is None or period not in _A_MONTH:
        return None
    vnd = exchange.to_vnd(value, currency)
    return None if vnd is None else round(vnd * _A_MONTH[period])
