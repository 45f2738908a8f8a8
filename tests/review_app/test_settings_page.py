"""The settings page: leaders and administrators agree on figures, and each change leaves its trace."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from review_app.service import office as settings_of
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.office_settings import read_setting
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.tables import AuditEvent, Campaign

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
OFFICER = Person(id=1, name="hanh", full_name="", role="officer")


@pytest.fixture
def leader(engine: Engine, cookies: dict[str, str]) -> str:
    with unit_of_work(engine) as session:
        now = datetime.now(UTC)
        account = add_account(
            session, name="lan", full_name="Lê Thị Lan", role="leader", password="lanh-dao-2026", now=now
        )
        account.must_change_password = False
        cookies["lan"] = start_session(session, account, now=now)
    return "lan"


def agreed(engine: Engine, name: str) -> Any:
    with reading(engine) as session:
        return read_setting(session, name)


def test_a_leader_changes_a_share_and_the_queue_is_reckoned_anew(
    open_page: Open, engine: Engine, leader: str, words_on: Words, filled: list[int]
) -> None:
    assert filled
    page = open_page("settings", who=leader)
    assert not page.exception
    page.number_input(key="setting-hidden_share").set_value(100)
    page.button[0].click().run()

    assert "Đã đổi 1 mục cài đặt." in words_on(page)
    assert agreed(engine, "hidden_share") == 1.0
    with reading(engine) as session:
        assert all(session.scalars(select(Campaign.score_hidden)))
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "change_setting"))
        assert event.subject == "setting:hidden_share"
    page.button[0].click().run()
    assert "Không có gì khác" in words_on(page), "a second press changes nothing"


def test_an_officer_has_no_such_page_and_no_such_deed(open_page: Open, engine: Engine, words_on: Words) -> None:
    page = open_page()
    assert "settings" not in str([element.proto for element in page.main])

    saved = settings_of.save(OFFICER, {"hidden_share": 1.0})
    assert (saved.good, agreed(engine, "hidden_share")) == (False, 0.1)
    assert words_on(page)


def test_one_value_that_cannot_be_keeps_all_from_changing(engine: Engine, leader: str) -> None:
    assert leader
    who = Person(id=1, name="hanh", full_name="", role="leader")

    saved = settings_of.save(who, {"lease_minutes": 30, "random_share": 0.9})

    assert not saved.good
    assert "ngẫu nhiên" in saved.said
    assert agreed(engine, "lease_minutes") == 20
    assert not settings_of.save(who, {"no such": 1}).good


def test_every_setting_has_a_place_and_says_who_changed_it(engine: Engine, leader: str, open_page: Open) -> None:
    page = open_page("settings", who=leader, speaks="en")

    assert {row.section for row in settings_of.read()} == set(settings_of.SECTIONS)
    assert next(heading.value for heading in page.subheader) == "Order of the queue"
    assert engine is not None


def test_a_tab_that_stayed_open_takes_back_nothing_that_a_colleague_changed_meanwhile(
    open_page: Open, engine: Engine, leader: str, words_on: Words
) -> None:
    page = open_page("settings", who=leader)
    colleague = Person(id=2, name="quang", full_name="", role="leader")
    assert settings_of.save(colleague, {"silent_days": 10, "lease_minutes": 45}).good

    page.text_input(key="setting-half_life_days").set_value("21")
    page.button[0].click().run()

    assert "Đã đổi 1 mục cài đặt." in words_on(page)
    assert (agreed(engine, "silent_days"), agreed(engine, "half_life_days")) == (10, 21.0)
    assert page.number_input(key="setting-silent_days").value == 10, "the colleague's figure is drawn now"

    assert settings_of.save(colleague, {"lease_minutes": 60}).good
    page.number_input(key="setting-lease_minutes").set_value(30)
    page.button[0].click().run()

    assert "đã được người khác đổi" in words_on(page)
    assert agreed(engine, "lease_minutes") == 60


@pytest.mark.parametrize("typed", ["0,5", "0.5", " 0,50 "])
def test_a_number_is_shown_as_the_language_writes_it_and_read_with_comma_or_point(
    open_page: Open, engine: Engine, leader: str, typed: str
) -> None:
    page = open_page("settings", who=leader)
    assert page.text_input(key="setting-reach_weight").value == "0,25"

    page.text_input(key="setting-reach_weight").set_value(typed)
    page.button[0].click().run()

    assert agreed(engine, "reach_weight") == 0.5


@pytest.mark.parametrize("typed", ["nhiều", "nan", "1.000,5", ""])
def test_what_is_no_number_changes_nothing(
    open_page: Open, engine: Engine, leader: str, words_on: Words, typed: str
) -> None:
    page = open_page("settings", who=leader)
    page.text_input(key="setting-reach_weight").set_value(typed)
    page.button[0].click().run()

    assert "không nhận giá trị này" in words_on(page)
    assert agreed(engine, "reach_weight") == 0.25


def test_a_share_agreed_more_finely_than_the_page_shows_stays_as_it_is(
    open_page: Open, engine: Engine, leader: str
) -> None:
    assert settings_of.save(Person(id=2, name="quang", full_name="", role="leader"), {"random_share": 0.125}).good
    page = open_page("settings", who=leader)

    page.number_input(key="setting-silent_days").set_value(7)
    page.button[0].click().run()

    assert (agreed(engine, "silent_days"), agreed(engine, "random_share")) == (7, 0.125)


def test_what_came_of_saving_stands_beside_the_button_as_well_as_at_the_head(
    open_page: Open, leader: str, words_on: Words
) -> None:
    page = open_page("settings", who=leader)

    page.text_input(key="setting-half_life_days").set_value("abc")
    page.button[0].click().run()

    said = words_on(page)
    assert said.count("không nhận giá trị này") == 2
    assert said.count('class="notice-beside bad"') == 1
