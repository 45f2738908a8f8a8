"""What reaches a person is hidden at its place; what an inspector needs to see stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.personal_data.masks import SIGN, mask_personal, mask_text, mask_value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gọi 0900 000 418 (chị Hạnh)", "Gọi 090• ••• 418 (chị Hạnh)"),
        ("0900000418", "090••••418"),
        ("(+84) 900-000-418", "(+84) 9••-•••-418"),
        ("0900.000.418 - 0900.000.419", "090•.•••.418 - 090•.•••.419"),
        ("0900 - 000 - 418", "090• - ••• - 418"),
        ("0900/000/418", "090•/•••/418"),
        ("0 9 0 0 0 0 0 4 1 8", "0 9 0 • • • • 4 1 8"),
        ("０９００ ０００ ４１８", "０９０• ••• ４１８"),
        ("STK 0123 4567 8901 ngân hàng Mẫu", "STK 012• •••• •901 ngân hàng Mẫu"),
        ("số căn cước 001088000111", "số căn cước 001••••••111"),
        ("thư hanh.mau@thu.example", "thư h•••.•••@thu.example"),
        ("Tele @viecmau_88", "Tele @vi•••••_••"),
        ("vào t.me/viecmau88 nhé", "vào t.me/vi••••••• nhé"),
        ("https://www.facebook.com/hanh.mau", "https://www.facebook.com/ha••.•••"),
        ("zalo.me/0900000418", "zalo.me/090••••418"),
    ],
)
def test_what_reaches_a_person_is_hidden(text: str, shown: str) -> None:
    assert mask_personal(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Lương 14.000.000 - 18.000.000đ",
        "30.000.000 – 50.000.000",
        "phí 120000000 đồng, 30 000 000 đ",
        "từ 01/07/2026 - 31/12/2026, ngày 20-11-2026",
        "năm 2024-2026, 24 x 7, 12-11-2026",
        "MST: 0100109106",
        "mã số doanh nghiệp 0100109106-001",
        "giấy phép số 2098/LĐTBXH-GP",
        "Nghị định 12/2022/NĐ-CP",
        "ca 1, 2, 3, 4, 5, 6, 7, 8",
        "Công ty TNHH Nhân lực Cánh Buồm Xanh, canhbuomxanh.example",
    ],
)
def test_money_days_and_numbers_of_firms_stay(text: str) -> None:
    assert mask_personal(text) == text


def test_a_word_that_readers_know_is_hidden_wherever_it_stands() -> None:
    assert mask_personal("Hỏi ViecMau88, nick viecmau88", known=["viecmau88"]) == "Hỏi Vi•••••••, nick vi•••••••"


def test_a_word_that_is_spared_stays() -> None:
    assert mask_personal("số 0100109106, gọi 0900000418", spared=["0100109106"]) == "số 0100109106, gọi 090••••418"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("phones", "0900000418", "090••••418"),
        ("phone", "không chín không không", "kh••• •••• ••••• •••••"),
        ("facebook", "Hạnh Mẫu Tuyển Dụng", "Hạ•• ••• ••••• ••••"),
        ("bank", "12345", "1••••"),
        ("email", "a@thu.example", "•@thu.example"),
        ("contacts", "x", "•"),
        ("licence", "2098/LĐTBXH-GP", "2098/LĐTBXH-GP"),
        ("tax_code", "0100109106", "0100109106"),
        ("company", "Xưởng Mẫu 0900000418", "Xưởng Mẫu 090••••418"),
    ],
)
def test_a_value_is_hidden_by_its_kind(kind: str, value: str, shown: str) -> None:
    assert mask_value(kind, value) == shown


def test_quotes_that_overlap_or_lie_outside_are_taken_as_they_come() -> None:
    assert mask_text("gọi 0900000418", [(4, 9), (6, 14), (-3, 0), (90, 99), (5, 2)]) == "gọi 090••••418"


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(-5, 310), st.integers(-5, 310)), max_size=8))
def test_no_character_moves_and_only_letters_and_digits_are_hidden(text: str, spans: list[tuple[int, int]]) -> None:
    for shown in (mask_text(text, spans), mask_personal(text, known=[text[:9]])):
        assert len(shown) == len(text)
        assert all(new in (old, SIGN) for old, new in zip(text, shown, strict=True))


@given(st.from_regex(r"0[ .\-]?([0-9][ .\-]?){8}[0-9]", fullmatch=True))
def test_no_phone_is_left_however_it_is_parted(number: str) -> None:
    digits = [letter for letter in mask_personal(f"gọi {number} nhé") if letter.isdigit()]

    assert len(digits) <= 6


@pytest.mark.parametrize("text", ["1" * 200_000, "1 " * 100_000, "a@" * 100_000, "a.b-" * 50_000, "1.000." * 33_000])
def test_long_nonsense_is_masked_without_end_of_patience(text: str) -> None:
    assert len(mask_personal(text)) == len(text)
