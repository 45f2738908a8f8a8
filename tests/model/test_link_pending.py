"""Linking in the database: campaigns and brokers grow with what is new."""

import pytest
from sqlalchemy import select

from model.link_pending import link_pending
from storage.campaigns import current_campaign
from storage.contacts import newest_readings
from storage.copies import read_sheet
from storage.database import reading
from storage.tables import BrokerMember, Campaign, CampaignMember, Decision
from tests.model.desk import SEWING, WAREHOUSE, Desk, offer, rows_of


def test_copies_that_differ_in_slots_come_into_one_campaign(desk: Desk) -> None:
    adverts = [desk.add(offer("0912000111")), desk.add(offer("0912000222", fee=120)), desk.add(offer("0912000333"))]
    other = desk.add(SEWING.format(phone="0912000444"))

    desk.link()

    first, second, third = desk.campaigns(*adverts)
    assert first == second == third
    assert desk.campaigns(other) != [first]


def test_a_copy_that_comes_later_finds_its_campaign_and_the_template_shows_its_slots(desk: Desk) -> None:
    first = desk.add(offer("0912000111"))
    desk.add(SEWING.format(phone="0912000444"))
    desk.link()
    later = desk.add(offer("0912000222", fee=120))

    done = desk.link()

    (campaign, same) = desk.campaigns(first, later)
    assert (done.adverts, same) == (1, campaign)
    with reading(desk.engine) as session:
        sheet = read_sheet(session, campaign, newest_readings(session, (first, later)).values())
    assert sheet is not None
    rows = sorted(sheet.values.values(), key=str)
    assert any("0912000111" in str(one) for one in rows)
    assert any("0912000222" in str(one) for one in rows)
    assert "chế biến cơm hộp tại {2:country}" in sheet.template


def test_a_second_run_on_nothing_new_changes_nothing(desk: Desk) -> None:
    for number in range(3):
        desk.add(offer(f"091200011{number}"))
    desk.link()
    before = rows_of(desk.engine)

    done = desk.link()

    assert (done.adverts, done.brokers.adverts, rows_of(desk.engine)) == (0, 0, before)


def test_a_decision_stays_with_what_was_seen_and_the_campaign_takes_in_later_copies(desk: Desk) -> None:
    first = desk.add(offer("0912000111"))
    desk.link()
    snapshot = desk.decide(first)
    later = desk.add(offer("0912000222"))

    desk.link()

    campaign, same = desk.campaigns(first, later)
    assert campaign == same
    with reading(desk.engine) as session:
        decision = session.scalars(select(Decision)).one()
        assert (decision.snapshot_id, decision.closed_at) == (snapshot, None)
        assert session.get_one(Campaign, campaign).current_snapshot_id != snapshot


def test_an_advert_decided_before_it_was_linked_keeps_its_campaign(desk: Desk) -> None:
    first = desk.add(offer("0912000111"))
    desk.link()
    second = desk.add(offer("0912000222"))
    (own,) = desk.campaigns(second)
    desk.decide(second)

    desk.link()

    assert desk.campaigns(second) == [own]
    assert desk.campaigns(first) != [own]


def test_a_campaign_that_was_left_leads_to_where_its_adverts_went(desk: Desk) -> None:
    first = desk.add(offer("0912000111"))
    second = desk.add(offer("0912000222"))
    own = dict(zip((first, second), desk.campaigns(first, second), strict=True))

    desk.link()

    (campaign,) = {*desk.campaigns(first, second)}
    with reading(desk.engine) as session:
        for was in own.values():
            found = current_campaign(session, was)
            assert found is not None
            assert found.id == campaign
        members = session.scalars(select(CampaignMember)).all()
    assert len(members) == 3
    assert sum(member.left_at is None for member in members) == 2


def test_an_edited_advert_leaves_a_campaign_that_it_is_no_copy_of_any_more(desk: Desk) -> None:
    first = desk.add(offer("0912000111"))
    second = desk.add(offer("0912000222"), url="https://viec.example/x")
    desk.link()
    (campaign,) = set(desk.campaigns(first, second))
    desk.add(SEWING.format(phone="0912000222"), url="https://viec.example/x")

    desk.link()

    assert desk.campaigns(first) == [campaign]
    assert desk.campaigns(second) != [campaign]


def test_one_phone_makes_one_broker_of_different_offers(desk: Desk) -> None:
    first = desk.add(offer("0912000111"))
    second = desk.add(SEWING.format(phone="0912000111"))
    other = desk.add(WAREHOUSE.format(phone="0912000999"))

    desk.link()

    one, same, another = desk.brokers(first, second, other)
    assert one == same != another


def test_a_new_advert_joins_the_broker_of_its_phone_and_no_other_is_asked_again(desk: Desk) -> None:
    known = [desk.add(offer("0912000111")), desk.add(WAREHOUSE.format(phone="0912000999"))]
    more = [desk.add(f"Quán phở số {n} tuyển người rửa bát buổi sáng, gọi 09130001{n:02}") for n in range(10)]
    desk.link()
    before = desk.brokers(*known, *more)
    new = desk.add(SEWING.format(phone="0912000111"))

    done = desk.link()

    assert done.brokers.adverts == 1
    assert desk.brokers(new) == desk.brokers(known[0])
    assert desk.brokers(*known, *more) == before


def test_an_advert_that_shares_with_two_brokers_joins_them_whole(desk: Desk) -> None:
    first = [desk.add(offer("0912000111")), desk.add(SEWING.format(phone="0912000111"))]
    second = [desk.add(WAREHOUSE.format(phone="0912000999")), desk.add(offer("0912000999"))]
    for number in range(8):
        desk.add(f"Quán phở số {number} tuyển người rửa bát buổi sáng, gọi 09130001{number:02}")
    desk.link()
    assert len(set(desk.brokers(*first, *second))) == 2
    desk.add("Em Hạnh đổi số, ai gọi 0912000111 không được thì gọi 0912000999 giúp em nhé, cùng một người ạ")

    desk.link()

    assert len(set(desk.brokers(*first, *second))) == 1
    with reading(desk.engine) as session:
        assert session.scalars(select(BrokerMember).where(BrokerMember.left_at.is_not(None))).all()


def test_a_text_of_one_word_and_an_employer_that_is_nobody_are_linked_to_nothing(desk: Desk) -> None:
    adverts = [desk.add(word, employer="Công ty") for word in ("Tuyển", "Gấp", "x", "")]

    desk.link()

    assert len(set(desk.brokers(*adverts))) == len(adverts)


def test_a_run_that_was_killed_between_batches_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.link_pending.BATCH", 2)
    adverts = [desk.add(offer(f"091200011{number}")) for number in range(5)]

    def killed(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link_pending(desk.engine, lambda: desk.now, killed)
    done = desk.link()

    assert done.adverts == 3
    assert len(set(desk.campaigns(*adverts))) == 1
    assert len(desk.brokers(*adverts)) == 5
