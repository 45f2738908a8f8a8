"""One item, one person: held for a time, renewed by work, handed back, given, ended by the decision."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.audit_chain.audit import find_breaks
from storage.campaigns import move_adverts
from storage.database import reading, unit_of_work
from storage.errors import ItemHeld, NotHeld, StaleItem, UnknownAccount
from storage.office_settings import LEASE_MINUTES, change_setting
from storage.people.accounts import disable_account
from storage.tables import AuditEvent, Campaign, Decision, Lease
from storage.worklist.claims import MAX_WHY, claim_item, end_claims, renew_claim, return_item
from storage.worklist.holders import holders_of, items_held
from storage.worklist.reviews import Verdict, record_decision, undo_decision

MINUTE = timedelta(minutes=1)
TIME = LEASE_MINUTES.default * MINUTE


@pytest.fixture
def item(office: Any) -> int:
    """The one item of an office with two people."""
    office.keep()
    office.an, office.binh = office.person("an"), office.person("binh")
    return 1


def claim(office: Any, item: int, who: int, at: datetime | None = None) -> int:
    with unit_of_work(office.engine) as session:
        return claim_item(session, item, account_id=who, now=at or office.now).lease_id


def decide(office: Any, item: int, who: int, at: datetime | None = None, **more: Any) -> int:
    with unit_of_work(office.engine) as session:
        snapshot = session.get_one(Campaign, item).current_snapshot_id or 0
        said = Verdict(campaign_id=item, snapshot_id=snapshot, screening_id=None, verdict="suspicious", **more)
        return record_decision(session, said, account_id=who, now=at or office.now).id


def ends(office: Any) -> list[tuple[int, str]]:
    with reading(office.engine) as session:
        return [(lease.account_id, lease.ended_how) for lease in session.query(Lease).order_by(Lease.id)]


def holder(office: Any, item: int, at: datetime) -> int | None:
    with reading(office.engine) as session:
        hold = holders_of(session, [item], now=at).get(item)
        return hold.account_id if hold else None


def test_an_item_that_is_held_is_refused_to_a_colleague_who_hears_who_and_until_when(office: Any, item: int) -> None:
    claim(office, item, office.an)

    with pytest.raises(ItemHeld, match="Cán bộ an holds item 1 until 2026-11-20 01:50 UTC") as refused:
        claim(office, item, office.binh)

    assert (refused.value.full_name, refused.value.until) == ("Cán bộ an", office.now + TIME)
    assert ends(office) == [(office.an, "")]


def test_claiming_what_one_holds_prolongs_it(office: Any, item: int) -> None:
    first = claim(office, item, office.an)

    assert claim(office, item, office.an, office.now + 10 * MINUTE) == first
    assert holder(office, item, office.now + TIME) == office.an


def test_a_hold_that_nobody_renews_runs_out_and_the_next_one_closes_it(office: Any, item: int) -> None:
    claim(office, item, office.an)
    later = office.now + TIME

    assert holder(office, item, later - MINUTE) == office.an
    assert holder(office, item, later) is None
    claim(office, item, office.binh, later)

    assert ends(office) == [(office.an, "ran_out"), (office.binh, "")]
    with reading(office.engine) as session:
        assert session.get_one(Lease, 1).ended_at == later


def test_work_renews_a_hold_but_not_one_that_ran_out_or_is_a_colleagues(office: Any, item: int) -> None:
    claim(office, item, office.an)

    def renew(who: int, at: datetime) -> bool:
        with unit_of_work(office.engine) as session:
            return renew_claim(session, item, account_id=who, now=at)

    assert renew(office.an, office.now + 15 * MINUTE)
    assert not renew(office.binh, office.now + 15 * MINUTE)
    assert holder(office, item, office.now + TIME + 14 * MINUTE) == office.an
    assert not renew(office.an, office.now + TIME + 15 * MINUTE)
    assert holder(office, item, office.now + TIME + 15 * MINUTE) is None


def test_the_office_agrees_on_how_long_an_item_is_held(office: Any, item: int) -> None:
    with unit_of_work(office.engine) as session:
        change_setting(session, LEASE_MINUTES.name, 45, account_id=None, now=office.now)
    claim(office, item, office.an)

    assert holder(office, item, office.now + 44 * MINUTE) == office.an
    assert holder(office, item, office.now + 45 * MINUTE) is None


def test_disabling_an_account_and_taking_an_item_into_another_end_holds(office: Any, item: int) -> None:
    office.keep(canonical_url="https://viec.example/tho-may-2", title="Thợ may")
    claim(office, item, office.an)
    claim(office, 2, office.binh)
    with unit_of_work(office.engine) as session:
        disable_account(session, "an", now=office.now)
        move_adverts(session, {2: item}, now=office.now)

    assert ends(office) == [(office.an, "ran_out"), (office.binh, "ran_out")]
    with pytest.raises(StaleItem) as refused:
        decide(office, 2, office.binh)
    assert refused.value.changes.into == item


def test_a_clock_that_goes_back_takes_nothing_away(office: Any, item: int) -> None:
    claim(office, item, office.an)
    claim(office, item, office.an, office.now - 60 * MINUTE)

    assert holder(office, item, office.now + TIME - MINUTE) == office.an


def test_an_item_is_handed_back_with_a_reason_and_is_free_at_once(office: Any, item: int) -> None:
    claim(office, item, office.an)
    with unit_of_work(office.engine) as session:
        return_item(session, item, account_id=office.an, why=" cần người biết tiếng Nhật ", now=office.now)
    claim(office, item, office.binh)

    assert ends(office) == [(office.an, "returned"), (office.binh, "")]
    with reading(office.engine) as session:
        assert session.get_one(Lease, 1).why == "cần người biết tiếng Nhật"


@pytest.mark.parametrize("why", ["", "  ", "x" * (MAX_WHY + 1)])
def test_handing_back_needs_a_reason_of_bearable_length(office: Any, item: int, why: str) -> None:
    claim(office, item, office.an)

    with pytest.raises(ValueError, match="give one of 1 to"), unit_of_work(office.engine) as session:
        return_item(session, item, account_id=office.an, why=why, now=office.now)
    assert ends(office) == [(office.an, "")]


def test_nobody_hands_back_what_they_do_not_hold(office: Any, item: int) -> None:
    claim(office, item, office.an)

    with pytest.raises(NotHeld), unit_of_work(office.engine) as session:
        return_item(session, item, account_id=office.binh, why="nhầm", now=office.now)
    with pytest.raises(NotHeld), unit_of_work(office.engine) as session:
        return_item(session, item, account_id=office.an, why="muộn", now=office.now + TIME)


def test_a_decision_ends_the_hold_and_undoing_it_leaves_the_item_free(office: Any, item: int) -> None:
    claim(office, item, office.an)
    decision = decide(office, item, office.an)
    with unit_of_work(office.engine) as session:
        undo_decision(session, decision, account_id=office.an, now=office.now)
    claim(office, item, office.binh)

    assert ends(office) == [(office.an, "decided"), (office.binh, "")]


def test_deciding_without_a_hold_claims_and_decides_at_once(office: Any, item: int) -> None:
    decide(office, item, office.an)

    assert ends(office) == [(office.an, "decided")]


def test_nobody_decides_on_what_a_colleague_holds_and_after_it_ran_out_they_may(office: Any, item: int) -> None:
    claim(office, item, office.an)

    with pytest.raises(ItemHeld, match="Cán bộ an holds"):
        decide(office, item, office.binh)
    with reading(office.engine) as session:
        assert session.query(Decision).count() == 0
    decide(office, item, office.binh, office.now + TIME)

    assert ends(office) == [(office.an, "ran_out"), (office.binh, "decided")]


@pytest.mark.parametrize("number", [2, -1, 10**12])
def test_what_is_no_item_is_refused(office: Any, item: int, number: int) -> None:
    with pytest.raises(StaleItem, match=f"item {number} does not exist") as refused:
        claim(office, number, office.an)
    assert refused.value.gone
    assert item == 1


def test_a_disabled_account_claims_and_decides_nothing(office: Any, item: int) -> None:
    with unit_of_work(office.engine) as session:
        disable_account(session, "an", now=office.now)

    for act in (claim, decide):
        with pytest.raises(UnknownAccount, match="is disabled"):
            act(office, item, office.an)
    assert ends(office) == []


def test_what_a_person_holds_is_listed_and_can_be_ended_for_them(office: Any, item: int) -> None:
    office.keep(canonical_url="https://viec.example/tho-han-2", title="Thợ hàn")
    claim(office, 2, office.an)
    claim(office, item, office.an, office.now + MINUTE)

    def held(at: datetime) -> list[tuple[int, str]]:
        with reading(office.engine) as session:
            return [(one.hold.campaign_id, one.title) for one in items_held(session, office.an, now=at)]

    assert held(office.now + MINUTE) == [(2, "Thợ hàn"), (1, "Thợ may chuyền áo sơ mi")]
    assert held(office.now + TIME) == [(1, "Thợ may chuyền áo sơ mi")]
    with unit_of_work(office.engine) as session:
        assert end_claims(session, of_account=office.an, now=office.now + MINUTE) == 2
    assert held(office.now + MINUTE) == []


def test_claiming_and_handing_back_are_in_the_audit_chain(office: Any, item: int) -> None:
    claim(office, item, office.an)
    claim(office, item, office.an)
    with unit_of_work(office.engine) as session:
        return_item(session, item, account_id=office.an, why="hết ca", now=office.now)

    with reading(office.engine) as session:
        events = session.query(AuditEvent).filter(AuditEvent.subject == "campaign:1").order_by(AuditEvent.number)
        assert [event.action for event in events] == ["claim", "return"]
        assert list(find_breaks(session)) == []


def test_a_hold_from_a_time_when_the_clock_was_a_year_ahead_blocks_nobody(office: Any, item: int) -> None:
    claim(office, item, office.an, office.now + timedelta(days=365))
    with reading(office.engine) as session:
        assert holders_of(session, [item], now=office.now) == {}
        assert items_held(session, office.an, now=office.now) == []

    claim(office, item, office.binh)

    with reading(office.engine) as session:
        assert holders_of(session, [item], now=office.now)[item].account_id == office.binh
        assert list(find_breaks(session)) == []
