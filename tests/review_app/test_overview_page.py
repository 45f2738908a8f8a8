"""The overview, where whoever leads begins."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from review_app.service import overview
from review_app.service.exporting import ExportRefused, hand_out
from storage.database import unit_of_work
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.tables import Account

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]


@pytest.fixture
def role(engine: Engine, cookies: dict[str, str]) -> Callable[..., str]:
    """Log somebody of a role in, and return their name."""

    def made(role: str, **scope: list[str]) -> str:
        with unit_of_work(engine) as session:
            account = add_account(
                session, name=role, full_name=role, role=role, password="mat-khau-dai-2026", now=datetime.now(UTC)
            )
            session.get_one(Account, account.id).provinces = scope.get("provinces")
            cookies[role] = start_session(session, account, now=datetime.now(UTC))
        return role

    return made


@pytest.mark.parametrize("name", ["leader", "administrator"])
def test_whoever_leads_begins_here(open_page: Open, words_on: Words, role: Callable[..., str], name: str) -> None:
    page = open_page(who=role(name))

    assert not page.exception
    assert page.title[0].value == "Tổng quan"
    assert "Chưa tiếp nhận tin nào." in words_on(page)


def test_an_operator_has_no_overview(open_page: Open, role: Callable[..., str]) -> None:
    page = open_page(who=role("operator"))

    assert page.title[0].value == "Hàng đợi"


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("speaks", ["vi", "en"])
def test_the_figures_are_there(open_page: Open, words_on: Words, role: Callable[..., str], speaks: str) -> None:
    page = open_page("overview", who=role("leader"), speaks=speaks)
    said = words_on(page)

    assert not page.exception
    assert ("mục chờ kết luận" if speaks == "vi" else "wait for a decision") in said
    assert "<b>6</b>" in said
    assert ("Campuchia" if speaks == "vi" else "Cambodia") in said or "Khác" in said or "not known" in said


@pytest.mark.usefixtures("filled")
def test_a_figure_opens_the_queue_with_its_filter(open_page: Open, role: Callable[..., str]) -> None:
    page = open_page("overview", who=role("leader"))

    page.button(key="way-band-0").click().run()

    assert page.title[0].value == "Hàng đợi"
    assert page.selectbox(key="filter-band").value == "high"


@pytest.mark.usefixtures("filled")
def test_an_administrator_sees_figures_and_no_way_to_the_adverts(open_page: Open, role: Callable[..., str]) -> None:
    page = open_page("overview", who=role("administrator"))

    assert not page.exception
    assert not [button.key for button in page.button if button.key and button.key.startswith("way-")]


@pytest.mark.usefixtures("filled")
def test_the_trend_can_be_told_by_province_and_kind(open_page: Open, words_on: Words, role: Callable[..., str]) -> None:
    page = open_page("overview", who=role("leader"))
    for kind in ("province", "typology"):
        page.segmented_control(key="trend-kind").set_value(kind).run()
        assert not page.exception
    assert "Dụ vào tụ điểm lừa đảo" in words_on(page)


@pytest.mark.usefixtures("filled")
def test_whoever_works_on_some_provinces_is_told_so(open_page: Open, words_on: Words, role: Callable[..., str]) -> None:
    page = open_page("overview", who=role("officer", provinces=["96"]))

    assert "thuộc phạm vi của bạn" in words_on(page)


@pytest.mark.usefixtures("filled")
def test_the_figures_can_be_taken_away(cookies: dict[str, str], role: Callable[..., str]) -> None:
    token = cookies[role("leader")]

    assert b"PK" in hand_out(token, overview.export("typology"), "xlsx")[:4]
    assert "Đang chờ" in hand_out(token, overview.export("typology"), "csv").decode("utf-8-sig")
    with pytest.raises(ExportRefused):
        hand_out(cookies[role("operator")], overview.export("typology"), "csv")


@pytest.mark.usefixtures("filled")
def test_a_database_that_does_not_answer_is_said_so(
    engine: Engine, open_page: Open, words_on: Words, role: Callable[..., str]
) -> None:
    who = role("leader")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE campaign RENAME TO lost")

    page = open_page("overview", who=who)

    assert not page.exception
    assert "Cơ sở dữ liệu không trả lời" in words_on(page)
