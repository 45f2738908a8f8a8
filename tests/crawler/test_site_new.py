"""Site files drafted by looking: of the demo boards, whose shipped files they must equal, and of shapes never seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crawler.demo_boards.reply import Reply, html_reply
from crawler.demo_boards.server import BOARDS, DemoServer
from crawler.errors import WrongSiteFile
from crawler.looking.samples import NothingFound
from crawler.looking.visitor import NotVisited
from crawler.run import RunSummary, crawl_site
from crawler.site_new import Drafted, draft_site
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import Advert, AdvertVersion


@contextmanager
def kept_in(home: Path, sites: Path | None = None) -> Iterator[None]:
    """Let everything be kept in a folder, and site files be read from another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOITIN_HOME", str(home))
        patch.delenv("SOITIN_DATABASE_URL", raising=False)
        if sites is None:
            patch.delenv("SOITIN_SITES", raising=False)
        else:
            patch.setenv("SOITIN_SITES", str(sites))
        settings.cache_clear()
        yield
    settings.cache_clear()


def adverts() -> set[tuple[str, str, str]]:
    """Identity, title and hash of the whole content of every advert that is kept."""
    with reading(open_database(settings().url)) as session:
        rows = session.execute(
            select(Advert.identity, AdvertVersion.title, AdvertVersion.content_sha256).join(
                AdvertVersion, AdvertVersion.advert_id == Advert.id
            )
        )
        return {(identity, title, content) for identity, title, content in rows}


def crawl_by_draft(
    server: DemoServer, name: str, folder: Path
) -> tuple[Drafted, RunSummary, set[tuple[str, str, str]]]:
    drafted = draft_site(server.base, folder / "sites", name=name, demo=True)
    with kept_in(folder / "drafted", folder / "sites"):
        return drafted, crawl_site(name), adverts()


@pytest.mark.parametrize("name", ["demo_board", "demo_classifieds", "demo_company"])
def test_a_draft_of_a_demo_board_gives_the_adverts_of_the_shipped_file(name: str, tmp_path: Path) -> None:
    with DemoServer(name) as board:
        drafted, run, found = crawl_by_draft(board, name, tmp_path)
        with kept_in(tmp_path / "shipped"):
            shipped_run, shipped = crawl_site(name, base=board.base), adverts()

    assert (run.outcome, run.cause, shipped_run.outcome) == ("good", None, "good")
    assert found == shipped
    assert drafted.site.kind == {"demo_board": "board", "demo_classifieds": "classifieds"}.get(name, "company")
    assert not any(path.startswith(("/quan-tri", "/quan-ly")) for path in board.requested)


def test_a_shape_never_seen_is_crawled_whole_by_its_draft(exchange: DemoServer, tmp_path: Path) -> None:
    drafted, run, found = crawl_by_draft(exchange, "san_go_may", tmp_path)

    assert (run.outcome, run.cause) == ("good", None)
    assert len(found) == 23
    assert drafted.site.title == "Sàn việc làm Gò Mây"
    assert drafted.site.start.listings == ["/index.php?muc=viec-lam"]
    assert drafted.site.next_page == "b + a"
    assert drafted.site.advert_url == r"://[^/]+/chi-tiet\.php\?(?:.*&)?id=\w+$"
    assert drafted.site.delay == 0.05
    assert not any(path.startswith("/noi-bo") for path in exchange.requested)


def test_a_draft_says_what_each_line_was_guessed_from(exchange: DemoServer, tmp_path: Path) -> None:
    text = draft_site(exchange.base, tmp_path, name="san", demo=True).path.read_text("utf-8")

    assert "delay: 0.05   # robots.txt: Crawl-delay 0.05" in text
    assert "leads from the list to /index.php?muc=viec-lam&page=2" in text
    assert "3 microdata" in text
    assert "terms" in text


class AlleyBoard:
    """Free text under labels, dated directories, a sitemap and no list at all, and guides beside the adverts."""

    def __init__(self, **_ignored: Any) -> None:
        """Nothing depends on the day."""

    def answer(self, target: str, base: str) -> Reply:
        """Return the reply to a request."""
        if target == "/sitemap.xml":
            urls = [f"{base}/2026/{number % 9 + 1}/{700 + number}-tuyen-nguoi-hem-{number}/" for number in range(12)]
            urls += [f"{base}/huong-dan/bai-so-{number}" for number in range(4)]
            text = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
            xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{text}</urlset>'
            return Reply(body=xml.encode(), headers={"Content-Type": "application/xml"})
        if target == "/":
            return html_reply("<title>Hẻm Việc</title><h1>Hẻm Việc</h1><p>Trang rao việc của hẻm.</p>")
        if "-tuyen-nguoi-hem-" not in target:
            return html_reply("<h1>404</h1>", status=404)
        number = target.strip("/").rpartition("-")[2]
        return html_reply(
            f"<title>Tuyển người hẻm {number} - Hẻm Việc</title><h1>Tuyển người hẻm {number}</h1>"
            f"<dl><dt>Mức lương:</dt><dd>{number} triệu</dd>"
            f"<dt>Ngày đăng:</dt><dd>0{int(number) % 9 + 1}/10/2026</dd></dl>"
            f"<div class=bai><p>Tuyển người làm việc ở hẻm {number}, lương trả theo tuần, có hợp đồng và bảo hiểm.</p>"
            "<p>Yêu cầu chăm chỉ, kinh nghiệm không cần, ứng viên mang hồ sơ đến gặp bà Tư đầu hẻm.</p></div>"
        )


def test_a_site_of_free_text_without_lists_is_read_from_its_sitemap(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(BOARDS, "alley", AlleyBoard)
    with DemoServer("alley") as board:
        drafted, run, found = crawl_by_draft(board, "hem_viec", tmp_path)

    assert (run.outcome, len(found)) == ("good", 12)
    assert drafted.site.start.sitemaps == ["/sitemap.xml"]
    assert drafted.site.selectors
    assert drafted.site.selectors.salary_text == 'dt:contains("Mức lương") + dd'
    assert drafted.site.selectors.posted_on == 'dt:contains("Ngày đăng") + dd'
    assert drafted.site.expected == ["title", "text", "posted_on"]


class ProfilesBoard:
    """A front page whose first and longest links are of companies; its adverts come after them."""

    def __init__(self, **_ignored: Any) -> None:
        """Nothing depends on the day."""

    def answer(self, target: str, base: str) -> Reply:
        """Return the reply to a request."""
        del base
        number = target.removesuffix(".html").rpartition("-")[2]
        if target == "/":
            profiles = [f"<a href=/p/xuong-moc-{n}.html>Xưởng mộc gia đình ông Bảy, số {n} làng</a>" for n in range(9)]
            offers = [f"<a href=/q/tho-moc-{n}.html>Thợ mộc {n}</a>" for n in range(6)]
            return html_reply("<title>Mộc</title>" + "".join(profiles + offers))
        if target.startswith("/p/"):
            text = "Xưởng của ông Bảy đóng bàn ghế từ năm chín mươi, nay có hai dãy nhà và một sân phơi gỗ rộng."
            return html_reply(f"<title>Xưởng {number}</title><h1>Xưởng {number}</h1><main><p>{text}</p></main>")
        if target.startswith("/q/"):
            posting = '{"@type": "JobPosting", "title": "Thợ mộc", "description": "Đóng bàn ghế, suất ' + number + '"}'
            return html_reply(f'<script type="application/ld+json">{posting}</script><h1>Thợ mộc</h1>')
        return html_reply("<h1>404</h1>", status=404)


def test_adverts_are_told_from_the_profiles_beside_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(BOARDS, "profiles", ProfilesBoard)
    with DemoServer("profiles") as board:
        drafted = draft_site(board.base, tmp_path, demo=True)

    assert drafted.site.advert_url == r"://[^/]+/q/[^/?]+-\d+\.html$"
    assert drafted.site.kind == "board"


def test_why_nothing_could_be_read_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(BOARDS, "shut", ProfilesBoard)
    shut = html_reply("<title>Xác minh bạn là con người</title>", status=403)
    answer = ProfilesBoard.answer
    monkeypatch.setattr(
        ProfilesBoard, "answer", lambda self, target, base: answer(self, target, base) if target == "/" else shut
    )
    with DemoServer("shut") as board, pytest.raises(NothingFound, match=r"× an error page: HTTP 403|captcha page"):
        draft_site(board.base, tmp_path, demo=True)


class ClosedBoard:
    """A site whose robots.txt says one thing."""

    robots: Reply = Reply(status=503)

    def __init__(self, *, today: date, **_ignored: Any) -> None:
        """Nothing depends on the day."""
        del today

    def answer(self, target: str, base: str) -> Reply:
        """Return the reply to a request."""
        del base
        return self.robots if target == "/robots.txt" else html_reply("<h1>Chào</h1><a href='/a'>a</a>")


@pytest.mark.parametrize(
    ("robots", "error", "sentence"),
    [
        (Reply(status=503), NotVisited, "HTTP 503; while it cannot be had, nothing is fetched"),
        (Reply(body=b"User-agent: *\nDisallow: /"), NotVisited, "Forbidden by robots.txt"),
        (Reply(status=404), NothingFound, "no advert could be read; tried addresses like no group of three links"),
    ],
)
def test_a_site_that_shows_nothing_gets_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, robots: Reply, error: type[Exception], sentence: str
) -> None:
    monkeypatch.setitem(BOARDS, "closed", ClosedBoard)
    monkeypatch.setattr(ClosedBoard, "robots", robots)
    with DemoServer("closed") as board, pytest.raises(error, match=sentence):
        draft_site(board.base, tmp_path, demo=True)

    assert list(tmp_path.iterdir()) == []
    assert set(board.requested) <= {"/robots.txt", "/", "/sitemap.xml"}


@pytest.mark.parametrize(
    ("address", "options", "sentence"),
    [
        ("http://127.0.0.1:9/", {"contact": "a@b.example"}, "needs --demo"),
        ("http://10.1.2.3/viec", {"contact": "a@b.example"}, "10.1.2.3 is not an address of the public internet"),
        ("https://board.example", {"demo": True}, "board.example is another"),
        ("https://board.example", {}, "nobody is named for complaints"),
        ("ftp://board.example", {}, "is not a web address"),
        ("https://board.example", {"name": "co_roi", "contact": "a@b.example"}, "is there already"),
    ],
)
def test_what_must_not_be_looked_at_is_refused_before_anything_is_fetched(
    home: Path, tmp_path: Path, address: str, options: dict[str, Any], sentence: str
) -> None:
    (tmp_path / "sites" / "co_roi").mkdir(parents=True)
    (tmp_path / "sites" / "co_roi" / "site.yml").write_text("mine", "utf-8")

    with pytest.raises(WrongSiteFile, match=sentence):
        draft_site(address, tmp_path / "sites", **options)

    assert (tmp_path / "sites" / "co_roi" / "site.yml").read_text("utf-8") == "mine"
    assert not home.exists()
