"""Search: with and without accents, in every version, by number and by name; and never a word of a query language."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage.contacts import FoundContact, KeptReading, keep_readings
from storage.database import reading, unit_of_work
from storage.triggers import make_triggers
from storage.worklist.queue import QueueFilter, list_queue
from storage.worklist.search import MOST_FOUND, find_campaigns, read_terms

CALL = "Thợ hàn đi Đài Loan, phí 2.000 đô\nGọi 0900.123.456 gặp chị Mơ, giấy phép 2098/LĐTBXH-GP, zalo nhan_luc_mau"


@pytest.fixture
def said(office: Any) -> Any:
    office.keep(canonical_url="https://viec.example/1", title="Thợ hàn", employer_name="Công ty Bến Lụa", text=CALL)
    office.keep(canonical_url="https://viec.example/2", title="Giúp việc", employer_name="", text="Giúp việc ở Vinh")
    office.keep(canonical_url="https://viec.example/2", title="Giúp việc", employer_name="", text="Giúp việc ở Huế")
    return office


def found(office: Any, words: str) -> list[int]:
    with reading(office.engine) as session:
        return sorted(find_campaigns(session, words).campaigns)


@pytest.mark.parametrize(
    "words",
    ["thợ hàn", "tho han", "THO HAN", "dai loan ben lua", "Bến Lụ", "Mơ đô", "2098/LĐTBXH-GP", "2098/ldtbxh-gp",
     "0900123456", "0900 123 456", "0900.123.456", "+84 900 123 456", "84900123456", "hàn 0900-123-456", "nhan_luc_mau",
     "  hàn\t phí  ", "đài"],
)  # fmt: skip
def test_an_advert_is_found_by(said: Any, words: str) -> None:
    assert found(said, words) == [1]


@pytest.mark.parametrize(
    "words", ["hàn vinh", "0900 123 457", "2099/LĐTBXH-GP", "thợ khoan", "%", "'; --", '"', "🙂", " "]
)
def test_an_advert_is_not_found_by(said: Any, words: str) -> None:
    assert found(said, words) == []


def test_what_an_advert_said_before_is_searched_too(said: Any) -> None:
    assert found(said, "vinh") == found(said, "huế") == [2]


@pytest.mark.parametrize("typed", ["0900 123 456", "0900123456"])
@pytest.mark.parametrize("written", ["0900123456", "090 0123 456", "0900 12 34 56", "+84900123456", "84 900 123 456"])
def test_a_phone_is_found_however_it_is_typed_and_written(office: Any, typed: str, written: str) -> None:
    office.keep(text=f"Gọi {written} ngay")

    assert found(office, typed) == [1]


def test_a_disguised_phone_and_a_name_are_found_once_they_were_read_as_contacts(said: Any) -> None:
    contacts = (
        FoundContact(kind="phone", value="0900777888", shown="o9oo bảy bảy bảy…", whose="poster"),
        FoundContact(kind="zalo", value="hoa_sua_88", shown="@hoa_sua_88", whose="poster"),
    )
    with unit_of_work(said.engine) as session:
        row = KeptReading(version_id=2, advert_id=2, site="viec", employer_name="", posted_at=said.now, tokens="",
                          slots=(), trade=(), compared_sha256="", contacts=contacts)  # fmt: skip
        keep_readings(session, [row], now=said.now)

    assert found(said, "0900.777.888") == found(said, "@hoa_sua_88") == [2]


HOSTILE = ['"', "*", "-", "AND", "OR NOT", "NEAR(a, b)", "hàn AND", "hàn*", '"hàn', "a:b", "folded:hàn", "(", ")",
           "hàn & !", "a | b", "<->", ":*", "\\", "'", "'' ", "\x00", "a" * 5_000, "1 " * 100, "0" * 200, "{a b}: c",
           "^han", "hàn\ufdd0", "\ud83d\ude42"]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_signs_of_a_query_language_are_only_signs(said: Any, words: str) -> None:
    with reading(said.engine) as session:
        list_queue(session, QueueFilter(words=words))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(said: Any, words: str) -> None:
    found(said, words)


def test_terms_are_words_and_numbers() -> None:
    words = [term.phrases[0] for term in read_terms("Hàn, (xì) 0900 123 456 lđ/gp")]

    assert words == [("han",), ("xi",), ("0900", "123", "456"), ("ld", "gp")]
    assert [term.is_beginning for term in read_terms("han xi")] == [False, True]
    assert not read_terms("han xi ")[0].is_beginning
    assert read_terms("!?") == []
    assert len(read_terms("a b c " * 100)) <= 12


def test_a_word_of_everywhere_brings_the_newest_and_says_so(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.worklist.search.MOST_FOUND", 3)
    for number in range(5):
        office.keep(canonical_url=f"https://viec.example/{number}", text=f"hàn {number}")

    with reading(office.engine) as session:
        brought = find_campaigns(session, "hàn")
        assert (sorted(brought.campaigns), brought.is_cut) == ([3, 4, 5], True)
        assert not find_campaigns(session, "hàn 2").is_cut
    assert MOST_FOUND > 3


def test_the_index_follows_a_text_that_is_made_unreadable(said: Any) -> None:
    """As erasure does; its own triggers, which allow that, are not what is tried here."""
    with said.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER advert_version_refuses_update")
        else:
            connection.exec_driver_sql("DROP TRIGGER advert_version_refuses_update ON advert_version")
        connection.execute(text("UPDATE advert_version SET folded = 'tho han ####' WHERE id = 1"))
        make_triggers(connection)

    assert found(said, "0900 123 456") == []
    assert found(said, "đài loan") == []
    assert found(said, "thợ hàn") == [1]
