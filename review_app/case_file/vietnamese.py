"""Numbers, days and sums as an official Vietnamese document writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from model.law.amounts import dotted

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSAND, _BILLION, _HUNDRED, _TEN = 1_000, 1_000_000_000, 100, 10
_FIVE = 5


def day(on: date) -> str:
    """Write a day: ngày 05 tháng 11 năm 2026; one-digit days and months get a zero, as Decree 30/2020 wants them."""
    # January and February too: the decree has a zero before days below 10 and months 1 and 2
    month = f"{on.month:02d}" if on.month <= 2 else str(on.month)  # noqa: PLR2004
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def short_day(on: date) -> str:
    """Write a day in a table: 05/11/2026."""
    return f"{on:%d/%m/%Y}"


def moment(at: datetime) -> str:
    """Write a moment in Vietnamese time to the second: 02 giờ 30 phút 00 giây, ngày 21/11/2026."""
    there = at.astimezone(ZONE)
    return f"{there:%H} giờ {there:%M} phút {there:%S} giây, ngày {there:%d/%m/%Y}"


def figure(amount: float) -> str:
    """Write an amount in figures: 7.500 or 26,5; two places at most."""
    whole, rest = divmod(round(amount * _HUNDRED), _HUNDRED)
    return dotted(whole) + (f",{rest:02d}".rstrip("0") if rest else "")


def vnd(amount: int) -> str:
    """Write a sum in figures: 95.000.000 đồng."""
    return f"{dotted(amount)} đồng"


def vnd_in_words(amount: int) -> str:
    """Write a sum in words: Chín mươi lăm triệu đồng.

    Raises:
        ValueError: the sum is below zero.
    """
    if amount < 0:
        msg = f"a sum below zero: {amount}"
        raise ValueError(msg)
    words = f"{number_in_words(amount)} đồng"
    return words[0].upper() + words[1:]


def number_in_words(number: int) -> str:
    """Write a whole number from zero on in words."""
    if number == 0:
        return _DIGITS[0]
    if number >= _BILLION:
        billions, rest = divmod(number, _BILLION)
        head = f"{number_in_words(billions)} tỷ"
        return f"{head} {_below_a_billion(rest, is_first=False)}" if rest else head
    return _below_a_billion(number, is_first=True)


def _below_a_billion(number: int, *, is_first: bool) -> str:
    millions, rest = divmod(number, _THOUSAND**2)
    thousands, units = divmod(rest, _THOUSAND)
    parts: list[str] = []
    for count, name in ((millions, " triệu"), (thousands, " nghìn"), (units, "")):
        if count:
            parts.append(_three_digits(count, is_first=is_first and not parts) + name)
    return " ".join(parts)


def _three_digits(number: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    tens, units = divmod(rest, _TEN)
    parts = [f"{_DIGITS[hundreds]} trăm"] if hundreds or not is_first else []
    if tens:
        parts.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
        parts.append(_unit_after_tens(units, tens))
    elif units:
        parts.append(f"linh {_DIGITS[units]}" if parts else _DIGITS[units])
    return " ".join(filter(None, parts))


def _unit_after_tens(units: int, tens: int) -> str:
    if units == 0:
        return ""
    if units == _FIVE:
        return "lăm"
    return "mốt" if units == 1 and tens > 1 else _DIGITS[units]
