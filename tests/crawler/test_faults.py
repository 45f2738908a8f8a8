"""What servers and disks do on bad days: a run goes on or stops with its cause; nothing torn, no row without bytes."""

import gzip
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fault_server as faults
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from warcio.checker import Checker

from crawler import run_book
from crawler.reach import PublicAddressesOnly
from crawler.run import RunSummary, crawl_site
from crawler.run_book import RunBook
from crawler.site_file import load_site
from storage.captures import find_damage
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import AdvertVersion, Capture, CrawlIssue, CrawlRun, Extraction

PLAIN = range(1, 9)
VIETNAMESE = faults.advert(70, title="Thợ mộc nghỉ thứ bảy, thưởng Tết")


def all_is_whole(home: Path) -> None:
    with reading(open_database(settings().url)) as session:
        assert list(find_damage(session, home / "warc")) == []
        unkept = select(Extraction.id).where(Extraction.capture_id.not_in(select(Capture.id)))
        assert session.scalars(unkept).all() == []
    args = type("Args", (), {"inputs": [str(path) for path in home.rglob("*.warc.gz")], "verbose": False})
    assert Checker(args).process_all() == 0  # type: ignore[attr-defined]


def kinds(summary: RunSummary) -> Counter[str]:
    return Counter(kind for kind, _, _ in summary.issues)


def messages(summary: RunSummary, path: str) -> list[str]:
    return [message for _, url, message in summary.issues if path in url]


@pytest.fixture
def bad_day(write_site: Callable[..., str], home: Path) -> Iterator[tuple[RunSummary, int, Any]]:
    """One crawl of a board on which much goes wrong at once."""
    odd = {
        "vong": faults.redirect("/tin/quanh-0.html"),
        "quanh": faults.redirect("/tin/vong-0.html"),
        "tu_vong": faults.redirect("/tin/tu-vong-0.html"),
        "ba_tram": faults.endless_body(300, tells_length=True),
        "ba_tram_kin": faults.endless_body(300, tells_length=False),
        "bom": faults.gzip_bomb(100),
        "dut": faults.broken_off,
        "cut_gzip": faults.say(gzip.compress(VIETNAMESE.encode())[:-30], headers={"Content-Encoding": "gzip"}),
        "noi_bo": faults.redirect("http://10.1.2.3/tin/noi-bo-1.html"),
        "sai_bang_ma": faults.say(VIETNAMESE, headers={"Content-Type": "text/html; charset=iso-8859-1"}),
        "chu_thich": faults.say(faults.advert(71, script="/* dữ liệu */ " + as_json(71)[:-1] + ", }")),
        "trai_nhau": faults.say(faults.advert(72, shown="Giám đốc nhà máy sơn")),
        "rac": faults.say(bytes(range(256)) * 40),
        "the_dai": faults.say(faults.advert(73), headers={"ETag": '"' + "x" * 5000 + '"'}),
    }
    with faults.FaultServer(routes=faults.board(PLAIN, **odd)) as server:
        selectors = {"title": "h1", "text": "main"}
        yield (*faults.crawl_and_weigh(write_site(server.base, selectors=selectors)), server)
    all_is_whole(home)


def as_json(number: int) -> str:
    return faults.advert(number).partition('ld+json">')[2].partition("</script>")[0]


def test_a_bad_day_costs_only_the_pages_it_befell(bad_day: tuple[RunSummary, int, Any]) -> None:
    summary, most_kilobytes, server = bad_day
    issues = kinds(summary)

    assert summary.adverts == len(PLAIN) + 4
    assert "redirect" in "".join(messages(summary, "/tin/vong-0.html") + messages(summary, "/tin/quanh-0.html"))
    assert messages(summary, "/tin/tu-vong-0.html")
    assert messages(summary, "/tin/noi-bo-0.html")[0].startswith("a redirect to http://10.1.2.3/")
    assert issues["disagreement"] == 1
    assert server.sent < 120 * faults.MEGABYTE, "of 600 MB"
    for path in ("/tin/ba-tram-0.html", "/tin/ba-tram-kin-0.html", "/tin/bom-0.html", "/tin/dut-0.html"):
        assert messages(summary, path), path
    assert most_kilobytes < 400 * 1024
    with reading(open_database(settings().url)) as session:
        said = {version.title: version for version in session.scalars(select(AdvertVersion))}
        assert "charset_mislabelled" in said["Thợ mộc nghỉ thứ bảy, thưởng Tết"].repairs
        assert {"json_comments", "json_trailing_comma"} <= set(said["Thợ sơn 71"].repairs)
        assert said["Thợ sơn 72"].stated["visible_title"] == "Giám đốc nhà máy sơn"
        assert session.scalars(select(Capture.etag).where(Capture.url.contains("the-dai"))).one() == ""


def test_a_calendar_without_end_is_left_at_max_pages(write_site: Callable[..., str], home: Path) -> None:
    def day(handler: Any) -> None:
        number = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 0
        faults.say(faults.listing(f"/tin/ngay-{number}.html", following=f"/tin?ngay={number + 1}"))(handler)

    with faults.FaultServer(routes={"/robots.txt": faults.say(""), "/tin": day}) as server:
        summary = crawl_site(write_site(server.base, max_pages=40))

    assert (summary.outcome, summary.pages) == ("bad", 40)
    assert kinds(summary)["max_pages"] == 1
    all_is_whole(home)


def test_pages_that_only_repeat_themselves_are_left(write_site: Callable[..., str]) -> None:
    def same(handler: Any) -> None:
        number = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 0
        faults.say(faults.listing("/tin/tho-son-1.html", following=f"/tin?trang={number + 1}"))(handler)

    with faults.FaultServer(routes=faults.board(range(1, 2)) | {"/tin": same}) as server:
        summary = crawl_site(write_site(server.base))

    assert (summary.outcome, summary.adverts) == ("good", 1)
    assert len(server.paths("/tin?")) == 2
    assert kinds(summary)["endless_listing"] == 1


def test_a_sitemap_of_five_million_rows_is_read_as_far_as_it_is_of_use(
    write_site: Callable[..., str], home: Path
) -> None:
    routes = faults.board(PLAIN)
    with faults.FaultServer(routes=routes) as server:
        routes["/sitemap.xml.gz"] = faults.say(
            long_sitemap(server.base, rows=5_000_000), headers={"Content-Type": "application/gzip"}
        )
        start = {"sitemaps": ["/sitemap.xml.gz"], "listings": ["/tin"]}
        summary, most_kilobytes = faults.crawl_and_weigh(write_site(server.base, max_pages=30, start=start))

    assert summary.pages == 30
    assert kinds(summary)["max_pages"] == kinds(summary)["long_sitemap"] == 1
    assert most_kilobytes < 400 * 1024
    all_is_whole(home)


def long_sitemap(base: str, *, rows: int) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    parts = [packer.compress(b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')]
    for block in range(50):
        urls = (f"<url><loc>{base}/tin/a{block}-{number}.html</loc></url>" for number in range(1000))
        parts += [packer.compress("".join(urls).encode() * (rows // 50_000))]
    return b"".join([*parts, packer.compress(b"</urlset>"), packer.flush()])


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    write_site: Callable[..., str], tmp_path: Path, home: Path
) -> None:
    with faults.FaultServer(routes=faults.board(PLAIN), certificate=self_signed(tmp_path)) as server:
        summary = crawl_site(write_site(server.base))

    assert (summary.outcome, summary.pages) == ("bad", 0)
    assert "cannot be reached" in str(summary.cause)
    assert kinds(summary)["robots_unreachable"] == 1
    assert server.requested == []
    assert not list(home.rglob("*.warc.gz"))


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "self_signed.pem"
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_name_that_points_into_a_private_network_is_refused() -> None:
    resolver = PublicAddressesOnly.__new__(PublicAddressesOnly)

    for address in ("127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"):  # noqa: S104
        with pytest.raises(OSError, match="which is not of the public internet"):
            resolver._checked(address, "board.example")
    assert resolver._checked("203.0.114.9", "board.example") == "203.0.114.9"


def test_a_clock_that_goes_back_is_noted_once_and_times_never_go_back(
    write_site: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = RunBook.open(load_site(write_site("http://127.0.0.1:9")))
    before = book.now()

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Earlier":
            return super().now(tz) - timedelta(hours=3)

    monkeypatch.setattr(run_book, "datetime", Earlier)
    assert book.now() >= before
    assert book.now() >= before
    book.close("finished")

    with reading(open_database(settings().url)) as session:
        run = session.scalars(select(CrawlRun)).one()
        assert run.finished_at is not None
        assert run.finished_at >= run.started_at
        assert session.scalars(select(CrawlIssue.kind)).all() == ["clock_went_back", "unreachable"]


def test_a_disk_without_room_stops_a_run_before_it_begins(
    write_site: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOITIN_LEAST_FREE_MB", "1000000000")
    settings.cache_clear()
    with faults.FaultServer(routes=faults.board(PLAIN)) as server:
        summary = crawl_site(write_site(server.base))

    assert (summary.outcome, summary.pages, server.requested) == ("stopped", 0, [])
    assert "MB are free" in str(summary.cause)


_FILLED = """
import sys, crawler.room
taken = iter(range(10**9))
def usage(place):
    free = 500 if next(taken) < 6 else 0
    return type("Usage", (), {"free": free * 1024 * 1024})
crawler.room.shutil.disk_usage = usage
from crawler.run import _crawl_here
_crawl_here(*sys.argv[1:])
"""


def test_a_disk_that_fills_up_meanwhile_stops_the_run_with_its_cause(
    write_site: Callable[..., str], home: Path
) -> None:
    with faults.FaultServer(routes=faults.board(PLAIN)) as server:
        name = write_site(server.base)
        book = RunBook.open(load_site(name))
        book._heartbeat.__exit__(None, None, None)
        subprocess.run([sys.executable, "-c", _FILLED, name, str(book.run_id), server.base], check=True)

    with reading(open_database(settings().url)) as session:
        run = session.scalars(select(CrawlRun)).one()
        assert (run.outcome, run.cause_code, run.pages) == ("stopped", "not_kept", 6)
        assert "pages could not be kept" in str(run.cause)
        told = session.scalars(select(CrawlIssue.message).where(CrawlIssue.kind == "not_kept")).one()
        assert "only 0 MB are free" in told
    all_is_whole(home)
    with faults.FaultServer(routes=faults.board(PLAIN)) as server:
        assert crawl_site(write_site(server.base)).outcome == "good"
