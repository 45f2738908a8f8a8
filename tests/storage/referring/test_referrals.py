"""Referrals: two persons, a decision in force, content that stays, outcomes in their order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError

from storage.audit_chain.audit import find_breaks
from storage.database import reading, unit_of_work
from storage.people.scope import Scope
from storage.referring.referral_lists import (
    ReferralFilter,
    count_referrals,
    list_referrals,
    read_referral,
    referrals_of_broker,
    referrals_of_campaigns,
)
from storage.referring.referral_outcomes import OUTCOMES, Outcome, record_outcome
from storage.referring.referrals import (
    MAX_WORDS,
    NewReferral,
    ReferralRefused,
    content_hash,
    propose_referral,
    settle_referral,
)
from storage.tables import AuditEvent, Campaign, ReferralEvent
from storage.worklist.reviews import Verdict, record_decision, undo_decision

CONTENT = {"title": "Thợ may", "facts": [{"quote": "9 triệu"}], "score": 0.9}


class Desk:
    """An item decided as suspicious by an, and the others of the office."""

    def __init__(self, office: Any) -> None:
        self.office = office
        office.keep()
        self.an, self.binh, self.chi = (office.person(name) for name in ("an", "binh", "chi"))
        with reading(office.engine) as session:
            campaign = session.query(Campaign).one()
            self.campaign_id, self.snapshot_id = campaign.id, campaign.current_snapshot_id
        self.decision_id = self.decide("suspicious")

    def decide(self, verdict: str, replaces: int | None = None) -> int:
        said = Verdict(
            campaign_id=self.campaign_id,
            snapshot_id=self.snapshot_id,
            screening_id=None,
            verdict=verdict,
            replaces=replaces,
        )
        with unit_of_work(self.office.engine) as session:
            return record_decision(session, said, account_id=self.an, now=self.office.now).id

    def propose(self, who: int | None = None, **changes: Any) -> int:
        new = {
            "kind": "transfer_slip",
            "campaign_id": self.campaign_id,
            "snapshot_id": self.snapshot_id,
            "decision_id": self.decision_id,
            "recipient": "domestic_labour",
            "law_date": date(2026, 11, 20),
            "content": CONTENT,
            "why": "Nhiều người đã gọi hỏi.",
        } | changes
        with unit_of_work(self.office.engine) as session:
            return propose_referral(session, NewReferral(**new), account_id=who or self.an, now=self.office.now).id

    def settle(self, referral: int, kind: str = "approved", who: int | None = None, note: str = "") -> None:
        with unit_of_work(self.office.engine) as session:
            settle_referral(session, referral, kind, note=note, account_id=who or self.binh, now=self.office.now)

    def enter(self, referral: int, kind: str, seen: int, **changes: Any) -> None:
        outcome = Outcome(**({"kind": kind, "happened_on": self.today, "seen": seen} | changes))
        with unit_of_work(self.office.engine) as session:
            record_outcome(session, referral, outcome, account_id=self.an, now=self.office.now)

    @property
    def today(self) -> date:
        return (self.office.now + timedelta(hours=7)).date()

    def status(self, referral: int) -> str:
        with reading(self.office.engine) as session:
            case = read_referral(session, referral)
        assert case is not None
        return case.status


@pytest.fixture
def desk(office: Any) -> Desk:
    return Desk(office)


def test_nobody_approves_what_they_proposed(desk: Desk) -> None:
    referral = desk.propose()

    for kind in ("approved", "refused"):
        with pytest.raises(ReferralRefused, match="nobody settles what they proposed") as refused:
            desk.settle(referral, kind, who=desk.an, note="đúng")
        assert refused.value.code == "own"

    assert desk.status(referral) == "proposed"
    desk.settle(referral)
    assert desk.status(referral) == "approved"


def test_only_the_proposer_withdraws(desk: Desk) -> None:
    referral = desk.propose()

    with pytest.raises(ReferralRefused) as refused:
        desk.settle(referral, "withdrawn", who=desk.binh)
    desk.settle(referral, "withdrawn", who=desk.an)

    assert refused.value.code == "not_own"
    assert desk.status(referral) == "withdrawn"


def test_a_proposal_is_settled_once_also_by_two_at_the_same_moment(desk: Desk) -> None:
    referral = desk.propose()

    def settle(who: int) -> str:
        try:
            desk.settle(referral, "approved", who=who)
        except ReferralRefused as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(settle, [desk.binh, desk.chi] * 2))

    assert said == ["done", "settled", "settled", "settled"]
    with reading(desk.office.engine) as session:
        assert session.query(ReferralEvent).count() == 1
        assert list(find_breaks(session)) == []


def test_an_approval_is_refused_once_the_decision_was_undone(desk: Desk) -> None:
    referral = desk.propose()
    with unit_of_work(desk.office.engine) as session:
        undo_decision(session, desk.decision_id, account_id=desk.an, now=desk.office.now)

    with pytest.raises(ReferralRefused) as refused:
        desk.settle(referral)

    assert refused.value.code == "undone"
    desk.settle(referral, "refused", note="Kết luận đã hoàn tác.")
    assert desk.status(referral) == "refused"


def test_an_approval_is_refused_once_the_decision_was_replaced(desk: Desk) -> None:
    referral = desk.propose()
    desk.decide("legitimate", replaces=desk.decision_id)

    with pytest.raises(ReferralRefused) as refused:
        desk.settle(referral)

    assert refused.value.code == "undone"


@pytest.mark.parametrize("verdict", ["legitimate", "unsure"])
def test_only_what_is_decided_as_suspicious_is_referred(desk: Desk, verdict: str) -> None:
    other = desk.decide(verdict, replaces=desk.decision_id)

    with pytest.raises(ReferralRefused) as refused:
        desk.propose(decision_id=other)

    assert refused.value.code == "undone"


def test_a_decision_on_an_earlier_version_is_not_referred(desk: Desk) -> None:
    desk.office.keep(text="Khác")

    with pytest.raises(ReferralRefused) as refused:
        desk.propose()

    assert refused.value.code == "stale"


def test_a_proposal_made_before_the_advert_changed_can_still_be_approved(desk: Desk) -> None:
    referral = desk.propose()
    desk.office.keep(text="Khác")

    desk.settle(referral)

    assert desk.status(referral) == "approved"


def test_the_same_document_for_the_same_recipient_is_proposed_once(desk: Desk) -> None:
    first = desk.propose()
    with pytest.raises(ReferralRefused) as refused:
        desk.propose(who=desk.chi)
    assert refused.value.code == "already"

    desk.propose(recipient="take_down", kind="takedown_request")
    desk.settle(first, "refused", note="Thiếu chứng cứ.")
    assert desk.propose() != first


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decision_id": 999}, "gone"),
        ({"snapshot_id": 999}, "gone"),
        ({"campaign_id": 999}, "gone"),
        ({"why": "  "}, "no_reason"),
        ({"why": "x" * (MAX_WORDS + 1)}, "too_long"),
    ],
)
def test_a_bad_proposal_is_refused_with_its_reason(desk: Desk, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ReferralRefused) as refused:
        desk.propose(**changes)

    assert refused.value.code == code


def test_unknown_kinds_are_slips(desk: Desk) -> None:
    with pytest.raises(ValueError, match="unknown kind of document"):
        desk.propose(kind="arrest_warrant")
    referral = desk.propose()
    with pytest.raises(ValueError, match="unknown way to settle"):
        desk.settle(referral, "burned")
    with pytest.raises(ValueError, match="unknown outcome"):
        desk.enter(referral, "approved", 1)


def test_a_refusal_needs_its_reason(desk: Desk) -> None:
    referral = desk.propose()

    with pytest.raises(ReferralRefused) as refused:
        desk.settle(referral, "refused", note=" ")

    assert refused.value.code == "no_reason"


def test_there_is_no_referral_of_a_number_that_nobody_has(desk: Desk) -> None:
    with pytest.raises(ReferralRefused) as refused:
        desk.settle(77)

    assert refused.value.code == "gone"
    with reading(desk.office.engine) as session:
        assert read_referral(session, 77) is None


def test_content_and_events_can_be_neither_changed_nor_removed(desk: Desk) -> None:
    referral = desk.propose()
    desk.settle(referral)

    for statement in (
        "UPDATE referral SET why = 'x'",
        "DELETE FROM referral_event",
        "UPDATE referral_event SET account_id = 1",
    ):
        with pytest.raises(DatabaseError, match="kept as they are"), desk.office.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    with reading(desk.office.engine) as session:
        case = read_referral(session, referral)
        assert case is not None
        assert content_hash(case.referral.content) == content_hash(CONTENT)


def test_outcomes_follow_one_another_and_the_newest_is_the_status(desk: Desk) -> None:
    referral = desk.propose()
    desk.settle(referral)

    desk.enter(referral, "sent", 1)
    desk.enter(referral, "answered", 2, note="Đã thụ lý.")
    desk.enter(referral, "fined", 3, fine_vnd=15_000_000)

    assert desk.status(referral) == "fined"
    with reading(desk.office.engine) as session:
        case = read_referral(session, referral)
        assert case is not None
        assert [event.fine_vnd for event, _ in case.events] == [None, None, None, 15_000_000]
        actions = [one.action for one in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert actions[-5:] == ["propose", "approve", *["record_outcome"] * 3]


@pytest.mark.parametrize(
    ("kind", "seen", "changes", "code"),
    [
        ("answered", 1, {}, "not_sent"),
        ("sent", 0, {}, "changed"),
        ("sent", 2, {}, "changed"),
        ("sent", 1, {"happened_on": date(2035, 1, 1)}, "bad_day"),
        ("sent", 1, {"happened_on": date(2001, 1, 1)}, "bad_day"),
        ("sent", 1, {"fine_vnd": 5}, "fine"),
        ("fined", 1, {}, "fine"),
        ("fined", 1, {"fine_vnd": 0}, "fine"),
        ("fined", 1, {"fine_vnd": -1}, "fine"),
        ("fined", 1, {"fine_vnd": 10**15}, "fine"),
        ("sent", 1, {"note": "x" * (MAX_WORDS + 1)}, "too_long"),
    ],
)
def test_a_bad_outcome_is_refused_with_its_reason(
    desk: Desk, kind: str, seen: int, changes: dict[str, Any], code: str
) -> None:
    referral = desk.propose()
    desk.settle(referral)

    with pytest.raises(ReferralRefused) as refused:
        desk.enter(referral, kind, seen, **changes)

    assert refused.value.code == code
    assert desk.status(referral) == "approved"


def test_it_is_sent_once_and_only_if_approved(desk: Desk) -> None:
    referral = desk.propose()
    with pytest.raises(ReferralRefused) as early:
        desk.enter(referral, "sent", 0)
    desk.settle(referral)
    desk.enter(referral, "sent", 1)
    with pytest.raises(ReferralRefused) as before:
        desk.enter(referral, "answered", 2, happened_on=desk.today - timedelta(days=1))
    desk.enter(referral, "answered", 2)
    with pytest.raises(ReferralRefused) as again:
        desk.enter(referral, "sent", 3, note="gửi lại")

    assert (early.value.code, again.value.code, before.value.code) == ("not_approved", "sent_already", "bad_day")


def test_the_day_of_sending_is_put_right_by_a_further_line_that_says_why(desk: Desk) -> None:
    referral = desk.propose()
    desk.settle(referral)
    desk.enter(referral, "sent", 1)

    with pytest.raises(ReferralRefused) as silent:
        desk.enter(referral, "sent", 2)
    desk.enter(referral, "sent", 2, note="ghi nhầm ngày")

    assert silent.value.code == "no_reason"
    assert desk.status(referral) == "sent"


def test_lists_go_by_status_kind_and_person(desk: Desk) -> None:
    first = desk.propose()
    second = desk.propose(kind="takedown_request", recipient="take_down", who=desk.binh)
    desk.settle(first)
    desk.enter(first, "sent", 1)

    def found(**wanted: Any) -> list[int]:
        with reading(desk.office.engine) as session:
            cases = list_referrals(session, ReferralFilter(**wanted))
            assert count_referrals(session, ReferralFilter(**wanted)) == len(cases)
            return [case.referral.id for case in cases]

    assert found() == [second, first]
    assert found(statuses=("proposed",)) == [second]
    assert found(statuses=("proposed",), not_by=desk.binh) == []
    assert found(statuses=OUTCOMES) == [first]
    assert found(kind="transfer_slip") == [first]
    assert found(account_id=desk.binh) == [second]
    assert found(scope=Scope(destinations=("JP",))) == [second, first], "unknown places are everybody's"
    assert found(scope=Scope(provinces=("79",))) == [], "the advert names Nam Định"
    with reading(desk.office.engine) as session:
        assert len(referrals_of_campaigns(session, [desk.campaign_id])) == 2
        assert referrals_of_broker(session, ["b-none"]) == []
