"""Whole crawls over HTTP on loopback."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from warcio.checker import Checker

from crawler.demo_boards.server import DemoServer
from crawler.errors import WrongSiteFile
from crawler.extract.advert import extract_advert
from crawler.run import crawl_site
from crawler.site_file import load_site
from storage.captures import find_damage, read_capture
from storage.database import open_database, reading, unit_of_work
from storage.runs import site_named, start_run
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlRun, Extraction

ROW: dict[str, Any] = {
    "id": "B1", "slug": "tho-son", "title": "Thợ sơn tĩnh điện", "employer_name": "Xưởng Sơn Vàm Láng",
    "industry": "Cơ khí", "street": "Ấp 3", "locality": "Xã Vàm Láng", "region": "Đồng Tháp", "posted_days_ago": 2,
    "valid_days": 30, "salary_text": "9 triệu", "salary": None, "employment_type": "FULL_TIME",
    "sections": [{"heading": "Mô tả công việc", "lines": ["Sơn tĩnh điện khung cửa. Gọi 0900 000 456."]}],
}  # fmt: skip


def whole(warc_folder: Path) -> bool:
    args = type("Args", (), {"inputs": [str(path) for path in warc_folder.rglob("*.gz")], "verbose": False})
    return bool(args.inputs) and Checker(args).process_all() == 0  # type: ignore[attr-defined]


def test_every_advert_of_the_board_is_kept(crawled: Any) -> None:
    assert (crawled.summary.outcome, crawled.summary.cause) == ("good", None)
    assert crawled.summary.adverts == crawled.summary.new_adverts == 72
    with reading(crawled.engine) as session:
        assert Counter(session.scalars(select(AdvertVersion.source))) == {"json_ld": 70, "microdata": 1, "selectors": 1}
        assert all(session.scalars(select(AdvertVersion.employer_name)))


def test_the_closed_area_is_never_asked_for(crawled: Any) -> None:
    assert "/robots.txt" in crawled.requested
    assert not [path for path in crawled.requested if path.startswith("/quan-tri")]
    assert Counter(kind for kind, _, _ in crawled.summary.issues)["robots_forbidden"] == 6


def test_every_page_that_is_no_advert_is_named(crawled: Any) -> None:
    kinds = Counter(kind for kind, _, _ in crawled.summary.issues if kind != "robots_forbidden")

    assert kinds == {"expired": 2, "login_wall": 1, "captcha": 1, "gone": 1, "empty_page": 1}
    assert crawled.summary.refused == 6
    assert all(url.startswith("http://127.0.0.1") and message for _, url, message in crawled.summary.issues)


def test_no_address_is_fetched_twice_but_the_one_that_failed(crawled: Any) -> None:
    twice = {path: count for path, count in Counter(crawled.requested).items() if count > 1}

    assert list(twice.values()) == [2]
    assert not [path for path in crawled.requested if "utm_" in path or "ref=" in path]


def test_every_capture_is_whole_and_kept_before_it_was_read(crawled: Any) -> None:
    with reading(crawled.engine) as session:
        assert list(find_damage(session, crawled.home / "warc")) == []
        captures = session.scalars(select(Capture)).all()
        assert Counter(capture.kind for capture in captures) == {"sitemap": 3, "listing": 6, "advert": 79}
        assert not [capture for capture in captures if capture.url.endswith("robots.txt")]
        assert crawled.summary.pages == len(captures)
        kept = {capture.id for capture in captures if capture.kind == "advert"}
        read = {row.capture_id: row.outcome for row in session.scalars(select(Extraction))}
        assert set(read) <= kept
        assert len(read) == 78
    assert whole(crawled.home / "warc")


def test_a_capture_has_the_bytes_as_sent_and_can_be_read_again(crawled: Any) -> None:
    site = load_site("demo_board", base=crawled.base)
    with reading(crawled.engine) as session:
        version = session.scalars(select(AdvertVersion).order_by(AdvertVersion.id)).first()
        assert version
        page = read_capture(session, version.capture_id, crawled.home / "warc")
        title, text = version.title, version.text
    again = extract_advert(page, site)

    assert ("Content-Encoding", "gzip") in page.headers
    assert page.body.startswith(b"\x1f\x8b")
    assert (again.title, again.text) == (title, text)


def test_broken_pages_are_mended_and_say_so(crawled: Any) -> None:
    with reading(crawled.engine) as session:
        repairs = Counter(kind for kinds in session.scalars(select(AdvertVersion.repairs)) for kind in kinds)

    assert repairs["charset_mislabelled"] == 1
    assert repairs["json_ld_block_lost"] == 1
    assert repairs["json_comments"] == repairs["json_trailing_comma"] == 1


def test_what_is_kept_for_learning_is_never_served(crawled: Any) -> None:
    with reading(crawled.engine) as session:
        for capture in session.scalars(select(Capture)):
            assert b"truth" not in read_capture(session, capture.id, crawled.home / "warc").body


def test_two_crawls_give_one_version_and_a_changed_advert_a_second(home: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    for title in ("Thợ sơn tĩnh điện", "Thợ sơn tĩnh điện", "Thợ sơn tĩnh điện (gấp)"):
        rows.write_text(json.dumps(ROW | {"title": title}), "utf-8")
        with DemoServer(port=_port_of(tmp_path), adverts=rows) as board:
            _remember_port(tmp_path, board.base)
            summary = crawl_site("demo_board", base=board.base)
        assert summary.outcome == "bad"
        assert summary.cause is not None
        assert summary.cause.startswith("1 adverts, at least 64 were expected")
    with reading(open_database(settings().url)) as session:
        assert len(session.scalars(select(Advert)).all()) == 1
        assert len(session.scalars(select(AdvertVersion)).all()) == 2
    assert whole(home / "warc")


def _port_of(folder: Path) -> int:
    path = folder / "port"
    return int(path.read_text()) if path.exists() else 0


def _remember_port(folder: Path, base: str) -> None:
    (folder / "port").write_text(base.rpartition(":")[2])


@pytest.mark.usefixtures("home")
def test_a_site_that_does_not_answer_is_a_bad_run_with_the_cause() -> None:
    with DemoServer() as board:
        base = board.base
    summary = crawl_site("demo_board", base=base)

    assert summary.outcome == "bad"
    assert summary.cause is not None
    assert "cannot be reached" in summary.cause
    assert "robots_unreachable" in {kind for kind, _, _ in summary.issues}


def test_a_run_that_is_killed_leaves_no_row_without_bytes(home: Path) -> None:
    engine = open_database(settings().url)
    with unit_of_work(engine) as session:
        now = datetime.now(UTC)
        run_id = start_run(session, site_named(session, "demo_board", now=now), now=now).id
    with DemoServer() as board:
        command = [sys.executable, "-m", "crawler.run", "demo_board", str(run_id), board.base]
        process = subprocess.Popen(command, env=os.environ)
        while _pages(run_id) < 15 and process.poll() is None:
            time.sleep(0.05)
        process.kill()
        process.wait()
    with reading(engine) as session:
        assert list(find_damage(session, home / "warc")) == []
        assert session.get_one(CrawlRun, run_id).pages == len(session.scalars(select(Capture)).all()) >= 15
        assert session.get_one(CrawlRun, run_id).finished_at is None
    assert whole(home / "warc")


def _pages(run_id: int) -> int:
    with reading(open_database(settings().url)) as session:
        return session.get_one(CrawlRun, run_id).pages


@pytest.mark.usefixtures("home")
def test_a_site_of_the_web_needs_somebody_to_complain_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sites" / "board"
    folder.mkdir(parents=True)
    (folder / "site.yml").write_text(
        "{name: board, title: B, base: 'https://board.example', start: {listings: [/]}, advert_url: x, "
        "counts: {min: 0, max: 1}}"
    )
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    monkeypatch.delenv("SOITIN_CONTACT", raising=False)
    settings.cache_clear()

    with pytest.raises(WrongSiteFile, match="SOITIN_CONTACT"):
        crawl_site("board")


@pytest.mark.usefixtures("home")
def test_private_addresses_are_refused_to_sites_that_are_no_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sites" / "board"
    folder.mkdir(parents=True)
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()
    with DemoServer() as board:
        (folder / "site.yml").write_text(
            f"{{name: board, title: B, base: '{board.base}', start: {{listings: [/viec-lam]}}, advert_url: x, "
            "delay: 0, contact: a@b.example, counts: {min: 0, max: 1}}"
        )
        summary = crawl_site("board")

    assert summary.outcome == "bad"
    assert board.requested == []
    assert "refused_address" in {kind for kind, _, _ in summary.issues}


def test_scrapy_knows_the_spider() -> None:
    scrapy = Path(sys.executable).with_name("scrapy")
    root = Path(__file__).parents[2]
    done = subprocess.run([scrapy, "list"], cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["job_board"]
