"""Every test gets a scratch home; one crawl of the demo board is shared by all who only look at it."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from sqlalchemy import Engine

from crawler.demo_boards.reply import Reply, html_reply
from crawler.demo_boards.server import BOARDS, DemoServer
from crawler.run import RunSummary, crawl_site
from storage.database import open_database
from storage.settings import settings

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What one crawl of the demo board left behind."""

    summary: RunSummary
    requested: list[str]
    engine: Engine
    home: Path
    base: str


def at_home(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let everything of this process and its children be kept in a folder."""
    patch.setenv("SOITIN_HOME", str(folder))
    patch.delenv("SOITIN_DATABASE_URL", raising=False)
    patch.delenv("SOITIN_SITES", raising=False)
    settings.cache_clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A scratch home of its own."""
    at_home(monkeypatch, tmp_path / "home")
    yield tmp_path / "home"
    settings.cache_clear()


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The demo board, crawled once; for tests that only read."""
    folder = tmp_path_factory.mktemp("crawled")
    with pytest.MonkeyPatch.context() as patch, DemoServer() as board:
        at_home(patch, folder)
        summary = crawl_site("demo_board", base=board.base)
        engine = open_database(settings().url)
        settings.cache_clear()
    yield Crawled(summary=summary, requested=board.requested, engine=engine, home=folder, base=board.base)
    engine.dispose()


def load_neighbour(name: str) -> Any:
    """Load a module beside this file, so that tests can import it by name."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


load_neighbour("fault_server")


@pytest.fixture
def write_site(
    home: Path,  # noqa: ARG001 - kept there
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., str]]:
    """Write a site file for a `FaultServer`, some keys changed, and return the site's name."""
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()

    def write(base: str, **changes: Any) -> str:
        said: dict[str, Any] = {
            "name": "faulty", "title": "Ngày Xấu Trời", "demo": True, "base": base, "start": {"listings": ["/tin"]},
            "advert_url": r"/tin/[a-z0-9-]+-\d+\.html$", "next_page": "a[rel=next]", "delay": 0, "max_pages": 200,
            "expected": ["title", "text"], "counts": {"min": 1, "max": 100},
        }  # fmt: skip
        said |= changes
        (tmp_path / "sites" / said["name"]).mkdir(parents=True, exist_ok=True)
        (tmp_path / "sites" / said["name"] / "site.yml").write_text(yaml.safe_dump(said), "utf-8")
        return str(said["name"])

    yield write
    settings.cache_clear()


@pytest.fixture
def shared_data() -> Path:
    """The folder of real pages and rows."""
    if not SHARED.is_dir():
        pytest.skip(f"real data is not here: {SHARED} is missing")
    return SHARED


class ExchangeBoard:
    """A site of a shape that the product has never seen: a table of links by number, `?page=`, microdata, no classes.

    An invented job exchange of a district; 23 offers, ten on a page; no sitemap, a robots.txt that asks for a pace.
    """

    OFFERS = 23
    _PER_PAGE = 10
    _WORK = ("Thợ tiện", "Phụ bếp", "Bảo vệ kho", "Thợ sơn nước", "Lái xe nâng", "Nhân viên giặt là", "Thợ điện lạnh")
    _PLACES = ("xã Bến Lội", "phường Gò Mây", "xã Đồi Chè", "phường Cầu Đá")
    _PAGE = (
        '<!doctype html><html><head><meta charset="utf-8"><title>{title} - Sàn việc làm Gò Mây</title></head><body>'
        '<table width="100%"><tr><td><a href="/">Trang chủ</a> | <a href="/index.php?muc=viec-lam">Việc làm</a> | '
        '<a href="/gioi-thieu.php">Giới thiệu</a> | <a href="/noi-bo/nhap.php">Nội bộ</a></td></tr></table>{body}'
        "<p>Sàn việc làm hư cấu, chỉ chạy trên máy này.</p></body></html>"
    )

    def __init__(self, *, today: date, week: int = 2, rows: Path | None = None) -> None:
        """Stand as on one day; `week` and `rows` are of the demo's boards."""
        del week, rows
        self._today = today

    def answer(self, target: str, base: str) -> Reply:
        """Return the reply to a request."""
        del base
        parts = urlsplit(target)
        asked = dict(parse_qsl(parts.query))
        if parts.path == "/robots.txt":
            text = b"User-agent: *\nCrawl-delay: 0.05\nDisallow: /noi-bo/\n"
            return Reply(body=text, headers={"Content-Type": "text/plain"})
        if parts.path == "/chi-tiet.php" and asked.get("id", "").isdigit():
            number = int(asked["id"]) - 4000
            return html_reply(self._offer(number)) if 0 <= number < self.OFFERS else self._missing()
        if parts.path == "/index.php":
            return html_reply(self._listing(int(asked.get("page", "1"))))
        if parts.path == "/":
            body = '<h1>Sàn việc làm Gò Mây</h1><p>Mời xem <a href="/index.php?muc=viec-lam">Việc làm</a>.</p>'
            return html_reply(self._PAGE.format(title="Trang chủ", body=body))
        return self._missing()

    def _listing(self, page: int) -> str:
        first = (page - 1) * self._PER_PAGE
        rows = "".join(
            f'<tr><td>{number + 1}</td><td><a href="/chi-tiet.php?id={4000 + number}">{self._title(number)}</a></td>'
            f"<td>{self._PLACES[number % 4]}</td></tr>"
            for number in range(first, min(first + self._PER_PAGE, self.OFFERS))
        )
        pages = " ".join(
            f"<b>{number}</b>"
            if number == page
            else f'<a href="/index.php?muc=viec-lam&amp;page={number}">{number}</a>'
            for number in (1, 2, 3)
        )
        table = f'<table border="1"><tr><th>STT</th><th>Việc</th><th>Nơi làm</th></tr>{rows}</table><p>{pages}</p>'
        return self._PAGE.format(title="Việc làm", body=table)

    def _offer(self, number: int) -> str:
        posted = self._today - timedelta(days=number % 9)
        body = (
            '<div itemscope itemtype="http://schema.org/JobPosting">'
            f'<h2 itemprop="title">{self._title(number)}</h2>'
            '<p>Nơi tuyển: <span itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">'
            f'<span itemprop="name">Cơ sở Gò Mây {number % 5 + 1}</span></span></p>'
            '<p>Nơi làm: <span itemprop="jobLocation" itemscope itemtype="http://schema.org/Place">'
            f'<span itemprop="address">{self._PLACES[number % 4]}</span></span></p>'
            f'<p>Ngày đăng: <span itemprop="datePosted">{posted:%d/%m/%Y}</span></p>'
            f'<div itemprop="description"><p>Việc số {number + 1} của sàn: làm tám giờ một ngày, nghỉ chủ nhật, lương '
            f"{6 + number % 7} triệu một tháng, trả ngày mùng 5.</p><p>Ai cần việc thì đến hỏi tại cơ sở, không thu "
            "khoản nào của người tìm việc.</p></div></div>"
        )
        return self._PAGE.format(title=self._title(number), body=body)

    def _missing(self) -> Reply:
        return html_reply(self._PAGE.format(title="Không có", body="<p>Không có trang này.</p>"), status=404)

    def _title(self, number: int) -> str:
        return f"{self._WORK[number % 7]} tại {self._PLACES[number % 4]}, suất {number + 1}"


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    """The job exchange, served on this machine."""
    monkeypatch.setitem(BOARDS, "exchange", ExchangeBoard)
    with DemoServer("exchange") as board:
        yield board
