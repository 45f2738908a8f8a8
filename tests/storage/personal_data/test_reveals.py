"""A reveal is kept with its reason, holds for one login and one subject, and is made once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.audit_chain.audit import append_event, find_breaks
from storage.database import reading, unit_of_work
from storage.people.sessions import end_session, start_session
from storage.personal_data.reveals import MAX_WHY, broker_subject, is_revealed, item_subject, reveal
from storage.tables import Account, AuditEvent


@pytest.fixture
def two(office: Any) -> Any:
    """An office with one officer who has logged in twice."""
    office.officer = office.person("an")
    with unit_of_work(office.engine) as session:
        account = session.get_one(Account, office.officer)
        office.token = start_session(session, account, now=office.now)
        office.other_token = start_session(session, account, now=office.now)
    return office


def lift(office: Any, subject: str, why: str = "liên hệ xác minh", **other: Any) -> None:
    with unit_of_work(office.engine) as session:
        reveal(session, subject, why=why, account_id=office.officer, token=office.token, now=office.now, **other)


def is_lifted(office: Any, subject: str, token: str | None) -> bool:
    with reading(office.engine) as session:
        return is_revealed(session, subject, account_id=office.officer, token=token)


def test_a_reveal_holds_for_its_subject_and_its_login_alone(two: Any) -> None:
    lift(two, item_subject(7))

    assert is_lifted(two, item_subject(7), two.token)
    assert not is_lifted(two, item_subject(8), two.token)
    assert not is_lifted(two, broker_subject("b-7"), two.token)
    assert not is_lifted(two, item_subject(7), two.other_token)
    assert not is_lifted(two, item_subject(7), "nonsense")
    assert not is_lifted(two, item_subject(7), None)


def test_a_login_that_ended_sees_masks_again(two: Any) -> None:
    lift(two, item_subject(7))
    with unit_of_work(two.engine) as session:
        end_session(session, two.token, now=two.now)

    assert not is_lifted(two, item_subject(7), two.token)


def test_nobody_uses_the_reveal_of_another_person(two: Any) -> None:
    lift(two, item_subject(7))
    other = two.person("binh")

    with reading(two.engine) as session:
        assert not is_revealed(session, item_subject(7), account_id=other, token=two.token)


def test_a_reveal_is_one_event_with_its_reason_however_often_it_is_pressed(two: Any) -> None:
    lift(two, item_subject(7), why="  kiểm tra\n đơn thư ")
    lift(two, item_subject(7), why="lần nữa")

    with reading(two.engine) as session:
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action == "reveal")).all()
        assert (event.subject, event.account_id) == ("campaign:7", two.officer)
        assert json.loads(event.detail)["why"] == "kiểm tra đơn thư"
        assert two.token not in event.detail
        assert list(find_breaks(session)) == []


@pytest.mark.parametrize("why", ["", "  \n ", "x" * (MAX_WHY + 1)])
def test_a_reveal_without_a_reason_is_refused(two: Any, why: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        lift(two, item_subject(7), why=why)

    assert not is_lifted(two, item_subject(7), two.token)


def test_a_reveal_is_found_behind_thousands_of_later_events(two: Any) -> None:
    lift(two, item_subject(7))
    with unit_of_work(two.engine) as session:
        for number in range(1_500):
            later = two.now + timedelta(seconds=number)
            append_event(session, action="export", subject=f"x:{number}", account_id=two.officer, at=later)
        assert session.scalar(select(func.max(AuditEvent.number))) > 1_500

    assert is_lifted(two, item_subject(7), two.token)
