"""What the worker is asked to pay and what is promised besides the wage: kind, sum, total or item."""

from datetime import date

import pytest

from model.fact_records import Fee
from model.facts.amounts import read_amounts
from model.facts.fees import read_fees, read_offers
from model.facts.purposes import assign_purposes
from model.law.exchange import exchange_on
from model.text import align


def fees(text: str) -> tuple[Fee, ...]:
    aligned = align(text)
    amounts = read_amounts(aligned)
    return read_fees(aligned, amounts, assign_purposes(aligned, amounts), exchange_on(date(2026, 11, 21)))


def offers(text: str) -> list[tuple[str, int, str]]:
    aligned = align(text)
    amounts = read_amounts(aligned)
    return [
        (offer.kind, offer.amount, offer.currency)
        for offer in read_offers(aligned, amounts, assign_purposes(aligned, amounts))
    ]


def read(text: str) -> list[tuple[str, int, str]]:
    return [(fee.kind, fee.amount, fee.currency) for fee in fees(text)]


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("Phí dịch vụ 3.600 USD theo hợp đồng", ("service", 3_600, "USD")),
        ("Tổng chi phí từ 120 đến 140 triệu", ("service", 120_000_000, "VND")),
        ("có giấy mời đóng 80 triệu", ("service", 80_000_000, "VND")),
        ("Thế chân 5,5 triệu, nghỉ ngang mất cọc", ("deposit", 5_500_000, "VND")),
        ("cọk chống trốn 2O tr", ("deposit", 20_000_000, "VND")),
        ("Tiền bảo đảm chống bỏ trốn: 3.000 USD", ("deposit", 3_000, "USD")),
        ("giữ lại 2 triệu lương tháng đầu", ("deposit", 2_000_000, "VND")),
        ("trả hoa hồng cho người dẫn 8 triệu", ("brokerage", 8_000_000, "VND")),
        ("Phí giới thiệu ca đầu tiên 300.000đ", ("brokerage", 300_000, "VND")),
        ("Đặt cọc giữ chỗ 300 EUR", ("seat", 300, "EUR")),
        ("nộp trước 10 triệu giữ chỗ", ("seat", 10_000_000, "VND")),
        ("Đóng trước 350.000đ tiền đồng phục và thẻ", ("uniform", 350_000, "VND")),
        ("phi h0 s0 2OO.OOO d", ("selection", 200_000, "VND")),
        ("p/h/í đ/à/o t/ạ/o 1tr2", ("training", 1_200_000, "VND")),
        ("Vé máy bay, visa: 11 triệu", ("other", 11_000_000, "VND")),
        ("nghỉ ngang đền 3.000$", ("other", 3_000, "USD")),
        ("Visa, lý lịch tư pháp | 3.100.000", ("other", 3_100_000, "VND")),
        ("Phí dịch vụ hồ sơ, kết nối xưởng: 90 triệu", ("service", 90_000_000, "VND")),
        ("Đặt cọc hồ sơ ban đầu 9 triệu", ("deposit", 9_000_000, "VND")),
        ("Tổng cộng (chưa gồm ký quỹ): 95 triệu", ("service", 95_000_000, "VND")),
        ("nghỉ ngang mất cọc và bồi thường 18 triệu", ("other", 18_000_000, "VND")),
        ("thế chân xe: đóng khi nhận việc 2 triệu", ("deposit", 2_000_000, "VND")),
        ("thu phí giới thiệu 700.000đ/ca đầu", ("brokerage", 700_000, "VND")),
        ("TÀI CHÍNH\nGói chuẩn bị: 12 triệu", ("service", 12_000_000, "VND")),
        ("Bộ dụng cụ: 3.600.000đ (đóng khi nhận lớp)", ("service", 3_600_000, "VND")),
        ("Chứng minh tài chính 50 triệu, nhờ bên em làm thì phí 6 triệu", ("other", 6_000_000, "VND")),
    ],
)
def test_a_fee_is_read_with_its_kind(text: str, fee: tuple[str, int, str]) -> None:
    assert read(text) == [fee]


@pytest.mark.parametrize(
    "text",
    [
        "Công ty đài thọ toàn bộ phí visa 4 triệu",
        "công ty cử đi học và chịu học phí 2,2 triệu",
        "Khám tuyển do công ty trả tiền (khoảng 480.000 đồng/người)",
        "Cam kết không thu bất kỳ khoản tiền nào",
        "Không thu tiền ký quỹ. Lương 12 triệu",
        "có người mạo danh đòi chuyển 5 triệu phí giữ chỗ",
        "Lương 12tr, phụ cấp 500k",
        "Ở KTX 200k",
    ],
)
def test_what_others_pay_or_nobody_asks_is_no_fee(text: str) -> None:
    assert read(text) == []


def test_each_sum_of_a_list_goes_with_the_words_behind_it() -> None:
    text = "đóng 600k tiền đồng phục, 150k làm hồ sơ và 300k đào tạo nghiệp vụ"
    assert [fee[0] for fee in read(text)] == ["uniform", "selection", "training"]


def test_steps_of_paying_have_the_kind_of_the_whole() -> None:
    text = "Đặt cọc 2.000 USD khi ký, 7.000 USD khi lăn tay, 5.000 USD lúc có lịch bay"
    assert [fee[0] for fee in read(text)] == ["deposit", "service", "service"]


def test_total_and_items_are_told_apart() -> None:
    found = fees(
        "Chi phí:\n- Tiền dịch vụ: 78.000.000 đ\n- Học tiếng: 9.500.000 đ\n"
        "- Khám sức khỏe: 1.150.000 đ\nCộng: 88.650.000 đ"
    )
    assert [(fee.kind, fee.amount, fee.total) for fee in found] == [
        ("service", 78_000_000, False),
        ("training", 9_500_000, False),
        ("other", 1_150_000, False),
        ("service", 88_650_000, True),
    ]


def test_a_sum_of_other_fees_is_a_total_without_the_word() -> None:
    found = fees("Phí tư vấn: 22.000 NZD\nCọc khi ký: 5.000 NZD\nCó job offer: 7.000 NZD\nVisa approved: 10.000 NZD")
    assert [fee.total for fee in found] == [True, False, False, False]


def test_the_figure_in_dong_that_the_advert_states_wins_over_the_table() -> None:
    (fee,) = fees("Phí dịch vụ NLĐ nộp: 850 RM (khoảng 5 triệu đồng)")
    assert (fee.amount, fee.currency, fee.vnd) == (850, "MYR", 5_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng chi phí 3.600 USD tương đương 90 triệu đồng",
        "phí 3.600 USD trọn gói (= 90tr)",
        "Phí dịch vụ 3.600 usd, tính ra 90 triệu",
        "phi dich vu 3600$ ~ 90tr",
        "Phí dịch vụ: 3.600 USD (chừng 90 triệu)",
    ],
)
def test_a_sum_said_in_two_currencies_is_one_fee(text: str) -> None:
    assert [(fee.amount, fee.currency, fee.vnd) for fee in fees(text)] == [(3_600, "USD", 90_000_000)]


def test_a_range_is_one_fee_with_both_ends() -> None:
    (fee,) = fees("Tổng chi phí từ 120 đến 140 triệu")
    assert (fee.amount, fee.amount_max, fee.vnd) == (120_000_000, 140_000_000, 120_000_000)
    assert fees("Phí dịch vụ 22 triệu")[0].amount_max is None


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("Ứng trước 15 triệu cho gia đình khi xuống tàu", ("advance", 15_000_000, "VND")),
        ("Tuần đầu cho mượn trước 700 ngàn", ("advance", 700_000, "VND")),
        ("Thưởng ký hợp đồng 3 triệu cho 20 người đầu tiên", ("bonus", 3_000_000, "VND")),
        ("chuyên cần 300 nghìn", ("bonus", 300_000, "VND")),
        ("Giới thiệu bạn vào làm thưởng 1.000.000đ/người", ("referral_bonus", 1_000_000, "VND")),
        ("Thưởng 5 triệu cho thầy cô, bạn bè giới thiệu", ("referral_bonus", 5_000_000, "VND")),
        ("lg cb 6tr, pc 8OOk", ("support", 800_000, "VND")),
        ("hỗ trợ 200k tiền xe", ("support", 200_000, "VND")),
        ("hỗ trợ gửi xe 90.000đ/tháng", ("support", 90_000, "VND")),
        ("Trợ cấp: chuyên cần 450.000", ("support", 450_000, "VND")),
        ("Chủ đưa trước tám triệu cho gia đình", ("advance", 8_000_000, "VND")),
        ("hoa hồng 7 triệu/bạn", ("referral_bonus", 7_000_000, "VND")),
        ("mỗi người đậu, công ty cảm ơn 3.000.000đ", ("referral_bonus", 3_000_000, "VND")),
        ("tặng học bổng 4 triệu", ("support", 4_000_000, "VND")),
    ],
)
def test_an_offer_is_read_with_its_kind(text: str, offer: tuple[str, int, str]) -> None:
    assert offers(text) == [offer]
