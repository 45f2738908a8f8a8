"""What cron sees: schedules decide, every step runs, the worst code counts, the screen tells; and the log beside it."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import fault_server as faults
import pytest
from sqlalchemy import select
from typer import Typer
from typer.testing import CliRunner

from crawler import nightly, schedule
from crawler.commands import register
from crawler.logs import JsonLines, log_to_file
from crawler.nightly import Step, run_night, worst_code
from crawler.nights import night_of
from crawler.run import crawl_site
from storage.database import open_database, reading, unit_of_work
from storage.settings import settings
from storage.tables import CrawlRun


@pytest.fixture
def soitin() -> Any:
    app = Typer()
    register(app)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_a_night_is_named_by_its_morning() -> None:
    assert night_of(datetime(2026, 11, 20, 18, tzinfo=UTC)) == date(2026, 11, 21)
    assert night_of(datetime(2026, 11, 21, 4, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert night_of(datetime(2026, 11, 21, 5, 0, tzinfo=UTC)) == date(2026, 11, 22)


def test_nights_and_runs_are_shown_on_one_screen(write_site: Callable[..., str], soitin: Any) -> None:
    with faults.FaultServer(routes=faults.board(range(1, 4))) as server:
        name = write_site(server.base)
        crawl_site(name)
        crawl_site(write_site(server.base, counts={"min": 50, "max": 60}))
    with unit_of_work(open_database(settings().url)) as session:
        session.scalars(select(CrawlRun).order_by(CrawlRun.id)).first().started_at -= timedelta(days=1)  # type: ignore[union-attr]

    shown = soitin("runs")

    assert shown.exit_code == 0
    nights = [line.split("│")[1:-1] for line in shown.stdout.splitlines() if line.startswith("│ 20")]
    assert [[cell.strip() for cell in night[1:4]] for night in nights] == [["1", "0", "1"], ["1", "1", "0"]]
    assert "3 adverts, at least 50 were expected" in shown.stdout.replace("\n", "")


def test_sites_that_are_due_are_crawled_and_the_others_named(write_site: Callable[..., str], soitin: Any) -> None:
    """Sites of the web on this machine are refused, so that their runs are bad; but they run."""
    more = {"demo": False, "contact": "a@b.example"}
    for name in ("a", "b"):
        write_site("http://127.0.0.1:9", name=name, **more)
    first = soitin("crawl", "--due")
    again = soitin("crawl", "--due")
    with unit_of_work(open_database(settings().url)) as session:
        session.scalars(select(CrawlRun).order_by(CrawlRun.id)).first().started_at -= timedelta(days=2)  # type: ignore[union-attr]
    later = soitin("crawl", "--due")

    assert (first.exit_code, again.exit_code, later.exit_code) == (1, 0, 1)
    assert len(first.stdout.splitlines()) == 2
    assert "a: due, never crawled" in first.stderr
    assert (again.stdout, again.stderr.count("not due")) == ("", 2)
    assert len(later.stdout.splitlines()) == 1


def test_a_site_that_another_scheduler_crawled_meanwhile_is_left_alone(
    write_site: Callable[..., str], soitin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site("http://127.0.0.1:9", name="a", demo=False, contact="a@b.example")
    soitin("crawl", "--due")

    # both asked before either began
    monkeypatch.setattr(schedule, "why_due", lambda *_, **__: "never crawled")
    second = soitin("crawl", "--due")

    assert (second.exit_code, second.stdout) == (0, "")
    assert "a: not due any more, run 1 of" in second.stderr
    with reading(open_database(settings().url)) as session:
        assert len(session.scalars(select(CrawlRun)).all()) == 1
    assert soitin("crawl", "a").exit_code == 1, "who names a site has it crawled, due or not"


def test_a_broken_site_file_costs_its_own_site_only(write_site: Callable[..., str], soitin: Any) -> None:
    write_site("http://127.0.0.1:9", name="good", demo=False, contact="a@b.example")
    write_site("http://127.0.0.1:9", name="broken", colour="red")

    done = soitin("crawl", "--due")

    assert done.exit_code == 2
    assert "colour: is not a known key" in done.stderr
    assert done.stdout.startswith("good\t")


@pytest.mark.usefixtures("home")
def test_every_step_runs_whatever_the_one_before_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "step.py"
    script.write_text(
        "import os, sys\nopen(sys.argv[0] + sys.argv[1], 'w').close()\n"
        "os.kill(os.getpid(), 9) if sys.argv[1] == 'killed' else sys.exit(int(sys.argv[2]))\n"
    )
    monkeypatch.setattr(nightly, "_SOITIN", (sys.executable, str(script)))

    code = run_night([["killed"], ["bad", "2"], ["good", "0"], ["missing"]], known={"killed", "bad", "good"})

    shown = capsys.readouterr().out
    assert code == 2
    assert {path.name for path in tmp_path.iterdir()} >= {"step.pykilled", "step.pybad", "step.pygood"}
    assert [word in shown for word in ("soitin killed", "code 1", "code 2", "not in this release")] == [True] * 4


def test_the_worst_code_is_that_of_a_step_that_ran() -> None:
    steps = [Step(command="a", code=0, seconds=1), Step(command="b", code=None, seconds=0)]

    assert worst_code(steps) == 0
    assert worst_code([*steps, Step(command="c", code=1, seconds=1)]) == 1


def test_the_night_is_a_command() -> None:
    done = subprocess.run([sys.executable, "-m", "soitin", "nightly", "--help"], capture_output=True, check=True)

    assert b"worst" in done.stdout


def test_a_crawl_logs_lines_of_json(write_site: Callable[..., str], home: Path) -> None:
    with faults.FaultServer(routes=faults.board(range(1, 4), dut=faults.broken_off)) as server:
        summary = crawl_site(write_site(server.base))
    lines = [json.loads(line) for line in (home / "logs" / "crawl-faulty.jsonl").read_text("utf-8").splitlines()]

    assert lines
    assert {(line["site"], line["run"]) for line in lines} == {("faulty", summary.run_id)}
    assert {"at", "level", "from", "message"} <= set(lines[0])


def test_a_log_is_rolled_over_by_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.logs._LARGEST", 2000)
    log_to_file(tmp_path, site="viec", run_id=7)
    handler = logging.getLogger().handlers[-1]
    try:
        for number in range(150):
            logging.getLogger("bench").error("dòng %s", number)
        try:
            raise ValueError(number)  # noqa: TRY301 - its traceback is what the line shall hold
        except ValueError:
            logging.getLogger("bench").exception("hỏng")
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()

    files = sorted((tmp_path / "logs").iterdir())
    assert len(files) == 6
    assert all(path.stat().st_size <= 2000 for path in files)
    last = json.loads(files[0].read_text("utf-8").splitlines()[-1])
    assert (last["message"], last["level"], "ValueError" in last["error"]) == ("hỏng", "ERROR", True)


def test_a_line_of_the_log_is_one_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "hai\ndòng", None, None)

    assert len(JsonLines(site="a", run_id=1).format(record).splitlines()) == 1


def test_a_named_site_or_a_choice_of_sites_is_needed(write_site: Callable[..., str], soitin: Any) -> None:
    name = write_site("http://127.0.0.1:9")

    for words in (("crawl",), ("crawl", name, "--due"), ("crawl", "--due", "--all")):
        refused = soitin(*words)
        assert (refused.exit_code, "name at least one site" in refused.stderr) == (2, True), words
    with reading(open_database(settings().url)) as session:
        assert session.scalars(select(CrawlRun)).all() == []


def test_a_night_without_a_site_file_says_so_and_goes_on(
    home: Path, soitin: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run_night([["crawl", "--due"], ["runs"]], known={"crawl", "runs"})

    shown = capfd.readouterr()
    assert code == 0
    assert shown.err.count("holds no site but the demo's") == 1
    assert "nothing has been crawled or imported yet" in shown.out
    assert soitin("crawl", "--all").exit_code == 2
    monkeypatch.setenv("SOITIN_SITES", str(home / "sites"))
    settings.cache_clear()
    missing = soitin("crawl", "--due")
    assert (missing.exit_code, "home/sites is not there" in missing.stderr) == (2, True)
