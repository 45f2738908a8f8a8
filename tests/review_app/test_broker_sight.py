"""What pages and tables about brokers must not tell: contacts that nobody revealed, and scores kept back."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine, func, select, update

from model.broker_screen import masked
from review_app.service import (
    broker,
    broker_export,
    broker_links,
    broker_past,
    exporting,
    logins,
    shared_contacts,
)
from review_app.service.broker_masks import Masks
from review_app.service.employer_names import shown_employers
from storage.broker_dossiers.dossier_records import DossierContact
from storage.broker_dossiers.judgements import Person as Judge
from storage.broker_dossiers.judgements import judge_pair
from storage.campaigns import campaigns_of
from storage.database import reading, unit_of_work
from storage.personal_data.reveals import broker_subject, reveal
from storage.tables import Advert, Contact, SharedContact
from tests.review_app.crew import (
    ANALYST,
    HIDDEN,
    OFFERS,
    OFFICER,
    OTHER_PHONE,
    PHONE,
    SAID,
    SECRET,
    TITLE,
    broker_of,
    decide,
    hide_score,
    link,
    suggested_tie,
)


@pytest.fixture
def brokers(engine: Engine, home: Path, office: ModuleType) -> list[str]:
    """A broker of four adverts whose name has a telephone in it, and one of one that has its own in the title."""
    offers = [(f"Cánh Buồm Xanh {SECRET}", PHONE, offer) for offer in OFFERS]
    adverts = link(engine, home, office, (*offers, ("Cơ sở Lụa Vàng", OTHER_PHONE, f"{TITLE}, xâu vòng tại nhà.")))
    return [broker_of(engine, adverts[0]), broker_of(engine, adverts[4])]


def test_a_telephone_in_the_name_of_an_employer_is_hidden_on_the_page_of_its_broker(brokers: list[str]) -> None:
    page = broker.read(ANALYST, None, brokers[0])

    assert page is not None
    assert page.name == f"Cánh Buồm Xanh {HIDDEN}"
    assert page.names == [(page.name, 4)]


def test_the_signs_of_an_item_whose_score_is_hidden_are_not_counted_on_the_page_of_its_broker(
    engine: Engine, brokers: list[str]
) -> None:
    with reading(engine) as session:
        hidden = campaigns_of(session, [5])[5]
    hide_score(engine, hidden)

    page = broker.read(OFFICER, None, brokers[1])
    assert page is not None
    assert not page.bands

    decide(engine, hidden)
    page = broker.read(OFFICER, None, brokers[1])
    assert page is not None
    assert page.bands == {"high": 1}


def test_a_reveal_of_one_broker_shows_nothing_of_another(
    engine: Engine, brokers: list[str], cookies: dict[str, str]
) -> None:
    with unit_of_work(engine) as session:
        session.add(suggested_tie(1, 5))
        reveal(
            session, broker_subject(brokers[0]), why="đối chiếu", account_id=1, token=cookies["hanh"], now=logins.now()
        )

    waiting = broker_links.read_waiting(OFFICER, cookies["hanh"], brokers[0])
    (one,) = (each for each in waiting if each.other_advert == 5)

    assert one.other_title is not None
    assert "090• ••• 733" in one.other_title


def test_the_table_of_a_broker_hides_contacts_in_addresses_as_well(
    engine: Engine, brokers: list[str], cookies: dict[str, str]
) -> None:
    with unit_of_work(engine) as session:
        session.execute(update(Advert).values(url="https://tin.example/goi-0900000555"))

    taken = exporting.hand_out(cookies["hanh"], broker_export.export_of(brokers[0], cookies["hanh"]), "csv")

    rows = list(csv.reader(taken.decode("utf-8-sig").splitlines()))
    assert "https://tin.example/goi-090••••555" in rows[1]


def test_telephones_in_reasons_of_people_are_hidden_beside_brokers_and_shared_contacts(
    engine: Engine, brokers: list[str]
) -> None:
    with unit_of_work(engine) as session:
        judge_pair(session, 1, 5, "different", Judge(account_id=1, now=logins.now(), why=SAID))
        phones = session.scalars(select(Contact.id).where(Contact.kind == "phone").order_by(Contact.id)).all()
        session.add_all(SharedContact(contact_id=one, why="nhiều nơi / many", found_at=logins.now()) for one in phones)
        session.flush()
        last = session.scalars(select(func.max(SharedContact.id))).one() or 0
    assert shared_contacts.say(OFFICER, last, SAID, is_shared=True).kept

    (deed,) = broker_past.read_past(ANALYST, None, brokers[0]).deeds
    page = shared_contacts.read_page(OFFICER)

    assert not any(SECRET in name for one in page.waiting for name in one.employers)
    assert SECRET not in deed.why + page.judged[0].why
    assert HIDDEN in deed.why
    assert HIDDEN in page.judged[0].why
    assert any(HIDDEN in name for one in page.waiting for name in one.employers)


MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_names_are_hidden_on_a_broker_and_the_workplace_of_the_poster_is_not() -> None:
    found = (
        ("person", "Bảo Ngân", "poster"),
        ("address", "12 đường Bến Đá", "poster"),
        ("address", "7 đường Hàng Sao", "other"),
    )
    contacts = [
        DossierContact(
            id=number,
            kind=kind,
            value=shown.lower(),
            shown=shown,
            whose=whose,
            adverts=1,
            first_seen_at=MORNING,
            last_seen_at=MORNING,
        )
        for number, (kind, shown, whose) in enumerate(found)
    ]
    hidden, lifted = Masks(contacts, lifted=False), Masks(contacts, lifted=True)

    assert [hidden.contact(one.kind, one.shown, one.whose) for one in contacts] == [
        "B•• N•••",
        "12 đường Bến Đá",
        "• đ•••• H••• S••",
    ]
    assert [masked(one.kind, one.shown, one.whose) for one in contacts] == [
        hidden.contact(one.kind, one.shown, one.whose) for one in contacts
    ], "the command shows what the page shows"
    assert hidden.text("Bảo Ngân tuyển gấp, gặp anh Quân") == "B•• N••• tuyển gấp, gặp anh Q•••"
    assert lifted.text("Bảo Ngân tuyển gấp") == lifted.without_others().text("Bảo Ngân tuyển gấp")


def test_a_private_person_who_posts_under_their_own_name_is_hidden_in_lists(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        seen = {"first_seen_at": MORNING, "last_seen_at": MORNING}
        session.add(Contact(kind="person", value="bao ngan", shown="Bảo Ngân", **seen))
    with reading(engine) as session:
        shown = shown_employers(session, {"Bảo Ngân", "Công ty Bảo Ngân", "Phòng nhân sự - Ms Vy"})

    assert shown == {
        "Bảo Ngân": "B•• N•••",
        "Công ty Bảo Ngân": "Công ty Bảo Ngân",
        "Phòng nhân sự - Ms Vy": "Phòng nhân sự - Ms ••",
    }
