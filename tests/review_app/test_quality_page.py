"""The page of quality, and what it reckons."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from review_app.components import quality_charts
from review_app.language import use_language
from review_app.service import quality
from review_app.service.exporting import ExportRefused, hand_out
from storage.agreement import Judged, TwoWords
from storage.database import unit_of_work
from storage.intervals import Interval
from storage.overview import weeks_until
from storage.tables import Account, Campaign
from storage.worklist.reviews import Verdict, record_decision

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def _judged(score: float, *, suspicious: bool, shown: bool | None = False, at: datetime = NOW) -> Judged:
    return Judged(at=at, suspicious=suspicious, score=score, flagged=score >= 0.5, shown=shown)


def test_agreement_is_flagged_and_suspicious_or_neither() -> None:
    judged = [_judged(0.9, suspicious=True), _judged(0.1, suspicious=False), _judged(0.9, suspicious=False)]

    found = quality.agreement(judged)

    assert found is not None
    assert (found.share, found.of) == (pytest.approx(2 / 3), 3)
    assert quality.agreement([]) is None


def test_weeks_tell_honest_decisions_apart() -> None:
    weeks = weeks_until(NOW, 2)
    judged = [
        _judged(0.9, suspicious=True),
        _judged(0.9, suspicious=False, shown=True),
        _judged(0.9, suspicious=False, shown=None, at=NOW - timedelta(days=7)),
    ]

    before, last = quality.by_week(judged, weeks)

    assert (before.hidden, before.shown.share if before.shown else None) == (None, 0.0)
    assert last.hidden is not None
    assert last.hidden.share == 1.0
    assert last.shown is not None
    assert last.shown.share == 0.0


def test_bins_hold_every_score_and_the_last_one_is_closed() -> None:
    bins = quality.calibration([_judged(score, suspicious=score > 0.5) for score in (0.0, 0.05, 0.95, 1.0)])

    assert [(one.low, one.found.of, one.found.share) for one in bins] == [(0.0, 2, 0.0), (0.9, 2, 1.0)]
    assert bins[1].mean == pytest.approx(0.975)
    assert quality.calibration([]) == []


def test_two_people_agree_as_often_as_they_say_the_same() -> None:
    found = quality.same_words([TwoWords("suspicious", "suspicious"), TwoWords("suspicious", "unsure")])

    assert found is not None
    assert found.share == 0.5


def test_shares_are_written_with_their_interval() -> None:
    assert quality.in_words(quality.agreement([_judged(0.9, suspicious=True)])) == "100% (21–100%)"
    assert quality.in_words(None) == "–"


@pytest.fixture
def analyst(engine: Engine, cookies: dict[str, str]) -> str:
    with unit_of_work(engine) as session:
        session.scalars(select(Account).where(Account.name == "quang")).one().role = "analyst"
    return cookies["quang"]


def decide_all(engine: Engine, shown: Callable[[int], bool]) -> None:
    """Let somebody decide all that waits; `shown` tells for an item whether its score was in sight."""
    with unit_of_work(engine) as session:
        hanh = session.scalars(select(Account).where(Account.name == "hanh")).one().id
        for campaign in session.scalars(select(Campaign).where(Campaign.worst_screening_id.is_not(None))).all():
            said = Verdict(
                campaign_id=campaign.id,
                snapshot_id=campaign.current_snapshot_id or 0,
                screening_id=campaign.worst_screening_id,
                verdict="suspicious" if campaign.id % 2 else "legitimate",
                score_was_shown=shown(campaign.id),
            )
            record_decision(session, said, account_id=hanh, now=datetime.now(UTC))


@pytest.fixture
def decided(engine: Engine, filled: list[int], cookies: dict[str, str]) -> int:
    decide_all(engine, lambda key: bool(key % 3))
    assert cookies
    return len(filled)


@pytest.fixture
def decided_in_sight(engine: Engine, filled: list[int], cookies: dict[str, str]) -> int:
    decide_all(engine, lambda _key: True)
    assert cookies
    return len(filled)


@pytest.mark.usefixtures("analyst", "filled")
def test_without_decisions_every_part_says_so(open_page: Open, words_on: Words) -> None:
    page = open_page("quality", who="quang")
    said = words_on(page)

    assert not page.exception
    for sentence in (
        "Chưa có kết luận nào để đối chiếu",
        "Chưa ước lượng được",
        "Chưa mục nào có kết luận của hai người",
    ):
        assert sentence in said


@pytest.mark.usefixtures("analyst", "decided")
@pytest.mark.parametrize("speaks", ["vi", "en"])
def test_few_decisions_are_called_few(open_page: Open, words_on: Words, speaks: str) -> None:
    page = open_page("quality", who="quang", speaks=speaks)
    said = words_on(page)

    assert not page.exception
    assert ("quá ít để nhận định" if speaks == "vi" else "too few to judge by") in said
    assert ("nên đọc thận trọng" if speaks == "vi" else "read it with care") in said


@pytest.mark.usefixtures("analyst", "decided_in_sight")
@pytest.mark.parametrize(
    ("speaks", "none"), [("vi", "Chưa có kết luận nào đưa ra khi không thấy điểm"), ("en", "No decision was made")]
)
def test_no_decision_to_compare_is_not_counted_as_a_few(
    open_page: Open, words_on: Words, speaks: str, none: str
) -> None:
    said = words_on(open_page("quality", who="quang", speaks=speaks))

    assert none in said
    assert "Mới có 0" not in said


@pytest.mark.parametrize(("speaks", "decimal", "thousands"), [("vi", ",", "."), ("en", ".", ",")])
def test_charts_write_numbers_as_the_language_does(speaks: str, decimal: str, thousands: str) -> None:
    use_language(speaks)
    bins = [quality.Bin(low=0.1, high=0.2, mean=0.15, found=Interval(share=0.5, low=0.1, high=0.9, of=4))]

    number = quality_charts.chart_of_bins(bins).to_dict()["config"]["locale"]["number"]

    assert (number["decimal"], number["thousands"]) == (decimal, thousands)


@pytest.mark.usefixtures("decided")
def test_the_figures_can_be_taken_away_by_those_who_see_them(analyst: str, cookies: dict[str, str]) -> None:
    assert hand_out(analyst, quality.export(), "xlsx")[:2] == b"PK"
    with pytest.raises(ExportRefused):
        hand_out(cookies["hanh"], quality.export(), "xlsx")


@pytest.mark.usefixtures("analyst")
def test_a_database_that_does_not_answer_is_said_so(engine: Engine, open_page: Open, words_on: Words) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE decision RENAME TO lost")

    assert "Cơ sở dữ liệu không trả lời" in words_on(open_page("quality", who="quang"))
