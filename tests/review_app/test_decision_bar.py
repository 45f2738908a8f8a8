"""The keys of an item: kinds of deception, drafts that are not lost, undo of one and of many, and too late presses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine, select, update
from streamlit.testing.v1 import AppTest

from review_app import wording
from review_app.components import decision_bar
from review_app.service.item import Drawn
from storage.database import reading, unit_of_work
from storage.people.accounts import disable_account
from storage.people.scope import EVERYTHING
from storage.tables import Campaign, Decision
from storage.worklist.bulk import Chooser, Said, decide_many, preview
from storage.worklist.reviews import TYPOLOGIES

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


def press(page: AppTest, key: str) -> AppTest:
    return next(button for button in page.button if button.key and button.key.startswith(key)).click().run()


def keys(page: AppTest) -> list[str]:
    return [button.key for button in page.button if button.key]


def kinds(page: AppTest, item: int) -> list[str]:
    return [pill.content for pill in page.pills(key=f"kinds-{item}").proto.options]


def decisions(engine: Engine) -> list[tuple[str, list[str], bool | None, bool]]:
    with reading(engine) as session:
        query = select(Decision).order_by(Decision.id)
        return [(d.verdict, d.typologies, d.score_was_shown, d.closed_at is None) for d in session.scalars(query)]


def decide_on(engine: Engine, who: int, office: ModuleType, *items: int) -> None:
    with unit_of_work(engine) as session:
        chosen = {item: session.get_one(Campaign, item).current_snapshot_id or 0 for item in items}
        chooser = Chooser(account_id=who, scope=EVERYTHING, now=office.MORNING)
        decide_many(session, preview(session, chosen, chooser), Said(verdict="unsure"), chooser)


def test_every_kind_of_deception_has_a_name_on_screen() -> None:
    assert set(TYPOLOGIES) == set(wording.TYPOLOGIES)


@pytest.mark.usefixtures("filled")
def test_kinds_are_kept_with_the_decision_and_none_is_ticked_beforehand(open_page: Open, engine: Engine) -> None:
    page = open_page("item", item=1)
    assert page.pills(key="kinds-1").value == []
    assert [name.startswith("☆") for name in kinds(page, 1)[:4]] == [True, True, True, False]
    assert kinds(page, 1)[0] == "☆ Dụ vào tụ điểm lừa đảo"
    page.pills(key="kinds-1").set_value(["task_scam", "id_retention"]).run()
    press(page, "decide-suspicious")

    assert [(verdict, sorted(named), shown) for verdict, named, shown, _ in decisions(engine)] == [
        ("suspicious", ["id_retention", "task_scam"], True)
    ]
    assert page.pills(key="kinds-2").value == []


@pytest.mark.usefixtures("filled")
def test_where_the_score_is_hidden_nothing_is_suggested_and_the_decision_says_so(
    open_page: Open, engine: Engine
) -> None:
    with unit_of_work(engine) as session:
        session.execute(update(Campaign).where(Campaign.id == 1).values(score_hidden=True))
    page = open_page("item", item=1)

    assert [name for name in kinds(page, 1) if name.startswith("☆")] == []
    press(page, "decide-suspicious")
    assert decisions(engine) == [("suspicious", [], False, True)]


@pytest.mark.usefixtures("filled")
def test_kinds_beside_another_verdict_are_refused_and_nothing_is_lost(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    page = open_page("item", item=1)
    page.pills(key="kinds-1").set_value(["task_scam"]).run()
    page.text_area(key="note-1").set_value("đã gọi thử").run()
    press(page, "decide-legitimate")

    assert "chỉ ghi cùng kết luận “đáng ngờ”" in words_on(page)
    assert (page.pills(key="kinds-1").value, page.text_area(key="note-1").value) == (["task_scam"], "đã gọi thử")
    assert decisions(engine) == []


@pytest.mark.usefixtures("filled")
def test_a_draft_outlives_a_look_at_another_item_and_comes_back_with_undo(open_page: Open) -> None:
    page = open_page("item", item=2)
    page.pills(key="kinds-2").set_value(["task_scam"]).run()
    page.text_area(key="note-2").set_value("đang viết dở").run()
    press(press(page, "next-"), "back-")
    assert (page.pills(key="kinds-2").value, page.text_area(key="note-2").value) == (["task_scam"], "đang viết dở")

    press(page, "decide-suspicious")
    press(page, "undo-")

    assert page.query_params["item"] == "2"
    assert (page.pills(key="kinds-2").value, page.text_area(key="note-2").value) == (["task_scam"], "đang viết dở")


@pytest.mark.usefixtures("filled")
def test_two_tabs_of_one_person_keep_one_decision_and_the_other_tab_is_told(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    first, second, third = (open_page("item", item=1) for _ in range(3))
    press(first, "decide-suspicious")
    second.text_area(key="note-1").set_value("ý khác")

    press(second, "decide-legitimate")
    assert "đã kết luận mục này: đáng ngờ" in words_on(second)
    assert second.text_area(key="note-1").value == "ý khác"
    press(third, "decide-suspicious")
    assert [verdict for verdict, *_ in decisions(engine)] == ["suspicious"]


def test_what_changed_since_it_was_drawn_is_counted_in_the_refusal(
    open_page: Open, engine: Engine, home: Path, office: ModuleType, words_on: Words
) -> None:
    with unit_of_work(engine) as session:
        office.keep_sample(session, home / "warc", office.SAMPLES[5], at=office.MORNING, url="https://a.example/1")
    page = open_page("item", item=1)
    with unit_of_work(engine) as session:
        changed = replace(office.SAMPLES[5], title="Tên khác", findings=(), facts=(), text="Một dòng.\nHai dòng.")
        later = office.MORNING + timedelta(hours=1)
        office.keep_sample(session, home / "warc", changed, at=later, url="https://a.example/1")

    press(page, "decide-suspicious")

    said = words_on(page)
    assert "Tin đã thay đổi trong lúc bạn đọc (1 bản mới)" in said
    assert "Khác biệt: 1 tiêu đề; 2 dòng nội dung." in said
    assert decisions(engine) == []


@pytest.mark.usefixtures("filled")
def test_a_decision_on_many_is_undone_as_a_whole_by_key_and_one_alone_by_a_button(
    open_page: Open, engine: Engine, office: ModuleType, words_on: Words
) -> None:
    decide_on(engine, 1, office, 1, 2, 3)
    page = open_page("item", item=2)
    assert "Hoàn tác 3 kết luận" in [button.label for button in page.button]

    press(page, "undo-this-")
    assert [live for *_, live in decisions(engine)] == [True, False, True]
    press(page, "undo-")
    assert "Đã hoàn tác 2 kết luận" in words_on(page)
    assert [live for *_, live in decisions(engine)] == [False, False, False]


@pytest.mark.usefixtures("filled")
def test_undo_drawn_before_the_newest_decision_takes_back_neither(
    open_page: Open, engine: Engine, office: ModuleType, words_on: Words
) -> None:
    page = press(open_page("item", item=1), "decide-suspicious")
    decide_on(engine, 1, office, 2)

    press(page, "undo-")

    assert "bấm lại để hoàn tác kết luận gần nhất" in words_on(page)
    assert [live for *_, live in decisions(engine)] == [True, True]

    press(page, "undo-")
    assert [live for *_, live in decisions(engine)] == [True, False]


@pytest.mark.usefixtures("filled")
def test_one_alone_has_no_second_undo(open_page: Open) -> None:
    page = press(open_page("item", item=1), "decide-suspicious")
    page.query_params["item"] = "1"

    assert not [key for key in keys(page.run()) if key.startswith("undo-this-")]


@pytest.mark.usefixtures("filled")
def test_an_account_disabled_with_an_open_tab_decides_nothing(
    open_page: Open, engine: Engine, office: ModuleType, words_on: Words
) -> None:
    page = open_page("item", item=1)
    with unit_of_work(engine) as session:
        disable_account(session, "hanh", now=office.MORNING)
    press(page, "decide-suspicious")

    assert decisions(engine) == []
    assert "Phiên làm việc đã kết thúc" in words_on(page)


@pytest.mark.usefixtures("filled")
def test_a_database_that_does_not_answer_loses_no_note(open_page: Open, engine: Engine) -> None:
    page = open_page("item", item=1)
    page.text_area(key="note-1").set_value("đã gọi thử").run()
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE decision RENAME TO lost")
    press(page, "decide-suspicious")
    assert not page.exception
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO decision")

    page.run()

    assert page.text_area(key="note-1").value == "đã gọi thử"
    assert decisions(engine) == []


@pytest.fixture
def without_callback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new server, for which the page was not drawn yet: the press comes, its callback is not called."""
    decide, called = decision_bar._decide, []

    def late(*arguments: object) -> None:
        called.append(arguments)
        if len(called) > 1:
            decide(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(decision_bar, "_decide", late)


@pytest.mark.usefixtures("filled", "without_callback")
def test_a_press_that_reaches_a_new_server_first_is_kept_once_with_its_note(
    open_page: Open, engine: Engine, words_on: Words
) -> None:
    page = open_page("item", item=1)
    page.text_area(key="note-1").input("đã gọi thử")
    page.pills(key="kinds-1").set_value(["task_scam"])
    press(page, "decide-suspicious")

    assert "Đã ghi: đáng ngờ" in words_on(page)
    assert page.query_params["item"] == "2"
    assert decisions(engine) == [("suspicious", ["task_scam"], True, True)]
    with reading(engine) as session:
        assert [one.note for one in session.scalars(select(Decision))] == ["đã gọi thử"]


@pytest.mark.usefixtures("filled")
def test_the_key_of_a_verdict_names_all_that_was_seen() -> None:
    drawn = Drawn(campaign_id=1, snapshot_id=2, screening_id=3, live_decision_id=None)
    others = [
        replace(drawn, snapshot_id=9),
        replace(drawn, screening_id=9),
        replace(drawn, live_decision_id=9),
        replace(drawn, score_was_shown=False),
    ]
    assert len({decision_bar._name(one, "unsure") for one in (drawn, *others)}) == len(others) + 1
