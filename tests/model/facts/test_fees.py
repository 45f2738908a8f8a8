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


def offers(text: str) -> list[tuple[str, float, str]]:
    aligned = align(text)
    amounts = read_amounts(aligned)
    return [
        (offer.kind, offer.amount, offer.currency)
        for offer in read_offers(aligned, amounts, assign_purposes(aligned, amounts))
    ]


def read(text: str) -> list[tuple[str, float, str]]:
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
        ("Visa, lý lịch tư pháp | 3.100.000", ("other", 3_100_000, "VND")),
        ("Phí dịch vụ hồ sơ, kết nối xưởng: 90 triệu", ("service", 90_000_000, "VND")),
        ("Đặt cọc hồ sơ ban đầu 9 triệu", ("deposit", 9_000_000, "VND")),
        ("Tổng cộng (chưa gồm ký quỹ): 95 triệu", ("service", 95_000_000, "VND")),
        ("thế chân xe: đóng khi nhận việc 2 triệu", ("deposit", 2_000_000, "VND")),
        ("thu phí giới thiệu 700.000đ/ca đầu", ("brokerage", 700_000, "VND")),
        ("TÀI CHÍNH\nGói chuẩn bị: 12 triệu", ("service", 12_000_000, "VND")),
        ("Bộ dụng cụ: 3.600.000đ (đóng khi nhận lớp)", ("other", 3_600_000, "VND")),
        ("Chứng minh tài chính 50 triệu, nhờ bên em làm thì phí 6 triệu", ("other", 6_000_000, "VND")),
        ("lệ phí thị thực 120 EUR", ("other", 120, "EUR")),
        ("dịch thuật, công chứng bằng cấp: 3,2 triệu", ("other", 3_200_000, "VND")),
        ("Học tiếng 6 tháng, mỗi tháng 1 triệu 8", ("training", 1_800_000, "VND")),
        ("Lớp bổ túc tiếng 1,5 triệu/tháng", ("training", 1_500_000, "VND")),
        ("bồi dưỡng kiến thức 700.000 đồng", ("training", 700_000, "VND")),
        ("khám sức khoẻ 1 triệu 350", ("other", 1_350_000, "VND")),
        ("Vé: tự túc khoảng 17 triệu", ("other", 17_000_000, "VND")),
        ("chuyển 500k đồng phục + thẻ cổng", ("uniform", 500_000, "VND")),
        ("dong 100k tien tap de", ("uniform", 100_000, "VND")),
        ("Phí hồ sơ 11.000 USD nộp sau khi có thư mời", ("service", 11_000, "USD")),
        ("Kinh phí: 9.800 EUR/người", ("service", 9_800, "EUR")),
        ("Phí 28tr bao gồm visa, vé", ("service", 28_000_000, "VND")),
        ("Hỏi: Chi phí? – Đáp: 16.800 USD", ("service", 16_800, "USD")),
        ("tiền công lo giấy tờ 3tr", ("brokerage", 3_000_000, "VND")),
        ("phi dan 1500e", ("brokerage", 1_500, "EUR")),
        ("giữ lượt phỏng vấn 500.000đ", ("seat", 500_000, "VND")),
        ("gửi xưởng 300k giữ nguyên liệu", ("deposit", 300_000, "VND")),
        ("ký quỹ bằng giá vé lượt về 17 triệu", ("deposit", 17_000_000, "VND")),
        ("Vé + visa công ty ứng chừng 12tr, trừ dần 3 tháng đầu", ("other", 12_000_000, "VND")),
        ("phí visa ưu tiên không phỏng vấn: 45.000.000", ("other", 45_000_000, "VND")),
        ("Tiền dịch vụ (đã trừ phần chủ hỗ trợ): 14,5 triệu", ("service", 14_500_000, "VND")),
        ("• Học tiếng A1 → B1: 38 triệu (đóng 2 đợt)", ("training", 38_000_000, "VND")),
        ("Nộp 20 triệu lúc ký hợp đồng, coi như tiền bảo đảm", ("deposit", 20_000_000, "VND")),
        ("Phí nhận ca 1,8 triệu một lần", ("service", 1_800_000, "VND")),
        ("Phí của cty là 1 tháng rưỡi lương, cụ thể 7.800 MOP", ("service", 7_800, "MOP")),
        ("tiền dịch vụ ½ tháng lương = 850 RM", ("service", 850, "MYR")),
        ("Phí hồ sơ, COE: 28 triệu", ("service", 28_000_000, "VND")),
        ("Phí tư vấn bên em 6 triệu", ("brokerage", 6_000_000, "VND")),
        ("giấy phép công ty lo, mình lấy công 300 EUR", ("brokerage", 300, "EUR")),
        ("Bộ đồ nghề 1.850.000 mua tại tiệm", ("other", 1_850_000, "VND")),
        ("Bên này đóng: học việc nhà 30 buổi 5 triệu", ("training", 5_000_000, "VND")),
        ("đóng tiền may áo 650k", ("uniform", 650_000, "VND")),
        ("mua balo 350k", ("uniform", 350_000, "VND")),
        ("may bay tu mua khoang 5tr8", ("other", 5_800_000, "VND")),
        ("khoá học 4,5 triệu tự đóng", ("training", 4_500_000, "VND")),
        ("Nộp thế chân bộ máy 3tr5", ("deposit", 3_500_000, "VND")),
        ("phí dịch vụ bên em là 205.000 yên mỗi năm hợp đồng", ("service", 205_000, "JPY")),
        ("mất 300k phí hồ sơ", ("selection", 300_000, "VND")),
        ("tiền dịch vụ 2,5 tháng lương = 73.750 Đài tệ", ("service", 73_750, "TWD")),
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
        "trượt visa hoàn lại 12 triệu tiền dịch vụ",
        "làm đủ 2 tháng chị trả lại 200k",
        "Ai nói đóng 175 triệu là đi thì đừng tin",
        "ai bảo đóng 200k giữ chỗ là lừa đấy",
        "Giấy phép đăng ký số 0110734582 do Sở cấp",
        "biết tiếng Trung thì cộng 500k",
        "tau ca: chuyen trung 15-18tr/nguoi",
        "Khấu trừ: nhà 18.000 yên, thuế và bảo hiểm khoảng 33.000 yên",
        "vé máy bay 15 triệu do nghiệp đoàn chi trả",
        "so với 120-130 triệu đi Nhật thì rẻ hơn",
        "Chốt đơn: 6tr/tháng",
        "đủ đóng học phí và gửi về cho bố mẹ 15 triệu",
        "khu nhà trọ, tự nấu ăn tháng 130 euro",
        "nghỉ ngang đền 3.000$",
        "nghỉ ngang mất cọc và bồi thường 18 triệu",
        "bỏ về sớm thì bồi thường tiền vé + tiền ăn 40tr",
        "bỏ học giữa chừng hoàn trả chi phí đào tạo 45 triệu",
        "phạt hút thuốc 200k, vỡ ly 30 nghìn/cái",
        "Hàng thu hộ giữ tối đa 1tr trong người",
        "học phí của các cháu 1.450.000đ/tháng",
        "một suất cơm 30.000 đồng học viên ăn hay không tùy ý",
        "đăng ký sớm được giảm 5.000.000 học phí",
        "khoá học 4,5 triệu do viện chi trả",
        "Học phí: công ty đóng 12 triệu cho các bạn",
        "Mỗi người đã mất 650.000 đồng tiền áo",
        "có người mất 45 triệu vì cò",
        "công ty hoàn 20 triệu tiền cọc",
        "tuyển thợ may balo 9tr, may áo khoác 8tr",
        "25.000 yên tiền nhà",
    ],
)
def test_what_others_pay_or_nobody_asks_is_no_fee(text: str) -> None:
    assert read(text) == []


def test_a_sum_without_its_currency_has_that_of_the_sum_before() -> None:
    assert read("Phí 5.000 USD, đặt trước 1.500") == [("service", 5_000, "USD"), ("deposit", 1_500, "USD")]
    assert read("Chi phí 9.500 euro, trả trước 3.000") == [("service", 9_500, "EUR"), ("service", 3_000, "EUR")]


def test_three_steps_in_a_row_are_no_range() -> None:
    assert [fee[1] for fee in read("phí đóng làm 3 đợt: 1500$ - 3000$ - 2000$")] == [1_500, 3_000, 2_000]


def test_what_was_said_to_be_paid_by_others_ends_with_its_own_item() -> None:
    assert read("vé máy bay chủ trả, visa 2,5tr") == [("other", 2_500_000, "VND")]


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
        ("tiền ăn 100 euro/tháng", ("support", 100, "EUR")),
        ("tiệm cho 1tr5/th tiền xăng", ("support", 1_500_000, "VND")),
        ("rủ thêm tài xế: mỗi tài 250k", ("referral_bonus", 250_000, "VND")),
        ("quay lại làm trước 15/12 được thưởng 2.000.000đ; giới thiệu bạn bè", ("bonus", 2_000_000, "VND")),
    ],
)
def test_an_offer_is_read_with_its_kind(text: str, offer: tuple[str, int, str]) -> None:
    assert offers(text) == [offer]
