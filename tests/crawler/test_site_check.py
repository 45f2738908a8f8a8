"""A site file against its site: what holds, and each thing that does not."""

from collections.abc import Callable
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from crawler.commands import register
from crawler.demo_boards.server import DemoServer
from crawler.site_check import Check, check_site
from crawler.site_file import SiteFile
from storage.settings import settings

GOOD: dict[str, Any] = {
    "name": "san_go_may", "title": "Sàn Gò Mây", "demo": True, "delay": 0.05, "next_page": "b + a",
    "start": {"listings": ["/index.php?muc=viec-lam"]}, "advert_url": r"/chi-tiet\.php\?id=\d+$",
    "expected": ["title", "employer_name", "text", "posted_on"], "counts": {"min": 18, "max": 60},
}  # fmt: skip


def checks(server: DemoServer, **changes: Any) -> list[Check]:
    return list(check_site(SiteFile.model_validate(GOOD | {"base": server.base} | changes)))


def test_a_right_file_passes_every_check(exchange: DemoServer) -> None:
    found = checks(exchange)

    assert [check for check in found if not check.good] == []
    assert [check.name for check in found] == [
        "delay", "listing", "next_page", "counts", "advert", "advert", "advert", "adverts", *["expected"] * 4
    ]  # fmt: skip
    assert len(exchange.requested) <= 8


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        ({"delay": 0}, "delay", "robots.txt asks for 0.05 seconds between requests, `delay` says 0"),
        ({"advert_url": "/viec/"}, "listing", "0 links fit advert_url"),
        ({"start": {"listings": ["/noi-bo/nhap.php"]}}, "listing", "Forbidden by robots.txt"),
        ({"start": {"sitemaps": ["/sitemap.xml"]}}, "sitemap", "/sitemap.xml: 0 addresses fit advert_url"),
        ({"next_page": "a.sau"}, "next_page", "a.sau finds no link"),
        ({"next_page": "a"}, "next_page", "with 0 adverts more"),
        (
            {"counts": {"min": 0, "max": 5}},
            "counts",
            "visited; counts expects 0 to 5",
        ),
        ({"expected": ["title", "salary_text"]}, "advert", "the field salary_text is empty"),
    ],
)
def test_what_does_not_hold_is_named(exchange: DemoServer, changes: dict[str, Any], name: str, sentence: str) -> None:
    failed = [check for check in checks(exchange, **changes) if not check.good]

    assert any(check.name == name and sentence in check.sentence for check in failed), failed


def test_a_site_that_does_not_answer_fails_at_its_robots(unused_port: Callable[[], int]) -> None:
    site = SiteFile.model_validate(GOOD | {"base": f"http://127.0.0.1:{unused_port()}"})

    assert [(check.name, check.good) for check in check_site(site)] == [("robots", False)]


@pytest.fixture
def unused_port() -> Callable[[], int]:
    def find() -> int:
        with DemoServer() as server:
            return int(server.base.rpartition(":")[2])

    return find


def test_nothing_is_visited_where_nobody_is_named_for_complaints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOITIN_CONTACT", raising=False)
    settings.cache_clear()
    site = SiteFile.model_validate(GOOD | {"base": "https://board.example", "demo": False})

    assert [(check.name, check.good) for check in check_site(site)] == [("contact", False)]


@pytest.mark.usefixtures("home")
def test_the_command_prints_a_line_a_check_and_ends_with_one_for_a_failure() -> None:
    app = typer.Typer()
    register(app)
    with DemoServer() as board:
        good = CliRunner().invoke(app, ["site", "check", "demo_board", "--base", board.base])
        wrong = CliRunner().invoke(app, ["site", "check", "demo_company", "--base", board.base])

    assert good.exit_code == 0, good.output
    assert "ok\tsitemap\t/sitemap.xml: " in good.stdout
    assert wrong.exit_code == 1
    assert "FAILED\tlisting\t/bai-viet: 0 links fit advert_url" in wrong.stdout
    assert "checks failed" in wrong.stderr
