"""What changed between two wordings is read as phrases, and takes no longer for hostile ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_app.service.differences import Change, differences


def test_a_changed_sum_is_shown_beside_the_old_one() -> None:
    found = differences("Phí 95 triệu, bay ngay.", "Phí 60 triệu, bay ngay.")

    assert found == [
        Change("same", "Phí "),
        Change("removed", "95"),
        Change("added", "60"),
        Change("same", " triệu, bay ngay."),
    ]


def test_words_that_changed_together_are_one_phrase() -> None:
    found = differences("gọi chị Hạnh nhé", "gọi anh Quảng nhé")

    assert found is not None
    assert [one for one in found if one.kind != "same"] == [
        Change("removed", "chị Hạnh"),
        Change("added", "anh Quảng"),
    ]


def test_a_sum_is_one_word() -> None:
    found = differences("lương 11.000.000 một tháng", "lương 11.500.000 một tháng")

    assert found is not None
    assert [one.text for one in found if one.kind != "same"] == ["11.000.000", "11.500.000"]


def test_equal_wordings_have_no_change() -> None:
    assert differences("như cũ", "như cũ") == []


def test_what_is_the_same_for_long_is_left_out() -> None:
    words = " ".join(f"từ{number}" for number in range(300))
    found = differences(f"a {words}", f"b {words}")

    assert found is not None
    assert [one.kind for one in found] == ["removed", "added", "same", "skipped"]
    assert "từ299" not in "".join(one.text for one in found)


def test_masked_words_are_compared_bare_and_shown_masked() -> None:
    found = differences("gọi 0900000418", "gọi 0900111418", "gọi 090••••418", "gọi 090••••418")

    assert found == [Change("same", "gọi "), Change("removed", "090••••418"), Change("added", "090••••418")]


@pytest.mark.parametrize("text", ["😀" * 200_000, "a " * 100_000, "dòng\n" * 50_000])
def test_what_is_too_long_is_compared_as_a_whole_or_not_at_all(text: str) -> None:
    assert differences(text, f"b {text}") in (None, [Change("removed", text), Change("added", f"b {text}")])


def test_long_texts_of_few_lines_are_compared_by_lines() -> None:
    old = "\n".join("một hai ba bốn năm sáu bảy" for _ in range(2_000))
    found = differences(old, f"{old}\nthêm dòng")

    assert found is not None
    assert [one.text.strip() for one in found if one.kind == "added"] == ["thêm dòng"]


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60))
def test_without_what_was_removed_the_new_text_is_whole(old: str, new: str) -> None:
    found = differences(old, new)

    assert found is not None
    if found and all(one.kind != "skipped" for one in found):
        assert "".join(one.text for one in found if one.kind != "removed") == new
        assert "".join(one.text for one in found if one.kind != "added") == old
