"""The history as people see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine, select, update
from streamlit.testing.v1 import AppTest

from storage.database import reading, unit_of_work
from storage.people.scope import Scope
from storage.tables import Account, Campaign
from storage.worklist.bulk import Chooser, Said, decide_many, preview

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
    assert "Trần Đăng Quảng đã hoàn tác hoặc thay thế" in said
    assert "&lt;b&gt;ghi chú" in said
    assert "verdict-legitimate" not in said


@pytest.mark.usefixtures("filled")
def test_everybodys_decisions_are_a_switch_away(open_page: Open, words_on: Words) -> None:
    _decide(open_page("item", who="quang", item=1), "legitimate")
    page = open_page("history")
    assert "verdict-legitimate" not in words_on(page)

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


@pytest.fixture
def at_once(engine: Engine, filled: list[int], cookies: dict[str, str]) -> str:  # noqa: ARG001 - they have to be there
    """Three items that hanh decided at once, with a kind of deception."""
    with unit_of_work(engine) as session:
        hanh = session.scalars(select(Account.id).where(Account.name == "hanh")).one()
        chosen = {key: session.get_one(Campaign, key).current_snapshot_id or 0 for key in (1, 2, 3)}
        chooser = Chooser(account_id=hanh, scope=Scope(), now=datetime.now(UTC))
        rows = preview(session, chosen, chooser)
        return decide_many(session, rows, Said(verdict="suspicious", typologies=("task_scam",)), chooser)


@pytest.mark.usefixtures("at_once")
def test_a_decision_on_many_is_one_line_that_opens(open_page: Open, words_on: Words) -> None:
    page = open_page("history")
    said = words_on(page)
    assert "và 2 mục khác cùng lúc" in said
    assert "còn 3 kết luận có hiệu lực" in said
    assert said.count('class="row ') == 1
    assert "nhiệm vụ" in said

    page = next(b for b in page.button if b.key and b.key.startswith("history-deed-")).click().run()
    assert words_on(page).count('class="row ') == 3

    page = next(b for b in page.button if b.key == "history-all").click().run()
    assert words_on(page).count('class="row ') == 1


@pytest.mark.usefixtures("filled")
def test_verdict_person_and_days_narrow_the_history(open_page: Open, engine: Engine, words_on: Words) -> None:
    _decide(open_page("item", item=1), "suspicious")
    _decide(open_page("item", who="quang", item=2), "legitimate")
    page = open_page("history")
    page.button_group(key="history-whose").set_value("all").run()
    assert words_on(page).count('class="row ') == 2

    page.selectbox(key="history-verdict").set_value("legitimate").run()
    assert words_on(page).count('class="row ') == 1
    assert "verdict-legitimate" in words_on(page)

    with reading(engine) as session:
        hanh = session.scalars(select(Account.id).where(Account.name == "hanh")).one()
    page.selectbox(key="history-who").set_value(hanh).run()
    assert "Không có kết luận nào như vậy." in words_on(page)

    page.selectbox(key="history-verdict").set_value("").run()
    page.date_input(key="history-days").set_value((date(2020, 1, 1), date(2020, 1, 2))).run()
    assert "Không có kết luận nào như vậy." in words_on(page)
    page.date_input(key="history-days").set_value((date(2020, 1, 1), date(9999, 12, 31))).run()
    assert words_on(page).count('class="row ') == 1


@pytest.mark.usefixtures("filled")
def test_what_lies_out_of_scope_is_no_business_of_the_reader(open_page: Open, engine: Engine, words_on: Words) -> None:
    _decide(open_page("item", who="quang", item=1), "suspicious")
    with unit_of_work(engine) as session:
        session.execute(update(Account).where(Account.name == "hanh").values(destinations=["TW"]))
    page = open_page("history")

    page.button_group(key="history-whose").set_value("all").run()

    assert "Campuchia" not in words_on(page)


def test_a_phone_in_a_title_is_masked(
    open_page: Open, engine: Engine, home: Path, office: ModuleType, words_on: Words
) -> None:
    sample = replace(office.SAMPLES[4], title="Gọi 0900 000 215 nhận việc")
    with unit_of_work(engine) as session:
        office.keep_sample(session, home / "warc", sample, at=office.MORNING)
    _decide(open_page("item", item=1), "unsure")

    assert "Gọi 090• ••• 215 nhận việc" in words_on(open_page("history"))
