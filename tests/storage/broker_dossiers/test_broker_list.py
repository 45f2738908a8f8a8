"""Brokers in figures, in a list, and as they were when drawn: the same on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from storage.broker_dossiers.broker_figures import read_figures
from storage.broker_dossiers.broker_list import BrokerFilter, count_brokers, list_brokers, page_of_brokers, sees_broker
from storage.broker_dossiers.broker_parts import read_contacts, read_links, read_suggestions
from storage.broker_dossiers.broker_state import StaleBroker, broker_state, check_unchanged
from storage.broker_dossiers.dossiers import read_adverts, read_dossier
from storage.broker_dossiers.find_brokers import find_brokers
from storage.broker_dossiers.judgements import Person, judge_pair, merge_brokers, split_broker, undo_deed
from storage.broker_dossiers.shared_contacts import (
    count_waiting_contacts,
    judge_contact,
    judge_waiting,
    judged_contacts,
    undo_contact,
    waiting_contacts,
)
from storage.brokers import KeptLink, keep_links, keep_shared, put_with_brokers
from storage.contacts import FoundContact, KeptReading, keep_readings
from storage.database import reading, unit_of_work
from storage.errors import NothingToJudge
from storage.people.scope import Scope
from storage.screenings import keep_screening, model_version

PHONE = FoundContact(kind="phone", value="0900000234", shown="0900 000 234", whose="poster")
LICENCE = FoundContact(kind="licence", value="98417/BNV-GP", shown="98417/BNV-GP", whose="poster")
FIRM = FoundContact(kind="company", value="gio lanh", shown="Xưởng may Gió Lành", whose="poster")


@pytest.fixture
def kept(office: Any, screening_row: Any) -> Any:
    """Broker b-1 of three adverts in a row of weeks, and b-2 of one; screened."""
    office.officer = office.person("an")
    office.kept = [office.keep(canonical_url=f"https://viec.example/{name}") for name in "abcd"]
    versions = {one.advert_id: one.version_id for one in office.kept}
    with unit_of_work(office.engine) as session:
        model = model_version(session, "m", {}, now=office.now)
        for place, one in enumerate(office.kept):
            facts = {
                "destinations": [{"country": "JP", "quote": {"start": 0, "end": 7, "text": "Thợ may"}}],
                "provinces": [{"code": "40", "name": "Nghệ An", "quote": {"start": 0, "end": 7, "text": "Thợ may"}}],
                "fees": [{"kind": "service", "amount": 95 + place // 2, "quote": {"start": 0, "end": 7, "text": "x"}}],
            }
            row = screening_row(score=0.9 - place / 5, facts=facts)
            keep_screening(session, one.version_id, row, model=model, law_date=office.now.date(), now=office.now)
        keep_readings(session, [_reading(office, one) for one in office.kept], now=office.now)
        into = dict(zip(versions, ("b-1", "b-1", "b-1", "b-2"), strict=True))
        put_with_brokers(session, into, versions, now=office.now)
    return office


def _reading(office: Any, kept: Any) -> KeptReading:
    return KeptReading(
        version_id=kept.version_id,
        advert_id=kept.advert_id,
        site="viec",
        employer_name="Xưởng may Gió Lành",
        posted_at=office.now - timedelta(weeks=kept.advert_id),
        tokens="tho may",
        slots=(),
        trade=(),
        compared_sha256="0" * 64,
        contacts=(PHONE, LICENCE, FIRM) if kept.advert_id != office.kept[3].advert_id else (),
    )


def said(office: Any) -> Person:
    return Person(account_id=office.officer, now=office.now, why="vì")


def test_figures_are_those_of_the_dossier(kept: Any) -> None:
    with reading(kept.engine) as session:
        figures, dossier = read_figures(session, "b-1"), read_dossier(session, "b-1")

    assert figures is not None
    assert dossier is not None
    assert figures.adverts == len(dossier.adverts) == 3
    assert (figures.first_seen_at, figures.last_seen_at) == (dossier.first_seen_at, dossier.last_seen_at)
    assert figures.destinations == dossier.destinations == {"JP": 3}
    assert figures.provinces == {"Nghệ An": 3}
    assert sum(one.adverts for one in figures.asked) == len(dossier.fees) == 3
    assert [one.adverts for one in figures.asked] == [2, 1]
    assert figures.bands == {"high": 3}
    assert [at for at, _ in figures.posts] == sorted(one.posted_at for one in dossier.adverts)


def test_adverts_come_a_page_at_a_time_newest_first_and_none_twice(kept: Any) -> None:
    with reading(kept.engine) as session:
        whole = [one.advert.id for one in read_adverts(session, "b-1")]
        pages = [one.advert.id for offset in range(3) for one in read_adverts(session, "b-1", most=1, offset=offset)]

    assert pages == whole == [one.advert_id for one in kept.kept[:3]]


def test_contacts_count_adverts_and_days(kept: Any) -> None:
    with reading(kept.engine) as session:
        contacts = read_contacts(session, "b-1")

    assert [(one.kind, one.adverts) for one in contacts] == [("company", 3), ("licence", 3), ("phone", 3)]
    assert contacts[0].last_seen_at - contacts[0].first_seen_at == timedelta(weeks=2)


@pytest.mark.parametrize("wanted", ["b-1", " b-1 ", "0900 000 234", "+84900000234", "98417/bnv-gp", "98417"])
def test_a_broker_is_found_by_what_people_type(kept: Any, wanted: str) -> None:
    with reading(kept.engine) as session:
        assert find_brokers(session, wanted) == ["b-1"]


@pytest.mark.parametrize("wanted", ["Gió Lành", "gio lanh", "lanh, gio", "GIÓ may", "Xưởng.Lành", "xuong"])
def test_a_broker_is_found_by_words_of_a_name_that_its_row_shows(kept: Any, wanted: str) -> None:
    other = kept.keep(canonical_url="https://viec.example/e", employer_name="Rio HR", text="Xưởng may Gió Lành")
    with unit_of_work(kept.engine) as session:
        put_with_brokers(session, {other.advert_id: "b-3"}, {other.advert_id: other.version_id}, now=kept.now)
    with reading(kept.engine) as session:
        # b-2 has the name on its page alone: readers found no firm in its text; b-3 has it in its text alone
        assert find_brokers(session, wanted) == ["b-1", "b-2"]
        assert find_brokers(session, "hr rio") == ["b-3"]


@pytest.mark.parametrize("wanted", ["", "%", "_", "9", "b-9", "' OR 1=1", "09000002345678901234567890", "x" * 10_000])
def test_what_fits_nobody_finds_nobody(kept: Any, wanted: str) -> None:
    with reading(kept.engine) as session:
        assert find_brokers(session, wanted) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["b-1"]),
        ({"fewest": 1}, ["b-1", "b-2"]),
        ({"fewest": 4}, []),
        ({"fewest": 1, "order": "reach"}, ["b-1", "b-2"]),
        ({"words": "gio lanh"}, ["b-1"]),
        ({"words": "không ai"}, []),
        ({"province": "40"}, ["b-1"]),
        ({"province": "01"}, []),
        ({"verdict": "suspicious"}, []),
        ({"verdict": "none"}, ["b-1"]),
        ({"scope": Scope(None, ("JP",))}, ["b-1"]),
        ({"scope": Scope(None, ("TW",))}, []),
        ({"scope": Scope(("01",), None)}, []),
    ],
)
def test_a_filter_lets_through_what_it_says(kept: Any, wanted: dict[str, Any], found: list[str]) -> None:
    wish = BrokerFilter(**wanted)
    with reading(kept.engine) as session:
        assert [row.broker_id for row in list_brokers(session, wish)] == found
        assert count_brokers(session, wish) == len(found)
        for offset in (0, 5):
            rows, total = page_of_brokers(session, wish, limit=1, offset=offset)
            assert ([row.broker_id for row in rows], total) == (found[:1] if offset == 0 else [], len(found))


def test_a_broker_is_of_those_who_work_on_one_of_its_items(kept: Any) -> None:
    with reading(kept.engine) as session:
        assert sees_broker(session, "b-1", Scope(("40",), ("JP",)))
        assert not sees_broker(session, "b-1", Scope(("01",), ("JP",)))
        assert not sees_broker(session, "b-none", Scope(("40",), None))


def test_those_seen_lately_are_told_from_those_long_gone(kept: Any) -> None:
    with reading(kept.engine) as session:
        assert count_brokers(session, BrokerFilter(since=kept.now)) == 1
        assert count_brokers(session, BrokerFilter(since=kept.now + timedelta(days=1))) == 0


def test_a_broker_that_did_not_change_is_unchanged(kept: Any) -> None:
    with unit_of_work(kept.engine) as session:
        check_unchanged(session, broker_state(session, "b-1"))


def test_what_changed_is_told(kept: Any) -> None:
    first, second, _third, fourth = (one.advert_id for one in kept.kept)
    with unit_of_work(kept.engine) as session:
        drawn = [broker_state(session, one) for one in ("b-1", "b-2")]
        judge_pair(session, first, fourth, "unsure", said(kept))
        with pytest.raises(StaleBroker) as judged:
            check_unchanged(session, drawn[0])
        split_broker(session, "b-1", [second], said(kept))
        with pytest.raises(StaleBroker) as left:
            check_unchanged(session, drawn[0])
        merge_brokers(session, "b-1", "b-2", said(kept))
        with pytest.raises(StaleBroker) as merged:
            check_unchanged(session, drawn[1])

    assert (judged.value.judged, judged.value.joined, judged.value.left) == (1, 0, 0)
    assert left.value.left == 1
    assert merged.value.into == "b-1"


def test_a_state_never_comes_back_while_adverts_move(kept: Any) -> None:
    with unit_of_work(kept.engine) as session:
        drawn = broker_state(session, "b-1")
        deed = split_broker(session, "b-1", [kept.kept[0].advert_id], said(kept))
        undo_deed(session, deed, said(kept))

        with pytest.raises(StaleBroker):
            check_unchanged(session, drawn)


def test_links_are_told_from_suggestions_by_who_has_both_ends(kept: Any) -> None:
    first, second, _third, fourth = (one.advert_id for one in kept.kept)
    with unit_of_work(kept.engine) as session:
        links = [_link(first, second, "linked"), _link(second, fourth, "suggested")]
        keep_links(session, links, set(), now=kept.now)
    with reading(kept.engine) as session:
        own = [(one.advert_a, one.advert_b) for one in read_links(session, "b-1")]
        theirs = [[(one.advert_a, one.advert_b) for one in read_suggestions(session, key)] for key in ("b-1", "b-2")]

    assert own == [(first, second)]
    assert theirs == [[(second, fourth)], [(second, fourth)]]


def _link(a: int, b: int, status: str) -> KeptLink:
    return KeptLink(advert_a=a, advert_b=b, probability=0.7, bits=1.2, reasons=(), status=status, held_by="")


def test_a_suspicion_is_judged_once_and_waits_again_when_that_is_taken_back(kept: Any) -> None:
    with unit_of_work(kept.engine) as session:
        keep_shared(session, {("phone", PHONE.value): "4 đơn vị / firms"}, now=kept.now)
        (waiting,) = waiting_contacts(session)
        judged = judge_waiting(session, waiting.id, said(kept), is_shared=True)
        with pytest.raises(NothingToJudge, match="does not wait"):
            judge_waiting(session, waiting.id, said(kept), is_shared=False)
        assert [(one.is_shared, one.full_name) for one in judged_contacts(session)] == [(True, "Cán bộ an")]
        undo_contact(session, judged.id, said(kept))
        with pytest.raises(NothingToJudge, match="not in force"):
            undo_contact(session, judged.id, said(kept))
        (again,) = waiting_contacts(session)
        assert (again.why, again.contact_id, count_waiting_contacts(session)) == (waiting.why, waiting.contact_id, 1)
        assert judged_contacts(session) == []


def test_a_word_that_nothing_waited_for_is_taken_back_without_a_new_suspicion(kept: Any) -> None:
    with unit_of_work(kept.engine) as session:
        contact = read_contacts(session, "b-1")[2].id
        judged = judge_contact(session, contact, said(kept), is_shared=True)
        undo_contact(session, judged.id, said(kept))

        assert count_waiting_contacts(session) == 0
