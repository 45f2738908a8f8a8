"""A leader gives an item to somebody who may decide on it, whoever holds it now."""

from collections.abc import Callable
from typing import Any

import pytest

from storage.database import reading, unit_of_work
from storage.errors import CannotReceive, StaleItem
from storage.people.accounts import add_account, disable_account
from storage.tables import Account, AuditEvent, Lease
from storage.worklist.assignments import give_item, receivers
from storage.worklist.claims import claim_item
from storage.worklist.holders import items_held

Give = Callable[..., None]


@pytest.fixture
def people(office: Any) -> Any:
    """One item (in Nam Định, so in the province 37) and an officer, a leader, an analyst."""
    office.keep()
    office.an = office.person("an")
    with unit_of_work(office.engine) as session:
        for name, role in (("lan", "leader"), ("phong", "analyst")):
            account = add_account(
                session, name=name, full_name=f"Cán bộ {name}", role=role, password="mat-khau-dai", now=office.now
            )
            setattr(office, name, account.id)
    return office


def give(office: Any, to: int, why: str = "đúng địa bàn", item: int = 1) -> None:
    with unit_of_work(office.engine) as session:
        give_item(session, item, to, account_id=office.lan, why=why, now=office.now)


def leases(office: Any) -> list[tuple[int, str, int | None]]:
    with reading(office.engine) as session:
        return [(one.account_id, one.ended_how, one.given_by) for one in session.query(Lease).order_by(Lease.id)]


def work_only_on(office: Any, name: str, *provinces: str) -> None:
    with unit_of_work(office.engine) as session:
        session.query(Account).filter(Account.name == name).one().provinces = list(provinces)


def test_what_a_colleague_holds_goes_to_another_and_both_can_see_why(people: Any) -> None:
    other = people.person("binh")
    with unit_of_work(people.engine) as session:
        claim_item(session, 1, account_id=people.an, now=people.now)

    give(people, other)

    assert leases(people) == [(people.an, "given", None), (other, "", people.lan)]
    with reading(people.engine) as session:
        (held,) = items_held(session, other, now=people.now)
        assert (held.given_by, held.why) == ("Cán bộ lan", "đúng địa bàn")
        assert items_held(session, people.an, now=people.now) == []
        event = session.query(AuditEvent).filter(AuditEvent.action == "give").one()
        assert event.account_id == people.lan


def test_a_free_item_can_be_given_and_a_leader_can_take_it_themselves(people: Any) -> None:
    give(people, people.an)
    give(people, people.lan)

    assert leases(people) == [(people.an, "given", people.lan), (people.lan, "", people.lan)]


def test_only_those_who_may_decide_here_are_offered_and_can_receive(people: Any) -> None:
    other = people.person("binh")
    gone = people.person("cu")
    work_only_on(people, "binh", "79")
    with unit_of_work(people.engine) as session:
        disable_account(session, "cu", now=people.now)

    with reading(people.engine) as session:
        assert {account.id for account in receivers(session, 1)} == {people.an, people.lan}
    for account, why in ((people.phong, "role"), (other, "scope"), (gone, "disabled"), (10**9, "disabled")):
        with pytest.raises(CannotReceive) as refused:
            give(people, account)
        assert refused.value.why == why
    assert leases(people) == []


def test_what_somebody_holds_is_not_given_to_them_again(people: Any) -> None:
    give(people, people.an)

    with pytest.raises(CannotReceive, match="holds item 1 already"):
        give(people, people.an)


def test_giving_needs_a_reason_and_an_item(people: Any) -> None:
    with pytest.raises(ValueError, match="give one of 1 to"):
        give(people, people.an, why=" ")
    with pytest.raises(StaleItem):
        give(people, people.an, item=99)
