"""How times, numbers and money are written on screen, by the language in use."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import format_decimal

from review_app.language import _, language

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(at: datetime) -> str:
    """Write a moment in Vietnamese time: 21/11/2026 08:05."""
    return at.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")


def clock(at: datetime) -> str:
    """Write a time of today in Vietnamese time: 08:05."""
    return at.astimezone(ZONE).strftime("%H:%M")


def day(on: date) -> str:
    """Write a day: 21/11/2026."""
    return on.strftime("%d/%m/%Y")


def day_of(at: date | datetime) -> str:
    """Write the day of a moment, in Vietnamese time, or a day as it is."""
    return moment(at)[:10] if isinstance(at, datetime) else day(at)


def score(value: float) -> str:
    """Write a score or a share with two digits: 0,93."""
    return format_decimal(value, format="0.00", locale=language())


def percent(share: float) -> str:
    """Write a share of 1 in hundredths: 93%."""
    return format_decimal(share * 100, format="#,##0", locale=language()) + "%"


def exact(value: float) -> str:
    """Write a share with three digits, so that those of a column stand under one another: 0,981."""
    return format_decimal(value, format="0.000", locale=language())


def figure(value: float) -> str:
    """Write a figure as it is, up to four digits behind the comma: 0,005."""
    return format_decimal(value, format="#,##0.####", locale=language())


def signed(value: float) -> str:
    """Write a contribution with its sign: +1,24."""
    return format_decimal(value, format="+0.00;−0.00", locale=language())


def count(value: int) -> str:
    """Write a whole number in groups of three: 30.000."""
    return format_decimal(value, format="#,##0", locale=language())


def money(amount: float, currency: str = "VND") -> str:
    """Write an amount: 30.000.000 đ, or with the currency's code where it is foreign: 26,5 AUD."""
    sign = "đ" if currency == "VND" else currency
    return f"{_figure(amount)} {sign}"


def _figure(amount: float) -> str:
    return format_decimal(amount, format="#,##0.###", locale=language())


def money_range(low: float | None, high: float | None, currency: str = "VND") -> str:
    """Write a range of money, open on one side where a bound is missing; empty where both are."""
    if low is None and high is None:
        return ""
    if low is None:
        return _("up to {amount}").format(amount=money(high or 0, currency))
    if high is None:
        return _("from {amount}").format(amount=money(low, currency))
    if low == high:
        return money(low, currency)
    return f"{_figure(low)} – {money(high, currency)}"


def chart_locale() -> dict[str, object]:
    """Return how the numbers of a chart are written, for the `configure` of Altair: 0,1 and 1.000 in Vietnamese."""
    symbols = Locale.parse(language()).number_symbols["latn"]
    return {
        "number": {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]}
    }


def country(code: str) -> str:
    """Write a country's name by its ISO code."""
    return str(Locale.parse(language()).territories.get(code, code))
