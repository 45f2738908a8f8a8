"""The doctor finds what somebody did to rows under the pretext of an erasure."""

from typing import Any

import pytest
from sqlalchemy import text

from storage.database import reading, unit_of_work
from storage.doctor import Place
from storage.doctor.personal_data import find_erasures_astray
from storage.personal_data.erasure import Order, erase_version
from storage.personal_data.pseudonyms import KEY, open_pseudonyms
from storage.personal_data.purge import note_erasures
from tests.storage.posters import Posters, posters


@pytest.fixture
def erased(office: Any) -> Posters:
    """An office in which one advert was made unreadable as it must be."""
    filled = posters(office)
    order = Order(pseudonyms=open_pseudonyms(filled.home, make=True), now=office.now, clock="unflagged")
    with unit_of_work(office.engine) as session:
        done = erase_version(session, filled.first.version_id, order).id
        note_erasures(session, [done], action="purge", subject="adverts", now=office.now)
    return filled


def faults(filled: Posters) -> list[str]:
    with reading(filled.office.engine) as session:
        return list(find_erasures_astray(Place(session=session, home=filled.home, now=filled.office.now)))


def plant(filled: Posters, *statements: str) -> None:
    with filled.office.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def pretext(version_id: int) -> str:
    columns = "subject, scope, clock, at, keyed_before, sha256_after, strings"
    return (
        f"INSERT INTO erasure ({columns}) "
        f"VALUES ('advert_version:{version_id}', 'everything', '', CURRENT_TIMESTAMP, 'x', '', 0)"
    )


def test_an_erasure_that_was_done_as_it_must_be_is_good(erased: Posters) -> None:
    assert faults(erased) == []


def test_one_left_open_and_untold_is_found(erased: Posters) -> None:
    plant(erased, pretext(erased.second.version_id))

    assert faults(erased) == [
        "the erasure 2 of advert_version:2 was left open: its words can be changed",
        "the erasure 2 of advert_version:2 is not in the audit chain",
    ]


def test_words_changed_under_a_second_erasure_are_found(erased: Posters) -> None:
    plant(
        erased,
        pretext(erased.first.version_id),
        "UPDATE advert_version SET place = 'Nơi khác' WHERE id = 1",
        "UPDATE erasure SET ended_at = CURRENT_TIMESTAMP, sha256_after = 'x' WHERE ended_at IS NULL",
    )

    assert "advert_version:1 does not read as the erasure 2 left it" in faults(erased)
    assert "the erasure 2 of advert_version:1 is not in the audit chain" in faults(erased)


def test_a_key_that_is_gone_or_open_to_others_is_found(erased: Posters) -> None:
    (erased.home / KEY).chmod(0o640)
    assert ["can be read by others" in one for one in faults(erased)] == [True]

    (erased.home / KEY).unlink()
    assert ["cannot be read" in one for one in faults(erased)] == [True]
