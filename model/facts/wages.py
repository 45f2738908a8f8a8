"""What the work pays: sums whose purpose is wage, with period, open ends and a monthly estimate in VND."""

import re2

from model.facts.amounts import Amount
from model.facts.purposes import Purpose
from model.law.exchange import Exchange
from model.records import Wage
from model.text import AlignedText

# How often a period fits a working month; an estimate, for comparison only.
_A_MONTH = {"month": 1.0, "day": 26.0, "hour": 208.0, "week": 4.33, "year": 1 / 12}
_SMALLEST_MONTHLY_VND = 1_500_000
_FROM = re2.compile(rb"(?:tu|tren|hon|it nhat|toi thieu|thap nhat|>) ?(?:khoang )?$")
_UP_TO = re2.compile(rb"(?:len (?:den|toi)|toi da|cao nhat|den|duoi|khong qua) ?(?:khoang )?$")
_PERIOD_BEFORE = re2.compile(
    rb"(?:luong |mot |moi |1 |thu nhap |hang |tinh theo |theo |^|[,.:(] ?)(thang|ngay|gio|tuan|nam|ca|san pham)(?: (?:la|duoc|khoang|tu|cung|thu nhap|luong|kiem|tam))*[ :]*$"
)
_PERIODS = {
    b"thang": "month",
    b"ngay": "day",
    b"gio": "hour",
    b"tuan": "week",
    b"nam": "year",
    b"ca": "day",
    b"san pham": "piece",
}


def read_wages(
    text: AlignedText, amounts: list[Amount], purposes: list[Purpose | None], exchange: Exchange
) -> tuple[Wage, ...]:
    """Return every wage, each distinct one once."""
    wages: dict[tuple[object, ...], Wage] = {}
    for amount, purpose in zip(amounts, purposes, strict=True):
        if purpose is None and amount.period in ("year", "piece"):
            continue
        if (purpose.family if purpose else None) not in (("wage",) if not amount.period else ("wage", None)):
            continue
        wage = _wage(text, amount, purpose, exchange)
        if wage is not None:
            wages.setdefault((wage.min, wage.max, wage.currency, wage.period), wage)
    return tuple(wages.values())


def _wage(text: AlignedText, amount: Amount, purpose: Purpose | None, exchange: Exchange) -> Wage | None:
    before = text.ascii[max(0, amount.start - 30) : amount.start].split(b"\n")[-1]
    low: int | None = amount.low
    high: int | None = amount.high
    if amount.low == amount.high:
        if _FROM.search(before):
            high = None
        elif _UP_TO.search(before):
            low = None
    period = amount.period or _period_before(before) or _usual_period(amount)
    monthly = [_monthly(value, amount.currency, period, exchange) for value in (low, high)]
    if amount.currency == "VND" and period == "month" and amount.high < _SMALLEST_MONTHLY_VND:
        return None
    start = min(purpose.start, amount.start) if purpose and amount.start - purpose.start < 60 else amount.start  # noqa: PLR2004
    return Wage(
        min=low,
        max=high,
        currency=amount.currency,
        period=period,
        basis=purpose.kind if purpose else "unspecified",
        vnd_month_min=monthly[0],
        vnd_month_max=monthly[1],
        quote=text.quote(start, amount.end),
    )


def _period_before(before: bytes) -> str | None:
    match = _PERIOD_BEFORE.search(before)
    return _PERIODS[match[1]] if match else None


def _usual_period(amount: Amount) -> str:
    """Take a month where nothing is said, unless the sum can only be a day's or an hour's."""
    if amount.currency == "VND":
        if amount.high < 100_000:  # noqa: PLR2004 - below any day's wage
            return "hour"
        return "day" if amount.high < 1_500_000 else "month"  # noqa: PLR2004 - below any monthly minimum
    return "hour" if amount.currency in ("USD", "EUR", "CAD", "AUD") and amount.high <= 60 else "month"  # noqa: PLR2004


def _monthly(value: int | None, currency: str, period: str, exchange: Exchange) -> int | None:
    if value is None or period not in _A_MONTH:
        return None
    vnd = exchange.to_vnd(value, currency)
    return None if vnd is None else round(vnd * _A_MONTH[period])
