"""The `soitin` command as its users meet it: fast help, exit codes, one clear sentence instead of a traceback."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

import soitin

SOITIN = [sys.executable, "-m", "soitin"]


def run(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {key: value for key, value in os.environ.items() if not key.startswith("SOITIN_")}
    return subprocess.run(
        [*SOITIN, *arguments],
        env=own | {"SOITIN_HOME": str(home), "COLUMNS": "200"} | environment,
        capture_output=True,
        text=True,
        timeout=300,  # ends a hang; says nothing of speed
        check=False,
        cwd=home,
    )


def test_help_waits_for_nothing_heavy() -> None:
    code = (
        "import sys, soitin;"
        "heavy = {'sqlalchemy', 'scrapy', 'streamlit', 'numpy', 'underthesea', 'sklearn', 'pydantic'};"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("screen", "gone.jsonl"), 2, "cannot read gone.jsonl: no such file"),
        (("screen",), 2, "give either a FILE or --pending"),
        (("facts", "gone.txt"), 2, "cannot read gone.txt"),
        (("crawl", "nowhere"), 2, "there is no site 'nowhere'"),
        (("crawl",), 2, "name at least one site"),
        (("crawl", "--all"), 2, "holds no site but the demo's"),
        (("import", "gone.html"), 2, "gone.html"),
        (("capture", "show", "7"), 1, "there is no capture 7"),
        (("account", "disable", "ma"), 2, "there is no account 'ma'"),
    ],
)
def test_wrong_use_is_one_sentence_and_the_right_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = run(*arguments, home=tmp_path)

    assert says in done.stderr
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_database_of_a_newer_release_is_refused_by_every_command(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "soitin.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")

    for arguments in (("runs",), ("screen", "--pending"), ("account", "list")):
        done = run(*arguments, home=tmp_path)
        assert "written by a newer soitin" in done.stderr
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_a_database_that_gives_up_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def give_up(_: list[str] | None) -> None:
        cause = sqlite3.OperationalError("database or disk is full\nmore")
        statement = "INSERT INTO contact VALUES (?)"
        raise OperationalError(statement, ("0900 000 234",), cause)

    monkeypatch.setattr(soitin, "app", give_up)

    with pytest.raises(SystemExit) as ended:
        soitin.main(["nightly"])

    assert ended.value.code == 1
    said = "what was kept stays; see to its disk or server, then run this again"
    # neither the statement nor what it was to keep
    assert capsys.readouterr().err == f"soitin: the database gave up: database or disk is full; {said}\n"


def test_what_nobody_foresaw_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_: list[str] | None) -> None:
        message = "a fault of ours"
        raise TypeError(message)

    monkeypatch.setattr(soitin, "app", break_down)

    with pytest.raises(TypeError, match="a fault of ours"):
        soitin.main([])


def test_an_output_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "text": "Tuyển thợ may lương 9 triệu"}) + "\n{bad\n")

    done = run("screen", "in.jsonl", "-o", "out.jsonl", home=tmp_path)

    assert done.returncode == 1, "a row that could not be screened is something wrong"
    assert [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()] == [1, None]
    done = run("screen", "in.jsonl", "-o", "nowhere/out.jsonl", home=tmp_path)
    assert done.returncode == 2
    assert "cannot write nowhere/out.jsonl" in done.stderr
    assert list(tmp_path.glob(".*.part")) == []


def test_facts_are_printed_with_their_quotes(tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text("Lương 12 triệu/tháng, gọi 0912 000 345")

    done = run("facts", "tin.txt", home=tmp_path)

    assert "phones: value 0912000345" in done.stdout
    assert "« 0912 000 345 »" in done.stdout
    assert done.returncode == 0


def test_facts_of_rows_that_cannot_be_read_end_with_1_and_the_others_are_printed(tmp_path: Path) -> None:
    (tmp_path / "tin.jsonl").write_text('[[\n{"id": "b", "text": "gọi 0912 000 345"}\n')

    done = run("facts", "tin.jsonl", home=tmp_path)

    assert "line 1: not a row with id and text" in done.stderr
    assert "phones: value 0912000345" in done.stdout
    assert done.returncode == 1


def test_the_demo_ends_with_a_table_and_exit_code_0(tmp_path: Path) -> None:
    done = run("demo", "--no-review", home=tmp_path)

    assert done.returncode == 0, done.stderr
    for site in ("Việc Làm Bến Nứa (demo_board)", "(demo_classifieds)", "Nhân lực Cầu Tre (demo_company)"):
        line = next(line for line in done.stdout.splitlines() if site in line)
        _pages, _adverts, new, edited, removed, _refused, failed, _flagged = map(int, re.findall(r"│ (\d+) ", line))
        assert (min(new, edited, removed) > 0, failed) == (True, 0), line
    assert done.stdout.count("7 ngày trước / days ago") == 3
    assert "Năm tin đứng đầu hàng đợi" in done.stdout
    assert "0 trang bị cấm / disallowed pages requested" in done.stderr.replace("\n", " ")
    home = tmp_path / "var" / "demo"
    verified = run("capture", "verify", home=home)
    assert verified.stdout.strip() == "every capture is whole"
    assert run("audit", "verify", home=home).returncode == 0
