"""The table of docs/reliability.md is written by runs: one row a kind, the newest."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def table() -> ModuleType:
    path = Path(__file__).parent / "benchmarks" / "reliability_table.py"
    spec = importlib.util.spec_from_file_location("reliability_table", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["reliability_table"] = module
    spec.loader.exec_module(module)
    return module


def test_a_later_run_takes_the_place_of_its_row_and_leaves_the_others(table: ModuleType, tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text(f"before\n{table.BEGIN}\n{table.END}\nafter\n", encoding="utf-8")
    for kind, times in (("killed: decide", 3), ("fuzz: a | b", 5), ("killed: decide", 100)):
        row = table.Row(kind=kind, done="x\ny", times=times, bad=0, command="make chaos", seed=times, date="2026-11-20")
        table.record(row, document)

    text = document.read_text(encoding="utf-8")

    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert rows == [
        "| killed: decide | x y | 100 | 0 | `make chaos` | 100 | 2026-11-20 |",
        "| fuzz: a / b | x y | 5 | 0 | `make chaos` | 5 | 2026-11-20 |",
    ]
    assert (text.startswith("before\n"), text.endswith("\nafter\n"), list(tmp_path.iterdir())) == (
        True,
        True,
        [document],
    )


def test_a_document_without_a_place_for_rows_is_left_as_it_is(table: ModuleType, tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text("no place", encoding="utf-8")
    row = table.Row(kind="a", done="b", times=1, bad=0, command="c", seed=1, date="2026-11-20")

    with pytest.raises(ValueError, match="lacks"):
        table.record(row, document)
    assert document.read_text(encoding="utf-8") == "no place"


def test_the_document_has_a_place_for_rows(table: ModuleType) -> None:
    text = (DOCS / "reliability.md").read_text(encoding="utf-8")

    assert text.index(table.BEGIN) < text.index(table.END)
