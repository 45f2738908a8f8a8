"""`soitin doctor --demo` is green on what a demo leaves, and red with the right words for each of ten damages."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

import soitin
from storage.database import open_database, unit_of_work
from storage.screenings import keep_screening, model_version
from storage.settings import settings
from storage.tables import Campaign
from storage.worklist.reviews import Verdict, record_decision
from tests.benchmarks.planted_damages import DAMAGES, Damage, leave_demo, let_through, look_at, plant


@pytest.fixture
def demo_home(
    tmp_path: Path, migrated_sqlite: Path, make_office: Callable[..., Any], screening_row: Callable[..., dict[str, Any]]
) -> Path:
    """A small home where `soitin demo` leaves its own: an advert, screened and decided on."""
    home = tmp_path / "var" / "demo"
    home.mkdir(parents=True)
    shutil.copy(migrated_sqlite, home / "soitin.db")
    engine = open_database(f"sqlite:///{home / 'soitin.db'}")
    office = make_office(engine, home / "warc")
    kept, officer = office.keep(), office.person("an")
    with unit_of_work(engine) as session:
        model, day = model_version(session, "linear-1", {}, now=office.now), office.now.date()
        keep_screening(session, kept.version_id, screening_row(), model=model, law_date=day, now=office.now)
        campaign = session.get_one(Campaign, 1)
        snapshot, screening = campaign.current_snapshot_id or 0, campaign.worst_screening_id
        said = Verdict(campaign_id=1, snapshot_id=snapshot, screening_id=screening, verdict="suspicious")
        record_decision(session, said, account_id=officer, now=office.now)
    engine.dispose()
    return home


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Result]]:
    """The command, in a folder of its own; what it sets in the environment is set back."""
    monkeypatch.chdir(tmp_path)
    for name, value in (("HOME", "elsewhere"), ("DATABASE_URL", ""), ("LEAST_FREE_MB", "0")):
        monkeypatch.setenv(f"SOITIN_{name}", value)
    settings.cache_clear()
    yield lambda: CliRunner().invoke(soitin.app, ["doctor", "--demo", "--full"])
    settings.cache_clear()


def test_what_a_demo_left_is_green(demo_home: Path, doctor: Callable[[], Result]) -> None:
    assert demo_home.is_dir()
    done = doctor()

    assert let_through(done.exit_code, done.stdout, done.stderr, None) == ""


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.what)
def test_each_damage_is_red_with_its_words(demo_home: Path, doctor: Callable[[], Result], damage: Damage) -> None:
    plant(demo_home, damage)

    done = doctor()

    assert let_through(done.exit_code, done.stdout, done.stderr, damage) == ""


@pytest.mark.long
def test_the_demo_s_own_home_is_green_and_red_with_the_words_of_each_damage(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    demo.mkdir()
    leave_demo(demo)

    said = [look_at(demo, tmp_path / str(number), damage) for number, damage in enumerate((None, *DAMAGES))]

    assert said == [""] * 11
