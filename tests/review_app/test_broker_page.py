"""One broker as people see it, and what they do with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from review_app import person
from review_app.service import broker, broker_deeds, logins
from storage.broker_dossiers.broker_state import broker_state
from storage.broker_dossiers.judgements import MAX_WHY, Person, merge_brokers
from storage.brokers import KeptLink, keep_links
from storage.database import reading, unit_of_work
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.personal_data.reveals import broker_subject, reveal
from storage.tables import AdvertVersion, AuditEvent, BrokerJudgement
from tests.review_app.crew import OTHER_PHONE, PHONE, broker_of, crew, members

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
WHY = "cùng một người trả lời điện thoại"


@pytest.fixture
def brokers(engine: Engine, home: Path, office: ModuleType) -> list[str]:
    """A broker of four adverts, and two of one."""
    adverts = crew(engine, home, office)
    return [broker_of(engine, adverts[0]), broker_of(engine, adverts[4]), broker_of(engine, adverts[5])]


@pytest.fixture
def as_role(engine: Engine, cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let somebody of another role, or of one province, log in under a name."""

    def add(name: str, role: str, **scope: Any) -> None:
        with unit_of_work(engine) as session:
            about = {"name": name, "full_name": f"Người {name}", "role": role, "password": "mat-khau-that-dai"}
            account = add_account(session, **about, now=datetime.now(UTC))
            account.must_change_password = False
            for field, codes in scope.items():
                setattr(account, field, codes)
            monkeypatch.setitem(cookies, name, start_session(session, account, now=datetime.now(UTC)))

    return add


def part(page: AppTest, name: str) -> AppTest:
    return page.segmented_control(key="broker-part").set_value(name).run()


def below(page: AppTest) -> str:
    """What the bar at the bottom says."""
    return "\n".join(element.proto.body for element in page.get("html"))


def keys(page: AppTest, begin: str) -> list[str]:
    return [button.key for button in page.button if button.key and button.key.startswith(begin)]


def test_a_broker_is_shown_with_its_figures_contacts_and_sums(
    open_page: Open, words_on: Words, brokers: list[str]
) -> None:
    page = open_page("broker", broker=brokers[0])
    said = words_on(page)

    assert not page.exception
    for words in ("Nhân lực Cánh Buồm Xanh", brokers[0], "4 tin", "Nhật Bản", "95.000.000 đ", "Chưa có kết luận nào"):
        assert words in said
    assert "Chưa nhập danh bạ" in said


def test_contacts_are_masked_on_every_part_until_they_are_revealed_with_a_reason(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine, cookies: dict[str, str]
) -> None:
    page = open_page("broker", broker=brokers[0])
    for name in ("dossier", "adverts", "links", "people"):
        said = words_on(part(page, name))
        assert PHONE not in said
        assert PHONE.replace(" ", "") not in said

    with unit_of_work(engine) as session:
        account = logins.who(cookies["hanh"])
        assert account is not None
        about = {"why": "đối chiếu đơn tố giác", "account_id": account.id, "token": cookies["hanh"]}
        reveal(session, broker_subject(brokers[0]), **about, now=datetime.now(UTC))
    assert PHONE.replace(" ", "") in words_on(part(page, "dossier")).replace(" ", "")
    assert PHONE.replace(" ", "") not in words_on(open_page("broker", who="quang", broker=brokers[0])).replace(" ", "")


@pytest.mark.parametrize("asked", ["b-000000000000", "không có", "<script>alert(1)</script>", "b-" + "9" * 5_000, "%"])
def test_a_broker_that_is_none_is_a_sentence(open_page: Open, words_on: Words, engine: Engine, asked: str) -> None:
    assert engine is not None
    page = open_page("broker", broker=asked)

    assert not page.exception
    assert "Không có môi giới" in words_on(page)
    assert "<script>" not in words_on(page)


def test_without_an_id_the_page_says_where_to_find_one(open_page: Open, words_on: Words, brokers: list[str]) -> None:
    assert brokers
    assert "Chưa chọn môi giới nào" in words_on(open_page("broker"))


def test_an_id_that_was_merged_leads_to_the_broker_of_now(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    with unit_of_work(engine) as session:
        merge_brokers(session, brokers[0], brokers[1], Person(account_id=1, now=datetime.now(UTC)))

    said = words_on(open_page("broker", broker=brokers[1]))

    assert f"{brokers[1]} đã được gộp vào môi giới này" in said
    assert "5 tin" in said


def test_a_broker_whose_items_all_lie_elsewhere_is_not_shown_and_not_judged(
    open_page: Open, words_on: Words, brokers: list[str], as_role: Callable[..., None], cookies: dict[str, str]
) -> None:
    as_role("xa", "officer", destinations=["TW"])
    as_role("gan", "officer", destinations=["JP"])

    assert "Không có môi giới" in words_on(open_page("broker", who="xa", broker=brokers[0]))
    assert "4 tin" in words_on(open_page("broker", who="gan", broker=brokers[0]))
    reader = logins.who(cookies["xa"])
    assert reader is not None
    with reading(broker.engine()) as session:
        drawn = broker_state(session, brokers[0])
    assert not broker_deeds.split(reader, drawn, [1], WHY).kept


def test_chosen_adverts_are_parted_and_put_back(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    page = part(open_page("broker", broker=brokers[0]), "adverts")
    for advert in (1, 2):
        page.checkbox(key=f"pick-{brokers[0]}-{advert}").check().run()
    assert "Đã chọn 2 tin" in below(page)
    page.text_area(key=f"chosen-why-{brokers[0]}").set_value(WHY)
    page.button(key=keys(page, f"split-{brokers[0]}")[0]).click().run()

    assert not page.exception
    assert "Đã tách 2 tin" in words_on(page)
    assert members(engine, brokers[0]) == [3, 4]
    assert broker_of(engine, 1) == broker_of(engine, 2) != brokers[0]

    page = part(page, "people")
    assert WHY in words_on(page)
    page.button(key=keys(page, "undo-split")[0]).click().run()
    assert "Đã hoàn tác" in words_on(page)
    assert members(engine, brokers[0]) == [1, 2, 3, 4]


def test_a_split_without_a_reason_changes_nothing_and_keeps_the_choice(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    page = part(open_page("broker", broker=brokers[0]), "adverts")
    page.checkbox(key=f"pick-{brokers[0]}-1").check().run()
    page.button(key=keys(page, f"split-{brokers[0]}")[0]).click().run()

    assert "Hãy ghi lý do trước" in words_on(page)
    assert "Đã chọn 1 tin" in below(page)
    assert members(engine, brokers[0]) == [1, 2, 3, 4]


def test_all_adverts_cannot_be_parted(open_page: Open, brokers: list[str]) -> None:
    page = part(open_page("broker", broker=brokers[0]), "adverts")
    for advert in (1, 2, 3, 4):
        page.checkbox(key=f"pick-{brokers[0]}-{advert}").check().run()

    assert "hãy để lại ít nhất một tin" in below(page)
    assert not keys(page, f"split-{brokers[0]}")


def test_one_advert_is_moved_to_a_broker_that_is_searched_for(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    page = part(open_page("broker", broker=brokers[0]), "adverts")
    page.checkbox(key=f"pick-{brokers[0]}-4").check().run()
    page.text_input(key=f"move-words-{brokers[0]}").set_value("lua vang").run()
    page.text_area(key=f"chosen-why-{brokers[0]}").set_value(WHY)
    page.button(key=keys(page, "move-4-")[0]).click().run()

    assert f"Tin 4 nay thuộc {brokers[1]}" in words_on(page)
    assert broker_of(engine, 4) == brokers[1]


def test_two_brokers_are_merged_after_a_preview_and_the_page_follows(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    page = part(open_page("broker", broker=brokers[1]), "people")
    page.text_input(key=f"merge-words-{brokers[1]}").set_value("canh buom").run()
    assert f"{brokers[0]} có 4 tin và môi giới này có 1 tin sẽ thành một" in words_on(page)
    page.text_area(key=f"merge-why-{brokers[1]}").set_value(WHY)
    page.button(key=keys(page, "merge-")[0]).click().run()

    assert members(engine, brokers[0]) == [1, 2, 3, 4, 5]
    assert page.query_params["broker"] in (brokers[0], [brokers[0]])
    with reading(engine) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "broker_merge")).one()
        assert WHY in event.detail


def test_a_search_for_nobody_offers_nobody(open_page: Open, words_on: Words, brokers: list[str]) -> None:
    page = part(open_page("broker", broker=brokers[0]), "people")
    page.text_input(key=f"merge-words-{brokers[0]}").set_value("%' OR 1=1 --").run()

    assert not page.exception
    assert "Không có môi giới nào khác" in words_on(page)


def suggest(engine: Engine, a: int, b: int) -> None:
    reasons = (
        {"comparison": "prior", "vietnamese": "trước khi so sánh", "english": "before", "bits": -5.0},
        {
            "comparison": "phone",
            "vietnamese": f"cùng số điện thoại {OTHER_PHONE.replace(' ', '')}",
            "english": "same phone",
            "bits": 8.1,
        },
    )
    link = KeptLink(
        advert_a=a, advert_b=b, probability=0.6, bits=3.1, reasons=reasons, status="held", held_by="licence"
    )
    with unit_of_work(engine) as session:
        keep_links(session, [link], set(), now=datetime.now(UTC))


@pytest.mark.parametrize(
    ("verdict", "together"), [("same", [1, 2, 3, 4, 5]), ("different", [1, 2, 3, 4]), ("unsure", [1, 2, 3, 4])]
)
def test_a_suggestion_waits_until_a_person_judges_it(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine, verdict: str, together: list[int]
) -> None:
    suggest(engine, 1, 5)
    page = part(open_page("broker", broker=brokers[0]), "links")
    said = words_on(page)
    assert "giữ lại: hai bên ghi giấy phép khác nhau" in said
    assert "+8,1 bit" in said
    assert "trước khi so sánh</bdi> <span class='soft'>(−5,0 bit)</span>" in said, "what is written comes to the sum"
    assert "+3,1 bit" in said
    assert OTHER_PHONE.replace(" ", "") not in said

    page.button(key=keys(page, f"judge-{verdict}-")[0]).click().run()

    assert not page.exception
    assert "Đã ghi: tin 1 và tin 5" in words_on(page)
    assert members(engine, brokers[0]) == together
    assert not keys(page, "judge-")


def test_a_deed_on_a_broker_that_changed_since_is_refused_with_what_changed(
    brokers: list[str], engine: Engine, cookies: dict[str, str]
) -> None:
    reader = logins.who(cookies["hanh"])
    assert reader is not None
    with reading(engine) as session:
        own, other, third = (broker_state(session, one) for one in brokers)
    assert broker_deeds.merge(reader, [own, other], WHY).kept

    split = broker_deeds.split(reader, own, [1], WHY)
    merged = broker_deeds.merge(reader, [other, third], WHY)
    again = broker_deeds.merge(reader, [own, other], WHY)

    assert (split.kept, merged.kept, again.kept) == (False, False, False)
    assert "1 tin vào thêm" in split.said
    assert "1 kết luận thay đổi" in split.said
    assert brokers[0] in merged.said
    with reading(engine) as session:
        assert len(session.scalars(select(BrokerJudgement)).all()) == 1


def test_a_reason_that_is_a_book_is_refused_and_says_how_long_it_may_be(
    brokers: list[str], engine: Engine, cookies: dict[str, str]
) -> None:
    reader = logins.who(cookies["hanh"])
    assert reader is not None
    with reading(engine) as session:
        drawn = broker_state(session, brokers[0])

    outcome = broker_deeds.split(reader, drawn, [1], "x" * (MAX_WHY + 1))

    assert not outcome.kept
    assert "2.001" in outcome.said
    assert members(engine, brokers[0]) == [1, 2, 3, 4]


@pytest.mark.parametrize("role", ["analyst", "operator"])
def test_who_may_not_judge_reads_only(
    open_page: Open,
    brokers: list[str],
    engine: Engine,
    as_role: Callable[..., None],
    cookies: dict[str, str],
    role: str,
) -> None:
    suggest(engine, 1, 5)
    as_role("doc", role)
    page = open_page("broker", who="doc", broker=brokers[0])
    for name in ("dossier", "adverts", "links", "people"):
        part(page, name)
        assert not page.exception
        assert not page.checkbox
        assert not [key for begin in ("judge-", "split-", "merge-", "undo-", "reveal-") for key in keys(page, begin)]
    reader = logins.who(cookies["doc"])
    assert reader is not None
    with reading(engine) as session:
        drawn = broker_state(session, brokers[0])
    assert "không kết luận" in broker_deeds.split(reader, drawn, [1], WHY).said


def test_a_press_after_the_session_ended_does_nothing(
    open_page: Open, brokers: list[str], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggest(engine, 1, 5)
    page = part(open_page("broker", broker=brokers[0]), "links")
    monkeypatch.setattr(person, "read_token", lambda: None)
    page.button(key=keys(page, "judge-same-")[0]).click().run()

    assert members(engine, brokers[0]) == [1, 2, 3, 4]


def test_titles_are_text_whatever_stands_in_them(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    evil = "<script>alert(1)</script> \u202egnor **đậm** ![x](https://x.example/y)"
    with unit_of_work(engine) as session:
        for trigger in _triggers(session):
            session.connection().exec_driver_sql(f"DROP TRIGGER {trigger}")
        for version in session.scalars(select(AdvertVersion)):
            version.title = version.employer_name = evil
    page = open_page("broker", broker=brokers[0])
    for name in ("dossier", "adverts", "links", "people"):
        said = words_on(part(page, name))
        assert not page.exception
        assert "<script>" not in said
        assert "\u202e" not in said
    page.text_input(key=f"merge-words-{brokers[0]}").set_value(brokers[1]).run()
    assert not any("![x]" in option for radio in page.radio for option in radio.options)


def _triggers(session: Any) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'advert_version'"
    return [row[0] for row in session.connection().exec_driver_sql(query)]


def test_a_database_that_does_not_answer_is_said_so(
    open_page: Open, words_on: Words, brokers: list[str], engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE broker_member RENAME TO lost")

    page = open_page("broker", broker=brokers[0])

    assert not page.exception
    assert "Cơ sở dữ liệu không trả lời" in words_on(page)
