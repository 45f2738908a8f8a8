import pytest

from model.facts.terms import contract_months, read_terms
from model.text import align


def terms_in(text: str) -> set[tuple[str, float | str]]:
    return {(one.what, one.value) for one in read_terms(align(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hợp đồng 5 năm 3 tháng", {("contract_months", 63)}),
        ("hd 3n", {("contract_months", 36)}),
        ("thử việc 30 ngày", {("probation_months", 1)}),
        ("Làm 6 ngày/tuần, mỗi ngày 9h", {("days_per_week", 6), ("hours_per_day", 9)}),
        ("Xuất cảnh sau 4-6 tháng", {("departure_days", 180)}),
        ("Tuyển 5 nam", {("headcount", 5), ("sex", "male")}),
        ("Nam/nữ", {("sex", "any")}),
        ("b.a.o ă.n, b.a.o ở", {("board", "provided"), ("lodging", "provided")}),
        ("ăn uống tự túc", {("board", "paid")}),
        ("Vé máy bay hai chiều do chủ trả", {("travel_paid_by", "employer")}),
        ("không cần tiếng, không cần bằng cấp", {("language", "waived"), ("diploma", "waived")}),
        ("tốt nghiệp THPT, tiếng Anh là lợi thế", {("diploma", "required"), ("language", "preferred")}),
        ("Diện visa E9", {("visa", "E9")}),
        ("phỏng vấn tại Vinh", {("interview_place", "Vinh")}),
        ("Số lượng: 15 nữ + 5 nam", {("headcount", 20), ("sex", "any")}),
        (
            "| Vị trí | Số lượng | Lương |\n| Thợ hàn | 12 | 9tr |\n| Bốc xếp | 02 | 7tr |",
            {("headcount", 12), ("headcount", 2)},
        ),
        ("Ký túc xá trừ 2.500 tệ", {("lodging", "paid")}),
        ("Phí 6tr5 vé, 3tr khám", {("travel_paid_by", "worker")}),
        ("Vé khứ hồi + visa sếp lo", {("travel_paid_by", "employer")}),
        ("gồm thủ tục hành lý, kiểm soát vé", set()),
        ("Cong ty lo ve, visa", {("travel_paid_by", "employer")}),
        ("[Han Quoc] E7-3 tho han", {("visa", "E7-3")}),
    ],
)
def test_a_term_by_its_words(text: str, expected: set[tuple[str, float | str]]) -> None:
    assert terms_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bảo hành máy 24 tháng",
        "kinh nghiệm 3 năm",
        "Nhận hồ sơ từ thứ hai đến thứ sáu",
        "Đội bóng nữ vừa vô địch",
        "Làm bảo vệ toà nhà",
        "quê Nam Định, Việt Nam",
        "Giờ mở cửa 7h-22h",
    ],
)
def test_other_times_people_and_guards_are_no_terms(text: str) -> None:
    assert terms_in(text) == set()


def test_the_contract_is_the_first_length_stated() -> None:
    assert contract_months(read_terms(align("hợp đồng 2 năm, gia hạn hợp đồng 1 năm"))) == 24
    assert contract_months(()) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("ca 16h đến 23h30, cơm chủ lo", [7.5]),
        ("ca 16h đến 23h", []),
        ("ca 9h, nghỉ chủ nhật", [9]),
        ("ca 10 tiếng", [10]),
    ],
)
def test_the_hour_at_which_a_shift_begins_is_not_its_length(text: str, hours: list[float]) -> None:
    assert [one.value for one in read_terms(align(text)) if one.what == "hours_per_day"] == hours


def test_the_length_of_a_contract_in_words_beyond_ten() -> None:
    assert contract_months(read_terms(align("đơn xây dựng, ký mười hai tháng một."))) == 12
    assert contract_months(read_terms(align("hợp đồng mười tháng"))) == 10
