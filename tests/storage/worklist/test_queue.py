"""The queue: highest risk first, searched with and without accents."""

from collections.abc import Callable
from typing import Any

import pytest

from storage.database import reading, unit_of_work
from storage.screenings import Current, count_pending, keep_screening, model_version, pending_versions
from storage.worklist.items import read_item
from storage.worklist.queue import QueueFilter, count_queue, list_queue


@pytest.fixture
def queue(office: Any, screening_row: Callable[..., dict[str, Any]]) -> Any:
    for number, score in enumerate((0.2, 0.9, 0.5)):
        kept = office.keep(
            canonical_url=f"https://viec.example/{number}", title=f"Đơn {number}", text=f"Đơn {number}\nđiều dưỡng"
        )
        with unit_of_work(office.engine) as session:
            model = model_version(session, "linear-1", {}, now=office.now)
            row = screening_row(score, "high" if score > 0.4 else "low")
            keep_screening(session, kept.version_id, row, model=model, law_date=office.now.date(), now=office.now)
    return office


def titles(office: Any, wanted: QueueFilter) -> list[str]:
    with reading(office.engine) as session:
        rows = list_queue(session, wanted)
        assert count_queue(session, wanted) == len(rows)
        return [row.title for row in rows]


def test_the_highest_risk_stands_first(queue: Any) -> None:
    assert titles(queue, QueueFilter()) == ["Đơn 1", "Đơn 2", "Đơn 0"]


@pytest.mark.parametrize("words", ["đơn 1", "DON 1", "dieu duong don 1", "gio lanh 1"])
def test_words_are_found_with_and_without_accents(queue: Any, words: str) -> None:
    assert "Đơn 1" in titles(queue, QueueFilter(words=words))


def test_signs_of_the_query_language_are_only_signs(queue: Any) -> None:
    assert titles(queue, QueueFilter(words="%")) == []
    assert titles(queue, QueueFilter(words="'; --")) == []


def test_bands_and_sites_filter(queue: Any) -> None:
    assert titles(queue, QueueFilter(band="low")) == ["Đơn 0"]
    assert titles(queue, QueueFilter(site="nowhere")) == []


def test_an_advert_nobody_screened_stands_last(queue: Any) -> None:
    queue.keep(canonical_url="https://viec.example/new", title="Mới", text="Mới")

    assert titles(queue, QueueFilter())[-1] == "Mới"


def test_an_item_brings_what_belongs_to_its_worst_screening(queue: Any) -> None:
    with reading(queue.engine) as session:
        first = list_queue(session, QueueFilter())[0]
        item = read_item(session, first.campaign_id)

    assert item is not None
    assert [finding.code for finding in item.findings] == ["keeps_original_papers"]
    assert {fact.kind: fact.value for fact in item.facts} == {
        "phones": {"value": "0901000234"}, "contract_months": {"value": 12}}  # fmt: skip
    assert item.screening is not None
    assert item.screening.score == 0.9


def test_a_new_model_finds_everything_waiting_again(queue: Any, screening_row: Callable[..., dict[str, Any]]) -> None:
    with reading(queue.engine) as session:
        assert count_pending(session, Current(model_name="linear-1")) == 0
        waiting = list(pending_versions(session, Current(model_name="linear-2"), limit=10))
    assert len(waiting) == 3

    with unit_of_work(queue.engine) as session:
        model = model_version(session, "linear-2", {}, now=queue.now)
        keep_screening(
            session, waiting[1].id, screening_row(0.1, "low"), model=model, law_date=queue.now.date(), now=queue.now
        )

    assert titles(queue, QueueFilter()) == ["Đơn 2", "Đơn 0", "Đơn 1"]
