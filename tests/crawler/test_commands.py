import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from crawler.commands import register
from crawler.demo_boards.server import DemoServer
from storage.settings import settings


@pytest.fixture
def soitin() -> Any:
    app = typer.Typer()
    register(app)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.usefixtures("home")
def test_an_import_reports_counts_and_names_what_failed(soitin: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "<p>Tuyển thợ bạc</p>"}\n{broken\n', "utf-8")

    result = soitin("import", path)

    assert result.exit_code == 1
    assert "adverts\t1\t(new 1, edited 0, known 0)" in result.stdout
    assert "failed\t1" in result.stdout
    assert "repair\thtml_in_text\t1" in result.stdout
    assert f"{path}:2: failed: not JSON" in result.stderr


def test_a_dry_run_says_what_it_read_and_keeps_nothing(soitin: Any, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Tiêu đề,Nội dung,Màu\nThợ may,May áo sơ mi,đỏ\nThợ hàn,,\n", "utf-8")

    result = soitin("import", path, "--dry-run")

    assert result.exit_code == 1
    assert result.stdout.startswith(f"columns\t{path}: Tiêu đề → title; Nội dung → text; Màu → ?\nadverts\t1\t(dry run")
    assert f"{path}:3: failed: " in result.stderr
    assert "columns not understood, kept as they are: Màu" in result.stderr
    assert not home.exists()


@pytest.mark.usefixtures("home")
def test_wrong_use_is_one_sentence_and_exit_code_two(soitin: Any, tmp_path: Path) -> None:
    for arguments, sentence in (
        (("crawl",), "name at least one site"),
        (("crawl", "nowhere"), "there is no site 'nowhere'"),
        (("import", tmp_path / "missing.html"), "cannot be read: No such file"),
        (("import", tmp_path / "a.docx"), "cannot be imported"),
    ):
        result = soitin(*arguments)

        assert result.exit_code == 2, arguments
        assert sentence in result.stderr
        assert "Traceback" not in result.stderr


def test_a_database_that_cannot_be_used_is_one_sentence(
    soitin: Any, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "soitin.db").write_text("this is no database, it only has the name of one", "utf-8")
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Tuyển thợ"}), "utf-8")

    for arguments in (("import", path), ("runs",), ("capture", "verify"), ("crawl", "demo_board")):
        result = soitin(*arguments)

        assert result.exit_code == 2
        assert "cannot open the database" in result.stderr
        assert result.exception is None or isinstance(result.exception, SystemExit)
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("home")
def test_a_crawl_prints_one_line_a_site(soitin: Any, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", "utf-8")
    with DemoServer(adverts=tmp_path / "none.jsonl") as board:
        result = soitin("crawl", "nowhere", "demo_board", "--base", board.base)

    assert result.exit_code == 2
    assert result.stdout.startswith("demo_board\tbad\tpages 10\tadverts 0\t")
    assert len(result.stdout.splitlines()) == 1
    assert "captcha: http://127.0.0.1" in result.stderr


@pytest.mark.usefixtures("home")
def test_runs_and_captures_are_shown(soitin: Any, tmp_path: Path) -> None:
    assert soitin("runs").stdout == "nothing has been crawled or imported yet\n"
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Tuyển thợ"}), "utf-8")
    soitin("import", path)

    assert "import" in soitin("runs").stdout
    assert path.name in soitin("capture", "show", 1).stdout
    assert "Tuy" in soitin("capture", "show", 1, "--body").stdout
    assert soitin("capture", "verify").stdout == "every capture is whole\n"
    missing = soitin("capture", "show", 99)
    assert (missing.exit_code, missing.stderr.startswith("soitin: there is no capture 99")) == (1, True)


def test_damage_is_found(soitin: Any, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Tuyển thợ"}), "utf-8")
    soitin("import", path)
    for warc in (home / "warc").rglob("*.gz"):
        warc.write_bytes(warc.read_bytes()[:-20])

    result = soitin("capture", "verify")

    assert result.exit_code == 1
    assert "capture 1 cannot be read" in result.stdout


def test_sites_are_listed_and_broken_ones_named(soitin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "demo_board\tViệc Làm Bến Nứa\tdaily" in soitin("site", "list").stdout
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "site.yml").write_text("name: bad", "utf-8")
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path))
    settings.cache_clear()

    result = soitin("site", "list")

    assert result.exit_code == 1
    assert "title: is missing; add it" in result.stderr
    settings.cache_clear()


def test_without_sites_the_list_says_so(soitin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path))
    settings.cache_clear()

    result = soitin("site", "list")

    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{tmp_path} holds no site; `soitin site new ADDRESS` drafts one" in result.stderr
    settings.cache_clear()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [([], "name the site: scrapy crawl job_board -a site=NAME"), (["-a", "site=nowhere"], "no site 'nowhere'")],
)
def test_scrapy_without_a_right_site_ends_in_one_sentence(arguments: list[str], sentence: str) -> None:
    command = [sys.executable, "-m", "scrapy", "crawl", "job_board", *arguments]

    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert sentence in done.stderr
