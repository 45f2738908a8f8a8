from datetime import date
from typing import Any

import pytest

from crawler.extract.dates import in_order, read_date


@pytest.mark.parametrize(
    ("value", "day", "repairs"),
    [
        ("2026-05-28", date(2026, 5, 28), []),
        ("2026-05-28T23:59:59+07:00", date(2026, 5, 28), []),
        ("2026-05-28T20:00:00Z", date(2026, 5, 29), []),
        ("2026-5-3", date(2026, 5, 3), []),
        ("28/05/2026", date(2026, 5, 28), ["date_day_first"]),
        ("Hạn nộp: 3-5-2026", date(2026, 5, 3), ["date_day_first"]),
        ("05/28/2026", date(2026, 5, 28), ["date_month_first"]),
        (1780000000, date(2026, 5, 29), ["date_in_seconds"]),
        ("31/02/2026", None, ["date_day_first", "date_unreadable"]),
        ("hôm qua", None, ["date_unreadable"]),
        ("", None, []),
        (None, None, []),
        ({}, None, []),
        (True, None, []),
    ],
)
def test_dates_are_read_as_boards_write_them(value: Any, day: date | None, repairs: list[str]) -> None:
    found: list[str] = []

    assert read_date(value, found) == day
    assert found == repairs


def test_dates_out_of_order_are_put_right() -> None:
    repairs: list[str] = []

    assert in_order(date(2026, 2, 1), date(2026, 1, 1), repairs) == (date(2026, 1, 1), date(2026, 2, 1))
    assert repairs == ["dates_swapped"]
