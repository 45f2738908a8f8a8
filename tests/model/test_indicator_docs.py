"""docs/indicators.md lists every indicator as the code has it."""

from pathlib import Path

import pytest

from model.indicators import EVALUATED, INDICATORS
from model.indicators.advert import Indicator

DOC = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text("utf-8")
AGAIN = "run tests/benchmarks/bench_indicators.py --write docs/indicators.md"


@pytest.mark.parametrize("one", [*INDICATORS, *EVALUATED], ids=lambda one: one.code)
def test_an_indicator_stands_in_the_document_with_state_strength_and_meaning(one: Indicator) -> None:
    row = next((line for line in DOC.splitlines() if line.startswith(f"| `{one.code}` | {one.state} |")), "")

    assert f"| {one.strength} | {one.dimension} |" in row, AGAIN
    assert row.endswith(f"| {one.meaning} |"), AGAIN


def test_the_document_lists_none_that_is_gone() -> None:
    listed = {line.split("`")[1] for line in DOC.splitlines() if line.startswith("| `") and "| active |" in line}

    assert listed == {one.code for one in INDICATORS}, AGAIN


def test_every_indicator_has_its_row_of_figures() -> None:
    missing = [one.code for one in (*INDICATORS, *EVALUATED) if f"| `{one.code}` ({one.strength}) |" not in DOC]

    assert missing == [], AGAIN
