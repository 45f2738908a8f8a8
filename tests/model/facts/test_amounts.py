"""Sums of money in every local form: what the sum is, in which currency, for which period."""

import pytest

from model.facts.amounts import read_amounts
from model.text import align


def read(text: str) -> list[tuple[float, float, str, str | None]]:
    return [(amount.low, amount.high, amount.currency, amount.period) for amount in read_amounts(align(text))]


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("15tr", (15_000_000, 15_000_000, "VND", None)),
        ("15 củ", (15_000_000, 15_000_000, "VND", None)),
        ("1tr2", (1_200_000, 1_200_000, "VND", None)),
        ("1tr250", (1_250_000, 1_250_000, "VND", None)),
        ("6 triệu 9 gồm", (6_900_000, 6_900_000, "VND", None)),
        ("3tr ruoi", (3_500_000, 3_500_000, "VND", None)),
        ("1,2 – 1,8 triệu/tuần", (1_200_000, 1_800_000, "VND", "week")),
        ("1 tỷ 180 triệu", (1_180_000_000, 1_180_000_000, "VND", None)),
        ("15-20tr/tháng", (15_000_000, 20_000_000, "VND", "month")),
        ("300k – 1tr", (300_000, 1_000_000, "VND", None)),
        ("từ 120 đến 140 triệu", (120_000_000, 140_000_000, "VND", None)),
        ("8 triệu đến 12, bao ăn", (8_000_000, 12_000_000, "VND", None)),
        ("6-700k", (600_000, 700_000, "VND", None)),
        ("500k ~ 3000K mỗi ngày", (500_000, 3_000_000, "VND", "day")),
        ("350/ngày", (350_000, 350_000, "VND", "day")),
        ("480.000đ/công", (480_000, 480_000, "VND", "day")),
        ("26.500đ/giờ", (26_500, 26_500, "VND", "hour")),
        ("9 triệu rưỡi một tháng", (9_500_000, 9_500_000, "VND", "month")),
        ("190.000đ/tấn", (190_000, 190_000, "VND", "piece")),
        ("1.078 yên x 8 tiếng", (1_078, 1_078, "JPY", "hour")),
        ("13 man rưỡi", (135_000, 135_000, "JPY", None)),
        ("1120y/h", (1_120, 1_120, "JPY", "hour")),
        ("1k2 - 1k8 đô", (1_200, 1_800, "USD", None)),
        ("900$ – 1.500$", (900, 1_500, "USD", None)),
        ("USD 1.200 - 1.500,", (1_200, 1_500, "USD", None)),
        ("1.100-1.200e", (1_100, 1_200, "EUR", None)),
        ("22k bảng", (22_000, 22_000, "GBP", None)),
        ("28k dai te", (28_000, 28_000, "TWD", None)),
        ("650 đô Sing", (650, 650, "SGD", None)),
        ("2.5tr won", (2_500_000, 2_500_000, "KRW", None)),
        ("130 KWD/tháng", (130, 130, "KWD", "month")),
        ("mười lăm triệu", (15_000_000, 15_000_000, "VND", None)),
        ("mười một triệu rưỡi một tháng", (11_500_000, 11_500_000, "VND", "month")),
        ("bảy tám triệu", (7_000_000, 8_000_000, "VND", None)),
        ("nam tram k", (500_000, 500_000, "VND", None)),
        ("ba trăm rưỡi một ngày", (350_000, 350_000, "VND", "day")),
        ("có đêm triệu mốt", (1_100_000, 1_100_000, "VND", None)),
        ("sáu mươi hai triệu tám trăm nghìn", (62_800_000, 62_800_000, "VND", None)),
        ("ba mươi mốt nghìn đài tệ", (31_000, 31_000, "TWD", None)),
        ("mười bảy man rưỡi", (175_000, 175_000, "JPY", None)),
        ("vé 4 triệu hai, tự mua", (4_200_000, 4_200_000, "VND", None)),
        ("thợ chính 460-520, bao cơm", (460_000, 520_000, "VND", None)),
        ("8.100-9.400 zł", (8_100, 9_400, "PLN", None)),
        ("15.000 kroner/tháng", (15_000, 15_000, "DKK", "month")),
        ("250.000đ/phiên", (250_000, 250_000, "VND", "day")),
        ("26,5 AUD/giờ", (26.5, 26.5, "AUD", "hour")),
        ("0,12 EUR/km, bình quân", (0.12, 0.12, "EUR", "piece")),
        ("S$9.5/h", (9.5, 9.5, "SGD", "hour")),
        ("12.5 - 13.2 euro/h", (12.5, 13.2, "EUR", "hour")),
        ("6.200 sê-ken/tháng", (6_200, 6_200, "ILS", "month")),
        ("450.000 Ft/tháng", (450_000, 450_000, "HUF", "month")),
        ("29.500 NT$/tháng", (29_500, 29_500, "TWD", "month")),
        ("lương 1k2 u/th", (1_200, 1_200, "USD", "month")),
        ("21万5千 yên", (215_000, 215_000, "JPY", None)),
        ("7.0.0k - 1tr2", (700_000, 1_200_000, "VND", None)),
        ("cũng 3 trăm k", (300_000, 300_000, "VND", None)),
        ("8 trăm rưỡi một đêm", (850_000, 850_000, "VND", "day")),
        ("nửa triệu", (500_000, 500_000, "VND", None)),
        ("Lương cứng 12t/tháng", (12_000_000, 12_000_000, "VND", "month")),
        ("lương 9t5", (9_500_000, 9_500_000, "VND", None)),
        ("mười một mười hai triệu/tháng", (11_000_000, 12_000_000, "VND", "month")),
        ("hai mươi hai lăm triệu", (20_000_000, 25_000_000, "VND", None)),
        ("hai ba chục triệu", (20_000_000, 30_000_000, "VND", None)),
        ("lương 9 000 000đ", (9_000_000, 9_000_000, "VND", None)),
        ("21 cành/h", (21_000, 21_000, "VND", "hour")),
        ("thợ cả 650-700 một ngày", (650_000, 700_000, "VND", "day")),
        ("12 triệu/cặp/tháng", (12_000_000, 12_000_000, "VND", "month")),
    ],
)
def test_a_sum_is_read_in_its_local_form(text: str, sum_: tuple[float, float, str, str | None]) -> None:
    assert read(text) == [sum_]


@pytest.mark.parametrize(
    "text",
    [
        "18-25 k can bang cap",
        "lam 8h/ngay, 26 ngay/thang",
        "0912.345.000",
        "sinh năm 2000, cao 1m60",
        "15 độ, 3 tế bào, 2 bằng cấp",
        "nam 18t-35t, hàng nặng 12t, cắt 500 cành hoa",
        "2 trăm cây, 3 chục người, size 40u",
        "0,98 triệu cái",
        "12 triệu tỷ tỷ 9999999999999 triệu",
    ],
)
def test_other_numbers_are_no_money(text: str) -> None:
    assert [amount for amount in read(text) if amount[1] > 12_000_000] == []
    assert not [amount for amount in read(text) if amount[1] < 1_000_000]


def test_a_second_sum_borrows_the_thousands_of_the_first() -> None:
    assert read("Thợ 480 ngàn/ngày, phụ 330.") == [(480_000, 480_000, "VND", "day"), (330_000, 330_000, "VND", "day")]


def test_te_is_the_dollar_of_taiwan_where_the_advert_speaks_of_taiwan() -> None:
    assert read("Đài Loan, lương 29.500 tệ")[0][2] == "TWD"
    assert read("Quảng Đông, lương 4.500 tệ")[0][2] == "CNY"


@pytest.mark.parametrize("unit", ["1", "1tr ", "0 ", "1.", "15-", "một triệu ", "1k can ", "1 000 ", "$", "1/ngay "])
def test_a_megabyte_made_to_be_slow_is_read_to_its_end(unit: str) -> None:
    # a reader that takes the square of the length does not come back from this; bench_readers.py tells the seconds
    text = align((unit * 1_000_000)[:1_000_000])

    assert all(amount.end <= len(text.text) for amount in read_amounts(text))


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Sang Jordan may mặc, lương 130 dinar", "JOD"),
        ("Kuwait: lương 130 dinar", "KWD"),
        ("Đi Serbia, lương 90.000 dinar", "RSD"),
        ("Qatar cần bảo vệ, 1.300 riyal", "QAR"),
        ("Na Uy, 15.000 kroner", "NOK"),
    ],
)
def test_currencies_of_one_name_are_told_apart_by_the_country(text: str, currency: str) -> None:
    assert [amount[2] for amount in read(text)] == [currency]


def test_years_of_birth_are_no_sums() -> None:
    assert read("tuyển thêm 4 bé 2k5-2k8") == []
