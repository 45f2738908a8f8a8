"""Kill -9 in the middle of a crawl: the next run goes on by what was captured, and nobody gets in between."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import fault_server as faults
import pytest
from sqlalchemy import func, select
from typer import Typer
from typer.testing import CliRunner

from crawler.commands import register
from crawler.demo_boards.server import DemoServer
from crawler.run import crawl_site
from crawler.run_book import RunBook
from crawler.site_file import load_site
from storage.captures import find_damage
from storage.cycles import done_in_cycle
from storage.database import open_database, reading, unit_of_work
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlIssue, CrawlLease, CrawlRun, Extraction

PLAIN = range(1, 41)


def start(site: str, base: str) -> "subprocess.Popen[bytes]":
    """Crawl in a process group of its own, as cron does."""
    command = [sys.executable, "-m", "soitin", "crawl", site, "--base", base]
    return subprocess.Popen(
        command, env=os.environ, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kill_after(process: "subprocess.Popen[bytes]", enough: Callable[[], bool]) -> None:
    while not enough():
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def pages() -> int:
    try:
        with reading(open_database(settings().url)) as session:
            return session.scalar(select(func.max(CrawlRun.pages))) or 0
    except Exception:  # noqa: BLE001 - the other process is just making the tables
        return 0


def test_a_killed_crawl_goes_on_by_what_was_captured(write_site: Callable[..., str], home: Path) -> None:
    with faults.FaultServer(routes=faults.board(PLAIN)) as server:
        name = write_site(server.base, counts={"min": 38, "max": 60})
        kill_after(start(name, server.base), lambda: pages() >= 15)
        second = crawl_site(name)

        assert (second.outcome, second.cause) == ("good", None)
        asked = Counter(server.paths("/tin/"))
        assert set(asked.values()) <= {1, 2}
        assert list(asked.values()).count(2) <= 1, "the one that was on its way"
    with reading(open_database(settings().url)) as session:
        first, last = session.scalars(select(CrawlRun).order_by(CrawlRun.id)).all()
        assert (first.outcome, first.cause_code) == ("stopped", "killed")
        assert (last.continues_id, last.named) == (first.id, len(PLAIN))
        assert last.adverts < len(PLAIN)
        assert session.scalar(select(func.count()).select_from(Advert)) == len(PLAIN)
        assert session.scalar(select(func.count()).select_from(AdvertVersion)) == len(PLAIN)
        assert list(find_damage(session, home / "warc")) == []
        assert session.scalars(select(CrawlLease)).all() == []
    third = crawl_site(name)
    assert third.outcome == "bad", "nobody serves it any more"
    with reading(open_database(settings().url)) as session:
        assert session.get_one(CrawlRun, third.run_id).continues_id is None


def test_what_was_kept_and_not_read_is_read_without_being_fetched_again(write_site: Callable[..., str]) -> None:
    with faults.FaultServer(routes=faults.board(PLAIN)) as server:
        name = write_site(server.base)
        crawl_site(name)
        engine = open_database(settings().url)
        as_if_killed_before_reading(engine, "tho-son-7.html")
        asked = len(server.requested)
        second = crawl_site(name)

    assert second.outcome == "good"
    assert [path for _, path, _ in server.requested[asked:] if path.startswith("/tin/")] == []
    assert Counter(kind for kind, _, _ in second.issues)["read_again"] == 1
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Advert)) == len(PLAIN)


def as_if_killed_before_reading(engine: Any, page: str) -> None:
    with unit_of_work(engine) as session:
        capture = session.scalars(select(Capture).where(Capture.url.endswith(page))).one()
        run = session.get_one(CrawlRun, capture.run_id)
        run.outcome, run.cause_code = "stopped", "killed"
        reading_of_it = session.scalars(select(Extraction).where(Extraction.capture_id == capture.id)).one()
        session.delete(reading_of_it)


def test_a_page_that_ends_the_process_is_not_read_for_ever(write_site: Callable[..., str]) -> None:
    with faults.FaultServer(routes=faults.board(PLAIN)) as server:
        name = write_site(server.base)
        crawl_site(name)
        engine = open_database(settings().url)
        as_if_killed_before_reading(engine, "tho-son-7.html")
        book = RunBook.open(load_site(name))
        assert [page.url.rpartition("/")[2] for page in book.unread_pages()] == ["tho-son-7.html"]
        with unit_of_work(engine) as session:  # and that was the last that was heard of it
            run = session.get_one(CrawlRun, book.run_id)
            run.outcome, run.cause_code = "stopped", "killed"
        book._heartbeat.__exit__(None, None, None)
        with unit_of_work(engine) as session:
            session.delete(session.scalars(select(CrawlLease)).one())
        third = crawl_site(name)

    assert third.outcome == "good"
    with reading(engine) as session:
        told = session.scalars(select(CrawlIssue).where(CrawlIssue.kind == "ends_the_process")).one()
    assert told.url is not None
    assert told.url.endswith("tho-son-7.html")


def test_pages_that_kept_us_out_are_not_done(office_like: Any) -> None:
    engine, run_id = office_like
    with reading(engine) as session:
        done = done_in_cycle(session, [run_id], kept_out=("captcha",))
    assert {url.rpartition("/")[2] for url in done} == {"a.html"}


@pytest.fixture
def office_like(home: Path) -> Any:  # noqa: ARG001 - kept there
    engine = open_database(settings().url)
    with DemoServer() as board:
        site = load_site("demo_board", base=board.base)
    book = RunBook.open(site)
    now = book.now()
    with unit_of_work(engine) as session:
        for name, kind in (("a", "expired"), ("b", "captcha")):
            row = Capture(
                site_id=1, run_id=book.run_id, url=f"{site.base}/{name}.html", fetched_at=now, status=200,
                content_type="", kind="advert", warc_path="x", warc_offset=0, warc_length=0, warc_sha256="",
                body_sha256="", body_bytes=0,
            )  # fmt: skip
            session.add(row)
            session.flush()
            session.add(Extraction(capture_id=row.id, at=now, outcome="not_an_advert", reason="", version_id=None))
            session.add(CrawlIssue(run_id=book.run_id, at=now, kind=kind, url=row.url, message=""))
    book.close("finished")
    return engine, book.run_id


def test_a_site_that_is_being_crawled_is_refused_with_the_holder_named(write_site: Callable[..., str]) -> None:
    app = Typer()
    register(app)
    name = write_site("http://127.0.0.1:9")
    book = RunBook.open(load_site(name))
    refused = CliRunner().invoke(app, ["crawl", name])
    book.close("finished")

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"soitin: {name} is being crawled: process {os.getpid()} on ")
    assert " since 20" in refused.stderr
    with reading(open_database(settings().url)) as session:
        assert len(session.scalars(select(CrawlRun)).all()) == 1, "the refused one leaves no run"


def test_a_run_that_lost_its_site_keeps_nothing_more(write_site: Callable[..., str]) -> None:
    with faults.FaultServer(routes=faults.board(PLAIN)) as server:
        name = write_site(server.base, delay=0.1)
        process = start(name, server.base)
        while pages() < 5:
            time.sleep(0.02)
        with unit_of_work(open_database(settings().url)) as session:
            session.delete(session.scalars(select(CrawlLease)).one())
        kept = pages()
        assert process.wait(30) == 1
    with reading(open_database(settings().url)) as session:
        run = session.scalars(select(CrawlRun)).one()
        assert (run.outcome, run.cause_code) == ("stopped", "lease_lost")
        assert run.pages <= kept + 1


def test_work_of_another_cycle_is_not_taken_up(write_site: Callable[..., str]) -> None:
    name = write_site("http://127.0.0.1:9")
    book = RunBook.open(load_site(name))
    book.close("shutdown")
    engine = open_database(settings().url)
    with unit_of_work(engine) as session:
        session.scalars(select(CrawlRun)).one().started_at -= timedelta(days=2)
    later = RunBook.open(load_site(name))
    later.close("finished")

    with reading(engine) as session:
        assert session.get_one(CrawlRun, later.run_id).continues_id is None
