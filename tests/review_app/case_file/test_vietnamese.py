"""Numbers, days and sums as documents write them."""

from datetime import UTC, date, datetime

import pytest

from review_app.case_file.vietnamese import day, figure, moment, number_in_words, vnd, vnd_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (350_000, "ba trăm năm mươi nghìn"),
        (1_500_000, "một triệu năm trăm nghìn"),
        (95_000_000, "chín mươi lăm triệu"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_000_000_000, "hai tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (5 * 10**18, "năm tỷ tỷ"),
    ],
)
def test_numbers_are_written_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_sums_have_dots_and_words() -> None:
    assert [figure(amount) for amount in (7500, 26.5, 1.25, 0.1, 2_000_000)] == [
        "7.500",
        "26,5",
        "1,25",
        "0,1",
        "2.000.000",
    ]
    assert vnd(95_000_000) == "95.000.000 đồng"
    assert vnd_in_words(95_000_000) == "Chín mươi lăm triệu đồng"
    with pytest.raises(ValueError, match="below zero"):
        vnd_in_words(-1)


def test_days_have_zeros_where_the_decree_wants_them() -> None:
    assert day(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day(date(2026, 11, 21)) == "ngày 21 tháng 11 năm 2026"


def test_moments_are_those_of_viet_nam() -> None:
    assert moment(datetime(2026, 11, 20, 19, 30, 1, tzinfo=UTC)) == "02 giờ 30 phút 01 giây, ngày 21/11/2026"
