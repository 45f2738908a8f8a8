"""The order of the queue: what moves an item up, what never changes it, and who is drawn by lot."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage.database import reading, unit_of_work
from storage.office_settings import change_setting
from storage.samples import drawn_by_lot, outcome_of_lot
from storage.screenings import keep_screening, model_version
from storage.tables import Campaign, Setting
from storage.worklist.queue import QueueFilter, list_queue
from storage.worklist.ranking import SEED, Standing, Weights, is_hidden, rank, reckon_all, refresh_waits
from storage.worklist.reviews import Verdict, record_decision

SEEN = datetime(2026, 11, 1, tzinfo=UTC)
WEIGHTS = Weights(hidden_share=0.0)
standings = st.builds(
    Standing,
    campaign_id=st.integers(1, 10**6),
    risk=st.floats(0.001, 1),
    band=st.sampled_from(["high", "medium"]),
    adverts=st.integers(1, 5_000),
    sites=st.integers(1, 40),
    first_seen_at=st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds it
)


def place(standing: Standing, weights: Weights = WEIGHTS) -> float:
    return rank(standing, weights).priority


@given(standings)
def test_more_risk_more_reach_and_newer_never_move_an_item_down(one: Standing) -> None:
    assert place(replace(one, risk=min(1.0, (one.risk or 0) * 1.5))) >= place(one)
    assert place(replace(one, adverts=one.adverts * 2)) > place(one)
    assert place(replace(one, sites=one.sites + 1)) > place(one)
    assert place(replace(one, first_seen_at=one.first_seen_at + timedelta(hours=1))) > place(one)


@given(standings)
def test_a_half_life_of_age_weighs_as_much_as_half_the_risk(one: Standing) -> None:
    risky = replace(one, risk=0.8)
    older = replace(risky, first_seen_at=one.first_seen_at - timedelta(days=WEIGHTS.half_life_days))

    assert place(older) == pytest.approx(place(replace(risky, risk=0.4)))


@given(standings, standings, st.floats(0, 4000))
def test_time_that_passes_never_changes_who_stands_first(one: Standing, other: Standing, days: float) -> None:
    """The product of the docstring, reckoned at any later moment, orders as the kept number does."""

    def product(standing: Standing) -> float:
        age = (SEEN + timedelta(days=days + 400) - standing.first_seen_at).total_seconds() / 86_400
        reach = (standing.adverts * standing.sites) ** WEIGHTS.reach
        return (standing.risk or 0) * reach * 2 ** (-age / WEIGHTS.half_life_days)

    if product(one) > product(other) * 1.001:
        assert place(one) > place(other)


def test_a_province_of_the_office_counts_more_and_the_others_the_same() -> None:
    weights = replace(WEIGHTS, focus_provinces=frozenset({"40"}), focus_weight=2.0)
    here = Standing(
        campaign_id=1, risk=0.4, band="medium", adverts=1, sites=1, first_seen_at=SEEN, provinces=("40", "01")
    )

    assert place(here, weights) == pytest.approx(place(replace(here, risk=0.8, provinces=()), weights))
    assert place(replace(here, provinces=("01",)), weights) == place(here)


def test_what_no_model_has_read_stands_behind_everything_and_newest_first() -> None:
    unread = Standing(campaign_id=1, risk=None, band=None, adverts=5_000, sites=40, first_seen_at=SEEN)
    worst = replace(unread, risk=0.0, band="low", adverts=1, sites=1, first_seen_at=SEEN - timedelta(days=10_000))

    assert place(unread) < place(worst)
    assert place(replace(unread, first_seen_at=SEEN + timedelta(days=1))) > place(unread)


def test_the_lot_falls_on_its_share_the_same_for_everybody_and_only_on_the_unflagged() -> None:
    weights = replace(WEIGHTS, cut=0.2, hidden_share=0.1, seed=5)
    low = [
        rank(Standing(campaign_id=n, risk=0.1, band="low", adverts=1, sites=1, first_seen_at=SEEN), weights)
        for n in range(5_000)
    ]
    high = [
        rank(Standing(campaign_id=n, risk=0.9, band="high", adverts=1, sites=1, first_seen_at=SEEN), weights)
        for n in range(5_000)
    ]

    assert sum(one.drawn_at_random for one in low) == pytest.approx(1_000, abs=100)
    assert all(one.score_hidden for one in low if one.drawn_at_random)
    assert not any(one.drawn_at_random for one in high)
    assert sum(one.score_hidden for one in high) == pytest.approx(500, abs=80)
    drawn = [one.priority for one in low if one.drawn_at_random]
    others = [one.priority for one in low if not one.drawn_at_random]
    assert min(drawn) > max(others), "those drawn stand among the flagged"
    assert min(drawn) < high[0].priority < max(drawn) + 1, "and not all at one place"


@pytest.fixture
def many(office: Any, screening_row: Callable[..., dict[str, Any]]) -> Any:
    """Four flagged campaigns and forty that are not."""
    with unit_of_work(office.engine) as session:
        session.add(Setting(name=SEED, value=11, changed_at=office.now))
    for number in range(44):
        kept = office.keep(canonical_url=f"https://viec.example/{number}", title=f"Tin {number}")
        score, band = (0.9, "high") if number < 4 else (0.05, "low")
        with unit_of_work(office.engine) as session:
            model = model_version(session, "linear-1", {}, now=office.now)
            row = screening_row(score, band)
            keep_screening(session, kept.version_id, row, model=model, law_date=office.now.date(), now=office.now)
    return office


def flags(office: Any) -> list[tuple[bool, bool, float]]:
    with reading(office.engine) as session:
        query = select(Campaign.drawn_at_random, Campaign.score_hidden, Campaign.priority).order_by(Campaign.id)
        return [tuple(row) for row in session.execute(query)]


def reckon(office: Any, **agreed: float) -> int:
    with unit_of_work(office.engine) as session:
        for name, value in agreed.items():
            change_setting(session, name, value, account_id=None, now=office.now)
        return reckon_all(session, now=office.now)


def test_the_share_of_the_lot_follows_how_many_are_flagged(many: Any) -> None:
    reckon(many, random_share=0.5, hidden_share=0.0)

    drawn = sum(one[0] for one in flags(many))
    assert 1 <= drawn <= 10, "about as many as are flagged"
    assert reckon(many) == 0, "a second time nothing changes"
    reckon(many, random_share=0.0)
    assert not any(one[0] or one[1] for one in flags(many))


def test_what_comes_in_later_is_ranked_as_reckoning_all_anew_would(many: Any) -> None:
    reckon(many, random_share=0.5, hidden_share=0.5, half_life_days=3, reach_weight=1.5)
    many.keep(canonical_url="https://viec.example/later", title="Tin sau", text="Tin sau")
    many.keep(canonical_url="https://viec.example/3", title="Tin 3", text="đổi lời")

    assert reckon(many) == 0


def test_a_hidden_item_shows_nothing_of_its_score_until_somebody_decides(many: Any) -> None:
    reckon(many, random_share=0.5, hidden_share=0.0)
    officer = many.person("an")
    with reading(many.engine) as session:
        drawn = next(row for row in list_queue(session, QueueFilter()) if row.score_hidden)
        assert is_hidden(session, drawn.campaign_id)
        assert (drawn.score, drawn.band, drawn.typologies, drawn.findings, drawn.first_finding) == (
            *(None, None, [], 0, None),
        )
        assert not drawn.drawn_at_random, "that it came by lot would tell that it is not flagged"
        assert drawn.campaign_id in {row.campaign_id for row in list_queue(session, QueueFilter(band="high"))}

    with unit_of_work(many.engine) as session:
        said = Verdict(
            campaign_id=drawn.campaign_id, snapshot_id=drawn.snapshot_id, screening_id=None, verdict="suspicious"
        )
        record_decision(session, said, account_id=officer, now=many.now)

    with reading(many.engine) as session:
        (row,) = list_queue(session, QueueFilter(state="decided"))
        assert (row.score, row.band, row.score_hidden, row.drawn_at_random) == (0.05, "low", False, True)
        assert not is_hidden(session, drawn.campaign_id)
        assert drawn_by_lot(session) >= {drawn.campaign_id}
        assert outcome_of_lot(session).suspicious == 1
    reckon(many, random_share=0.0)
    with reading(many.engine) as session:
        assert session.get_one(Campaign, drawn.campaign_id).drawn_at_random, "it was, when somebody decided"


def test_waits_of_nothing_is_nothing(office: Any) -> None:
    with unit_of_work(office.engine) as session:
        refresh_waits(session, 77)
