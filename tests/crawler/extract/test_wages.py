from typing import Any

import pytest

from crawler.extract.wages import amount, read_wage
from storage.records import Wage


def salary(currency: Any = "VND", unit: Any = "MONTH", **value: Any) -> dict[str, Any]:
    return {"currency": currency, "value": {"unitText": unit, **value}}


@pytest.mark.parametrize(
    ("base", "wage", "repairs"),
    [
        (salary(minValue=18000000, maxValue=25000000), (18000000, 25000000, "VND", "month"), []),
        ({"currency": "VND", "unitText": "MONTH", "minValue": 7, "maxValue": 9}, (7, 9, "VND", "month"), []),
        (salary(minValue=10000000, maxValue=0), (10000000, None, "VND", "month"), ["max_wage_zero"]),
        (salary(minValue=0, maxValue=9000000), (None, 9000000, "VND", "month"), ["min_wage_zero"]),
        (salary(minValue=9000000, maxValue=7000000), (7000000, 9000000, "VND", "month"), ["wage_swapped"]),
        (salary(minValue="7.000.000", maxValue="9,000,000"), (7000000, 9000000, "VND", "month"), []),
        (salary(value=3500), (3500, 3500, "VND", "month"), []),
        (salary("VNĐ", minValue=5), (5, None, "VND", "month"), ["currency_spelled"]),
        (salary("đồng", minValue=5), (5, None, "VND", "month"), ["currency_spelled"]),
        (salary("US$", "hour", minValue=5), (5, None, "USD", "hour"), ["currency_spelled", "wage_period_spelled"]),
        (salary(None, minValue=5), (5, None, "VND", "month"), ["currency_missing"]),
        (salary("JPY", "Tháng", minValue=5), (5, None, "JPY", "month"), ["wage_period_spelled"]),
        (salary(unit=None, minValue=5), (5, None, "VND", "month"), ["wage_period_missing"]),
        ([salary(minValue=5)], (5, None, "VND", "month"), []),
        ({"currency": "VND", "unitText": "DAY", "value": 350000}, (350000, 350000, "VND", "day"), []),
    ],
)
def test_a_wage_is_read_and_its_mending_named(base: Any, wage: tuple[Any, ...], repairs: list[str]) -> None:
    found: list[str] = []
    lowest, highest, currency, period = wage

    assert read_wage(base, found)[0] == Wage(min=lowest, max=highest, currency=currency, period=period)
    assert found == repairs


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (None, ""),
        ("Thoả thuận", "Thoả thuận"),
        ({"currency": "VND", "value": "10 - 12 triệu"}, "10 - 12 triệu"),
        ({"currency": "VND", "value": {"value": "Cạnh tranh"}}, "Cạnh tranh"),
        (salary(minValue=0, maxValue=0), ""),
        (salary("bạc", minValue=5), "5"),
        (salary(unit="mùa", minValue=5), "5"),
        (salary(minValue=True), ""),
        (salary(minValue=10**30), ""),
    ],
)
def test_what_states_no_wage_keeps_its_words(base: Any, words: str) -> None:
    assert read_wage(base, []) == (None, words)


def test_a_wage_is_told_as_a_vietnamese_reader_writes_it() -> None:
    assert read_wage(salary(minValue=18000000, maxValue=25000000), [])[1] == "18.000.000 - 25.000.000 VND/tháng"
    assert read_wage(salary(minValue=18000000), [])[1] == "Từ 18.000.000 VND/tháng"
    assert read_wage(salary(maxValue=900, unit="DAY", currency="TWD"), [])[1] == "Đến 900 TWD/ngày"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7e6, 7000000),
        ("1.500", 1500),
        ("15.5", 15),
        ("15,5", 15),
        ("12 triệu", None),
        ("1.2.3", None),
        (float("inf"), None),
    ],
)
def test_amounts_are_whole_numbers(value: Any, number: int | None) -> None:
    assert amount(value) == number
