"""What a finding says in English, and that what was kept stays Vietnamese."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from model.indicators import INDICATORS
from model.wording import SENTENCES
from review_app import language
from review_app.service.sentences import in_words
from storage.database import reading
from storage.tables import Finding

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


@pytest.fixture
def english() -> Iterator[None]:
    language.use_language("en")
    yield
    language.use_language(None)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_indicator_has_an_english_sentence(code: str) -> None:
    said = in_words(code, SENTENCES[code])

    assert said != SENTENCES[code]
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.usefixtures("english")
def test_an_indicator_that_is_not_known_any_more_keeps_its_sentence() -> None:
    assert in_words("gone", "Câu đã ghi.") == "Câu đã ghi."


def test_in_vietnamese_a_finding_says_what_was_kept() -> None:
    assert in_words(INDICATORS[0].code, "Câu đã ghi, có số liệu.") == "Câu đã ghi, có số liệu."


@pytest.mark.usefixtures("filled", "english")
def test_queue_and_item_speak_english_and_what_was_kept_stays(open_page: Open, words_on: Words, engine: Engine) -> None:
    meaning = "A deposit is asked for a market, or for a job there, where none may be asked."
    kept = "Đòi đặt cọc hoặc chuyển tiền trước khi đi làm"

    for page in (open_page(speaks="en"), open_page("item", speaks="en", item=1)):
        said = words_on(page)
        assert meaning in said
        assert kept not in said
    assert "Thúc ép quyết định nhanh" in said  # of an indicator that the model has not

    with reading(engine) as session:
        assert kept in session.scalars(select(Finding.sentence)).all()
