"""Whoever works on some places only reads of a broker what lies there, and how much lies elsewhere."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from storage.broker_dossiers.broker_figures import read_figures
from storage.broker_dossiers.broker_state import broker_state, broker_states
from storage.broker_dossiers.broker_work import judgements_of
from storage.broker_dossiers.dossiers import read_adverts
from storage.broker_dossiers.judgements import Person, judge_pair
from storage.broker_dossiers.shared_contacts import (
    count_waiting_contacts,
    employers_beside,
    judge_contact,
    judged_contacts,
    touches_scope,
    waiting_contacts,
)
from storage.brokers import keep_shared, put_with_brokers
from storage.contacts import FoundContact, KeptReading, keep_readings
from storage.database import reading, unit_of_work
from storage.known import hidden_items
from storage.people.scope import EVERYTHING, Scope
from storage.screenings import keep_screening, model_version
from storage.tables import Campaign, CampaignFacet, Contact
from storage.worklist.facets import PROVINCE

HERE, THERE, NOWHERE = Scope(("40",)), Scope(("96",)), Scope(("01",))
OWN = FoundContact(kind="phone", value="0900000234", shown="0900 000 234", whose="poster")
BOARD = FoundContact(kind="phone", value="0900000991", shown="0900 000 991", whose="poster")


@pytest.fixture
def broker(office: Any, screening_row: Any) -> list[int]:
    """b-1: an advert in Nghệ An and two in Cà Mau, that print a number of their own; another prints both numbers."""
    kept = [office.keep(canonical_url=f"https://viec.example/{name}", employer_name=f"Xưởng {name}") for name in "abcd"]
    with unit_of_work(office.engine) as session:
        model = model_version(session, "m", {}, now=office.now)
        for one, word in zip(kept, ("ba", "hai", "hai", "hai"), strict=True):
            fee = {"kind": "service", "amount": 95, "quote": {"start": 0, "end": 7, "text": f"phí {word}"}}
            row = screening_row(score=0.9, facts={"fees": [fee]})
            keep_screening(session, one.version_id, row, model=model, law_date=office.now.date(), now=office.now)
        keep_readings(session, [_reading(office, one) for one in kept], now=office.now)
        versions = {one.advert_id: one.version_id for one in kept}
        put_with_brokers(
            session, dict(zip(versions, ("b-1", "b-1", "b-1", "b-2"), strict=True)), versions, now=office.now
        )
        for number, code in enumerate(("40", "96", "96", "96"), start=1):
            place = (CampaignFacet.campaign_id == number, CampaignFacet.kind == PROVINCE)
            session.execute(update(CampaignFacet).where(*place).values(code=code))
    return [one.advert_id for one in kept]


def _reading(office: Any, kept: Any) -> KeptReading:
    return KeptReading(
        version_id=kept.version_id,
        advert_id=kept.advert_id,
        site="viec",
        employer_name="",
        posted_at=office.now - timedelta(weeks=kept.advert_id),
        tokens="tho may",
        slots=(),
        trade=(),
        compared_sha256="0" * 64,
        contacts=(OWN, BOARD) if kept.advert_id == 4 else (OWN,),
    )


def _contact(engine: Engine, value: str) -> int:
    with reading(engine) as session:
        return session.query(Contact.id).filter(Contact.value == value).one()[0]


@pytest.mark.parametrize(
    ("scope", "listed", "outside"), [(EVERYTHING, 3, 0), (HERE, 1, 2), (THERE, 2, 1), (NOWHERE, 0, 3)]
)
def test_adverts_elsewhere_are_counted_and_not_listed(
    engine: Engine, broker: list[int], scope: Scope, listed: int, outside: int
) -> None:
    with reading(engine) as session:
        figures = read_figures(session, "b-1", scope)
        rows = read_adverts(session, "b-1", scope=scope)
        pages = [read_adverts(session, "b-1", scope=scope, most=1, offset=number) for number in range(3)]

    assert figures is not None
    assert (figures.adverts, figures.outside) == (3, outside)
    assert [one.advert.id for page in pages for one in page] == [one.advert.id for one in rows]
    assert len(rows) == listed
    assert {one.advert.id for one in rows} <= set(broker[:3])


@pytest.mark.usefixtures("broker")
@pytest.mark.parametrize(("scope", "quote"), [(EVERYTHING, "phí hai"), (HERE, "phí ba"), (NOWHERE, "")])
def test_a_fee_is_quoted_from_an_advert_that_one_works_on(engine: Engine, scope: Scope, quote: str) -> None:
    with reading(engine) as session:
        figures = read_figures(session, "b-1", scope)

    assert figures is not None
    assert [(one.adverts, one.quote) for one in figures.asked] == [(3, quote)]


@pytest.mark.usefixtures("broker")
def test_shared_contacts_are_those_of_adverts_that_one_works_on(engine: Engine, office: Any) -> None:
    with unit_of_work(engine) as session:
        keep_shared(session, {("phone", OWN.value): "a / b", ("phone", BOARD.value): "a / b"}, now=office.now)
    own, board = _contact(engine, OWN.value), _contact(engine, BOARD.value)

    with reading(engine) as session:
        for scope, seen in ((EVERYTHING, {own, board}), (THERE, {own, board}), (HERE, {own}), (NOWHERE, set())):
            assert {one.contact_id for one in waiting_contacts(session, scope)} == seen
            assert count_waiting_contacts(session, scope) == len(seen)
            assert {one for one in (own, board) if touches_scope(session, one, scope)} == seen
        assert employers_beside(session, [own, board], HERE) == {own: ["Xưởng a"], board: []}
        assert employers_beside(session, [own], limit=3) == {own: ["Xưởng a", "Xưởng b", "Xưởng c"]}


@pytest.mark.usefixtures("broker")
def test_what_was_said_of_a_contact_is_read_where_it_matters(engine: Engine, office: Any) -> None:
    who, board = office.person("an"), _contact(engine, BOARD.value)
    with unit_of_work(engine) as session:
        judge_contact(session, board, Person(account_id=who, now=office.now, why="vì"), is_shared=True)

    with reading(engine) as session:
        assert [one.contact_id for one in judged_contacts(session, THERE)] == [board]
        assert judged_contacts(session, HERE) == []


def test_states_of_several_brokers_are_those_of_each(engine: Engine, office: Any, broker: list[int]) -> None:
    who = office.person("an")
    with unit_of_work(engine) as session:
        judge_pair(session, broker[0], broker[3], "unsure", Person(account_id=who, now=office.now, why=""))

    with reading(engine) as session:
        states = broker_states(session, ["b-1", "b-2", "b-9"])
        assert states == {one: broker_state(session, one) for one in states}
        assert [(one.newest_judgement, one.judgements) for one in states.values()] == [(1, 1), (1, 1), (0, 0)]
        assert [(one.advert_a, one.advert_b) for one in judgements_of(session, "b-2")] == [(broker[0], broker[3])]


@pytest.mark.usefixtures("broker")
def test_only_what_waits_is_hidden(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        session.execute(update(Campaign).where(Campaign.id < 3).values(score_hidden=True))
        session.execute(update(Campaign).where(Campaign.id == 2).values(waits=False))

    with reading(engine) as session:
        assert hidden_items(session, [1, 2, 3]) == {1}
