"""Numbers, money and times as they are written in Viet Nam; facts in words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from review_app import language, written
from review_app.service.facts import describe


def test_money_is_grouped_by_points() -> None:
    assert written.money(30_000_000) == "30.000.000 đ"
    assert written.money(1200, "USD") == "1.200 USD"
    assert written.money(26.5, "AUD") == "26,5 AUD"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1_000, 2_000, "1.000 – 2.000 đ"),
        (1_000, 1_000, "1.000 đ"),
        (None, 2_000, "đến 2.000 đ"),
        (1_000, None, "từ 1.000 đ"),
        (None, None, ""),
        (0, 0, "0 đ"),
    ],
)
def test_ranges_may_be_open(low: int | None, high: int | None, said: str) -> None:
    assert written.money_range(low, high) == said


def test_moments_are_shown_in_vietnamese_time() -> None:
    assert written.moment(datetime(2026, 11, 20, 19, 30, tzinfo=UTC)) == "21/11/2026 02:30"


def test_english_writes_its_own_numbers() -> None:
    language.use_language("en")
    said = written.score(0.93), written.count(30_000)
    language.use_language(None)

    assert said == ("0.93", "30,000")


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("phones", {"value": "0900000418"}, "0900000418"),
        ("wages", {"min": 7, "max": 9, "currency": "VND", "period": "month"}, "7 – 9 đ một tháng"),
        ("wages", {"min": None, "max": None, "vnd_month_min": 5, "vnd_month_max": None}, "khoảng từ 5 đ một tháng"),
        ("fees", {"kind": "deposit", "amount": None, "vnd": None}, "tiền đặt cọc, không nêu số tiền"),
        (
            "fees",
            {"kind": "unheard", "amount": 5, "currency": "USD", "vnd": 130_000},
            "khoản khác: 5 USD (khoảng 130.000 đ)",
        ),
        ("destinations", {"country": "JP"}, "Nhật Bản"),
        ("destinations", {"country": "ZZ9"}, "ZZ9"),
        ("ages", {"min": 18, "max": None}, "từ 18 tuổi"),
        ("ages", {"min": None, "max": 40}, "đến 40 tuổi"),
        ("licences", {"number": "1/LĐTBXH-GP"}, "1/LĐTBXH-GP"),
        ("contract_months", {"value": 36}, "36 tháng"),
        ("unheard_of", {"a": 1, "b": None, "c": "x"}, "1 · x"),
        ("provinces", {"code": "25", "name": "Phú Thọ"}, "Phú Thọ"),
        ("papers_kept", {"what": "driving_licence"}, "bằng lái xe"),
        ("papers_kept", {"what": "unheard"}, "unheard"),
    ],
)
def test_facts_are_words(kind: str, value: dict[str, Any], said: str) -> None:
    assert describe(kind, value) == said
