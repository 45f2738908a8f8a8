"""Decisions: bound to the version seen, one live at a time, never lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from storage.audit_chain.audit import find_breaks
from storage.database import reading, unit_of_work
from storage.errors import AlreadyDecided, NothingToUndo, StaleItem
from storage.tables import Campaign, Decision
from storage.worklist.history import list_decisions
from storage.worklist.queue import QueueFilter, count_queue, list_queue
from storage.worklist.reviews import MAX_NOTE, Verdict, live_decision, record_decision, undo_decision


def drawn(office: Any, verdict: str = "suspicious", **changes: Any) -> Verdict:
    with reading(office.engine) as session:
        campaign = session.query(Campaign).one()
        seen = {"campaign_id": campaign.id, "snapshot_id": campaign.current_snapshot_id, "screening_id": None}
    return Verdict(**(seen | {"verdict": verdict} | changes))


def decide(office: Any, said: Verdict, who: int) -> int:
    with unit_of_work(office.engine) as session:
        return record_decision(session, said, account_id=who, now=office.now).id


def test_a_decided_item_leaves_the_queue_and_undo_brings_it_back(office: Any) -> None:
    office.keep()
    officer = office.person("an")

    decision = decide(office, drawn(office), officer)
    with reading(office.engine) as session:
        assert count_queue(session, QueueFilter()) == 0
        assert list_queue(session, QueueFilter(state="decided"))[0].verdict == "suspicious"
    with unit_of_work(office.engine) as session:
        undo_decision(session, decision, account_id=officer, now=office.now)

    with reading(office.engine) as session:
        assert count_queue(session, QueueFilter()) == 1
        assert len(list_decisions(session)) == 1, "an undone decision stays in the history"


def test_a_changed_mind_adds_a_row_and_closes_the_old_one(office: Any) -> None:
    office.keep()
    officer = office.person("an")
    first = decide(office, drawn(office), officer)

    second = decide(office, drawn(office, "legitimate", replaces=first), officer)

    with reading(office.engine) as session:
        old, new = session.get_one(Decision, first), session.get_one(Decision, second)
        assert (old.verdict, new.verdict) == ("suspicious", "legitimate")
        assert old.closed_at == office.now
        assert new.closed_at is None


def test_what_changed_since_it_was_drawn_is_refused(office: Any) -> None:
    office.keep()
    officer = office.person("an")
    said = drawn(office)
    office.keep(text="Khác")

    with pytest.raises(StaleItem, match="changed while you read it: 1 new and 1 old"):
        decide(office, said, officer)
    with reading(office.engine) as session:
        assert session.query(Decision).count() == 0


def test_a_decision_stays_with_the_version_it_was_about(office: Any) -> None:
    office.keep()
    said = drawn(office)
    decide(office, said, office.person("an"))
    office.keep(text="Khác")

    with reading(office.engine) as session:
        assert live_decision(session, said.snapshot_id) is not None
        assert count_queue(session, QueueFilter()) == 1, "the new version waits for a person"


def test_a_colleagues_decision_that_was_not_seen_is_not_overruled(office: Any) -> None:
    office.keep()
    said = drawn(office)
    decide(office, said, office.person("an"))

    with pytest.raises(AlreadyDecided, match="Cán bộ an already decided"):
        decide(office, said, office.person("binh"))


def test_two_at_the_same_moment_leave_one_live_decision(office: Any) -> None:
    office.keep()
    people = [office.person(name) for name in ("an", "binh", "chi", "dung")]
    said = drawn(office)

    def race(who: int) -> bool:
        try:
            decide(office, said, who)
        except AlreadyDecided:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(race, people))

    assert won.count(True) == 1
    with reading(office.engine) as session:
        assert session.query(Decision).filter(Decision.closed_at.is_(None)).count() == 1
        assert list(find_breaks(session)) == []


def test_undo_is_for_ones_own_decision_in_force(office: Any) -> None:
    office.keep()
    officer, other = office.person("an"), office.person("binh")
    decision = decide(office, drawn(office), officer)

    with pytest.raises(NothingToUndo, match="only the person"), unit_of_work(office.engine) as session:
        undo_decision(session, decision, account_id=other, now=office.now)
    with unit_of_work(office.engine) as session:
        undo_decision(session, decision, account_id=officer, now=office.now)
    with pytest.raises(NothingToUndo, match="not in force"), unit_of_work(office.engine) as session:
        undo_decision(session, decision, account_id=officer, now=office.now)


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"verdict": "guilty"}, "unknown verdict 'guilty'"), ({"note": "x" * (MAX_NOTE + 1)}, "the note has 10,001")],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(office: Any, changes: dict[str, Any], says: str) -> None:
    office.keep()

    with pytest.raises(ValueError, match=says):
        decide(office, drawn(office, **changes), office.person("an"))
