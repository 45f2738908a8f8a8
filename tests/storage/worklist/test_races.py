"""Two clients at one item: the short form of `tests/benchmarks/race_claims.py`, which runs a thousand."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine

from storage.database import open_database

RACES = 42


@pytest.fixture(scope="module")
def race_claims() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "race_claims.py"
    spec = importlib.util.spec_from_file_location("race_claims", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_two_clients_never_hold_one_item_nor_leave_two_decisions_in_force(
    engine: Engine, tmp_path: Path, race_claims: ModuleType
) -> None:
    other = open_database(engine.url.render_as_string(hide_password=False))

    told, broken = race_claims.run_races((engine, other), tmp_path / "warc", RACES)

    other.dispose()
    assert broken == []
    assert told.total() == RACES
    assert {name for name, *_ in told} == set(race_claims.RACES)
