"""Invariant 1 for brokers: what was read, linked and said is added and closed, never overwritten or removed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from storage.broker_dossiers.broker_work import told_contacts
from storage.broker_dossiers.judgements import Person, judge_pair, merge_brokers
from storage.broker_dossiers.shared_contacts import judge_contact, waiting_contacts
from storage.brokers import KeptLink, keep_links, keep_shared, new_broker_id, put_with_brokers
from storage.contacts import FoundContact, KeptReading, adverts_beside, keep_readings, load_readings
from storage.copies import keep_keys, keep_template, keep_values
from storage.database import reading, unit_of_work
from storage.errors import NothingToJudge
from storage.tables import AuditEvent, Contact, ContactJudgement
from storage.triggers import CLOSED_OF_LINKING, KEPT_OF_LINKING

PHONE = ("phone", "0901000234")


@pytest.fixture
def linked(office: Any) -> Any:
    """An office with two linked adverts and something said, so that every table has a row."""
    office.officer = office.person("an")
    office.kept = [office.keep(canonical_url=f"https://viec.example/{name}") for name in "ab"]
    with unit_of_work(office.engine) as session:
        keep_readings(session, [reading_of(office, one) for one in office.kept], now=office.now)
        first, second = office.kept
        keep_keys(session, {first.version_id: [5, 9_000_000_000]})
        keep_template(session, 1, first.version_id, "Thợ may {1:phone}", ["phone"])
        keep_values(session, 1, {first.version_id: ["0901000234"]})
        versions = {one.advert_id: one.version_id for one in office.kept}
        put_with_brokers(session, {first.advert_id: "b-1", second.advert_id: "b-2"}, versions, now=office.now)
        link = KeptLink(
            advert_a=second.advert_id,
            advert_b=first.advert_id,
            probability=0.6,
            bits=0.5,
            reasons=({"comparison": "phone"},),
            status="suggested",
            held_by="",
        )
        keep_links(session, [link], set(), now=office.now)
        keep_shared(session, {PHONE: "4 đơn vị / firms"}, now=office.now)
    with unit_of_work(office.engine) as session:
        merge_brokers(session, "b-1", "b-2", said(office))
        office.contact = session.scalars(select(Contact)).one().id
        judge_contact(session, office.contact, said(office), is_shared=True)
    return office


def reading_of(office: Any, kept: Any) -> KeptReading:
    """A reading with one phone."""
    return KeptReading(
        version_id=kept.version_id,
        advert_id=kept.advert_id,
        site="viec",
        employer_name="Xưởng may Gió Lành",
        posted_at=office.now - timedelta(days=kept.advert_id),
        tokens="tho may <phone>",
        slots=(("phone", "0901 000 234", 60, 72, 2),),
        trade=("sewing",),
        compared_sha256="0" * 64,
        contacts=(
            FoundContact(kind=PHONE[0], value=PHONE[1], shown="0901 000 234", whose="poster", quote=(60, 72, "x")),
        ),
    )


def said(office: Any) -> Person:
    """The officer, now."""
    return Person(account_id=office.officer, now=office.now, why="vì")


@pytest.mark.parametrize("table", [*KEPT_OF_LINKING, *CLOSED_OF_LINKING])
@pytest.mark.parametrize("change", ["DELETE FROM {table}", "UPDATE {table} SET {column} = {column}"])
def test_rows_of_linking_refuse_change_and_removal(linked: Any, table: str, change: str) -> None:
    column = {"link_reading": "tokens", "copy_key": "key", "campaign_template": "template"}.get(table, "")
    column = column or ("campaign_id" if table == "slot_values" else "id")

    with linked.engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar(), "the test needs a row"
    with pytest.raises(DBAPIError, match="are kept as they are"), linked.engine.begin() as connection:
        connection.execute(text(change.format(table=table, column=column)))


@pytest.mark.parametrize(("table", "end"), [("contact_judgement", "closed_at"), ("broker_link", "closed_at")])
def test_a_row_can_be_closed_once(linked: Any, table: str, end: str) -> None:
    with linked.engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {end} = CURRENT_TIMESTAMP"))

    with pytest.raises(DBAPIError, match="are kept as they are"), linked.engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {end} = CURRENT_TIMESTAMP"))


def test_a_reading_comes_back_as_it_was_kept(linked: Any) -> None:
    with reading(linked.engine) as session:
        loaded = load_readings(session, [one.version_id for one in linked.kept])

    assert loaded == [reading_of(linked, one) for one in linked.kept]


def test_a_contact_knows_when_it_was_first_and_last_seen_and_with_which_adverts(linked: Any) -> None:
    with reading(linked.engine) as session:
        contact = session.scalars(select(Contact)).one()
        beside = adverts_beside(session, [PHONE])
        newest = adverts_beside(session, [PHONE], most=1)

    assert contact.last_seen_at - contact.first_seen_at == timedelta(days=1)
    assert beside == {one.advert_id for one in linked.kept}
    assert newest == {linked.kept[1].advert_id}


def test_what_a_person_says_of_a_contact_goes_before_what_a_run_learned(linked: Any) -> None:
    with unit_of_work(linked.engine) as session:
        judge_contact(session, linked.contact, said(linked), is_shared=False)

    with reading(linked.engine) as session:
        assert told_contacts(session)[PHONE] == (False, "vì")
        assert waiting_contacts(session) == []
        past = session.scalars(select(ContactJudgement).order_by(ContactJudgement.id)).all()
        assert [(one.is_shared, one.closed_at is None) for one in past] == [(True, False), (False, True)]
        assert "judge_contact" in {event.action for event in session.scalars(select(AuditEvent))}


def test_saying_of_a_contact_what_was_said_before_is_refused(linked: Any) -> None:
    with unit_of_work(linked.engine) as session, pytest.raises(NothingToJudge, match="judged so before"):
        judge_contact(session, linked.contact, said(linked), is_shared=True)
    with unit_of_work(linked.engine) as session, pytest.raises(NothingToJudge, match="does not exist"):
        judge_contact(session, 999, said(linked), is_shared=True)


@pytest.mark.parametrize(("other", "says"), [(0, "cannot be judged"), (999, "cannot be judged")])
def test_a_judgement_on_one_advert_or_a_stranger_is_refused(linked: Any, other: int, says: str) -> None:
    first = linked.kept[0].advert_id
    with unit_of_work(linked.engine) as session, pytest.raises(NothingToJudge, match=says):
        judge_pair(session, first, other or first, "same", said(linked))


def test_a_verdict_that_is_none_and_a_reason_that_is_a_book_are_refused(linked: Any) -> None:
    first, second = (one.advert_id for one in linked.kept)
    with unit_of_work(linked.engine) as session, pytest.raises(ValueError, match="unknown verdict"):
        judge_pair(session, first, second, "perhaps", said(linked))
    book = Person(account_id=linked.officer, now=linked.now, why="x" * 2_001)
    with unit_of_work(linked.engine) as session, pytest.raises(ValueError, match="shorten it"):
        judge_pair(session, first, second, "unsure", book)


def test_an_id_that_a_broker_ever_had_is_never_given_again(linked: Any) -> None:
    with unit_of_work(linked.engine) as session:
        first = new_broker_id(session, 1)
        put_with_brokers(session, {linked.kept[0].advert_id: first}, {1: linked.kept[0].version_id}, now=linked.now)

        assert new_broker_id(session, 1) != first
