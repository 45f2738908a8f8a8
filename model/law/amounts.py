"""Sums and lengths as Vietnamese writes and says them, exact to the đồng."""

from fractions import Fraction

_MILLION, _THOUSAND, _HUNDRED = 1_000_000, 1_000, 100


def spoken(vnd: int) -> str:
    """Write a sum as briefly as it goes without rounding: `91,5 triệu`, `800.000 đồng`."""
    if vnd >= _MILLION and vnd % _THOUSAND == 0:
        whole, rest = divmod(vnd // _THOUSAND, _THOUSAND)
        return f"{dotted(whole)}{_decimals(rest, 3)} triệu"
    return f"{dotted(vnd)} đồng"


def dotted(number: int) -> str:
    """Write a whole number with a point between thousands: `1.200.000`."""
    return f"{number:,}".replace(",", ".")


def months_in_words(months: Fraction) -> str:
    """Write a number of months: as a decimal where it ends after two places, as a fraction otherwise."""
    hundredths = months * _HUNDRED
    if hundredths.denominator == 1:
        whole, rest = divmod(int(hundredths), _HUNDRED)
        return f"{whole}{_decimals(rest, 2)} tháng"
    return f"{months.numerator}/{months.denominator} tháng"


def _decimals(rest: int, places: int) -> str:
    return f",{rest:0{places}d}".rstrip("0") if rest else ""
