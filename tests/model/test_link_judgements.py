"""What people say of brokers is obeyed by every later run, can be taken back, and leaves the history whole."""

from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import select

from model.brokers import link_brokers
from model.linking.records import Grouping
from storage.audit_chain.audit import find_breaks
from storage.broker_dossiers.judgements import Person, judge_pair, merge_brokers, move_advert, split_broker, undo_deed
from storage.brokers import current_broker
from storage.database import reading, unit_of_work
from storage.errors import NothingToJudge, StorageError
from storage.tables import AuditEvent, BrokerJudgement, BrokerLineage, BrokerMember, Decision
from storage.worklist.items import read_item
from tests.model.desk import SEWING, WAREHOUSE, Desk, offer


def person(desk: Desk, why: str = "cùng một người nghe máy") -> Person:
    """The officer, now."""
    return Person(account_id=desk.officer, now=desk.now, why=why)


@pytest.fixture
def two(desk: Desk) -> tuple[list[int], list[int]]:
    """Two brokers of two adverts each, linked, and some others."""
    hanh = [desk.add(offer("0912000111")), desk.add(SEWING.format(phone="0912000111"))]
    tuan = [desk.add(WAREHOUSE.format(phone="0912000999")), desk.add("Nhận chở đồ, gọi anh Tuấn 0912000999 nhé")]
    for number in range(6):
        desk.add(f"Quán phở số {number} tuyển người rửa bát buổi sáng, gọi 09130001{number:02}")
    desk.link()
    assert len(set(desk.brokers(*hanh, *tuan))) == 2
    return hanh, tuan


@pytest.fixture
def parted(desk: Desk, two: tuple[list[int], list[int]]) -> tuple[list[int], list[int]]:
    """The two, merged by a person, linked, split again by a person, and linked twice."""
    hanh, tuan = two
    one, other = desk.brokers(hanh[0], tuan[0])
    with unit_of_work(desk.engine) as session:
        merge_brokers(session, one, other, person(desk))
    merged = desk.brokers(*hanh, *tuan)
    desk.link()
    assert merged == desk.brokers(*hanh, *tuan) == merged[:1] * 4
    with unit_of_work(desk.engine) as session:
        split_broker(session, merged[0], tuan, person(desk, "hai số, hai người"))
    split = desk.brokers(*hanh, *tuan)
    desk.link()
    desk.link()
    assert desk.brokers(*hanh, *tuan) == split
    return two


def test_brokers_that_were_merged_and_split_again_are_two(desk: Desk, parted: tuple[list[int], list[int]]) -> None:
    hanh, tuan = parted

    assert desk.brokers(hanh[0]) == desk.brokers(hanh[1])
    assert desk.brokers(tuan[0]) == desk.brokers(tuan[1])
    assert desk.brokers(hanh[0]) != desk.brokers(tuan[0])


def test_the_history_of_a_merge_and_a_split_is_whole(desk: Desk, parted: tuple[list[int], list[int]]) -> None:
    with reading(desk.engine) as session:
        left = session.scalars(select(BrokerMember).where(BrokerMember.left_at.is_not(None))).all()
        moves = session.scalars(select(BrokerLineage)).all()
        said = session.scalars(select(BrokerJudgement).order_by(BrokerJudgement.id)).all()
        actions = [event.action for event in session.scalars(select(AuditEvent).order_by(AuditEvent.number))]
        breaks = list(find_breaks(session))

    assert (len(left), len(moves)) == (4, 2)
    assert said[0].closed_at is not None
    assert {row.verdict for row in said if row.closed_at is None} == {"same", "different"}
    assert actions[-2:] == ["broker_merge", "broker_split"]
    assert breaks == []
    assert len(parted[0]) == 2


def test_decisions_and_pages_are_as_before_a_merge_and_a_split(
    desk: Desk, two: tuple[list[int], list[int]], request: pytest.FixtureRequest
) -> None:
    hanh, _ = two
    snapshot = desk.decide(hanh[0])
    (campaign,) = desk.campaigns(hanh[0])
    (broker,) = desk.brokers(hanh[0])
    request.getfixturevalue("parted")

    with reading(desk.engine) as session:
        decision = session.scalars(select(Decision)).one()
        item = read_item(session, campaign)

    assert (decision.snapshot_id, decision.closed_at) == (snapshot, None)
    assert item is not None
    assert item.live is not None
    assert item.brokers == [broker]


def test_a_merge_that_is_undone_gives_each_advert_back_to_its_broker(
    desk: Desk, two: tuple[list[int], list[int]]
) -> None:
    hanh, tuan = two
    before = desk.brokers(*hanh, *tuan)
    with unit_of_work(desk.engine) as session:
        deed = merge_brokers(session, before[0], before[2], person(desk))
    desk.link()

    with unit_of_work(desk.engine) as session:
        undo_deed(session, deed, person(desk))

    assert desk.brokers(*hanh, *tuan) == before
    desk.link()
    assert desk.brokers(*hanh, *tuan) == before
    with unit_of_work(desk.engine) as session, pytest.raises(NothingToJudge, match="not in force"):
        undo_deed(session, deed, person(desk))


def test_undoing_a_split_says_again_what_it_had_closed(desk: Desk, two: tuple[list[int], list[int]]) -> None:
    hanh, tuan = two
    with unit_of_work(desk.engine) as session:
        merge_brokers(session, *desk.brokers(hanh[0], tuan[0]), person(desk))
    with unit_of_work(desk.engine) as session:
        deed = split_broker(session, desk.brokers(hanh[0])[0], tuan, person(desk))
    desk.link()

    with unit_of_work(desk.engine) as session:
        undo_deed(session, deed, person(desk))
    desk.link()

    assert len(set(desk.brokers(*hanh, *tuan))) == 1


def test_a_new_advert_of_both_phones_does_not_join_what_a_person_parted(
    desk: Desk, two: tuple[list[int], list[int]]
) -> None:
    hanh, tuan = two
    with unit_of_work(desk.engine) as session:
        judge_pair(session, hanh[0], tuan[0], "different", person(desk))
    desk.add("Ai cần việc gọi 0912000111 hoặc 0912000999, hai bên cùng nhận hồ sơ trong tuần này ạ")

    desk.link()

    assert len(set(desk.brokers(hanh[0], tuan[0]))) == 2


def test_two_adverts_of_one_phone_that_are_judged_different_are_parted_by_the_next_run(
    desk: Desk, two: tuple[list[int], list[int]]
) -> None:
    hanh, _ = two
    with unit_of_work(desk.engine) as session:
        judge_pair(session, hanh[0], hanh[1], "different", person(desk))
    assert len(set(desk.brokers(*hanh))) == 1

    desk.link()

    assert len(set(desk.brokers(*hanh))) == 2


def test_an_advert_that_was_moved_stays_where_a_person_put_it(desk: Desk, two: tuple[list[int], list[int]]) -> None:
    hanh, tuan = two
    into = desk.brokers(tuan[0])[0]

    with unit_of_work(desk.engine) as session:
        move_advert(session, hanh[1], into, person(desk))
    desk.link()

    assert desk.brokers(*tuan, hanh[1]) == [into] * 3
    assert desk.brokers(hanh[0]) != [into]


def test_merging_what_is_one_already_is_refused_with_a_sentence(desk: Desk, two: tuple[list[int], list[int]]) -> None:
    hanh, tuan = two
    one, other = desk.brokers(hanh[0], tuan[0])
    with unit_of_work(desk.engine) as session:
        merge_brokers(session, one, other, person(desk))

    with unit_of_work(desk.engine) as session, pytest.raises(NothingToJudge, match="one broker already"):
        merge_brokers(session, one, other, person(desk))
    with reading(desk.engine) as session:
        found = [current_broker(session, broker) for broker in (one, other)]
        assert found[0] is found[1] is not None


@pytest.mark.parametrize("adverts", [[], [99_999]])
def test_a_split_that_names_nothing_or_strangers_is_refused(
    desk: Desk, two: tuple[list[int], list[int]], adverts: list[int]
) -> None:
    with unit_of_work(desk.engine) as session, pytest.raises(NothingToJudge, match="name some of them"):
        split_broker(session, desk.brokers(two[0][0])[0], adverts, person(desk))


def test_a_circle_of_contradictory_judgements_ends_and_is_reported(
    desk: Desk, two: tuple[list[int], list[int]]
) -> None:
    hanh, tuan = two
    circle = [*hanh, *tuan]
    with unit_of_work(desk.engine) as session:
        for first, second in combinations(circle, 2):
            verdict = "different" if (first, second) == (hanh[0], tuan[1]) else "same"
            judge_pair(session, first, second, verdict, person(desk))

    done = desk.link()
    again = desk.link()

    assert done.brokers.conflicts
    assert "khác nhau" in done.brokers.conflicts[0]
    first, *_, last = desk.brokers(*circle)
    assert first != last
    assert again.brokers.changed == 0


def test_what_a_person_says_during_a_run_is_obeyed_by_it(
    desk: Desk, two: tuple[list[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hanh, tuan = two
    runs = []

    def judged_meanwhile(*given: Any, **known: Any) -> Grouping:
        runs.append(known)
        found = link_brokers(*given, **known)
        if len(runs) == 1:
            with unit_of_work(desk.engine) as session:
                judge_pair(session, hanh[0], tuan[0], "different", person(desk))
        return found

    monkeypatch.setattr("model.link_brokers.link_brokers", judged_meanwhile)
    desk.add("Ai cần việc gọi 0912000111 hoặc 0912000999, hai bên cùng nhận hồ sơ trong tuần này ạ")

    desk.link()

    assert len(runs) == 2
    assert len(set(desk.brokers(hanh[0], tuan[0]))) == 2


def test_a_run_that_is_disturbed_each_time_ends_with_a_sentence(
    desk: Desk, two: tuple[list[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hanh, tuan = two
    verdicts = iter(["unsure", "different", "unsure"])

    def judged_meanwhile(*given: Any, **known: Any) -> Grouping:
        with unit_of_work(desk.engine) as session:
            judge_pair(session, hanh[0], tuan[0], next(verdicts), person(desk))
        return link_brokers(*given, **known)

    monkeypatch.setattr("model.link_brokers.link_brokers", judged_meanwhile)
    desk.add("Ai cần việc gọi 0912000111 hoặc 0912000999, hai bên cùng nhận hồ sơ trong tuần này ạ")

    with pytest.raises(StorageError, match="run `soitin link` again"):
        desk.link()
