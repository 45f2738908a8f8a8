"""What people decided beside the model and beside one another."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from storage.agreement import TwoWords, judged_since, outcome_of_unflagged, two_words
from storage.database import reading, unit_of_work
from storage.people.scope import EVERYTHING, Scope
from storage.samples import keep_sample
from storage.screenings import keep_screening, model_version
from storage.tables import Campaign
from storage.worklist.reviews import Verdict, record_decision, undo_decision


class Desk:
    """Items that people decide on."""

    def __init__(self, office: Any, row: Any) -> None:
        self.office, self.row, self.number = office, row, 0

    def item(self, score: float, band: str, country: str = "JP") -> int:
        self.number += 1
        version = self.office.keep(canonical_url=f"https://viec.example/{self.number}", text=f"Tin {self.number} " * 20)
        with unit_of_work(self.office.engine) as session:
            facts = {"destinations": [{"country": country}]}
            model = model_version(session, "m", {}, now=self.office.now)
            row = self.row(score, band, facts=facts)
            keep_screening(
                session, version.version_id, row, model=model, law_date=date(2026, 11, 20), now=self.office.now
            )
            campaign = session.query(Campaign).order_by(Campaign.id.desc()).first()
            campaign.drawn_at_random = False
            return int(campaign.id)

    def say(
        self, campaign_id: int, verdict: str, who: int, *, shown: bool | None = None, replaces: int | None = None
    ) -> int:
        with unit_of_work(self.office.engine) as session:
            campaign = session.get_one(Campaign, campaign_id)
            said = Verdict(
                campaign_id=campaign_id,
                snapshot_id=campaign.current_snapshot_id or 0,
                screening_id=campaign.worst_screening_id,
                verdict=verdict,
                replaces=replaces,
                score_was_shown=shown,
            )
            return record_decision(session, said, account_id=who, now=self.office.now).id

    def undo(self, decision_id: int, who: int) -> None:
        with unit_of_work(self.office.engine) as session:
            undo_decision(session, decision_id, account_id=who, now=self.office.now)


@pytest.fixture
def desk(office: Any, screening_row: Any) -> Desk:
    return Desk(office, screening_row)


def test_decisions_in_force_stand_beside_the_score(engine: Engine, now: datetime, desk: Desk) -> None:
    hanh = desk.office.person("hanh")
    desk.say(desk.item(0.9, "high"), "suspicious", hanh, shown=False)
    desk.say(desk.item(0.2, "low"), "suspicious", hanh, shown=True)
    desk.say(desk.item(0.2, "low"), "unsure", hanh)
    desk.undo(desk.say(desk.item(0.2, "low"), "legitimate", hanh), hanh)

    with reading(engine) as session:
        found = judged_since(session, EVERYTHING, now - timedelta(days=1))
        assert judged_since(session, EVERYTHING, now + timedelta(seconds=1)) == []
        assert judged_since(session, Scope(None, ("KR",)), now - timedelta(days=1)) == []

    told = [(one.suspicious, one.flagged, one.score, one.shown) for one in found]
    assert told == [(True, True, 0.9, False), (True, False, 0.2, True)]


def test_two_people_count_by_the_last_that_each_said(engine: Engine, desk: Desk) -> None:
    hanh, quang = desk.office.person("hanh"), desk.office.person("quang")
    overruled = desk.item(0.9, "high")
    first = desk.say(overruled, "unsure", hanh)
    second = desk.say(overruled, "suspicious", hanh, replaces=first)
    desk.say(overruled, "legitimate", quang, replaces=second)
    agreed = desk.item(0.9, "high")
    desk.say(agreed, "suspicious", quang, replaces=desk.say(agreed, "suspicious", hanh))
    alone = desk.item(0.9, "high")
    desk.say(alone, "suspicious", hanh)

    with reading(engine) as session:
        assert two_words(session, EVERYTHING) == [
            TwoWords("suspicious", "legitimate"),
            TwoWords("suspicious", "suspicious"),
        ]
        assert two_words(session, Scope(None, ("KR",))) == []


def test_what_somebody_took_back_is_not_their_word(engine: Engine, desk: Desk) -> None:
    hanh, quang = desk.office.person("hanh"), desk.office.person("quang")
    item = desk.item(0.9, "high")
    desk.undo(desk.say(item, "suspicious", hanh), hanh)
    desk.say(item, "legitimate", quang)

    with reading(engine) as session:
        assert two_words(session, EVERYTHING) == []


def test_unflagged_items_drawn_either_way_count_once(engine: Engine, now: datetime, desk: Desk) -> None:
    hanh = desk.office.person("hanh")
    by_lot, in_queue, both, other = (desk.item(0.1, "low") for _ in range(4))
    with unit_of_work(engine) as session:
        keep_sample(session, {"random": [by_lot, both]}, unflagged=4, now=now)
        for key in (in_queue, both):
            session.get_one(Campaign, key).drawn_at_random = True
    for key, verdict in ((by_lot, "legitimate"), (both, "suspicious"), (other, "suspicious")):
        desk.say(key, verdict, hanh)

    with reading(engine) as session:
        found = outcome_of_unflagged(session, EVERYTHING)
        elsewhere = outcome_of_unflagged(session, Scope(None, ("KR",)))

    assert (found.drawn.drawn, found.drawn.suspicious, found.drawn.legitimate, found.drawn.unsure) == (3, 1, 1, 0)
    assert found.waiting == 1
    assert (elsewhere.drawn.drawn, elsewhere.drawn.suspicious, elsewhere.waiting) == (0, 0, 0)


def test_nothing_decided_is_nothing_to_tell(engine: Engine, now: datetime) -> None:
    with reading(engine) as session:
        assert judged_since(session, EVERYTHING, now) == []
        assert two_words(session, EVERYTHING) == []
        assert outcome_of_unflagged(session, EVERYTHING).drawn.drawn == 0
