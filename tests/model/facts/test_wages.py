"""What the work pays: told from fees, offers and other sums, with period and open ends."""

from datetime import date

import pytest

from model.fact_records import Wage
from model.facts.amounts import read_amounts
from model.facts.purposes import assign_purposes
from model.facts.wages import read_wages
from model.law.exchange import exchange_on
from model.text import align


def wages(text: str) -> tuple[Wage, ...]:
    aligned = align(text)
    amounts = read_amounts(aligned)
    return read_wages(aligned, amounts, assign_purposes(aligned, amounts), exchange_on(date(2026, 11, 21)))


def read(text: str) -> list[tuple[int | None, int | None, str, str]]:
    return [(wage.min, wage.max, wage.currency, wage.period) for wage in wages(text)]


@pytest.mark.parametrize(
    ("text", "wage"),
    [
        ("Lương 9-12 triệu/tháng tuỳ tay nghề", (9_000_000, 12_000_000, "VND", "month")),
        ("Lương từ 15 triệu", (15_000_000, None, "VND", "month")),
        ("thu nhập lên đến 30tr", (None, 30_000_000, "VND", "month")),
        ("thu nhập 40tr+/tháng", (40_000_000, None, "VND", "month")),
        ("lương tuần 2tr8", (2_800_000, 2_800_000, "VND", "week")),
        ("Lương năm 76.515 AUD", (76_515, 76_515, "AUD", "year")),
        ("10tr/th + cơm", (10_000_000, 10_000_000, "VND", "month")),
        ("người quen tay ngày 250-300k", (250_000, 300_000, "VND", "day")),
        ("1 thùng 2000 cây công lắp 600k", (600_000, 600_000, "VND", "piece")),
        ("Cô nuôi 8 triệu", (8_000_000, 8_000_000, "VND", "month")),
        ("Thợ hàn / 12 / 1.150 USD", (1_150, 1_150, "USD", "month")),
        ("Hỗ trợ thực tập 3.500.000 đ/tháng", (3_500_000, 3_500_000, "VND", "month")),
        ("luong 1Otr - 12tr thang", (10_000_000, 12_000_000, "VND", "month")),
        ("ca tối 700k/ca", (700_000, 700_000, "VND", "day")),
        ("giao hàng 15k/đơn", (15_000, 15_000, "VND", "piece")),
        ("+ 1 phụ bếp: 6 triệu", (6_000_000, 6_000_000, "VND", "month")),
        ("đứng máy: 6tr8 lương tháng", (6_800_000, 6_800_000, "VND", "month")),
        ("trừ khấu trừ thuế, nhà ở còn nhận 130.000 yên", (130_000, 130_000, "JPY", "month")),
        ("Trồng nấm Nagano ........... 16.5 man", (165_000, 165_000, "JPY", "month")),
    ],
)
def test_a_wage_is_read_with_its_period_and_ends(text: str, wage: tuple[int | None, int | None, str, str]) -> None:
    assert read(text) == [wage]


@pytest.mark.parametrize(
    "text",
    [
        "Lương thoả thuận",
        "Doanh thu cửa hàng 300 triệu mỗi tháng",
        "Giải nhất hội thao 5 triệu đồng",
        "tăng ca 18 tệ/h",
        "tip khách cho thường 50-100k/tối",
        "Nhà ở trừ 20.000 yên/tháng vào lương",
        "Mức phạt từ 50 đến 75 triệu đồng",
        "Người có thu nhập trên 11 triệu phải kê khai thuế",
        "Xe tải bán 260 triệu",
        "Phụ cấp ăn trưa 730.000đ/tháng",
        "Cọc 5 triệu",
        "lương 1000000 triệu",
    ],
)
def test_other_sums_are_no_wages(text: str) -> None:
    assert read(text) == []


def test_a_list_of_jobs_goes_on_with_wages() -> None:
    text = "Buồng phòng 7,2tr net; bàn 7tr net; bếp nóng 11tr net"
    assert [wage[1] for wage in read(text)] == [7_200_000, 7_000_000, 11_000_000]
    assert {wage.basis for wage in wages(text)} == {"take_home"}


def test_the_head_of_a_table_says_what_its_columns_are() -> None:
    text = "Việc | Lương cơ bản | Thu nhập\nMay | 5.600.000 | 9 - 12 triệu\nỦi | 5.400.000 | 8 - 10 triệu"
    assert [wage[0] for wage in read(text)] == [5_600_000, 9_000_000, 5_400_000, 8_000_000]


def test_the_figure_in_dong_that_the_advert_states_wins_over_the_table() -> None:
    (wage,) = wages("Lương cơ bản: 187.000 yên/tháng (khoảng 31.400.000 đ)")
    assert (wage.min, wage.currency, wage.basis) == (187_000, "JPY", "basic")
    assert (wage.vnd_month_min, wage.vnd_month_max) == (31_400_000, 31_400_000)


@pytest.mark.parametrize(
    "text",
    [
        "Lương 29.500 Đài tệ/tháng, tương đương 24 triệu",
        "luong 29500 te dai ~ 24tr",
        "Lương 29.500 Đài tệ, tính ra 24 triệu đồng",
        "29.500 đài tệ/tháng (gần 24 triệu)",
        "lương 29.500 đài là 24 triệu",
    ],
)
def test_a_wage_said_in_two_currencies_is_one(text: str) -> None:
    assert [(wage.min, wage.currency, wage.vnd_month_max) for wage in wages(text)] == [(29_500, "TWD", 24_000_000)]


def test_the_quote_points_into_the_original() -> None:
    text = "🔥 Lươ\u200bng 12\u200b triệ\u200bu"
    quote = wages(text)[0].quote
    assert text[quote.start : quote.end] == quote.text == "Lươ\u200bng 12\u200b triệ\u200bu"


@pytest.mark.parametrize("text", ["Lương cứng 9 triệu/tháng, thưởng 500k", "thu nhập từ 20 đến 30 triệu, cọc 2 triệu"])
def test_accents_make_no_difference(text: str) -> None:
    assert read(align(text).folded) == read(text)
