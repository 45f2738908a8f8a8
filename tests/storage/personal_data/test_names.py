"""Names of private persons are hidden but for their first letters; what only looks like one stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.personal_data.masks import PERSON, SIGN, mask_personal, mask_text, mask_value
from storage.personal_data.names import name_spans


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hỏi chị Thu Hà nhé", "Hỏi chị T•• •• nhé"),
        ("Phòng nhân sự - Ms Vy", "Phòng nhân sự - Ms ••"),
        ("Mr. Thịnh Định Cư", "Mr. T•••• Đ••• ••"),
        ("gặp anh Quân, Cô Tuyền", "gặp anh Q•••, Cô T••••"),
    ],
)
def test_who_is_asked_for_by_a_form_of_address_is_hidden(text: str, shown: str) -> None:
    assert mask_personal(text, names=()) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Giáo viên tiếng Anh Giao tiếp",
        "Công ty TNHH Minh Anh Tuấn",
        "Đảo Cô Tô, đường Cô Giang",
        "Việc làm Anh Quốc",
        "Ông Nguyễn Văn Mẫu, Giám đốc Công ty Mẫu",
        "chị em có nhu cầu, anh chị liên hệ",
        "CHỊ EM ĐI RIYADH",
    ],
)
def test_languages_places_firms_and_their_directors_stay(text: str) -> None:
    assert mask_personal(text, names=()) == text


def test_a_known_name_is_hidden_wherever_it_stands_and_one_of_one_word_is_not_looked_for() -> None:
    known = ["Bảo Ngân", "Trọng"]
    assert mask_personal("Bảo Ngân: quan Trọng, tải trọng; Bảo Ngânx", names=known) == (
        "B•• N•••: quan Trọng, tải trọng; Bảo Ngânx"
    )


def test_words_of_a_colleague_keep_the_names_in_them() -> None:
    assert mask_personal("Đã báo anh Hải, số 0900000418") == "Đã báo anh Hải, số 090••••418"


def test_a_contact_that_is_a_person_is_hidden_word_by_word() -> None:
    assert mask_value(PERSON, "Đỗ Mạnh Tuyển") == "•• M••• T••••"


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=5))
def test_no_character_moves(text: str, names: list[str]) -> None:
    shown = mask_text(text, name_spans(text, names))
    assert len(shown) == len(text)
    assert all(new in (old, SIGN) for old, new in zip(text, shown, strict=True))


@pytest.mark.parametrize("text", ["anh " * 50_000, "Anh A" * 40_000, "Chị Hà " * 30_000, "A" * 200_000])
def test_long_nonsense_is_looked_through_without_end_of_patience(text: str) -> None:
    assert len(mask_personal(text, names=["Bảo Ngân"])) == len(text)
