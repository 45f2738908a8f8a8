"""`soitin screen FILE --register LIST`: a list from a file or a kept snapshot, without importing it."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from model.register import given
from model.register.given import NoSuchRegister, given_register
from model.register.index import Register
from model.register.kept import register_named
from model.screen_file import screen_file
from soitin import app
from storage.database import unit_of_work
from storage.records import RegisterList
from storage.register import keep_snapshot
from storage.settings import settings

ON = date(2026, 11, 21)
LOOK_ALIKE = "Công ty CP Nhân lực Quốc tế Đồng Sậu tuyển đi Nhật, lương 30 triệu. Gọi 0966 000 111."


@pytest.fixture
def dated(invented: Path, tmp_path: Path) -> Path:
    """The invented list in a file whose name says its day."""
    return Path(shutil.copy(invented, tmp_path / "register-2026-11-01.csv"))


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, so that nobody's database is looked into."""
    monkeypatch.setenv("SOITIN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SOITIN_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield tmp_path / "home"
    settings.cache_clear()


def adverts(folder: Path) -> Path:
    path = folder / "in.jsonl"
    path.write_text(json.dumps({"id": 1, "text": LOOK_ALIKE}) + "\n", "utf-8")
    return path


def codes(lines: str) -> list[set[str]]:
    return [{finding["code"] for finding in json.loads(line)["findings"]} for line in lines.splitlines()]


def test_a_file_is_dated_by_its_name_and_named_by_its_hash(dated: Path) -> None:
    register = given_register(str(dated))

    assert register.listed_on == date(2026, 11, 1)
    assert register.name.startswith("2026-11-01-")
    assert len(register.entries) == 40


def test_a_screening_under_a_list_names_it_and_shows_what_it_proves(
    dated: Path, tmp_path: Path, small_model: Path
) -> None:
    register = given_register(str(dated))
    out, without = tmp_path / "out.jsonl", tmp_path / "without.jsonl"

    with out.open("w", encoding="utf-8") as file:
        screen_file(adverts(tmp_path), file, on=ON, model=small_model, register=register)
    with without.open("w", encoding="utf-8") as file:
        screen_file(adverts(tmp_path), file, on=ON, model=small_model)

    assert json.loads(out.read_text("utf-8"))["register_snapshot"] == register.name
    assert "register_snapshot" not in json.loads(without.read_text("utf-8"))
    assert "imitates_licensed_enterprise" in codes(out.read_text("utf-8"))[0]
    assert "imitates_licensed_enterprise" not in codes(without.read_text("utf-8"))[0]


def test_a_list_goes_with_many_rows_to_every_process(dated: Path, tmp_path: Path, small_model: Path) -> None:
    many, out = tmp_path / "many.jsonl", tmp_path / "out.jsonl"
    many.write_text("".join(json.dumps({"id": n, "text": LOOK_ALIKE}) + "\n" for n in range(300)), "utf-8")

    with out.open("w", encoding="utf-8") as file:
        screen_file(many, file, on=ON, model=small_model, register=given_register(str(dated)))

    assert sum("imitates_licensed_enterprise" in found for found in codes(out.read_text("utf-8"))) == 300


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("list.csv", None, "which day does list.csv speak of"),
        ("list-2026-11-01.csv", "Cột,Khác\n1,2\n", "the register list-2026-11-01.csv cannot be used"),
        ("missing-2026-11-01.csv", "", "the register missing-2026-11-01.csv cannot be used"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(
    invented: Path, tmp_path: Path, name: str, content: str | None, sentence: str
) -> None:
    path = tmp_path / name
    if content:
        path.write_text(content, "utf-8")
    elif content is None:
        shutil.copy(invented, path)

    with pytest.raises(NoSuchRegister, match=sentence):
        given_register(str(path))


@pytest.mark.usefixtures("empty_home")
def test_a_name_that_nothing_has_is_wrong_use(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["screen", str(adverts(tmp_path)), "--register", "2026-11-01-nothing"])

    assert answer.exit_code == 2
    assert "is called 2026-11-01-nothing" in answer.output


def test_pending_takes_no_list_of_its_own() -> None:
    answer = CliRunner().invoke(app, ["screen", "--pending", "--register", "x.csv"])

    assert answer.exit_code == 2
    assert "--pending uses the newest list" in answer.output


def test_a_kept_snapshot_is_found_by_its_name(
    engine: Engine, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = RegisterList(listed_on=date(2026, 11, 1), source_file="x.csv", sha256="a" * 64)
    with unit_of_work(engine) as session:
        keep_snapshot(session, about, register.entries, now=datetime(2026, 11, 2, tzinfo=UTC))
    monkeypatch.setattr(given, "open_database", lambda _: engine)

    kept = given_register("2026-11-01-aaaaaaaaaaaa")

    assert len(kept.entries) == 40
    assert register_named(engine, "2026-11-01-bbbbbbbbbbbb") is None
