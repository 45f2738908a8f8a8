"""Damage planted among referrals is found and named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage.database import reading, unit_of_work
from storage.doctor.place import Place
from storage.doctor.referrals import find_case_files_damaged, find_referrals_astray, find_replies_astray
from storage.referring.case_files import keep_case_file, place_of
from storage.referring.referrals import NewReferral, propose_referral
from storage.tables import Campaign, ReferralEvent, Reply, ReplyAnswer
from storage.worklist.reviews import Verdict, record_decision


@pytest.fixture
def proposed(office: Any) -> int:
    """A referral that an proposed; binh and chi are there as well."""
    office.keep()
    an, _binh, _chi = (office.person(name) for name in ("an", "binh", "chi"))
    with unit_of_work(office.engine) as session:
        campaign = session.query(Campaign).one()
        seen = {"campaign_id": campaign.id, "snapshot_id": campaign.current_snapshot_id}
        decision = record_decision(
            session, Verdict(**seen, screening_id=None, verdict="suspicious"), account_id=an, now=office.now
        )
        new = NewReferral(
            **seen,
            kind="transfer_slip",
            decision_id=decision.id,
            recipient="",
            law_date=date(2026, 11, 20),
            content={},
            why="x",
        )
        return propose_referral(session, new, account_id=an, now=office.now).id


def plant(office: Any, referral: int, *events: tuple[str, int]) -> None:
    with unit_of_work(office.engine) as session:
        for kind, who in events:
            event = ReferralEvent(referral_id=referral, kind=kind, happened_on=office.now.date(), note="")
            event.account_id, event.at = who, office.now
            session.add(event)
            session.flush()


def told(office: Any, find: Any, home: Path) -> list[str]:
    with reading(office.engine) as session:
        return list(find(Place(session=session, home=home, now=office.now)))


def test_a_referral_that_went_its_way_is_fine(office: Any, proposed: int, tmp_path: Path) -> None:
    plant(office, proposed, ("approved", 2), ("sent", 1), ("answered", 1))

    assert told(office, find_referrals_astray, tmp_path) == []


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([("approved", 1)], "approved by its own proposer"),
        ([("withdrawn", 2)], "withdrawn by another"),
        ([("sent", 1)], "outcomes without an approval"),
        ([("refused", 2), ("sent", 1)], "outcomes without an approval"),
        ([("approved", 2), ("fined", 1)], "an order that cannot be: approved, fined"),
        ([("approved", 2), ("sent", 1), ("answered", 1), ("sent", 1)], "an order that cannot be"),
    ],
)
def test_what_cannot_have_happened_is_named(
    office: Any, proposed: int, tmp_path: Path, events: list[tuple[str, int]], says: str
) -> None:
    plant(office, proposed, *events)

    (said,) = told(office, find_referrals_astray, tmp_path)

    assert said.startswith(f"referral {proposed} ")
    assert says in said


def test_a_damaged_case_file_is_named(office: Any, proposed: int, tmp_path: Path) -> None:
    with unit_of_work(office.engine) as session:
        row = keep_case_file(session, tmp_path, proposed, "a.docx", b"x", account_id=2, now=office.now)
    assert told(office, find_case_files_damaged, tmp_path) == []
    place_of(tmp_path, row.sha256).write_bytes(b"y")

    (said,) = told(office, find_case_files_damaged, tmp_path)

    assert "a.docx" in said


def test_an_upheld_reply_without_its_decision_is_named(office: Any, proposed: int, tmp_path: Path) -> None:
    with unit_of_work(office.engine) as session:
        reply = Reply(
            campaign_id=1, received_on=office.now.date(), from_whom="a", said="b", account_id=1, at=office.now
        )
        session.add(reply)
        session.flush()
        answer = ReplyAnswer(reply_id=reply.id, outcome="upheld", answer="c", account_id=2, at=office.now)
        session.add(answer)

    assert proposed
    assert told(office, find_replies_astray, tmp_path) == ["reply 1 is upheld, and no decision corrects its item"]
