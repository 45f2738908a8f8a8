"""`soitin doctor --demo` is green on what a demo leaves, and red with the right words for each of ten damages."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

import soitin
from storage.database import open_database, unit_of_work
from storage.reviews import Verdict, record_decision
from storage.screenings import keep_screening, model_version
from storage.settings import settings
from storage.tables import Campaign

FLIPPED, LOST = "a flipped byte", "a lost file"
DAMAGES = [
    ("DROP TRIGGER finding_refuses_update", "the trigger finding_refuses_update is missing"),
    ("UPDATE advert_version SET number = 3 WHERE id = 1", "advert 1 has 1 versions, numbered 3 to 3"),
    ("UPDATE campaign_member SET left_at = joined_at WHERE advert_id = 1", "advert 1 is in 0 campaigns"),
    ("UPDATE fact SET quote_start = 1", "which does not stand in version 1 there"),
    ("UPDATE screening SET logit = 1.001", "the reasons of screening 1 add up to 1.000000, its logit is 1.001000"),
    ("DELETE FROM snapshot_version", "decision 1 is about a snapshot in which there is nothing"),
    ("UPDATE audit_event SET action = 'x' WHERE number = 1", "audit event 1 was changed after it was written"),
    ("UPDATE campaign SET adverts = 7 WHERE id = 1", "campaign 1 counts 7 adverts"),
    (FLIPPED, "have SHA-256"),
    (LOST, "captures cannot be read: No such file"),
]


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


def plant(home: Path, damage: str) -> None:
    """Damage a home as somebody would who can switch triggers off."""
    (warc,) = sorted(home.rglob("*.warc.gz"))[-1:]
    if damage == LOST:
        warc.unlink()
    elif damage == FLIPPED:
        content = bytearray(warc.read_bytes())
        content[-20] ^= 1
        warc.write_bytes(content)
    else:
        _execute(home / "soitin.db", damage)


def _execute(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        if statement.startswith("DROP TRIGGER "):
            gone = statement.removeprefix("DROP TRIGGER ")
            guards = [guard for guard in guards if guard[0] != gone]
        else:
            connection.execute(statement)
        for _, definition in guards:
            connection.execute(definition)


def test_what_a_demo_left_is_green(demo_home: Path, doctor: Callable[[], Result]) -> None:
    assert demo_home.is_dir()
    done = doctor()

    assert (done.exit_code, "WRONG" in done.stdout) == (0, False), done.stdout


@pytest.mark.parametrize(("damage", "says"), DAMAGES)
def test_each_damage_is_red_with_its_words(
    demo_home: Path, doctor: Callable[[], Result], damage: str, says: str
) -> None:
    plant(demo_home, damage)

    done = doctor()

    assert says in done.stdout
    assert "of the checks found something wrong" in done.stderr
    assert done.exit_code == 1
