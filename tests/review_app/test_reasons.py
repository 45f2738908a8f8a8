"""The waterfall adds up, and its words can be read."""

from itertools import pairwise

import pytest

from review_app.service.reasons import extent, readable, waterfall

REASONS = [{"name": f"word:w{n}", "contribution": (-1) ** n * n / 7} for n in range(1, 20)] + [
    {"name": "other", "contribution": 0.123456789}
]
LOGIT = -1.5 + sum(row["contribution"] for row in REASONS)


@pytest.mark.parametrize("bars", [None, 0, 1, 5, 12, 100])
def test_the_last_step_is_the_logit_however_few_bars_are_drawn(bars: int | None) -> None:
    steps = waterfall(-1.5, REASONS, {}, bars=bars)

    assert abs(steps[-1].end - LOGIT) < 1e-9


def test_every_bar_begins_where_the_one_before_ends() -> None:
    steps = waterfall(-1.5, REASONS, {})

    assert all(after.start == before.end for before, after in pairwise(steps[:-1]))


def test_the_largest_come_first_and_other_last() -> None:
    names = [step.name for step in waterfall(-1.5, REASONS, {})]

    assert names[1] == "Từ “w19”"
    assert names[-2] == "Các lý do nhỏ khác gộp lại"


def test_without_reasons_the_sum_is_the_starting_point() -> None:
    assert [step.end for step in waterfall(-1.5, [], {})] == [-1.5, -1.5]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("word:việc_nhẹ", "Từ “việc nhẹ”"),
        ("indicator:asks_deposit", "Đòi đặt cọc"),
        ("indicator:new_one", "Chỉ dấu new one"),
        ("finding:strong", "Số lượng: dấu hiệu mạnh"),
        ("fact:fee_deposit_above_two_months", "Dữ kiện: thu tiền đặt cọc trên hai tháng lương"),
        ("something", "something"),
    ],
)
def test_codes_are_readable(name: str, said: str) -> None:
    assert readable(name, {"asks_deposit": "Đòi đặt cọc"}) == said


def test_the_chart_has_room_for_the_numbers() -> None:
    low, high = extent(waterfall(-1.0, [{"name": "other", "contribution": 3.0}], {}))

    assert low == -1.0
    assert high > 2.0
