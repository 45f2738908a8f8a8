"""The history as a file: within the scope, without contacts, formulas or strangers' hands on it."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType

import pytest
from sqlalchemy import Engine, select

from review_app.service.exporting import ExportRefused, hand_out
from review_app.service.history import Wanted
from review_app.service.history_export import export
from storage.database import unit_of_work
from storage.tables import Account, Campaign
from storage.worklist.reviews import Verdict, record_decision

Decide = Callable[..., None]


@pytest.fixture
def decide(engine: Engine, filled: list[int], cookies: dict[str, str]) -> Decide:
    def said(campaign_id: int, note: str, typologies: tuple[str, ...] = ()) -> None:
        with unit_of_work(engine) as session:
            who = session.scalars(select(Account).where(Account.name == "hanh")).one().id
            campaign = session.get_one(Campaign, campaign_id)
            verdict = Verdict(
                campaign_id=campaign_id,
                snapshot_id=campaign.current_snapshot_id or 0,
                screening_id=campaign.worst_screening_id,
                verdict="suspicious",
                note=note,
                typologies=typologies,
            )
            record_decision(session, verdict, account_id=who, now=datetime.now(UTC))

    assert filled
    assert cookies
    return said


def test_decisions_are_taken_away_with_their_kinds_and_without_numbers(
    decide: Decide, cookies: dict[str, str], office: ModuleType
) -> None:
    decide(1, "=cmd|'/C calc'!A0", ("scam_compound",))
    decide(2, "gọi 0900 000 418 thấy đúng")

    said = hand_out(cookies["hanh"], export(Wanted()), "csv").decode("utf-8-sig")

    assert office.PASSWORD not in said
    assert "Dụ vào tụ điểm lừa đảo" in said
    assert "\"'=cmd" in said
    assert "0900 000 418" not in said


def test_another_ones_file_keeps_to_what_they_work_on(engine: Engine, decide: Decide, cookies: dict[str, str]) -> None:
    decide(1, "ở Campuchia")
    with unit_of_work(engine) as session:
        session.scalars(select(Account).where(Account.name == "quang")).one().destinations = ["JP"]

    said = hand_out(cookies["quang"], export(Wanted(own=False)), "csv").decode("utf-8-sig")

    assert "ở Campuchia" not in said


@pytest.mark.parametrize("role", ["analyst", "operator", "administrator"])
def test_whoever_may_not_export_gets_no_history(engine: Engine, cookies: dict[str, str], role: str) -> None:
    with unit_of_work(engine) as session:
        session.scalars(select(Account).where(Account.name == "quang")).one().role = role

    with pytest.raises(ExportRefused):
        hand_out(cookies["quang"], export(Wanted(own=False)), "xlsx")
