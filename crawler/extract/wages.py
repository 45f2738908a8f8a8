"""The wage of a JobPosting: strict about what it says, mending how it is written."""

import re
from typing import Any

from crawler.extract.plain_text import one_line
from storage.records import Wage

_CURRENCIES = {
    "VND": ("vnd", "vnđ", "đ", "đồng", "dong", "₫", "vn"),
    "USD": ("usd", "$", "us$", "đô", "đô la"),
    "JPY": ("jpy", "¥", "yen", "yên"),
    "TWD": ("twd", "nt$", "ntd", "đài tệ"),
    "KRW": ("krw", "₩", "won"),
    "EUR": ("eur", "€", "euro"),
    "CNY": ("cny", "rmb", "nhân dân tệ"),
    "SGD": ("sgd", "s$"),
    "AUD": ("aud", "a$"),
}
_SPELLED = {spelling: code for code, spellings in _CURRENCIES.items() for spelling in spellings}
_PERIODS = {
    "hour": ("hour", "hourly", "hur", "giờ", "h", "/giờ"),
    "day": ("day", "daily", "ngày", "/ngày"),
    "week": ("week", "weekly", "tuần", "/tuần"),
    "month": ("month", "monthly", "mon", "months", "tháng", "/tháng", "thang"),
    "year": ("year", "yearly", "ann", "annual", "năm", "/năm"),
    "piece": ("piece", "sản phẩm", "/sản phẩm"),
}
_PERIOD_SPELLED = {spelling: period for period, spellings in _PERIODS.items() for spelling in spellings}
_PERIOD_WORDS = {
    "hour": "giờ", "day": "ngày", "week": "tuần", "month": "tháng", "year": "năm", "piece": "sản phẩm"
}  # fmt: skip
_AMOUNT = re.compile(r"\d{1,15}(?:[.,]\d{1,15}){0,6}")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LARGEST = 10**15


def read_wage(base: Any, repairs: list[str]) -> tuple[Wage | None, str]:
    """Return the wage of `baseSalary` and its words for a person; (None, words) where no amount is stated."""
    if isinstance(base, list):
        base = base[0] if base else None
    if not isinstance(base, dict):
        return None, _stated(base, repairs)
    inner = base.get("value", base)
    if isinstance(inner, list):
        inner = inner[0] if inner else {}
    if not isinstance(inner, dict):
        if amount(inner) is None:
            return None, _stated(inner, repairs)
        inner = {"value": inner}
    lowest, highest = _range(inner, repairs)
    if lowest is None and highest is None:
        return None, _stated(inner.get("value"), repairs)
    currency = _currency(base.get("currency", inner.get("currency")), repairs)
    period = _period(inner.get("unitText") or base.get("unitText") or base.get("unitCode"), repairs)
    if currency is None or period is None:
        return None, " - ".join(_grouped(value) for value in (lowest, highest) if value is not None)
    wage = Wage(min=lowest, max=highest, currency=currency, period=period)
    return wage, wage_words(wage)


def wage_words(wage: Wage) -> str:
    """Return a wage as a Vietnamese reader writes it."""
    per = f"{wage.currency}/{_PERIOD_WORDS[wage.period]}"
    if wage.min is not None and wage.max is not None:
        both = _grouped(wage.min) if wage.min == wage.max else f"{_grouped(wage.min)} - {_grouped(wage.max)}"
        return f"{both} {per}"
    if wage.min is not None:
        return f"Từ {_grouped(wage.min)} {per}"
    return f"Đến {_grouped(wage.max or 0)} {per}"


def amount(value: Any) -> int | None:
    """Return a number however it is written ("10.000.000", 1.0e7, "10,5"), rounded to whole units."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return int(value) if abs(value) < _LARGEST else None
    match = _AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    text = match.group()
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"[.,]", "", text))
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number < _LARGEST else None


def _range(inner: dict[str, Any], repairs: list[str]) -> tuple[int | None, int | None]:
    lowest, highest = amount(inner.get("minValue")), amount(inner.get("maxValue"))
    if not lowest and not highest:
        single = amount(inner.get("value"))
        lowest = highest = single
    if highest is not None and highest <= 0 and lowest:
        repairs.append("max_wage_zero")
    if lowest is not None and lowest <= 0 and highest:
        repairs.append("min_wage_zero")
    lowest = lowest if lowest and lowest > 0 else None
    highest = highest if highest and highest > 0 else None
    if lowest and highest and lowest > highest:
        repairs.append("wage_swapped")
        return highest, lowest
    return lowest, highest


def _currency(value: Any, repairs: list[str]) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        repairs.append("currency_missing")
        return "VND"
    if re.fullmatch(r"[A-Z]{3}", text) and text != "NTD":
        return text
    code = _SPELLED.get(text.lower())
    repairs.append("currency_spelled" if code else "currency_unknown")
    return code


def _period(value: Any, repairs: list[str]) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        repairs.append("wage_period_missing")
        return "month"
    period = _PERIOD_SPELLED.get(text.lower())
    if period is None:
        repairs.append("wage_period_unknown")
    elif text != period.upper():
        repairs.append("wage_period_spelled")
    return period


def _stated(value: Any, repairs: list[str]) -> str:
    return one_line(value, repairs) if isinstance(value, str) else ""


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")
