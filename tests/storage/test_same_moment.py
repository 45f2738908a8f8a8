"""The same thing asked for twice at the same moment is done once, on both databases, and nobody meets an exception."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy.orm import Session

from storage.database import reading, unit_of_work
from storage.people.accounts import add_account
from storage.people.provider_logins import Identity, account_at_provider
from storage.referring.replies import NewReply, take_reply
from storage.runs import site_named
from storage.tables import Account, AuditEvent, Campaign, Reply

ISSUER = "https://dang-nhap.example/realms/so"
AT_ONCE = 4


def at_once(office: Any, *deeds: Callable[[Session], Any]) -> list[Any]:
    """Do each in a unit of work of its own, all begun before the first is through; return what came of them."""
    signal = Barrier(len(deeds))

    def act(deed: Callable[[Session], Any]) -> Any:
        signal.wait()
        with unit_of_work(office.engine) as session:
            return deed(session)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result() for done in [pool.submit(act, deed) for deed in deeds]]


def arrive(office: Any, subject: str) -> Callable[[Session], str]:
    person = Identity(issuer=ISSUER, subject=subject, name="lien", full_name="Lê Thị Liên")
    return lambda session: account_at_provider(session, person, now=office.now).name


def test_one_person_of_a_provider_who_comes_twice_is_one_account(office: Any) -> None:
    for person in range(8):
        assert len(set(at_once(office, *[arrive(office, f"nguoi-{person}")] * AT_ONCE))) == 1

    with reading(office.engine) as session:
        assert session.query(Account).count() == 8
        assert session.query(AuditEvent).filter(AuditEvent.action == "ask_for_account").count() == 8


def test_people_of_one_name_who_come_together_get_names_of_their_own(office: Any) -> None:
    names = at_once(office, *[arrive(office, f"nguoi-{person}") for person in range(AT_ONCE)])

    assert sorted(names) == ["lien", "lien-2", "lien-3", "lien-4"]


def test_a_name_given_away_twice_by_administrators_is_refused_in_words(office: Any) -> None:
    def add(session: Session) -> int:
        post = {"full_name": "Hạnh", "role": "officer", "password": "thanh-tra-2026"}
        return add_account(session, name="hanh", **post, now=office.now).id

    with pytest.raises(ValueError, match="already taken"):
        at_once(office, add, add)


def test_a_site_that_two_crawls_begin_with_at_once_is_one_site(office: Any) -> None:
    for name in ("mot", "hai", "ba", "bon"):
        found = at_once(office, *[lambda session, name=name: site_named(session, name, now=office.now).id] * AT_ONCE)
        assert len(set(found)) == 1


def test_a_reply_that_is_sent_twice_at_once_is_taken_down_once(office: Any) -> None:
    officer = office.person("an")
    office.keep()
    with reading(office.engine) as session:
        campaign_id = session.query(Campaign).one().id
    for day in range(1, 9):
        new = NewReply(
            campaign_id=campaign_id,
            received_on=office.now.date().replace(day=day),
            from_whom="Xưởng may Gió Lành",
            said="Chúng tôi không thu khoản nào.",
        )
        kept = at_once(
            office,
            *[lambda session, new=new: take_reply(session, new, account_id=officer, now=office.now).id] * AT_ONCE,
        )
        assert len(set(kept)) == 1

    with reading(office.engine) as session:
        assert session.query(Reply).count() == 8
        assert session.query(AuditEvent).filter(AuditEvent.action == "take_reply").count() == 8
