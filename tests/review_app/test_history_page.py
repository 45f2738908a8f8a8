"""The history as people see it."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def _decide(page: AppTest, verdict: str) -> AppTest:
    return next(b for b in page.button if b.key and b.key.startswith(f"decide-{verdict}")).click().run()


def test_before_the_first_decision_it_says_so(open_page: Open, words_on: Words) -> None:
    assert "Chưa có kết luận nào." in words_on(open_page("history"))


@pytest.mark.usefixtures("filled")
def test_own_decisions_are_shown_with_what_closed_them(open_page: Open, words_on: Words) -> None:
    page = open_page("item", item=1)
    page.text_area(key="note-1").set_value("<b>ghi chú</b>").run()
    _decide(page, "suspicious")
    _decide(open_page("item", who="quang", item=1), "legitimate")

    said = words_on(open_page("history"))

    assert "Đáng ngờ" in said
    assert "Trần Đăng Quảng hoàn tác hoặc thay thế" in said
    assert "&lt;b&gt;ghi chú" in said
    assert "Hợp pháp" not in said


@pytest.mark.usefixtures("filled")
def test_everybodys_decisions_are_a_switch_away(open_page: Open, words_on: Words) -> None:
    _decide(open_page("item", who="quang", item=1), "legitimate")
    page = open_page("history")
    assert "Hợp pháp" not in words_on(page)

    page.button_group(key="history-whose").set_value("all").run()

    assert "Trần Đăng Quảng" in words_on(page)


@pytest.mark.usefixtures("filled")
def test_an_item_opens_from_the_history(open_page: Open) -> None:
    _decide(open_page("item", item=3), "unsure")
    page = open_page("history")
    next(b for b in page.button if b.key and b.key.startswith("history-open-")).click().run()

    assert page.query_params["item"] == "3"


@pytest.mark.usefixtures("filled")
def test_a_database_that_does_not_answer_is_said_so(open_page: Open, engine: Engine, words_on: Words) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE campaign_snapshot RENAME TO lost")

    page = open_page("history")

    assert not page.exception
    assert "Cơ sở dữ liệu không trả lời" in words_on(page)
