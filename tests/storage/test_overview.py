"""Figures for whoever leads, on both databases."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from storage import overview
from storage.database import reading, unit_of_work
from storage.overview import AGES, FLAGGED
from storage.people.scope import EVERYTHING, Scope
from storage.screenings import keep_screening, model_version
from storage.tables import Campaign
from storage.worklist.claims import claim_item
from storage.worklist.facets import DESTINATION, PROVINCE, TYPOLOGY
from storage.worklist.reviews import Verdict, record_decision

Row = Callable[..., dict[str, Any]]


@pytest.fixture
def kept(office: Any, screening_row: Row) -> Callable[..., int]:
    """Keep an advert that was first seen so many days ago, screened, and return its campaign."""

    def keep(number: int, band: str | None = "high", days: float = 0.5, country: str = "JP", province: str = "") -> int:
        office.now = office.now - timedelta(days=days)
        version = office.keep(
            canonical_url=f"https://viec.example/{number}", text=f"Tin {number} " * 20, province=province
        )
        with unit_of_work(office.engine) as session:
            if band is not None:
                facts = {"destinations": [{"country": country}] if country else []}
                row = screening_row(0.9, band, facts=facts, typologies=["task_scam"])
                model = model_version(session, "m", {}, now=office.now)
                keep_screening(
                    session, version.version_id, row, model=model, law_date=date(2026, 11, 20), now=office.now
                )
            office.now = office.now + timedelta(days=days)
            return session.query(Campaign).order_by(Campaign.id.desc()).first().id

    return keep


def test_what_waits_is_told_by_band_and_age(engine: Engine, now: datetime, kept: Callable[..., int]) -> None:
    kept(1, "high", 0.5)
    kept(2, "high", 5)
    kept(3, "low", 200)
    kept(4, None, 2)

    with reading(engine) as session:
        found = overview.count_waiting(session, EVERYTHING, now=now)

    assert found.by_band_and_age == {("high", 0): 1, ("high", 2): 1, ("low", len(AGES)): 1, ("", 1): 1}
    assert (found.items, found.of_band("high"), found.held) == (4, 2, 0)


def test_what_is_decided_waits_no_more_and_counts_on_its_day(
    engine: Engine, now: datetime, office: Any, kept: Callable[..., int]
) -> None:
    campaign_id = kept(1)
    kept(2)
    person = office.person("hanh")
    late = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)  # one in the morning of the 20th in Vietnam
    with unit_of_work(engine) as session:
        snapshot = session.get_one(Campaign, campaign_id).current_snapshot_id
        said = Verdict(campaign_id=campaign_id, snapshot_id=snapshot, screening_id=None, verdict="suspicious")
        record_decision(session, said, account_id=person, now=late)

    with reading(engine) as session:
        assert overview.count_waiting(session, EVERYTHING, now=now).items == 1
        decided = overview.count_decided(session, EVERYTHING, since=now - timedelta(days=3))
        assert decided == {(date(2026, 11, 20), "suspicious"): 1}
        assert not overview.count_decided(session, EVERYTHING, since=now)


def test_what_somebody_holds_is_counted_until_it_runs_out(
    engine: Engine, now: datetime, office: Any, kept: Callable[..., int]
) -> None:
    campaign_id, person = kept(1), office.person("hanh")
    with unit_of_work(engine) as session:
        claim_item(session, campaign_id, account_id=person, now=now)

    with reading(engine) as session:
        assert overview.count_waiting(session, EVERYTHING, now=now).held == 1
        assert overview.count_waiting(session, EVERYTHING, now=now + timedelta(days=1)).held == 0


def test_weeks_begin_on_monday_in_vietnam() -> None:
    sunday_night = datetime(2026, 11, 22, 16, 59, tzinfo=UTC)
    weeks = overview.weeks_until(sunday_night, 2)

    assert [week.first for week in weeks] == [date(2026, 11, 9), date(2026, 11, 16)]
    assert overview.weeks_until(sunday_night + timedelta(minutes=1), 1)[0].first == date(2026, 11, 23)


def test_what_came_in_is_told_by_week_and_band(engine: Engine, now: datetime, kept: Callable[..., int]) -> None:
    weeks = overview.weeks_until(now, 3)
    kept(1, "high", 0.1)
    kept(2, "low", 8)
    kept(3, "low", 60)

    with reading(engine) as session:
        found = overview.count_incoming(session, EVERYTHING, weeks)

    assert found == {(weeks[2].first, "high"): 1, (weeks[1].first, "low"): 1}


def test_trends_count_flagged_items_by_each_place_and_kind(
    engine: Engine, now: datetime, kept: Callable[..., int]
) -> None:
    weeks = overview.weeks_until(now, 2)
    kept(1, "high", 0.1, "JP", "Hà Nội")
    kept(2, "medium", 8, "JP", "Hà Nội")
    kept(3, "low", 0.1, "KR", "Huế")
    kept(4, "high", 0.1, "", "")

    with reading(engine) as session:
        assert overview.count_by_facet(session, EVERYTHING, DESTINATION, weeks) == {"JP": [1, 1], "": [0, 1]}
        assert overview.count_by_facet(session, EVERYTHING, PROVINCE, weeks) == {"01": [1, 1], "": [0, 1]}
        assert overview.count_by_facet(session, EVERYTHING, TYPOLOGY, weeks) == {"task_scam": [1, 2]}
    assert FLAGGED == ("high", "medium")


def test_every_figure_keeps_to_the_scope(engine: Engine, now: datetime, office: Any, kept: Callable[..., int]) -> None:
    kept(1, "high", 0.1, "JP", "Hà Nội")
    outside = kept(2, "high", 0.1, "KR", "Huế")
    person, weeks = office.person("hanh"), overview.weeks_until(now, 2)
    with unit_of_work(engine) as session:
        claim_item(session, outside, account_id=person, now=now)
    scope = Scope(("01",), ("JP",))

    with reading(engine) as session:
        waiting = overview.count_waiting(session, scope, now=now)
        assert (waiting.items, waiting.held) == (1, 0)
        assert sum(overview.count_incoming(session, scope, weeks).values()) == 1
        assert set(overview.count_by_facet(session, scope, DESTINATION, weeks)) == {"JP"}
        assert set(overview.count_by_facet(session, scope, PROVINCE, weeks)) == {"01"}
        assert overview.count_referrals(session, scope) == {}


def test_an_empty_database_has_no_figures(engine: Engine, now: datetime) -> None:
    weeks = overview.weeks_until(now)
    with reading(engine) as session:
        assert overview.count_waiting(session, EVERYTHING, now=now).items == 0
        assert overview.count_incoming(session, EVERYTHING, weeks) == {}
        assert overview.count_by_facet(session, EVERYTHING, PROVINCE, weeks) == {}
        assert not overview.count_decided(session, EVERYTHING, since=now)
        assert not overview.count_referrals(session, EVERYTHING)
