"""Who sees which item: by province and country, and what is unknown is everybody's."""

from collections.abc import Callable
from typing import Any

import pytest

from model.facts.place_names import TABLE, gazetteer
from storage.database import reading, unit_of_work
from storage.people.scope import EVERYTHING, Scope, is_in_scope
from storage.provinces import PROVINCES, near_names, province_code, province_name
from storage.screenings import keep_screening, model_version
from storage.worklist.facets import choices
from storage.worklist.queue import QueueFilter, count_queue, list_queue, next_waiting, previous_waiting

NGHE_AN, NINH_BINH = "40", "37"


@pytest.fixture
def places(office: Any, screening_row: Callable[..., dict[str, Any]]) -> Any:
    """Japan from Nghệ An; at home in Nam Định, now Ninh Bình; Japan or Taiwan from nowhere said; and unread."""
    for number, (province, countries) in enumerate((("Nghệ An", ["JP"]), ("Nam Định", []), ("", ["JP", "TW"]))):
        kept = office.keep(canonical_url=f"https://viec.example/{number}", title=f"Tin {number}", province=province)
        facts = {"destinations": [{"country": one} for one in countries]}
        with unit_of_work(office.engine) as session:
            model = model_version(session, "linear-1", {}, now=office.now)
            row = screening_row(0.9 - number / 10, facts=facts)
            keep_screening(session, kept.version_id, row, model=model, law_date=office.now.date(), now=office.now)
    office.keep(canonical_url="https://viec.example/3", title="Tin 3", province="")
    return office


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (EVERYTHING, ["Tin 0", "Tin 1", "Tin 2", "Tin 3"]),
        (Scope(provinces=(NGHE_AN,)), ["Tin 0", "Tin 2", "Tin 3"]),
        (Scope(provinces=(NINH_BINH,)), ["Tin 1", "Tin 2", "Tin 3"]),
        (Scope(destinations=("TW",)), ["Tin 1", "Tin 2", "Tin 3"]),
        (Scope(provinces=(NGHE_AN,), destinations=("KR",)), ["Tin 3"]),
        (Scope(provinces=(), destinations=()), ["Tin 3"]),
    ],
)
def test_queue_neighbours_and_counts_keep_to_a_scope(places: Any, scope: Scope, seen: list[str]) -> None:
    wanted = QueueFilter(scope=scope)
    with reading(places.engine) as session:
        rows = list_queue(session, wanted)
        assert [row.title for row in rows] == seen
        assert count_queue(session, wanted) == len(seen)
        ids = [row.campaign_id for row in rows]
        assert [next_waiting(session, after=one, wanted=wanted) for one in ids[:-1]] == ids[1:]
        assert [previous_waiting(session, before=one, wanted=wanted) for one in ids] == [None, *ids[:-1]]
        assert [is_in_scope(session, one, scope) for one in (1, 2, 3, 4)] == [f"Tin {n}" in seen for n in range(4)]


def test_an_item_that_does_not_exist_is_in_nobodys_scope(places: Any) -> None:
    with reading(places.engine) as session:
        assert not is_in_scope(session, 99, EVERYTHING)


def test_a_search_does_not_reach_beyond_a_scope(places: Any) -> None:
    with reading(places.engine) as session:
        found = list_queue(session, QueueFilter(words="gio lanh", scope=Scope(provinces=(NINH_BINH,))))

    assert "Tin 0" not in [row.title for row in found]


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (QueueFilter(province=NINH_BINH), ["Tin 1"]),
        (QueueFilter(destination="JP"), ["Tin 0", "Tin 2"]),
        (QueueFilter(destination="XX"), []),
        (QueueFilter(typology="id_retention", destination="TW"), ["Tin 2"]),
        (QueueFilter(typology="task_scam"), []),
        (QueueFilter(site="viec", province=NGHE_AN), ["Tin 0"]),
        (QueueFilter(days=1), ["Tin 0", "Tin 1", "Tin 2", "Tin 3"]),
    ],
)
def test_filters_by_place_kind_and_age(places: Any, wanted: QueueFilter, seen: list[str]) -> None:
    with reading(places.engine) as session:
        assert [row.title for row in list_queue(session, wanted, now=places.now)] == seen


def test_a_row_says_its_places_and_only_what_exists_is_offered(places: Any) -> None:
    with reading(places.engine) as session:
        first, second, *_ = list_queue(session, QueueFilter())
        assert (first.provinces, first.destinations) == ([NGHE_AN], ["JP"])
        assert (second.provinces, second.destinations) == ([NINH_BINH], ())
        assert choices(session, "destination") == ["JP", "TW"]
        assert choices(session, "province") == [NINH_BINH, NGHE_AN]
        assert choices(session, "nothing") == []


def test_provinces_are_those_of_the_facts() -> None:
    assert {code: province_code(name) for code, name in gazetteer().names.items()} == {code: code for code in PROVINCES}
    assert TABLE.exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [("Nam Dinh", "37"), ("tỉnh Nghệ An", "40"), ("TP. Hồ Chí Minh", "79"), ("Ba Ria-Vung Tau", "79"), ("HUẾ", "46"),
     ("", None), ("Toàn quốc", None), ("x" * 10_000, None)],
)  # fmt: skip
def test_names_of_now_and_before_are_known_however_they_are_written(name: str, code: str | None) -> None:
    assert province_code(name) == code


def test_a_slip_is_answered_with_names_that_look_alike() -> None:
    assert "Nghệ An" in near_names("Nge An")
    assert province_name("40") == "Nghệ An"
    assert province_name("99") == "99"
