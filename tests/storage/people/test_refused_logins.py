"""Bursts of refused logins: told in a few events, each with its number, none of them lost."""

import json
from datetime import timedelta
from typing import Any

from storage.database import reading, unit_of_work
from storage.people.refused_logins import (
    BURST,
    ELSEWHERE,
    LOCKED,
    MOST_ADDRESSES,
    NOBODY,
    PASSWORD,
    RefusedLogins,
    append_refused,
)
from storage.tables import AuditEvent

HERE = "192.0.2.7"


def numbers(counter: RefusedLogins, times: int, now: Any, address: str = HERE) -> list[int]:
    return [one.number for _ in range(times) for one in counter.count(NOBODY, PASSWORD, address, now=now)]


def test_a_burst_is_told_at_powers_of_ten_and_at_its_end(office: Any) -> None:
    counter = RefusedLogins()

    assert numbers(counter, 4_321, office.now) == [1, 10, 100, 1_000]
    assert counter.over(now=office.now + BURST - timedelta(seconds=1)) == []
    (end,) = counter.over(now=office.now + BURST)
    assert (end.number, end.since, end.at, end.address) == (4_321, office.now, office.now, HERE)
    assert counter.over(now=office.now + BURST) == []


def test_the_end_is_told_by_the_next_refusal_as_well_and_nothing_is_told_twice(office: Any) -> None:
    counter = RefusedLogins()
    numbers(counter, 12, office.now)

    assert numbers(counter, 1, office.now + BURST) == [12, 1]
    assert counter.over(now=office.now + 2 * BURST) == [], "one that was told whole has no end of its own"


def test_a_clock_that_is_put_back_ends_a_burst(office: Any) -> None:
    counter = RefusedLogins()
    numbers(counter, 3, office.now)

    assert numbers(counter, 1, office.now - timedelta(days=365)) == [3, 1]


def test_many_addresses_are_told_together(office: Any) -> None:
    counter = RefusedLogins()
    told = [one for number in range(5_000) for one in counter.count(NOBODY, PASSWORD, f"2001:db8::{number:x}",
                                                                    now=office.now)]  # fmt: skip

    assert len(told) == MOST_ADDRESSES + 4
    assert {one.address for one in told[MOST_ADDRESSES:]} == {ELSEWHERE}


def test_an_address_that_is_none_is_not_kept(office: Any) -> None:
    for address in ("x" * 46, "a\nb", "ạ"):
        assert RefusedLogins().count("an", LOCKED, address, now=office.now)[0].address == NOBODY


def test_what_is_told_stands_in_the_chain(office: Any) -> None:
    with unit_of_work(office.engine) as session:
        append_refused(session, RefusedLogins().count("an", LOCKED, HERE, now=office.now))

    with reading(office.engine) as session:
        event = session.query(AuditEvent).filter(AuditEvent.action == "log_in_refused").one()
        assert (event.subject, event.account_id) == ("account:an", None)
        detail = {"why": "locked", "address": HERE, "number": 1, "since": office.now.isoformat()}
        assert json.loads(event.detail) == detail
