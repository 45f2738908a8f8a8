"""Pages keep to what a person works on: what lies elsewhere is counted, and neither titled nor opened nor scored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from model.link_pending import link_pending
from review_app.service import broker, broker_adverts, broker_links, check, overview, shared_contacts
from storage.brokers import keep_shared
from storage.campaigns import campaigns_of
from storage.database import reading, unit_of_work
from storage.overview import KEPT_BACK
from storage.tables import Account
from tests.review_app.crew import (
    OFFICER,
    OTHER_PHONE,
    PHONE,
    broker_of,
    crew,
    decide,
    hide_score,
    put_in,
    suggested_tie,
)

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
HANOI = replace(OFFICER, provinces=("01",))
"""Works on Hà Nội."""


@pytest.fixture
def parted(engine: Engine, home: Path, office: ModuleType, cookies: dict[str, str]) -> str:
    """A broker of two adverts in Hà Nội and two in Cà Mau, where all others are; an officer of Hà Nội looks."""
    assert cookies
    adverts = crew(engine, home, office)
    with reading(engine) as session:
        items = campaigns_of(session, adverts)
    for advert in adverts:
        put_in(engine, items[advert], "01" if advert in adverts[:2] else "96")
    with unit_of_work(engine) as session:
        session.query(Account).filter(Account.name == "hanh").one().provinces = ["01"]
        session.add(suggested_tie(1, 5))
    return broker_of(engine, adverts[0])


def test_adverts_of_a_broker_elsewhere_are_counted_only(parted: str) -> None:
    page = broker.read(HANOI, None, parted)
    listed = broker_adverts.read_page(HANOI, None, parted, 1)

    assert page is not None
    assert (page.adverts, page.outside) == (4, 2)
    assert sorted(row.advert_id for row in listed.rows) == [1, 2]
    assert len(broker_adverts.read_page(OFFICER, None, parted, 1).rows) == 4


def test_ties_to_adverts_elsewhere_have_no_title(parted: str) -> None:
    nodes = broker_links.read_graph(HANOI, None, parted).nodes
    (waiting,) = (one for one in broker_links.read_waiting(HANOI, None, parted) if one.other_advert == 5)
    (open_to_all,) = (one for one in broker_links.read_waiting(OFFICER, None, parted) if one.other_advert == 5)

    assert [node.title is None for node in nodes] == [False, False, True, True]
    assert waiting.title is not None
    assert waiting.other_title is None
    assert open_to_all.other_title is not None


def test_the_page_says_how_many_lie_elsewhere(open_page: Open, words_on: Words, parted: str) -> None:
    page = open_page("broker", broker=parted)
    page.segmented_control(key="broker-part").set_value("adverts").run()

    assert not page.exception
    assert "2 tin của môi giới này ngoài phạm vi của bạn." in words_on(page)
    assert [button.key for button in page.button if button.key and button.key.startswith("broker-open-")] == [
        "broker-open-2",
        "broker-open-1",
    ]
    page.segmented_control(key="broker-part").set_value("links").run()
    assert not page.exception
    assert "(ngoài phạm vi của bạn)" in words_on(page)


@pytest.mark.usefixtures("parted")
def test_a_contact_that_touches_nothing_of_ones_own_is_neither_shown_nor_judged(engine: Engine) -> None:
    digits = [phone.replace(" ", "") for phone in (PHONE, OTHER_PHONE)]
    with unit_of_work(engine) as session:
        keep_shared(session, {("phone", one): "nhiều nơi / many" for one in digits}, now=datetime.now(UTC))

    mine, everything = shared_contacts.read_page(HANOI), shared_contacts.read_page(OFFICER)
    elsewhere = ({one.id for one in everything.waiting} - {one.id for one in mine.waiting}).pop()

    assert (len(mine.waiting), mine.left, shared_contacts.count_waiting(HANOI)) == (1, 0, 1)
    assert (len(everything.waiting), shared_contacts.count_waiting(OFFICER)) == (2, 2)
    refused = shared_contacts.say(HANOI, elsewhere, "", is_shared=True)
    assert not refused.kept
    assert "phạm vi của bạn" in refused.said
    assert shared_contacts.say(OFFICER, elsewhere, "", is_shared=True).kept
    assert not shared_contacts.read_page(HANOI).judged
    assert not shared_contacts.undo(HANOI, 1).kept
    assert shared_contacts.undo(OFFICER, 1).kept


@pytest.mark.usefixtures("parted")
def test_an_officer_reads_figures_of_what_they_work_on_and_a_leader_all(engine: Engine) -> None:
    hide_score(engine, 1)

    officer, analyst = overview.read(HANOI), overview.read(replace(HANOI, role="analyst"))
    leaders = [overview.read(replace(HANOI, role=role)) for role in ("leader", "administrator")]

    for found in (officer, analyst):
        assert found.waiting.items == 2
        assert (found.waiting.of_band("high"), found.waiting.of_band(KEPT_BACK)) == (1, 1)
    for found in leaders:
        assert (found.waiting.items, found.waiting.of_band("high"), found.waiting.of_band(KEPT_BACK)) == (6, 6, 0)


@pytest.mark.usefixtures("parted")
def test_what_is_hidden_comes_into_the_trend_with_the_decision(engine: Engine) -> None:
    hide_score(engine, 1)

    def flagged() -> int:
        _, trends = overview.read_trends(HANOI, "province")
        return sum(one.total for one in trends)

    before = flagged()
    decide(engine, 1)
    assert (before, flagged()) == (1, 2)


def test_a_copy_of_an_item_whose_score_is_kept_back_is_not_scored_until_the_decision(
    engine: Engine, filled: list[int], cookies: dict[str, str], office: ModuleType, open_page: Open, words_on: Words
) -> None:
    link_pending(engine, lambda: datetime.now(UTC), lambda _: None)
    assert filled
    assert cookies
    open_text = check.check(OFFICER, office.CAMBODIA)
    hide_score(engine, 1)

    for text in (office.CAMBODIA, office.CAMBODIA.replace("0900 000 418", "0900 000 555")):
        checked = check.check(OFFICER, text)
        assert checked.withheld
        assert (checked.band, checked.score, checked.typologies, checked.findings) == (None, None, (), [])
        assert checked.facts
    page = open_page("check")
    page.text_area(key="check-text").set_value(office.CAMBODIA)
    next(button for button in page.button if button.label == "Kiểm tra").click()
    page.run()
    assert not page.exception
    assert "đang được ẩn điểm" in words_on(page)
    assert 'class="findings"' not in words_on(page)

    decide(engine, 1)
    checked = check.check(OFFICER, office.CAMBODIA)
    assert (checked.withheld, checked.score) == (False, open_text.score)
    assert checked.findings
