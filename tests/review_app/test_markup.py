"""Nothing from outside reaches a page unescaped or unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from review_app.components.markup import draw, foreign, one_line, visible


def test_plain_strings_are_not_drawn() -> None:
    with pytest.raises(TypeError):
        draw("<b>")  # type: ignore[arg-type]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_character_of_a_text_becomes_markup(text: str) -> None:
    inner = str(visible(text)).replace('<span class="steering">', "").replace("</span>", "")

    assert "<" not in inner
    assert ">" not in inner
    assert '"' not in inner


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "\u00ad"])
def test_hidden_characters_are_named(sign: str) -> None:
    said = str(visible(f"a{sign}b"))

    assert sign not in said
    assert f"U+{ord(sign):04X}" in said


def test_families_of_emoji_stay_together() -> None:
    assert visible("👨\u200d👩\u200d👧") == Markup("👨\u200d👩\u200d👧")


def test_foreign_text_keeps_its_direction_to_itself() -> None:
    assert foreign("شركة") == Markup('<bdi class="foreign">شركة</bdi>')


def test_a_line_is_a_line() -> None:
    assert one_line("a\n b " * 200, 20).count("\n") == 0
    assert "…" in one_line("a" * 30, 20)
