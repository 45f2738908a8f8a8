"""Labels: decisions in force of the exact versions seen; models in use; campaigns proposed for labelling."""

from collections.abc import Callable
from typing import Any

from storage.campaigns import move_adverts
from storage.champions import DEFAULT, champion, changes, previous_champion, promote_model, roll_back_model
from storage.database import reading, unit_of_work
from storage.labels import count_unsure, live_labels
from storage.samples import drawn_by_lot, keep_sample, outcome_of_lot, waiting_candidates
from storage.screenings import keep_screening, model_version
from storage.tables import AuditEvent, Campaign
from storage.worklist.reviews import Verdict, record_decision, undo_decision


def decide(office: Any, officer: int, verdict: str, **changes: Any) -> tuple[int, int]:
    """Keep an advert of its own, decide on it, and return campaign and decision."""
    kept = office.keep(canonical_url=f"https://viec.example/{verdict}-{len(changes.get('text', ''))}", **changes)
    with unit_of_work(office.engine) as session:
        campaign = session.query(Campaign).order_by(Campaign.id.desc()).first()
        assert campaign is not None
        said = Verdict(
            campaign_id=campaign.id,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=None,
            verdict=verdict,
        )
        assert kept.change == "new"
        return campaign.id, record_decision(session, said, account_id=officer, now=office.now).id


def test_a_label_says_what_was_decided_when_and_of_which_campaign(office: Any) -> None:
    officer = office.person("an")
    campaign, _ = decide(office, officer, "suspicious", text="Bán hàng online lấy hoa hồng, cọc trước 2 triệu.")

    with reading(office.engine) as session:
        (label,) = live_labels(session)

    assert (label.campaign_id, label.deceptive, label.decided_at) == (campaign, True, office.now)
    assert label.site == "viec"
    assert label.text.startswith("Bán hàng online")


def test_unsure_and_undone_decisions_are_no_labels(office: Any) -> None:
    officer = office.person("an")
    decide(office, officer, "unsure")
    _, undone = decide(office, officer, "legitimate")
    with unit_of_work(office.engine) as session:
        undo_decision(session, undone, account_id=officer, now=office.now)

    with reading(office.engine) as session:
        assert list(live_labels(session)) == []
        assert count_unsure(session) == 1


def test_of_two_decisions_on_a_version_the_newest_counts(office: Any) -> None:
    """The first copy was decided alone, then together with a second one that came to its campaign."""
    officer = office.person("an")
    alone, _ = decide(office, officer, "suspicious", text="Cọc trước 2 triệu giữ chỗ.")
    office.keep(canonical_url="https://viec.example/ban-sao", text="Cọc trước 3 triệu giữ chỗ.")
    with unit_of_work(office.engine) as session:
        move_adverts(session, {2: alone}, now=office.now)

    def say(verdict: str, replaces: int | None = None) -> int:
        with unit_of_work(office.engine) as session:
            snapshot = session.get_one(Campaign, alone).current_snapshot_id or 0
            said = Verdict(
                campaign_id=alone, snapshot_id=snapshot, screening_id=None, verdict=verdict, replaces=replaces
            )
            return record_decision(session, said, account_id=officer, now=office.now).id

    def labels() -> list[tuple[int, bool]]:
        with reading(office.engine) as session:
            return [(label.version_id, label.deceptive) for label in live_labels(session)]

    assert labels() == [(1, True)]
    both = say("legitimate")
    assert labels() == [(1, False), (2, False)]
    unsure = say("unsure", replaces=both)
    assert labels() == [], "nothing is learnt from what the newest word leaves open"
    with unit_of_work(office.engine) as session:
        assert count_unsure(session) == 2
        undo_decision(session, unsure, account_id=officer, now=office.now)
    assert labels() == [(1, True)]


def test_a_label_carries_the_kinds_that_the_person_named(office: Any) -> None:
    officer = office.person("an")
    office.keep()
    with unit_of_work(office.engine) as session:
        snapshot = session.get_one(Campaign, 1).current_snapshot_id or 0
        kinds = ("task_scam", "deposit_or_upfront_fee")
        said = Verdict(campaign_id=1, snapshot_id=snapshot, screening_id=None, verdict="suspicious", typologies=kinds)
        record_decision(session, said, account_id=officer, now=office.now)

    with reading(office.engine) as session:
        (label,) = live_labels(session)
    assert label.typologies == kinds


def test_the_default_is_in_use_until_a_model_is_promoted(office: Any) -> None:
    with reading(office.engine) as session:
        assert champion(session) == DEFAULT
        assert previous_champion(session) is None


def test_rolling_back_goes_down_the_stairs_that_promotions_went_up(office: Any) -> None:
    def promote(name: str) -> None:
        with unit_of_work(office.engine) as session:
            figures = {"all": [40, 0.9, 0.95]}
            promote_model(session, name, {"name": name}, reason="hơn hẳn", figures=figures, now=office.now)

    def roll_back() -> str | None:
        with unit_of_work(office.engine) as session:
            return roll_back_model(session, reason="báo nhầm nhiều", now=office.now)

    promote("linear-a")
    promote("linear-b")
    assert [roll_back(), roll_back(), roll_back()] == ["linear-a", DEFAULT, None]
    promote("linear-c")

    with reading(office.engine) as session:
        assert champion(session) == "linear-c"
        newest, *older = changes(session)
        assert (newest.name, newest.before, newest.reason) == ("linear-c", DEFAULT, "hơn hẳn")
        assert newest.figures == {"all": [40, 0.9, 0.95]}
        assert [change.action for change in older] == ["roll_back_model"] * 2 + ["promote_model"] * 2
        assert session.query(AuditEvent).filter(AuditEvent.action == "promote_model").count() == 3


def test_candidates_wait_with_their_worst_screening(office: Any, screening_row: Callable[..., dict[str, Any]]) -> None:
    officer = office.person("an")
    decide(office, officer, "legitimate")
    kept = office.keep(canonical_url="https://viec.example/cho", title="Phụ kho")
    with unit_of_work(office.engine) as session:
        model = model_version(session, "linear-1", {}, now=office.now)
        row = screening_row(score=0.3, band="low")
        keep_screening(session, kept.version_id, row, model=model, law_date=office.now.date(), now=office.now)

    with reading(office.engine) as session:
        (waiting,) = waiting_candidates(session)
    assert (waiting.title, waiting.score, waiting.band, waiting.counting) == ("Phụ kho", 0.3, "low", True)


def test_the_lot_remembers_what_it_drew_and_what_became_of_it(office: Any) -> None:
    officer = office.person("an")
    drawn = [decide(office, officer, verdict)[0] for verdict in ("suspicious", "legitimate", "unsure")]
    other, _ = decide(office, officer, "suspicious", text="Không rút thăm.")
    with unit_of_work(office.engine) as session:
        keep_sample(session, {"uncertain": [other], "random": [*drawn, 999]}, unflagged=70, now=office.now)

    with reading(office.engine) as session:
        assert drawn_by_lot(session) == {*drawn, 999}
        outcome = outcome_of_lot(session)
    assert (outcome.drawn, outcome.suspicious, outcome.legitimate, outcome.unsure) == (4, 1, 1, 1)
