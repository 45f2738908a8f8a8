from typing import Any

import pytest

from crawler.bounds import Counts, Health
from crawler.health import Tally, violated_checks
from storage.runs import PastRun

COUNTS = Counts(min=10, max=200)
PAST = [PastRun(named=named, coverage={"place": 0.9, "wage": 0.3}) for named in (100, 100, 90, 110, 5000)]


def checks(past: list[PastRun] | None = None, health: Health | None = None, **changes: Any) -> set[str]:
    said = {"pages": 120, "adverts": 100, "failed": 0, "issues": {}, "coverage": {"place": 0.9, "wage": 0.3}}
    tally = Tally(**(said | changes))
    return {one.check for one in violated_checks(tally, COUNTS, health or Health(), PAST if past is None else past)}


@pytest.mark.parametrize(
    ("changes", "violated"),
    [
        ({}, set()),
        ({"pages": 0, "adverts": 0}, {"unreachable"}),
        ({"adverts": 9}, {"too_few_adverts", "fewer_adverts"}),
        ({"adverts": 49}, {"fewer_adverts"}),
        ({"adverts": 51}, set()),
        ({"adverts": 20, "not_due": 60}, set()),
        ({"adverts": 100, "revisited": 60}, {"fewer_adverts"}),
        ({"adverts": 201}, {"too_many_adverts"}),
        ({"failed": 30}, {"failed_pages"}),
        ({"issues": {"captcha": 30, "expired": 50}}, {"failed_pages"}),
        ({"coverage": {"place": 0.2, "wage": 0.3}}, {"fewer_with_place"}),
        ({"coverage": {"place": 0.9, "wage": 0.0}}, set()),
    ],
)
def test_a_violated_check_is_named(changes: dict[str, Any], violated: set[str]) -> None:
    assert checks(**changes) == violated


def test_the_median_of_the_last_good_runs_is_the_measure_and_one_run_is_none() -> None:
    assert checks(adverts=49) == {"fewer_adverts"}
    assert checks(adverts=49, past=PAST[:1]) == set()


def test_a_site_file_may_ask_for_more() -> None:
    strict = Health(coverage={"wage": 0.5}, fall=0.95, failed=0)

    assert checks(health=strict) == {"coverage_wage"}
    assert checks(health=strict, adverts=94) == {"coverage_wage", "fewer_adverts"}
    assert checks(health=strict, failed=6) == {"coverage_wage", "failed_pages"}


def test_of_a_few_adverts_shares_say_nothing() -> None:
    few = checks(adverts=9, not_due=91, coverage={"place": 0.0})

    assert few == set()
