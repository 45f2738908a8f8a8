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


def read(text: str) -> list[tuple[float | None, float | None, str, str]]:
    return [(wage.min, wage.max, wage.currency, wage.period) for wage in wages(text)]


@pytest.mark.parametrize(
    ("text", "wage"),
    [
        ("Lương 9-12 triệu/tháng tuỳ tay nghề", (9_000_000, 12_000_000, "VND", "month")),
        ("mỗi lượt 12.000đ", (12_000, 12_000, "VND", "piece")),
        ("lương bảy đến 11 triệu", (7_000_000, 11_000_000, "VND", "month")),
        ("LuongCung 5tr5 / ThuNhap", (5_500_000, 5_500_000, "VND", "month")),
        ("Giờ tăng ca tính 1.390 yên/giờ", (1_390, 1_390, "JPY", "hour")),
        ("bo riêng 800k - 1tr5/đêm", (800_000, 1_500_000, "VND", "day")),
        ("tip khách mỗi ngày thêm 150-200k", (150_000, 200_000, "VND", "day")),
        ("chủ nhật đi làm trả thêm 667 TWD/ngày", (667, 667, "TWD", "day")),
        ("thợ giỏi > 13 triệu", (13_000_000, None, "VND", "month")),
        ("làm đủ 26 ngày → 13 triệu", (13_000_000, 13_000_000, "VND", "month")),
        ("Lương cứng 12 củ/60h", (12_000_000, 12_000_000, "VND", "month")),
        ("Chuyến 22 ngày, mỗi người lãnh 14 triệu", (14_000_000, 14_000_000, "VND", "piece")),
        ("tổng trước trừ 22 man 5", (225_000, 225_000, "JPY", "month")),
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
        ("Thù lao: 190.000đ/giờ băng", (190_000, 190_000, "VND", "hour")),
        ("Thù lao: 6.000 đồng/hồ sơ", (6_000, 6_000, "VND", "piece")),
        ("Tien cong 65.000 dong/tui", (65_000, 65_000, "VND", "piece")),
        ("lương tám triệu", (8_000_000, 8_000_000, "VND", "month")),
        ("lương hai lăm triệu", (25_000_000, 25_000_000, "VND", "month")),
        ("Lương sản phẩm 7-8 triệu", (7_000_000, 8_000_000, "VND", "month")),
        ("cần 1 chạy bàn 7tr, bao ăn", (7_000_000, 7_000_000, "VND", "month")),
        ("lương tổ: 210.000đ/100g", (210_000, 210_000, "VND", "piece")),
        ("Khoán 65 đồng/viên", (65, 65, "VND", "piece")),
        ("Lương giờ 165 Kč", (165, 165, "CZK", "hour")),
        ("lg 23 zl/h truoc thue", (23, 23, "PLN", "hour")),
        ("Đài Loan, lương cb 29.500, tăng ca đều", (29_500, 29_500, "TWD", "month")),
        ("Đài Loan, lương 28.590 + tăng ca", (28_590, 28_590, "TWD", "month")),
        ("Đứng 8 tiếng. 29.500 tệ đài, hợp đồng 36 tháng", (29_500, 29_500, "TWD", "month")),
        ("Quyền lợi:\n- 25 – 40 triệu gross", (25_000_000, 40_000_000, "VND", "month")),
        ("Lương thưởng: 10 - 20 triệu", (10_000_000, 20_000_000, "VND", "month")),
        ("Lương cơ bản + PC: 6.5 – 7.5 triệu/tháng", (6_500_000, 7_500_000, "VND", "month")),
        ("hoa hồng 4% học phí, thực tế 8 – 20 triệu", (8_000_000, 20_000_000, "VND", "month")),
        ("Tháng đầu học nghề lãnh 5 triệu", (5_000_000, 5_000_000, "VND", "month")),
        ("4 lễ tân biết tiếng Anh: 1.000 USD", (1_000, 1_000, "USD", "month")),
        ("chín triệu rưỡi/30 công", (9_500_000, 9_500_000, "VND", "month")),
    ],
)
def test_a_wage_is_read_with_its_period_and_ends(text: str, wage: tuple[float | None, float | None, str, str]) -> None:
    assert read(text) == [wage]


@pytest.mark.parametrize(
    "text",
    [
        "Lương thoả thuận",
        "Doanh thu cửa hàng 300 triệu mỗi tháng",
        "Giải nhất hội thao 5 triệu đồng",
        "tip khách cho thường 50-100k/tối",
        "Nhà ở trừ 20.000 yên/tháng vào lương",
        "Mức phạt từ 50 đến 75 triệu đồng",
        "Người có thu nhập trên 11 triệu phải kê khai thuế",
        "Xe tải bán 260 triệu",
        "Phụ cấp ăn trưa 730.000đ/tháng",
        "Cọc 5 triệu",
        "lương 1000000 triệu",
        "Bếp: rửa nồi 40 lít",
        "đường số 2, Q12 cũ",
        "cong ty o Nam Củ Chi",
        "ăn 55.000đ/ngày",
        "cơm 60k/ngày trừ vào lương",
        "Nhà công ty thuê, người lao động trả 25.000 yên",
        "học N5 tại đây 6 tháng, học phí 1,6 triệu/tháng",
        "20,000 lượt tải",
        "Áo bán cho khách 45 đô một cái",
        "Hoá đơn trung bình 1 bàn 900k",
        "có bạn được khách tip 300 SGD/đêm",
    ],
)
def test_other_sums_are_no_wages(text: str) -> None:
    assert read(text) == []


def test_a_list_of_jobs_goes_on_with_wages() -> None:
    text = "Buồng phòng 7,2tr net; bàn 7tr net; bếp nóng 11tr net"
    assert [wage[1] for wage in read(text)] == [7_200_000, 7_000_000, 11_000_000]
    assert {wage.basis for wage in wages(text)} == {"take_home"}


def test_the_hour_and_the_month_of_an_order_stand_side_by_side() -> None:
    text = "Bảo dưỡng ô tô – Tochigi – 1.250 yên – 17,5 man"
    assert [(wage[0], wage[3]) for wage in read(text)] == [(1_250, "hour"), (175_000, "month")]


def test_a_head_gives_numbers_their_currency() -> None:
    text = "Chức danh & lương (USD/tháng):\nMáy trưởng 8.200 | Đại phó 6.400"
    assert [(wage[0], wage[2]) for wage in read(text)] == [(8_200, "USD"), (6_400, "USD")]


def test_the_sum_of_a_wage_and_its_parts_is_a_wage() -> None:
    assert read("LCB 6tr + hoa hồng 300k => tổng 11-16tr")[-1] == (11_000_000, 16_000_000, "VND", "month")
    assert read("Lương 9 triệu, chuyến 230.000đ, tổng 14 – 18 triệu")[-1][1] == 18_000_000


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


def test_thousands_go_without_saying_among_others() -> None:
    assert [wage[1] for wage in read("Công 450 ngàn/ngày. Cô nào biết hút đàm trả 550.")] == [450_000, 550_000]
    assert read("Công 450 đồng mỗi viên, trả 550 viên") == [(450, 450, "VND", "piece")]


def test_what_is_kept_of_a_wage_in_yen_is_in_yen() -> None:
    assert read("Lương 182.400 yên một tháng, cầm tay tầm 130.000.")[-1] == (130_000, 130_000, "JPY", "month")


@pytest.mark.parametrize(
    ("text", "wage"),
    [
        ("may balo 9tr, cần gấp", (9_000_000, 9_000_000, "VND", "month")),
        ("Tiệm cưới cần bạn lo áo 6 triệu rưỡi", (6_500_000, 6_500_000, "VND", "month")),
        ("phí 205.000 yên mỗi năm hợp đồng, lương 190.000 yên", (190_000, 190_000, "JPY", "month")),
        ("đơn này ký 1 năm lương 205.000 yên", (205_000, 205_000, "JPY", "month")),
        ("lương 2.400.000 yên mỗi năm", (2_400_000, 2_400_000, "JPY", "year")),
        ("lương 12 triệu, mỗi tháng đem về 10 triệu", (12_000_000, 12_000_000, "VND", "month")),
    ],
)
def test_the_first_wage_of_sewing_of_a_year_and_taken_home(
    text: str, wage: tuple[float | None, float | None, str, str]
) -> None:
    assert read(text)[0] == wage


@pytest.mark.parametrize(
    "text",
    ["Chú Bảy đi ba năm đem về 112 triệu", "Năm rồi mấy chị thôn mình đem về hơn 12 triệu", "Nhà hai người 25.000 yên"],
)
def test_savings_and_rent_are_no_wage(text: str) -> None:
    assert read(text) == []
