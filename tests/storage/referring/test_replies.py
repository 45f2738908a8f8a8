"""The right of reply: taken down once, answered once; upheld it is a decision that labels learn."""

from datetime import timedelta
from typing import Any

import pytest

from storage.database import reading, unit_of_work
from storage.errors import AlreadyDecided, StaleItem
from storage.labels import live_labels
from storage.referring.replies import (
    MAX_ANSWER,
    MAX_SAID,
    NewAnswer,
    NewReply,
    ReplyRefused,
    answer_reply,
    count_waiting_replies,
    list_replies,
    read_reply,
    replies_of,
    take_reply,
)
from storage.tables import AuditEvent, Campaign, Decision
from storage.worklist.reviews import Verdict, live_decision, record_decision


class Desk:
    """An item decided as suspicious, about which somebody writes."""

    def __init__(self, office: Any) -> None:
        self.office = office
        office.keep()
        self.an, self.binh = office.person("an"), office.person("binh")
        with unit_of_work(office.engine) as session:
            campaign = session.query(Campaign).one()
            self.campaign_id, self.snapshot_id = campaign.id, campaign.current_snapshot_id
            said = Verdict(
                campaign_id=campaign.id, snapshot_id=self.snapshot_id, screening_id=None, verdict="suspicious"
            )
            self.decision_id = record_decision(session, said, account_id=self.an, now=office.now).id

    def take(self, **changes: Any) -> int:
        new = {
            "campaign_id": self.campaign_id,
            "received_on": self.office.now.date(),
            "from_whom": "Xưởng may Gió Lành, 0900 000 416",
            "said": "Chúng tôi không thu khoản nào của người lao động.",
        } | changes
        with unit_of_work(self.office.engine) as session:
            return take_reply(session, NewReply(**new), account_id=self.an, now=self.office.now).id

    def answer(self, reply: int, outcome: str = "upheld", **changes: Any) -> int | None:
        new = {
            "reply_id": reply,
            "outcome": outcome,
            "answer": "Đã xác minh.",
            "snapshot_id": self.snapshot_id,
            "replaces": self.decision_id,
        } | changes
        with unit_of_work(self.office.engine) as session:
            return answer_reply(session, NewAnswer(**new), account_id=self.binh, now=self.office.now).decision_id


@pytest.fixture
def desk(office: Any) -> Desk:
    return Desk(office)


def test_an_upheld_reply_becomes_a_label_in_place_of_the_old_one(desk: Desk) -> None:
    reply = desk.take()

    decision_id = desk.answer(reply)

    with reading(desk.office.engine) as session:
        live = live_decision(session, desk.snapshot_id)
        assert live is not None
        assert (live.id, live.verdict, live.note) == (decision_id, "legitimate", "Đã xác minh.")
        assert session.get_one(Decision, desk.decision_id).closed_at is not None
        assert [label.deceptive for label in live_labels(session)] == [False]
        actions = [one.action for one in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert actions[-3:] == ["take_reply", "decide", "answer_reply"]


def test_a_refused_reply_leaves_the_decision(desk: Desk) -> None:
    assert desk.answer(desk.take(), "refused") is None

    with reading(desk.office.engine) as session:
        live = live_decision(session, desk.snapshot_id)
        assert live is not None
        assert live.verdict == "suspicious"


def test_a_reply_is_answered_once(desk: Desk) -> None:
    reply = desk.take()
    desk.answer(reply)

    with pytest.raises(ReplyRefused) as refused:
        desk.answer(reply, "refused")

    assert refused.value.code == "answered"


def test_a_second_upheld_reply_rests_on_the_decision_that_corrected_already(desk: Desk) -> None:
    first = desk.answer(desk.take())
    second = desk.answer(desk.take(said="Đề nghị đính chính."), replaces=first)

    assert second == first


def test_upholding_on_what_was_not_drawn_changes_nothing(desk: Desk) -> None:
    reply = desk.take()
    with pytest.raises(AlreadyDecided):
        desk.answer(reply, replaces=None)
    desk.office.keep(text="Khác")
    with pytest.raises(StaleItem):
        desk.answer(reply)
    with pytest.raises(ReplyRefused):
        desk.answer(reply, snapshot_id=None)

    with reading(desk.office.engine) as session:
        case = read_reply(session, reply)
        assert case is not None
        assert case.answer is None
        assert count_waiting_replies(session) == 1


def test_the_same_reply_twice_on_a_day_is_one(desk: Desk) -> None:
    assert desk.take() == desk.take()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"said": " "}, "no_words"),
        ({"from_whom": ""}, "no_words"),
        ({"said": "x" * (MAX_SAID + 1)}, "too_long"),
        ({"campaign_id": 99}, "gone"),
    ],
)
def test_a_bad_reply_is_refused_with_its_reason(desk: Desk, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ReplyRefused) as refused:
        desk.take(**changes)

    assert refused.value.code == code


def test_a_reply_of_tomorrow_and_a_bad_answer_are_refused(desk: Desk) -> None:
    with pytest.raises(ReplyRefused) as early:
        desk.take(received_on=desk.office.now.date() + timedelta(days=2))
    reply = desk.take()
    with pytest.raises(ReplyRefused) as long:
        desk.answer(reply, answer="x" * (MAX_ANSWER + 1))
    with pytest.raises(ReplyRefused) as gone:
        desk.answer(99)
    with pytest.raises(ValueError, match="unknown outcome"):
        desk.answer(reply, "maybe")

    assert (early.value.code, long.value.code, gone.value.code) == ("bad_day", "too_long", "gone")


def test_lists_tell_what_waits_and_what_was_answered(desk: Desk) -> None:
    first, second = desk.take(), desk.take(said="Khác")
    desk.answer(first, "refused")

    with reading(desk.office.engine) as session:
        assert [case.reply.id for case in list_replies(session, waiting=True)] == [second]
        answered = list_replies(session, waiting=False)
        assert [case.reply.id for case in answered] == [first]
        assert answered[0].answered_by is not None
        assert answered[0].answered_by.full_name == "Cán bộ binh"
        assert len(replies_of(session, [desk.campaign_id])) == 2
        assert read_reply(session, 99) is None
