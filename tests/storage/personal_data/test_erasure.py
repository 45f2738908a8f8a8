"""What is personal in an advert can be made unreadable; quotes, links, counts and all the rest stay as they are."""

from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from storage.adverts import keep_advert
from storage.database import reading, unit_of_work
from storage.doctor import Place
from storage.doctor.readings import find_findings_misquoted, find_quotes_astray
from storage.personal_data.erasure import Order, erase_version, sha256_of, words_of
from storage.personal_data.pseudonyms import open_pseudonyms
from storage.tables import (
    AdvertContact,
    AdvertVersion,
    BrokerLink,
    Capture,
    Contact,
    Erasure,
    Fact,
    Finding,
    Screening,
)
from tests.storage.posters import ACCOUNT, HOA, LAN, MAIL, NICK, Posters, posters


@pytest.fixture
def filled(office: Any) -> Posters:
    """Two adverts that share one number."""
    return posters(office)


def erase(filled: Posters, version_id: int, **changes: Any) -> None:
    key = open_pseudonyms(filled.home, make=True)
    order = Order(pseudonyms=key, now=filled.office.now, **({"clock": "unflagged"} | changes))
    with unit_of_work(filled.office.engine) as session:
        erase_version(session, version_id, order)


def test_nothing_that_reaches_the_poster_is_left_and_all_else_is(filled: Posters) -> None:
    with reading(filled.office.engine) as session:
        before = session.get_one(AdvertVersion, filled.first.version_id)

    erase(filled, filled.first.version_id)

    words = filled.words_of_version(filled.first.version_id)
    for gone in (LAN, "0900 000 234", NICK, MAIL, ACCOUNT, "Lan Anh", "lan anh"):
        assert gone not in words, gone
    with reading(filled.office.engine) as session:
        after = session.get_one(AdvertVersion, filled.first.version_id)
        assert len(after.text) == len(before.text)
        for stays in ("9.000.000 - 12.000.000 đồng", "500.000đ", "2098/LĐTBXH-GP", "0100109106", "Nam Định"):
            assert stays in after.text
        assert after.content_sha256 != before.content_sha256, "a plain hash of the whole could be tried out"


def test_every_quote_still_stands_in_the_text(filled: Posters) -> None:
    erase(filled, filled.first.version_id)

    with reading(filled.office.engine) as session:
        place = Place(session=session, home=filled.home, now=filled.office.now, is_full=True)
        assert list(find_quotes_astray(place)) == []
        assert list(find_findings_misquoted(place)) == []


def test_one_number_has_one_pseudonym_in_every_advert(filled: Posters) -> None:
    erase(filled, filled.first.version_id)
    erase(filled, filled.second.version_id)

    with reading(filled.office.engine) as session:
        values = dict(
            session.execute(
                select(AdvertContact.version_id, Contact.value)
                .join(Contact)
                .where(Contact.kind == "phone", AdvertContact.quote_end - AdvertContact.quote_start >= len(LAN))
                .order_by(AdvertContact.id.desc())
            ).all()
        )
        shared = session.scalars(
            select(AdvertContact.contact_id)
            .join(Contact)
            .where(Contact.kind == "phone")
            .group_by(AdvertContact.contact_id)
            .having(func.count(AdvertContact.version_id.distinct()) > 1)
        ).all()
        assert len(shared) == 1, "both adverts still point at one contact"
        assert all(value.startswith("~") for value in values.values())
        assert session.scalars(select(BrokerLink.probability)).all(), "the link stays with its weight"


def test_what_another_advert_still_shows_stays_there(filled: Posters) -> None:
    erase(filled, filled.first.version_id)

    assert LAN in filled.words_of_version(filled.second.version_id)
    with reading(filled.office.engine) as session:
        assert session.scalars(select(Contact.id).where(Contact.value == LAN)).one()


def test_counts_scores_and_offsets_stay(filled: Posters) -> None:
    def counted() -> list[Any]:
        with reading(filled.office.engine) as session:
            return [
                session.execute(select(Screening.id, Screening.score, Screening.band).order_by(Screening.id)).all(),
                session.execute(select(Fact.id, Fact.kind, Fact.quote_start, Fact.quote_end).order_by(Fact.id)).all(),
                session.execute(select(Finding.id, Finding.code).order_by(Finding.id)).all(),
                session.execute(select(AdvertContact.id, AdvertContact.whose).order_by(AdvertContact.id)).all(),
                [
                    one.value
                    for one in session.scalars(select(Fact).where(Fact.kind.in_(("wages", "fees"))).order_by(Fact.id))
                ],
            ]

    before = counted()
    erase(filled, filled.first.version_id)

    assert counted() == before


def test_one_number_alone_leaves_the_others(filled: Posters) -> None:
    erase(filled, filled.second.version_id, number=LAN, clock="")

    words = filled.words_of_version(filled.second.version_id)
    assert LAN not in words
    assert HOA in words or "0900.000.777" in words


def test_the_exception_is_a_row_that_says_what_it_is_now(filled: Posters) -> None:
    erase(filled, filled.first.version_id)

    with reading(filled.office.engine) as session:
        row = session.scalars(select(Erasure)).one()
        version = session.get_one(AdvertVersion, filled.first.version_id)
        assert (row.subject, row.scope, row.clock) == (f"advert_version:{version.id}", "everything", "unflagged")
        assert row.sha256_after == sha256_of(words_of(version))
        assert row.keyed_before not in ("", row.sha256_after)


WITHOUT_LEAVE = (
    "UPDATE advert_version SET text = title",
    "UPDATE advert_version SET seen_at = seen_at",
    "UPDATE fact SET quote_text = 'x'",
    "UPDATE finding SET sentence = 'x'",
    "UPDATE advert_contact SET shown = 'x'",
    "UPDATE link_reading SET tokens = 'x'",
    "UPDATE broker_link SET reasons = '[]'",
    "DELETE FROM advert_version",
)

BEYOND_LEAVE = (
    "UPDATE advert_version SET text = 'short' WHERE id = 1",
    "UPDATE advert_version SET number = 7 WHERE id = 1",
    "UPDATE advert_version SET capture_id = 2 WHERE id = 1",
    "UPDATE advert_version SET text = text WHERE id = 2",
    "UPDATE fact SET quote_start = 0 WHERE kind = 'wages'",
    "UPDATE finding SET code = 'x'",
    "UPDATE screening SET score = 0",
    "UPDATE capture SET warc_sha256 = body_sha256",
    "UPDATE decision SET verdict = 'legitimate'",
    "UPDATE audit_event SET detail = '{}'",
    "DELETE FROM fact",
    "DELETE FROM erasure",
)


def test_without_an_open_erasure_nothing_may_be_rewritten(filled: Posters) -> None:
    erase(filled, filled.first.version_id)

    for change in WITHOUT_LEAVE:
        with pytest.raises(DBAPIError, match="are kept as they are"), filled.office.engine.begin() as connection:
            connection.execute(text(change))


def test_an_open_erasure_allows_the_words_of_that_row_and_nothing_else(filled: Posters) -> None:
    filled.decide(filled.first.advert_id, "suspicious")
    opened = (
        "INSERT INTO erasure (subject, scope, clock, at, keyed_before, sha256_after, strings) "
        f"VALUES ('advert_version:{filled.first.version_id}', 'everything', '', CURRENT_TIMESTAMP, 'x', '', 0)"
    )

    with filled.office.engine.begin() as connection:
        connection.execute(text(opened))
        connection.execute(text("UPDATE advert_version SET place = place WHERE id = 1"))
    for change in BEYOND_LEAVE:
        with pytest.raises(DBAPIError, match="are kept as they are"), filled.office.engine.begin() as connection:
            connection.execute(text(change))


def test_an_erasure_is_closed_once_and_never_changed(filled: Posters) -> None:
    erase(filled, filled.first.version_id)

    for change in ("ended_at = NULL", "sha256_after = 'x'", "subject = 'advert_version:2'"):
        with pytest.raises(DBAPIError, match="are kept as they are"), filled.office.engine.begin() as connection:
            connection.execute(text(f"UPDATE erasure SET {change}"))


def test_the_same_page_seen_again_brings_nothing_back(filled: Posters, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.lives_at_home(monkeypatch)
    erase(filled, filled.first.version_id)

    again = filled.keep_first()

    assert (again.version_id, again.change) == (filled.first.version_id, "unchanged")
    assert LAN not in filled.words_of_version(again.version_id)


def test_a_row_of_a_file_that_is_imported_again_brings_nothing_back(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = posters(office, url=None)
    filled.lives_at_home(monkeypatch)
    erase(filled, filled.first.version_id)

    assert filled.keep_first(url=None).version_id == filled.first.version_id


def test_a_page_that_says_something_new_is_a_new_version(filled: Posters, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.lives_at_home(monkeypatch)
    erase(filled, filled.first.version_id)

    with unit_of_work(filled.office.engine) as session:
        capture = session.get_one(Capture, filled.office.keep_page(filled.url or ""))
        changed = keep_advert(session, capture, filled.said(text="Đã tuyển đủ, cảm ơn."), now=filled.office.now)

    assert changed.change == "edited"
