"""The benchmark of reviewing runs: an invented office is made, and everything in it can be opened and timed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from storage.database import reading
from storage.doctor import CHECKS, Place, examine

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "bench_review.py"
BYTES = ("every capture has its bytes on disk", "captures are what their hashes say", "the audit chain is whole")
"""What an office made without crawling has not."""


@pytest.fixture
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_review", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_row_is_timed_at_each_size(bench: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.main(["--sizes", "120", "240", "--calls", "2", "--databases", "sqlite", "--scratch", str(tmp_path)])

    said = capsys.readouterr().out
    assert "sqlite: p50 / p95 in ms" in said
    for row in ("queue", "item", "search, few", "search, number", "broker, dossier", "broker, page"):
        assert f"\n{row} " in said


def test_the_invented_office_is_sound(bench: ModuleType, tmp_path: Path) -> None:
    engine = bench.review_office().fill(f"sqlite:///{tmp_path / 'soitin.db'}", 150, scratch=tmp_path)

    with reading(engine) as session:
        place = Place(session=session, home=tmp_path, now=bench.review_office().LAST)
        wrong = [one for one in examine(place, [one for one in CHECKS if one.what not in BYTES]) if one.faults]
    engine.dispose()
    assert wrong == []
