"""Walking the queue item by item meets the same items in the same order as the list."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine

from review_app.service import deciding, item, worklist
from review_app.service.logins import Person
from storage.database import unit_of_work
from storage.worklist.queue import QueueFilter

ALL = QueueFilter()


@pytest.fixture
def order(engine: Engine, home: Path, office: ModuleType) -> list[int]:
    """Equal scores and adverts that no model has read yet, as the list shows them."""
    with unit_of_work(engine) as session:
        for number, score in enumerate((0.5, 0.9, None, 0.5, None, 0.1)):
            sample = replace(office.SAMPLES[4], score=score or 0.0)
            url = f"https://a.example/{number}"
            office.keep_sample(session, home / "warc", sample, at=office.MORNING, url=url, screened=score is not None)
    return [row.campaign_id for row in worklist.read_page(ALL).rows]


def test_the_unread_come_last(order: list[int]) -> None:
    assert order == [2, 4, 1, 6, 5, 3]


def test_forward_is_the_list_and_begins_anew_after_the_last(order: list[int]) -> None:
    assert [worklist.item_after(here, ALL) for here in order] == [*order[1:], order[0]]


def test_backward_is_the_list_reversed_and_ends_at_the_first(order: list[int]) -> None:
    assert [worklist.item_before(here, ALL) for here in order] == [None, *order[:-1]]


def test_what_is_decided_is_stepped_over(order: list[int], cookies: dict[str, str]) -> None:
    assert cookies
    page = item.read(order[1])
    assert page is not None
    deciding.decide(Person(id=1, name="hanh", full_name="", role="officer"), page.drawn, "unsure", "")

    assert worklist.item_after(order[0], ALL) == order[2]
    assert worklist.item_before(order[2], ALL) == order[0]
    assert worklist.item_after(order[1], ALL) == order[2]


def test_the_only_item_has_no_neighbour(engine: Engine, home: Path, office: ModuleType) -> None:
    office.fill(engine, home / "warc", office.SAMPLES[:1])

    assert worklist.item_after(1, ALL) is None
    assert worklist.item_before(1, ALL) is None


def test_a_page_begins_behind_the_row_that_ended_the_one_before(
    order: list[int], cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was decided meanwhile: no row is shown twice and none is left out."""
    assert cookies
    monkeypatch.setattr(worklist, "PAGE", 2)
    first = worklist.read_page(ALL)
    assert ([row.campaign_id for row in first.rows], first.more, first.count.number) == (order[:2], True, 6)

    page = item.read(order[0])
    assert page is not None
    deciding.decide(Person(id=1, name="hanh", full_name="", role="officer"), page.drawn, "unsure", "")

    second = worklist.read_page(ALL, first.rows[-1].place)
    assert [row.campaign_id for row in second.rows] == order[2:4]
    assert not worklist.read_page(ALL, second.rows[-1].place).more
