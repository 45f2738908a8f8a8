"""Filters kept under a name: one's own, few, and tolerant of what a newer or older release wrote."""

from typing import Any

import pytest

from storage.database import reading, unit_of_work
from storage.people.scope import Scope
from storage.worklist.queue import QueueFilter
from storage.worklist.saved_filters import (
    MOST,
    FilterRefused,
    list_filters,
    read_wanted,
    remove_filter,
    save_filter,
    written_wanted,
)

WANTED = QueueFilter(state="all", band="high", words="đơn hàng", province="40", days=7, holder="free")


def save(office: Any, owner: int, name: str, wanted: QueueFilter = WANTED) -> int:
    with unit_of_work(office.engine) as session:
        return save_filter(session, owner, name, wanted, now=office.now)


def names(office: Any, owner: int) -> list[str]:
    with reading(office.engine) as session:
        return [one.name for one in list_filters(session, owner)]


def test_a_filter_comes_back_as_it_was_but_for_who_looks(office: Any) -> None:
    owner = office.person("an")
    save(office, owner, "  Nghệ  An ", QueueFilter(band="high", reader=owner, scope=Scope(("40",))))

    with reading(office.engine) as session:
        (kept,) = list_filters(session, owner)
    assert (kept.name, kept.wanted) == ("Nghệ An", QueueFilter(band="high"))


def test_each_sees_and_takes_away_their_own_only(office: Any) -> None:
    an, binh = office.person("an"), office.person("binh")
    key = save(office, an, "Của An")

    assert names(office, binh) == []
    with unit_of_work(office.engine) as session:
        assert not remove_filter(session, key, binh, now=office.now)
        assert remove_filter(session, key, an, now=office.now)
        assert not remove_filter(session, key, an, now=office.now), "a second press changes nothing"
    assert names(office, an) == []
    save(office, an, "Của An")


@pytest.mark.parametrize(("name", "why"), [("", "name"), ("   ", "name"), ("x" * 61, "name"), ("NGHỆ an", "taken")])
def test_a_name_that_is_none_or_taken_is_refused(office: Any, name: str, why: str) -> None:
    owner = office.person("an")
    save(office, owner, "Nghệ An")

    with pytest.raises(FilterRefused) as refused:
        save(office, owner, name)
    assert refused.value.why == why


def test_nobody_keeps_more_than_fit(office: Any) -> None:
    owner = office.person("an")
    for number in range(MOST):
        save(office, owner, f"Bộ lọc {number}")

    with pytest.raises(FilterRefused) as refused:
        save(office, owner, "một nữa")
    assert refused.value.why == "many"


def test_only_what_differs_from_the_default_is_kept() -> None:
    assert written_wanted(QueueFilter()) == {}
    assert read_wanted(written_wanted(WANTED)) == WANTED


@pytest.mark.parametrize(
    "kept",
    [{"state": "gone"}, {"band": 3}, {"days": "7"}, {"days": -1}, {"days": True}, {"holder": "boss"}, {"words": None},
     {"words": "x" * 300}, {"scope": "all", "reader": 1}, {"later": 1}],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(kept: dict[str, Any]) -> None:
    assert read_wanted(kept) == QueueFilter()
