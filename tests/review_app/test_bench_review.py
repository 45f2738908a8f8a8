"""The benchmark of reviewing runs: an invented office is made, and everything in it can be opened and timed."""

import importlib.util
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import func, select

from storage.database import reading
from storage.doctor import CHECKS, Place, examine
from storage.tables import BrokerMember

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "bench_review.py"
BYTES = ("every capture has its bytes on disk", "captures are what their hashes say", "the audit chain is whole")
"""What an office made without crawling has not."""


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    # it is run as a script, beside which its parts stand
    monkeypatch.syspath_prepend(SCRIPT.parent)
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
    for row in ("queue", "item", "search, few", "search, number", "broker, dossier", "broker, page", "shared contacts"):
        assert f"\n{row} " in said


def test_a_row_that_only_the_larger_office_has_is_printed_without_a_ratio(
    bench: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    bench._print("sqlite", (1_000, 10_000), [{"queue": (2.0, 3.0)}, {"queue": (4.0, 9.0), "of 2,000": (50.0, 60.0)}])

    queue, large = capsys.readouterr().out.splitlines()[-2:]
    assert queue.split()[-7:] == ["2.00", "3.00", "above", "the", "aim", "of", "2"]
    assert large.split() == ["of", "2,000", "–", "50.0", "/", "60.0"]


def test_an_office_that_is_large_enough_has_one_large_broker(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("review_office", "review_rows"):
        monkeypatch.setattr(import_module(module), "LARGEST", 110)
    engine = bench.fill(f"sqlite:///{tmp_path / 'soitin.db'}", 450, scratch=tmp_path)

    with reading(engine) as session:
        members = select(func.count()).select_from(BrokerMember).group_by(BrokerMember.broker_id)
        sizes = sorted(session.scalars(members), reverse=True)
    rows = bench.rows_of(engine)
    engine.dispose()
    assert sizes[0] == 110 > sizes[1]
    assert {name for name in rows if name.startswith("of 110 adverts, ")} >= {"of 110 adverts, page"}


def test_the_invented_office_is_sound(bench: ModuleType, tmp_path: Path) -> None:
    engine = bench.fill(f"sqlite:///{tmp_path / 'soitin.db'}", 150, scratch=tmp_path)

    with reading(engine) as session:
        place = Place(session=session, home=tmp_path, now=import_module("review_office").LAST)
        wrong = [one for one in examine(place, [one for one in CHECKS if one.what not in BYTES]) if one.faults]
    engine.dispose()
    assert wrong == []
