"""Requests of persons concerned to be erased, as an administrator takes them down, looks and does them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from streamlit.testing.v1 import AppTest

from review_app import language
from review_app.service import database, erasing, logins
from review_app.service.erasing import Asked
from storage.database import reading, unit_of_work
from storage.errors import StorageError
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.referring.referrals import NewReferral, propose_referral
from storage.tables import Advert, AdvertVersion, AuditEvent, Campaign
from storage.worklist.reviews import Verdict, record_decision

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
NUMBER, SPACED = "0900000901", "0900 000 901"
ASKED = Asked(who="Chủ số máy", paper="đơn ngày 19/11/2026", requested_on=date(2026, 11, 19), phone=SPACED)


@pytest.fixture
def admin(cookies: dict[str, str], engine: Engine, office: ModuleType) -> Iterator[logins.Person]:
    """An administrator, tuan, with a session."""
    with unit_of_work(engine) as session:
        account = add_account(
            session,
            name="tuan",
            full_name="Ngô Văn Tuấn",
            role="administrator",
            password=office.PASSWORD,
            now=office.MORNING,
        )
        cookies["tuan"] = start_session(session, account, now=database.now())
    found = logins.who(cookies["tuan"])
    assert found is not None
    yield found
    del cookies["tuan"]


def texts(engine: Engine) -> str:
    with reading(engine) as session:
        return "\n".join(session.scalars(select(AdvertVersion.text)))


def refer(engine: Engine, campaign_id: int) -> None:
    """Let an officer decide an item and propose a referral that rests on it."""
    with unit_of_work(engine) as session:
        campaign = session.get_one(Campaign, campaign_id)
        item: dict[str, Any] = {"campaign_id": campaign_id, "snapshot_id": campaign.current_snapshot_id or 0}
        said = Verdict(**item, screening_id=campaign.worst_screening_id, verdict="suspicious")
        new = NewReferral(
            **item,
            kind="transfer_slip",
            decision_id=record_decision(session, said, account_id=1, now=database.now()).id,
            recipient="",
            law_date=date(2026, 11, 20),
            content={"title": "Tin"},
            why="cần xác minh",
        )
        propose_referral(session, new, account_id=1, now=database.now())


@pytest.mark.usefixtures("admin", "filled")
@pytest.mark.parametrize(
    ("speaks", "reaches", "done"),
    [("vi", "liên quan đến 1 tin, gồm 1 bản tin", "đã xoá"), ("en", "1 advert in 1 version", "erased")],
)
def test_a_number_is_looked_for_shown_and_erased(
    open_page: Open, words_on: Words, engine: Engine, speaks: str, reaches: str, done: str
) -> None:
    language.use_language(speaks)  # AppTest itself words the choices that it sends back
    page = open_page("erasures", who="tuan", speaks=speaks)
    assert not page.exception
    page.text_input(key="erase-phone").set_value(SPACED)
    page.text_input(key="erase-who").set_value("Chủ số máy")
    page.text_input(key="erase-paper").set_value("đơn ngày 19/11/2026")
    page.button(key="erase-look").click().run()
    assert reaches in words_on(page)
    assert SPACED in texts(engine), "looking changes nothing"

    page.button(key="erase-do").click().run()

    assert SPACED not in texts(engine)
    said = words_on(page)
    assert done in said
    assert "Chủ số máy; đơn ngày 19/11/2026" in said
    assert page.text_input(key="erase-phone").value == ""
    with reading(engine) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert event is not None
    assert (event.action, event.subject) == ("erase", "erasure_request:1")
    assert event.account_id is not None
    assert NUMBER not in event.detail


@pytest.mark.usefixtures("admin", "filled")
def test_what_was_shown_is_gone_once_something_else_is_typed(open_page: Open) -> None:
    page = open_page("erasures", who="tuan")
    page.text_input(key="erase-phone").set_value(SPACED)
    page.text_input(key="erase-who").set_value("A")
    page.text_input(key="erase-paper").set_value("B")
    page.button(key="erase-look").click().run()
    assert [button.key for button in page.button] == ["erase-look", "erase-do"]

    page.text_input(key="erase-phone").set_value("0900 000 902").run()

    assert [button.key for button in page.button] == ["erase-look"]


@pytest.mark.usefixtures("filled")
def test_a_referral_under_way_has_the_request_refused_and_the_refusal_kept(
    admin: logins.Person, engine: Engine
) -> None:
    refer(engine, 1)
    with reading(engine) as session:
        advert_id = session.scalars(select(Advert.id).order_by(Advert.id)).first()
    looked = erasing.look(admin, replace(ASKED, phone="", advert=str(advert_id)))
    assert "còn đang xử lý" in looked.said
    before = texts(engine)

    assert "từ chối" in erasing.erase(admin, looked).said

    assert texts(engine) == before
    (line,) = erasing.read()
    assert (line.done, line.advert_id, line.who) == (False, advert_id, "Ngô Văn Tuấn")
    assert "đề xuất chuyển tin 1" in line.answer


@pytest.mark.usefixtures("filled")
def test_what_changed_since_it_was_shown_is_not_erased(admin: logins.Person, engine: Engine) -> None:
    looked = erasing.look(admin, ASKED)
    assert erasing.erase(admin, looked).kept
    before = texts(engine)

    again = erasing.erase(admin, looked)

    assert not again.kept
    assert "phạm vi khác" in again.said
    assert texts(engine) == before
    assert len(erasing.read()) == 1


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "changes",
    [
        {"who": " "},
        {"paper": ""},
        {"phone": ""},
        {"phone": "không có"},
        {"phone": "", "advert": "999"},
        {"phone": "", "advert": "²"},
        {"advert": "1"},
        {"requested_on": date(2999, 1, 1)},
    ],
)
def test_what_says_too_little_reaches_nothing(admin: logins.Person, changes: dict[str, Any]) -> None:
    looked = erasing.look(admin, replace(ASKED, **changes))

    assert looked.reach is None
    assert looked.said.startswith(("Hãy ghi", "Đây không phải"))
    assert not erasing.erase(admin, looked).kept
    assert erasing.read() == []


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("role", ["officer", "leader", "analyst", "operator"])
def test_nobody_else_looks_or_erases(engine: Engine, role: str) -> None:
    person = logins.Person(id=1, name="hanh", full_name="", role=role)
    looked = erasing.look(person, ASKED)

    assert (looked.reach, erasing.erase(person, looked).kept) == (None, False)
    assert SPACED in texts(engine)


def test_others_have_no_such_page(open_page: Open) -> None:
    with pytest.raises(Exception, match="erasures"):
        open_page("erasures", who="hanh")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "error", [DBAPIError("", None, Exception("denied")), OSError("denied"), StorageError("denied")]
)
def test_a_database_that_lets_nothing_be_replaced_is_said_with_the_command(
    admin: logins.Person, engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise error

    looked = erasing.look(admin, ASKED)
    monkeypatch.setattr(erasing, "answer_request", refuse)

    done = erasing.erase(admin, looked)

    assert not done.kept
    assert "soitin erase" in done.said
    assert SPACED in texts(engine)


@pytest.mark.usefixtures("filled")
def test_the_key_of_pseudonyms_is_made_where_there_is_none(admin: logins.Person, home: Path) -> None:
    assert not (home / "pseudonym.key").exists()

    assert erasing.erase(admin, erasing.look(admin, ASKED)).kept

    assert (home / "pseudonym.key").exists()


@pytest.mark.usefixtures("admin", "filled")
@pytest.mark.parametrize("typed", ["01/01/2999", "ngày nào đó", ""])
def test_a_request_of_no_day_or_of_one_to_come_is_not_taken(open_page: Open, words_on: Words, typed: str) -> None:
    page = open_page("erasures", who="tuan")
    for name, words in {"phone": SPACED, "who": "Chủ số máy", "paper": "đơn số 45", "day": typed}.items():
        page.text_input(key=f"erase-{name}").set_value(words)

    page.button(key="erase-look").click().run()

    assert "Hãy ghi ngày nhận yêu cầu" in words_on(page)
    assert not [button for button in page.button if button.key == "erase-do"]
