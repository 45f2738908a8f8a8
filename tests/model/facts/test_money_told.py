"""Sums that only their neighbourhood tells: board, schemes, deposits worked off, what is told of others, totals."""

from datetime import date

import pytest

from model.fact_records import Facts
from model.facts import read_facts
from model.text import align


def facts(text: str) -> Facts:
    return read_facts(align(text), date(2026, 11, 21))


def read(text: str) -> list[tuple[str, float, str]]:
    return [(fee.kind, fee.amount, fee.currency) for fee in facts(text).fees]


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("Ký túc xá trừ 2.500 Đài tệ tiền ăn ở", (2_500, "TWD")),
        ("nhà công ty thuê hộ, các bạn trả 25.000 yên tiền nhà/tháng", (25_000, "JPY")),
        ("Chủ tàu cấp ký túc xá, thu 180.000 won/tháng tiền điện nước", (180_000, "KRW")),
        ("Ở ký túc xá của chủ 1.000 NT$/tháng", (1_000, "TWD")),
        ("27,5 zł/h net. trừ nhà 700 zł/th", (700, "PLN")),
        ("Ở trọ chung thì góp 700 ngàn/tháng tiền phòng", (700_000, "VND")),
        ("Nhà nghỉ 4.500 Kč/tháng trừ vào lương", (4_500, "CZK")),
    ],
)
def test_board_and_lodging_taken_off_the_wage_is_another_fee(text: str, sum_: tuple[float, str]) -> None:
    assert read(text) == [("other", *sum_)]


@pytest.mark.parametrize("text", ["Cơm trưa 35.000/ngày do công ty lo", "cơm ca 22.000đ/suất cty trả", "ăn ca 25k"])
def test_a_meal_that_the_employer_pays_is_support(text: str) -> None:
    assert [offer.kind for offer in facts(text).offers] == ["support"]
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ai nghe nơi khác báo 300 triệu trọn gói thì cứ so",
        "Có phải nộp 30 triệu như bên khác không? Không",
        "Chủ sử dụng chi: vé, giấy phép (levy 1.850 RM), visa, khám lại 200 RM",
        "Ngân hàng thu chừng 10 RM một lần",
        "Hồi tui đi mất 95 triệu",
    ],
)
def test_what_is_told_of_others_is_no_fee(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bước 2: gói đồng 500.000đ → nhận 690.000đ",
        "nạp 100k làm đơn thử, rút về 130k",
        "gói bạc 990.000 đ → 1.287.000 đ",
    ],
)
def test_what_a_scheme_says_to_pay_back_is_neither_fee_nor_wage(text: str) -> None:
    assert len(read(text)) == 1
    assert facts(text).wages == ()


def test_a_deposit_worked_off_month_by_month_is_one_fee() -> None:
    assert read("Ký quỹ 15.000.000 đồng, trừ dần mỗi tháng 1.500.000 đồng vào lương") == [
        ("deposit", 15_000_000, "VND"),
    ]


def test_what_somebody_is_quoted_to_say_is_no_fee() -> None:
    assert read('Ai tới nói "đặt chỗ 4 triệu rưỡi kẻo hết suất" thì gọi công ty') == []
    assert read('Đóng phí "giữ chỗ" 300k') == [("seat", 300_000, "VND")]


def test_the_sum_behind_an_arrow_is_the_total_of_the_fees_before_it() -> None:
    text = "Phí dịch vụ 3.900 euro + vé 900 euro = 4.800 euro"
    assert [(fee.kind, fee.amount, fee.total) for fee in facts(text).fees][-1] == ("service", 4_800, True)
