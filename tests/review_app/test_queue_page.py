"""The queue as people see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from review_app.service import database, saved_filters, worklist
from review_app.service.logins import Person
from storage.database import unit_of_work
from storage.office_settings import change_setting
from storage.tables import Account
from storage.worklist.queue import QueueFilter
from storage.worklist.ranking import reckon_all

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def _titles(page: AppTest) -> list[str]:
    return [button.key for button in page.button if button.key and button.key.startswith("open-")]


@pytest.mark.usefixtures("filled")
def test_the_highest_risk_comes_first(open_page: Open, words_on: Words) -> None:
    page = open_page()

    assert not page.exception
    assert _titles(page) == ["open-1", "open-2", "open-3", "open-4", "open-5", "open-6"]
    said = words_on(page)
    assert "▲" in said
    assert "Cao" in said
    assert "0,97" in said
    assert "Dụ vào tụ điểm lừa đảo" in said
    assert "Đòi đặt cọc hoặc chuyển tiền trước khi đi làm" in said
    assert "21/11/2026 02:30" in said


def test_an_empty_queue_says_so(open_page: Open, words_on: Words) -> None:
    assert "Không có mục nào chờ." in words_on(open_page())


@pytest.mark.usefixtures("filled")
def test_a_filter_that_fits_nothing_says_so(open_page: Open, words_on: Words) -> None:
    page = open_page()
    page.text_input(key="filter-words").set_value("không có từ này").run()

    assert "Không có mục nào hợp bộ lọc này." in words_on(page)


@pytest.mark.parametrize("words", ["Chế Biến thực phẩm", "che bien thuc pham", "CANH BUOM XANH", "chong tron"])
@pytest.mark.usefixtures("filled")
def test_search_works_with_and_without_accents(open_page: Open, words: str) -> None:
    page = open_page()
    page.text_input(key="filter-words").set_value(words).run()

    assert _titles(page) == ["open-2"]


@pytest.mark.usefixtures("filled")
def test_band_and_site_narrow_the_queue(open_page: Open) -> None:
    page = open_page()
    page.selectbox(key="filter-band").set_value("medium").run()
    assert _titles(page) == ["open-3", "open-4"]

    page.selectbox(key="filter-site").set_value("rao_vat_demo").run()
    assert _titles(page) == ["open-3"]


@pytest.mark.usefixtures("filled")
def test_a_filter_says_how_many_items_it_lets_through(open_page: Open, words_on: Words) -> None:
    page = open_page()
    assert "hợp bộ lọc" not in words_on(page)
    page.selectbox(key="filter-band").set_value("medium").run()

    assert "2 mục hợp bộ lọc" in words_on(page)
    assert next(one.content for one in page.button_group(key="filter-state").proto.options) == "Đang chờ (2)"


@pytest.mark.usefixtures("filled")
def test_opening_goes_by_id_and_the_filter_is_still_there_on_return(open_page: Open) -> None:
    page = open_page()
    page.text_input(key="filter-words").set_value("chong tron").run()
    page.button(key="open-2").click().run()
    assert page.query_params["item"] == "2"

    page.switch_page("views/queue_page.py").run()
    assert page.text_input(key="filter-words").value == "chong tron"
    assert _titles(page) == ["open-2"]


def test_a_long_queue_has_pages(open_page: Open, engine: Engine, home: Path, office: ModuleType) -> None:
    many = [replace(office.SAMPLES[4], title=f"Tin {n}", score=n / 100) for n in range(worklist.PAGE + 3)]
    with unit_of_work(engine) as session:
        for number, sample in enumerate(many):
            office.keep_sample(
                session,
                home / "warc",
                sample,
                at=office.MORNING + timedelta(minutes=number),
                url=f"https://a.example/{number}",
            )
    page = open_page()
    assert len(_titles(page)) == worklist.PAGE

    page.button(key="queue-on").click().run()
    assert len(_titles(page)) == 3
    page.text_input(key="filter-words").set_value("nang som").run()
    assert len(_titles(page)) == worklist.PAGE


def test_titles_are_text_whatever_stands_in_them(
    open_page: Open, engine: Engine, home: Path, office: ModuleType, words_on: Words
) -> None:
    evil = replace(
        office.SAMPLES[4], title="<script>alert(1)</script> **đậm** \u202egnor", employer="<img src=x onerror=y>"
    )
    with unit_of_work(engine) as session:
        office.keep_sample(session, home / "warc", evil, at=office.MORNING)

    said = words_on(open_page())

    assert "<script>" not in said
    assert "<img" not in said
    assert "\u202e" not in said
    assert "U+202E" in said


@pytest.mark.usefixtures("filled")
def test_without_a_session_nothing_but_that_is_drawn(open_page: Open, words_on: Words) -> None:
    page = open_page(who=None)

    assert "Phiên làm việc đã kết thúc" in words_on(page)
    assert not page.button


@pytest.mark.usefixtures("filled")
def test_a_database_that_does_not_answer_is_said_so(open_page: Open, engine: Engine, words_on: Words) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE campaign RENAME TO lost")

    page = open_page()

    assert not page.exception
    assert "Cơ sở dữ liệu không trả lời" in words_on(page)


@pytest.mark.usefixtures("filled")
def test_english_is_a_switch(open_page: Open) -> None:
    assert open_page(speaks="en").title[0].value == "Queue"
    assert database.engine() is not None


def _all_hidden(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        change_setting(session, "hidden_share", 1.0, account_id=None, now=datetime.now(UTC))
        reckon_all(session, now=datetime.now(UTC))


@pytest.mark.usefixtures("filled")
def test_a_hidden_score_is_not_on_the_page_and_no_filter_tells_it(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    _all_hidden(engine)
    page = open_page()

    said = words_on(page)
    assert "đến khi có kết luận" in said
    assert "0,97" not in said
    assert "Đòi đặt cọc" not in said
    assert "band-high" not in said
    page.selectbox(key="filter-band").set_value("low").run()
    assert len(_titles(page)) == 6


@pytest.mark.usefixtures("filled")
def test_what_reaches_a_person_is_hidden_in_rows(open_page: Open, engine: Engine, home: Path, office: ModuleType,
                                                 words_on: Words) -> None:  # fmt: skip
    loud = replace(office.SAMPLES[4], title="Gọi ngay 0900 000 777 việc nhẹ")
    with unit_of_work(engine) as session:
        office.keep_sample(session, home / "warc", loud, at=office.MORNING)

    said = words_on(open_page())
    assert "0900 000 777" not in said
    assert "việc nhẹ" in said


@pytest.mark.usefixtures("filled")
def test_a_scope_is_kept_to_and_a_change_of_it_takes_effect_with_the_next_run(open_page: Open, engine: Engine) -> None:
    page = open_page()
    assert len(_titles(page)) == 6

    with unit_of_work(engine) as session:
        session.get_one(Account, 1).provinces = ["40"]
    page.run()

    assert _titles(page) == ["open-2", "open-6"], "Nghệ An, and the one of which nobody knows the place"


@pytest.mark.usefixtures("filled")
def test_more_filters_narrow_and_are_taken_away_together(open_page: Open) -> None:
    page = open_page()
    page.selectbox(key="filter-destination").set_value("KH").run()
    assert _titles(page) == ["open-1"]
    page.selectbox(key="filter-typology").set_value("licence_lookalike").run()
    assert _titles(page) == []

    page.button(key="filter-clear").click().run()
    assert len(_titles(page)) == 6
    assert page.selectbox(key="filter-destination").value == ""


@pytest.mark.usefixtures("filled")
def test_a_filter_is_saved_applied_and_taken_away(open_page: Open, engine: Engine) -> None:
    """The drawer opens in a browser only; what its buttons call is called here."""
    page = open_page()
    reader = Person(id=1, name="hanh", full_name="", role="officer")
    assert saved_filters.save(reader, "Đi Campuchia", QueueFilter(destination="KH")) == ""
    assert "Đã có bộ lọc mang tên này" in saved_filters.save(reader, "đi campuchia", QueueFilter())
    (row,) = saved_filters.read(reader)
    assert (row.name, row.fitting.number, row.fitting.is_all) == ("Đi Campuchia", 1, True)

    page.run()
    saved_filters.remove(Person(id=2, name="quang", full_name="", role="officer"), row.id)
    assert len(saved_filters.read(reader)) == 1
    saved_filters.remove(reader, row.id)
    saved_filters.remove(reader, row.id)
    assert saved_filters.read(reader) == []
    assert engine is not None


@pytest.mark.usefixtures("filled")
def test_items_are_chosen_by_their_version_and_stay_chosen(open_page: Open, words_on: Words) -> None:
    page = open_page()
    page.checkbox[0].check().run()
    page.checkbox[2].check().run()
    assert "2 mục đã chọn" in words_on(page)
    assert selection_of(page) == {1: 1, 3: 3}

    page.text_input(key="filter-words").set_value("chong tron").run()
    assert selection_of(page) == {1: 1, 3: 3}, "a filter forgets nothing"
    page.button(key="choose-none").click().run()
    assert selection_of(page) == {}


def selection_of(page: AppTest) -> dict[int, int]:
    return dict(page.session_state["chosen"]) if "chosen" in page.session_state else {}
