"""What the work pays: sums whose purpose is wage, with period, open ends and a monthly estimate in VND."""

import re
from dataclasses import replace

import re2

from model.facts.amounts import Amount
from model.facts.periods import period_before, usual_period
from model.facts.purposes import Purpose
from model.law.exchange import Exchange
from model.records import Wage
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
# A period that stands only somewhere before the sum must fit it well: "ca ngày, ca đêm, lương 9 triệu" is no day's wage.
_USUAL = {
    "hour": (10_000, 400_000),
    "day": (60_000, 2_900_000),
    "week": (400_000, 20_000_000),
    "month": (1_500_000, 250_000_000),
    "year": (30_000_000, 2_500_000_000),
    "piece": (100, 25_000_000),
}
_UNSAID = {"VND": (3_000_000, 60_000_000)}
"""A sum without any cue and period is taken for a monthly wage only between these."""
_FROM = re2.compile(
    rb"(?:\btu|tren|hon|it nhat|toi thieu|thap nhat|khong (?:duoi|thap hon|it hon)|khoi diem tu|min|>=) ?(?:khoang |la |tam )?$"
)
_UP_TO = re2.compile(
    rb"(?:len (?:den|toi)|toi da|cao nhat|\bden|\btoi|duoi|khong qua|max|up ?to|kich tran) ?(?:khoang |la |hon |tam )?$"
)
_WORK = re2.compile(
    rb"\b(?:ca|buoi|cong|tho|phu|bep|bung|rua|chay ban|boc xep|boc vac|bao ve|lai xe|lai|giu xe|dem|sang|chieu|toi|nam|nu|lam|cat|may|han|hai|"
    rb"trong|cham|nuoi benh|pha che|thu ngan|phuc vu|ban hang|don|lau|tap vu|giao)\b[^,;]{0,24}$"
)
_OTHER_SENTENCE = re.compile(rb"\n|[.!?] ")
_BEHIND = re2.compile(rb"^(?: ?\([a-z ]*\))? ?(?:net|gross|thuc linh|thuc nhan|ve tay|tay)\b")


def read_wages(
    text: AlignedText, amounts: list[Amount], purposes: list[Purpose | None], exchange: Exchange
) -> tuple[Wage, ...]:
    """Return every wage, each distinct one once."""
    wages: dict[tuple[object, ...], Wage] = {}
    newest: tuple[object, ...] | None = None
    floor = 0
    for amount, purpose in zip(amounts, purposes, strict=True):
        like = wages[newest] if newest is not None and purpose is not None and purpose.carried else None
        wage = _wage(text, amount, purpose, exchange, floor, like)
        floor = amount.end
        if wage is None:
            continue
        if purpose is not None and purpose.restates and newest is not None:
            source = wages[newest]
            wage = replace(wage, period=source.period, basis=source.basis)
            if wage.currency == "VND":
                # the advert's own figure in đồng is better than any table
                low, high = (_monthly(value, "VND", source.period, exchange) for value in (wage.min, wage.max))
                wages[newest] = replace(source, vnd_month_min=low, vnd_month_max=high)
                wage = replace(wage, vnd_month_min=low, vnd_month_max=high)
        newest = (wage.min, wage.max, wage.currency, wage.period)
        wages.setdefault(newest, wage)
    return tuple(wages.values())


def _wage(
    text: AlignedText, amount: Amount, purpose: Purpose | None, exchange: Exchange, floor: int, like: Wage | None
) -> Wage | None:  # noqa: PLR0913
    if purpose is not None and purpose.family != "wage":
        return None
    vnd = exchange.to_vnd(amount.high, amount.currency)
    if vnd is None:
        vnd = amount.high * 20_000
    line = text.ascii
    before = _OTHER_SENTENCE.split(line[max(floor, amount.start - 60) : amount.start])[-1]
    home = amount.currency == "VND"
    told = amount.period or _told_before(before, vnd)
    if purpose is None and told is None and not _may_be_unsaid(amount, vnd, before):
        return None
    period = told or (like.period if like else usual_period(vnd, home=home))
    least, most = _POSSIBLE[period]
    if not least <= vnd <= most:
        return None
    low, high = _ends(amount, before)
    start = min(purpose.start, amount.start) if purpose and purpose.end <= amount.start + 1 else amount.start
    return Wage(
        min=low,
        max=high,
        currency=amount.currency,
        period=period,
        basis="take_home"
        if _BEHIND.search(line[amount.end : amount.end + 30])
        else purpose.kind
        if purpose
        else "unspecified",
        vnd_month_min=_monthly(low, amount.currency, period, exchange),
        vnd_month_max=_monthly(high, amount.currency, period, exchange),
        quote=text.quote(start, amount.end),
    )


def _may_be_unsaid(amount: Amount, vnd: int, before: bytes) -> bool:
    """Tell whether a sum without cue and period can be a wage: a month's by its size, a day's beside a word of work."""
    if amount.bare and amount.currency == "VND" and b":" not in before:
        return False
    low, high = _UNSAID.get(amount.currency, (4_000_000, 160_000_000))
    if amount.currency == "VND" and 150_000 <= vnd < low:  # noqa: PLR2004 - no day's wage is less
        return _WORK.search(before) is not None
    return low <= vnd <= high and any(65 <= letter - 32 <= 90 for letter in before)  # noqa: PLR2004


def _told_before(before: bytes, vnd: int) -> str | None:
    period = period_before(before)
    if period is None:
        return None
    least, most = _USUAL[period]
    return period if least <= vnd <= most else None


def _ends(amount: Amount, before: bytes) -> tuple[int | None, int | None]:
    if amount.low != amount.high:
        return amount.low, amount.high
    if amount.open_end or _FROM.search(before):
        return amount.low, None
    if _UP_TO.search(before):
        return None, amount.high
    return amount.low, amount.high


def _monthly(value: int | None, currency: str, period: str, exchange: Exchange) -> int | None:
    if value is None or period not in _A_MONTH:
        return None
    vnd = exchange.to_vnd(value, currency)
    return None if vnd is None else round(vnd * _A_MONTH[period])
