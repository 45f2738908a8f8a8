"""Deciding on many: exactly what a preview showed, all of it or nothing, undone as a whole or one by one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage.audit_chain.audit import find_breaks
from storage.database import reading, unit_of_work
from storage.errors import ChangedSincePreview, NoteTooLong, NothingToUndo
from storage.people.scope import EVERYTHING, Scope
from storage.screenings import keep_screening, model_version
from storage.tables import AuditEvent, Campaign, Decision, Lease
from storage.worklist.bulk import MOST, Chooser, PreviewRow, Said, count_of_deed, decide_many, preview, undo_deed
from storage.worklist.claims import claim_item
from storage.worklist.reviews import MAX_NOTE, Verdict, record_decision, undo_decision

SAID = Said(verdict="suspicious", note="cùng một mẫu", typologies=("home_piecework",))


@pytest.fixture
def desk(office: Any) -> Any:
    """Four items, and two people."""
    for number in range(4):
        office.keep(canonical_url=f"https://viec.example/{number}", title=f"Tin {number}")
    office.an, office.binh = office.person("an"), office.person("binh")
    return office


def chosen(office: Any, *campaigns: int) -> dict[int, int]:
    with reading(office.engine) as session:
        return {one: session.get_one(Campaign, one).current_snapshot_id or 0 for one in campaigns}


def look(office: Any, selection: dict[int, int], who: int | None = None, scope: Scope = EVERYTHING) -> list[PreviewRow]:
    with reading(office.engine) as session:
        return preview(session, selection, Chooser(account_id=who or office.an, scope=scope, now=office.now))


def decide(office: Any, rows: list[PreviewRow], said: Said = SAID, scope: Scope = EVERYTHING) -> str:
    with unit_of_work(office.engine) as session:
        return decide_many(session, rows, said, Chooser(account_id=office.an, scope=scope, now=office.now))


def decide_one(office: Any, campaign: int, who: int, verdict: str = "legitimate", replaces: int | None = None) -> int:
    with unit_of_work(office.engine) as session:
        snapshot = session.get_one(Campaign, campaign).current_snapshot_id or 0
        said = Verdict(
            campaign_id=campaign, snapshot_id=snapshot, screening_id=None, verdict=verdict, replaces=replaces
        )
        return record_decision(session, said, account_id=who, now=office.now).id


def live(office: Any) -> list[tuple[int, str]]:
    with reading(office.engine) as session:
        query = session.query(Decision).filter(Decision.closed_at.is_(None)).order_by(Decision.snapshot_id)
        return [(decision.snapshot_id, decision.verdict) for decision in query]


def test_what_the_preview_showed_is_decided_in_one_deed(
    desk: Any, screening_row: Callable[..., dict[str, Any]]
) -> None:
    with unit_of_work(desk.engine) as session:
        model = model_version(session, "linear-1", {}, now=desk.now)
        keep_screening(session, 1, screening_row(), model=model, law_date=desk.now.date(), now=desk.now)
        session.get_one(Campaign, 1).score_hidden = False
    rows = look(desk, chosen(desk, 3, 1))
    assert [(row.campaign_id, row.state, row.title, row.adverts) for row in rows] == [
        (3, "ok", "Tin 2", 1),
        (1, "ok", "Tin 0", 1),
    ]

    deed = decide(desk, rows)

    with reading(desk.engine) as session:
        decisions = session.query(Decision).order_by(Decision.snapshot_id).all()
        assert [(d.snapshot_id, d.verdict, d.note, d.typologies, d.deed) for d in decisions] == [
            (snapshot, "suspicious", "cùng một mẫu", ["home_piecework"], deed) for snapshot in (1, 3)
        ]
        assert [(d.screening_id, d.score_was_shown) for d in decisions] == [(1, True), (None, False)]
        actions = [event.action for event in session.query(AuditEvent).order_by(AuditEvent.number)]
        assert (actions.count("decide"), actions.count("decide_many")) == (2, 1)
        assert {lease.ended_how for lease in session.query(Lease)} == {"decided"}
        assert list(find_breaks(session)) == []


def test_the_preview_says_of_each_what_would_happen(desk: Any) -> None:
    selection = chosen(desk, 1, 2, 3, 4) | {77: 1}
    decide_one(desk, 1, desk.binh)
    with unit_of_work(desk.engine) as session:
        claim_item(session, 2, account_id=desk.binh, now=desk.now)
    desk.keep(canonical_url="https://viec.example/2", title="Tin 2", text="Khác hẳn")

    rows = {row.campaign_id: row for row in look(desk, selection)}

    assert {key: row.state for key, row in rows.items()} == {1: "decided", 2: "held", 3: "stale", 4: "ok", 77: "gone"}
    assert (rows[1].who, rows[1].verdict) == ("Cán bộ binh", "legitimate")
    assert rows[2].who == "Cán bộ binh"
    assert rows[2].until is not None
    decide(desk, list(rows.values()))
    assert live(desk) == [(1, "legitimate"), (4, "suspicious")]


def test_what_one_holds_oneself_is_decided(desk: Any) -> None:
    with unit_of_work(desk.engine) as session:
        claim_item(session, 1, account_id=desk.an, now=desk.now)

    decide(desk, look(desk, chosen(desk, 1)))

    assert live(desk) == [(1, "suspicious")]


def test_what_lies_out_of_scope_is_neither_shown_nor_decided(desk: Any) -> None:
    """All four are in Nam Định, which is Ninh Bình (37) now."""
    elsewhere = Scope(("79",))
    (row,) = look(desk, chosen(desk, 1), scope=elsewhere)
    assert (row.state, row.title) == ("out_of_scope", "")

    with pytest.raises(ChangedSincePreview):
        decide(desk, look(desk, chosen(desk, 1)), scope=elsewhere)
    assert live(desk) == []


@pytest.mark.parametrize("happens", ["decided", "held", "changed"])
def test_if_anything_changed_since_the_preview_nothing_is_decided(desk: Any, happens: str) -> None:
    rows = look(desk, chosen(desk, 1, 2, 3))
    if happens == "decided":
        decide_one(desk, 2, desk.binh)
    elif happens == "held":
        with unit_of_work(desk.engine) as session:
            claim_item(session, 2, account_id=desk.binh, now=desk.now)
    else:
        desk.keep(canonical_url="https://viec.example/1", title="Tin 1", text="Khác hẳn")
    before = live(desk)

    with pytest.raises(ChangedSincePreview, match="1 of 3 items changed") as refused:
        decide(desk, rows)

    assert refused.value.changed == (2,)
    assert live(desk) == before


def test_a_second_press_decides_nothing_twice(desk: Any) -> None:
    rows = look(desk, chosen(desk, 1, 2))
    decide(desk, rows)

    with pytest.raises(ChangedSincePreview):
        decide(desk, rows)
    with reading(desk.engine) as session:
        assert session.query(Decision).count() == 2


def test_a_deed_is_undone_as_a_whole_once_and_by_its_own_person(desk: Any) -> None:
    deed = decide(desk, look(desk, chosen(desk, 1, 2, 3)))

    with pytest.raises(NothingToUndo, match="only the person"), unit_of_work(desk.engine) as session:
        undo_deed(session, deed, account_id=desk.binh, now=desk.now)
    with unit_of_work(desk.engine) as session:
        assert count_of_deed(session, deed) == 3
        assert undo_deed(session, deed, account_id=desk.an, now=desk.now) == 3
    assert live(desk) == []
    for unknown in (deed, "", "many-0"):
        with pytest.raises(NothingToUndo), unit_of_work(desk.engine) as session:
            undo_deed(session, unknown, account_id=desk.an, now=desk.now)


def test_a_member_is_undone_alone_and_the_rest_stays_and_can_be_undone(desk: Any) -> None:
    deed = decide(desk, look(desk, chosen(desk, 1, 2, 3)))
    with unit_of_work(desk.engine) as session:
        member, overruled = session.query(Decision.id).filter(Decision.snapshot_id.in_([2, 3])).order_by("id")
        undo_decision(session, member.id, account_id=desk.an, now=desk.now)
    decide_one(desk, 3, desk.binh, "unsure", replaces=overruled.id)
    assert live(desk) == [(1, "suspicious"), (3, "unsure")]

    with unit_of_work(desk.engine) as session:
        assert undo_deed(session, deed, account_id=desk.an, now=desk.now + timedelta(hours=1)) == 1

    assert live(desk) == [(3, "unsure")]


@pytest.mark.parametrize(
    "said",
    [
        replace(SAID, verdict="guilty"),
        replace(SAID, verdict="legitimate"),
        replace(SAID, typologies=("fun",)),
        replace(SAID, note="x" * (MAX_NOTE + 1)),
    ],
)
def test_what_cannot_be_said_of_one_cannot_be_said_of_many(desk: Any, said: Said) -> None:
    with pytest.raises((ValueError, NoteTooLong)):
        decide(desk, look(desk, chosen(desk, 1, 2)), said)
    assert live(desk) == []


@pytest.mark.parametrize("number", [0, MOST + 1])
def test_none_and_too_many_are_refused(desk: Any, number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} items are chosen"):
        look(desk, dict.fromkeys(range(1, number + 1), 1))


def test_a_selection_that_names_a_foreign_version_decides_nothing(desk: Any) -> None:
    rows = look(desk, {1: 2, 2: -5})

    assert [row.state for row in rows] == ["stale", "stale"]
    with pytest.raises(ValueError, match="0 items are chosen"):
        decide(desk, rows)
