"""What was decided of copies is suggested to later ones, and is never a label; campaigns keep their past."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.campaigns import campaigns_of, current_campaign, move_adverts
from storage.database import reading, unit_of_work
from storage.labels import live_labels
from storage.tables import Campaign, CampaignMember, Decision
from storage.worklist.items import read_item
from storage.worklist.queue import QueueFilter, list_queue
from storage.worklist.reviews import Verdict, record_decision, undo_decision


@pytest.fixture
def pair(office: Any) -> Any:
    """An office with two adverts, the first of which an officer decided; the second joins it."""
    first = office.keep(canonical_url="https://viec.example/a")
    office.officer = office.person("an")
    office.first, office.campaign = first, decide(office, first.advert_id, "suspicious")
    second = office.keep(canonical_url="https://viec.example/b")
    office.second = second
    with unit_of_work(office.engine) as session:
        (office.own,) = campaigns_of(session, [second.advert_id]).values()
        move_adverts(session, {second.advert_id: office.campaign}, now=office.now)
    return office


def decide(office: Any, advert: int, verdict: str) -> int:
    """Decide the campaign of an advert as it is now, and return its key."""
    with unit_of_work(office.engine) as session:
        (campaign,) = campaigns_of(session, [advert]).values()
        snapshot = session.get_one(Campaign, campaign).current_snapshot_id or 0
        said = Verdict(campaign_id=campaign, snapshot_id=snapshot, screening_id=None, verdict=verdict)
        record_decision(session, said, account_id=office.officer, now=office.now)
        return campaign


def test_a_later_copy_waits_with_the_earlier_verdict_as_a_suggestion(pair: Any) -> None:
    with reading(pair.engine) as session:
        (waiting,) = list_queue(session, QueueFilter())
        item = read_item(session, pair.campaign)

    assert (waiting.adverts, waiting.verdict, waiting.suggested) == (2, None, "suspicious")
    assert item is not None
    assert item.live is None
    assert item.suggested is not None
    assert (item.suggested.decision.verdict, item.suggested.seen, item.suggested.unseen) == ("suspicious", 1, 1)
    assert len(item.members) == 2


def test_a_suggestion_is_no_label(pair: Any) -> None:
    with reading(pair.engine) as session:
        assert [label.version_id for label in live_labels(session)] == [pair.first.version_id]


def test_confirming_a_suggestion_ends_it_and_labels_all_that_was_seen(pair: Any) -> None:
    decide(pair, pair.second.advert_id, "suspicious")

    with reading(pair.engine) as session:
        assert list_queue(session, QueueFilter()) == []
        (decided,) = list_queue(session, QueueFilter(state="decided"))
        assert (decided.verdict, decided.suggested) == ("suspicious", None)
        assert {label.version_id for label in live_labels(session)} == {pair.first.version_id, pair.second.version_id}


def test_a_decision_that_was_undone_suggests_nothing(pair: Any) -> None:
    with unit_of_work(pair.engine) as session:
        decision = session.scalars(select(Decision)).one()
        undo_decision(session, decision.id, account_id=pair.officer, now=pair.now)

    with reading(pair.engine) as session:
        (waiting,) = list_queue(session, QueueFilter())
        assert waiting.suggested is None


def test_decisions_that_contradict_one_another_are_shown_as_such(pair: Any) -> None:
    decide(pair, pair.second.advert_id, "legitimate")
    third = pair.keep(canonical_url="https://viec.example/c")
    with unit_of_work(pair.engine) as session:
        move_adverts(session, {third.advert_id: pair.campaign}, now=pair.now)

    with reading(pair.engine) as session:
        item = read_item(session, pair.campaign)

    assert item is not None
    assert item.suggested is not None
    assert (item.suggested.decision.verdict, item.suggested.contradicted) == ("legitimate", True)


def test_what_was_decided_of_an_advert_that_left_is_not_suggested_to_the_others(pair: Any) -> None:
    with unit_of_work(pair.engine) as session:
        move_adverts(session, {pair.first.advert_id: pair.own}, now=pair.now + timedelta(hours=1))

    with reading(pair.engine) as session:
        item = read_item(session, pair.campaign)
        assert item is not None
        assert item.suggested is None
        assert len(item.decisions) == 1


def test_a_campaign_without_adverts_leads_on_and_waits_for_nobody(pair: Any) -> None:
    with reading(pair.engine) as session:
        found = current_campaign(session, pair.own)
        item = read_item(session, pair.own)
        assert found is not None
        assert found.id == pair.campaign
        assert item is not None
        assert item.campaign_id == pair.campaign


def test_a_membership_that_ended_stays(pair: Any) -> None:
    with reading(pair.engine) as session:
        members = session.scalars(select(CampaignMember).order_by(CampaignMember.id)).all()

    assert [(one.campaign_id == pair.own, one.left_at is None) for one in members] == [
        (False, True),
        (True, False),
        (False, True),
    ]
