import pytest

from model.facts.bank_accounts import find_accounts
from model.facts.phones import find_phones, read_phones
from model.text import align


def phones_in(text: str) -> list[str]:
    aligned = align(text)
    taken = [(account.start, account.end) for account in find_accounts(aligned)]
    return [phone.value for phone in read_phones(aligned, find_phones(aligned, taken))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lh 0 9 1 2 . 3 4 5 . 6 7 8", ["0912345678"]),
        ("lh 0912 345 678/79", ["0912345678", "0912345679"]),
        ("gửi vô stk MB 0796000820 nguyen van hau, sdt trùng stk", ["0796000820"]),
        ("Số máy: 0 3 3 4 ba số không 6 6 1", ["0334000661"]),
        ("LH so nay: zero nine four two, 003 618", ["0942003618"]),
        ("gọi không chín một hai ba bốn năm sáu bảy tám", ["0912345678"]),
        ("Zl 9 1 8 0 0 2 7 3 6", ["0918002736"]),
        ("zalo.me/ 84589000638", ["0589000638"]),
        ("Tổng đài 1800 0063", ["18000063"]),
        ("Hotline 1900 0426 (1.000đ/phút)", ["19000426"]),
        ("(024) 3200 0186, máy lẻ 12", ["02432000186"]),
        ("0794 020 202 / 0794 020 203", ["0794020202", "0794020203"]),
        ("Whatsapp +60 11-0002 3586", ["+601100023586"]),
        ("liên hệ 0085 510 000 968", ["+85510000968"]),
        ("09\n12\n34\n56\n78", ["0912345678"]),
        ("gọi 0977 ba không bảy 612", ["0977307612"]),
        ("Zalo: không bảy sáu 3 - hai lẻ bốn - 5 chín 1", ["0763204591"]),
        ("Số con: không tám hai năm - bảy trăm - 4 1 6", ["0825700416"]),
        ("gọi 080-0417-9026 số Nhật", ["+818004179026"]),
        ("alo mình 010-2764-0015", ["+821027640015"]),
        ("Hỗ trợ 1900 88 00 41", ["1900880041"]),
        ("CCCD vô làm liền. 0905 318 742", ["0905318742"]),
    ],
)
def test_a_phone_is_read_however_it_is_split(text: str, expected: list[str]) -> None:
    assert phones_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Số TK: 0399001725, ngân hàng Techcombank",
        "Agribank 8300 2051 0009 9 Ngo Van Thep",
        "Mã đơn hàng 0912345678, giao trước 17h",
        "Vận đơn SPX0390041725",
        "Lô hàng 0868001264-A thiếu 3 thùng",
        "Ngày đăng 09.11.2026, hết hạn 09.12.2026",
        "350.000-900.000d/ngay",
        "Lương 18000000 đồng",
        "năm 1900-1975",
        "ăn ở 9.000 – 11.000 USD",
        "Mã tin: GN24-0905778123",
        "Thợ | 02 | 8.000.000 | 12",
        "CCCD 001203004567",
    ],
)
def test_what_only_looks_like_a_phone_is_left_out(text: str) -> None:
    assert phones_in(text) == []


def test_the_quote_is_a_piece_of_the_original() -> None:
    text = "alo 0️⃣9️⃣1️⃣2️⃣ 345 678 nha"
    aligned = align(text)
    (phone,) = read_phones(aligned, find_phones(aligned))
    assert text[phone.quote.start : phone.quote.end] == phone.quote.text
