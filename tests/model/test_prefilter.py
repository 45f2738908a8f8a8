"""Looking a text over once spares patterns, and loses none."""

import pytest

from model.prefilter import Pattern

WAGE = Pattern(rb"\bluong (?:cao|thap)\b")
HOUSE = Pattern(rb"\bnha o\b")
ANYTHING = Pattern(rb"[a-z]+")


@pytest.fixture
def text() -> bytes:
    folded = b"viec nhe luong cao, luong thap"
    Pattern.look_over(folded)
    return folded


def test_what_matches_is_found_as_without(text: bytes) -> None:
    assert [match[0] for match in WAGE.finditer(text)] == [b"luong cao", b"luong thap"]
    assert ANYTHING.search(text) is not None


def test_what_cannot_match_is_not_run(text: bytes) -> None:
    HOUSE._compiled = None  # would fail if it were run

    assert list(HOUSE.finditer(text)) == []
    assert HOUSE.search(text) is None


def test_another_text_is_searched_though_the_one_looked_over_had_nothing(text: bytes) -> None:
    house = Pattern(rb"\bnha tro\b")

    assert house.search(b"co nha tro") is not None
    assert text


def test_a_pattern_made_later_is_known_at_the_next_look() -> None:
    later = Pattern(rb"\bmoi\b")
    folded = b"tin moi"
    Pattern.look_over(folded)

    assert later.search(folded) is not None
