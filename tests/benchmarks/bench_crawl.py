"""Time a page with capture, extraction and storage, beside the sum of what it takes at least: `make bench-crawl`.

For pages of 20 kB, of 120 kB and a real one, all of one run, on a server on this machine: our crawl (two commits and a
synced WARC record a page) against the floors measured alone: a bare Scrapy fetch, gzip of the body, extruct's JSON-LD,
and one commit of the four rows that a new advert needs at least. Every figure is a median, and pauses between requests
are off for all. Then memory over many small pages, at the first thousand and at the end.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import extruct
import yaml
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from storage.database import open_database, reading, unit_of_work
from storage.tables import Advert, AdvertVersion, Capture, CrawlRun, Extraction

REAL = Path(__file__).parents[3] / "shared" / "data" / "pages" / "topcv_detail_2026-04.html.gz"
PER_LISTING = 100
WORDS = "Tuyển thợ sơn tĩnh điện, lương 9 triệu mỗi tháng, bao ăn trưa, nghỉ chủ nhật, gọi 0900 000 456. "
HERE = Path(__file__).resolve()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Milliseconds a page."""

    name: str
    ours: float
    floors: dict[str, float]

    @property
    def ratio(self) -> float:
        """How many times the sum of the floors we take."""
        return self.ours / sum(self.floors.values())


def main() -> None:
    """Measure sizes, then memory; or be one of the processes that are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3000, help="pages of the measurement of memory")
    parser.add_argument("--times", type=int, default=1, help="multiply the numbers of pages of the timings")
    parser.add_argument("--be", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.be:
        {"server": serve, "bare": fetch_bare, "crawl": crawl}[chosen.be[0]](*chosen.be[1:])
        return
    sizes = [("20 kB", 300), ("120 kB", 200), *([("real", 40)] if REAL.is_file() else [])]
    report([measure(name, pages * chosen.times) for name, pages in sizes])
    print(memory(chosen.pages))


def measure(name: str, pages: int) -> Measured:
    """Return our time and the floors for pages of one size."""
    html = page(name, 0)
    with served(name, pages) as base, tempfile.TemporaryDirectory() as folder:
        bare = float(run_child(folder, "bare", base, str(pages)))
        crawled(Path(folder), base, pages)
        ours = seconds_a_page(Path(folder))
        floors = {
            "fetch": bare,
            "gzip": timed(lambda: zlib.compress(html, 6)),
            "JSON-LD": timed(lambda: extruct.JsonLdExtractor().extract(html.decode())),
            "insert": inserted(Path(folder)),
        }
    return Measured(name=name, ours=ours * 1000, floors={key: value * 1000 for key, value in floors.items()})


def timed(work: Callable[[], object], times: int = 30) -> float:
    """Return the seconds that one call takes, the median of some."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def inserted(folder: Path) -> float:
    """Return the seconds that one commit of capture, advert, version and reading takes in the database of the crawl."""
    engine = open_database(f"sqlite:///{folder / 'soitin.db'}")
    with engine.connect() as connection:
        models: tuple[Any, ...] = (Capture, Advert, AdvertVersion, Extraction)
        rows = {model: dict(connection.execute(select(model.__table__).limit(1)).mappings().one()) for model in models}
    for row in rows.values():
        row.pop("id")

    def insert() -> None:
        with unit_of_work(engine) as session:
            keys: dict[Any, dict[str, Any]] = {Advert: {"identity": str(time.perf_counter())}}
            for model, row in rows.items():
                done = session.execute(model.__table__.insert().values(row | keys.get(model, {})))
                key = done.inserted_primary_key[0]  # type: ignore[attr-defined]
                keys |= {AdvertVersion: {"advert_id": key}} if model is Advert else {}

    taken = timed(insert)
    engine.dispose()
    return taken


def report(measured: list[Measured]) -> None:
    """Print the table."""
    table = Table(title=f"a page with capture, extraction and storage, in ms; {os.cpu_count()} cores")
    columns = ("page", "ours", *measured[0].floors, "sum of floors", "ratio")
    for column in columns:
        table.add_column(column, justify="left" if column == "page" else "right")
    for one in measured:
        floors = [f"{value:.1f}" for value in one.floors.values()]
        table.add_row(one.name, f"{one.ours:.1f}", *floors, f"{sum(one.floors.values()):.1f}", f"{one.ratio:.2f}×")
    Console(width=110).print(table)


def memory(pages: int) -> str:
    """Crawl many small pages and return a sentence on the memory that the crawling process took."""
    at: list[tuple[int, int]] = []
    with served("20 kB", pages) as base, tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        crawled(Path(folder), base, pages, watch=lambda kept, megabytes: at.append((kept, megabytes)))
        took = time.monotonic() - begun
    first = next((megabytes for kept, megabytes in at if kept >= 1000), at[-1][1])
    peak = max(megabytes for _, megabytes in at)
    return (
        f"{at[-1][0]:,} pages in {took:.0f} s: {first} MB at the first thousand, {at[-1][1]} MB at the end "
        f"({at[-1][1] / first:.2f}×), {peak} MB at most (to stay under 400)"
    )


def crawled(folder: Path, base: str, pages: int, watch: Callable[[int, int], None] | None = None) -> None:
    """Crawl a served board with the product's own spider, in a process of its own."""
    write_site(folder, base, pages)
    environment = child_environment(folder)
    process = subprocess.Popen([sys.executable, HERE, "--be", "crawl", base], env=environment)
    while process.poll() is None:
        time.sleep(0.5)
        if watch and process.poll() is None:
            watch(pages_kept(folder), resident(process.pid))
    if process.returncode:
        sys.exit(f"the crawl ended with {process.returncode}")
    with opened(folder) as session:
        run = session.scalars(select(CrawlRun)).one()
        if run.outcome != "good" or run.adverts != pages:
            sys.exit(f"the crawl was {run.outcome} with {run.adverts} of {pages} adverts: {run.cause}")


def pages_kept(folder: Path) -> int:
    """Return how many pages a crawl has kept so far."""
    if not (folder / "soitin.db").exists():
        return 0
    with opened(folder) as session:
        return session.scalar(select(func.max(CrawlRun.pages))) or 0


def resident(pid: int) -> int:
    """Return the megabytes of memory that a process takes now."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def seconds_a_page(folder: Path) -> float:
    """Return the median of the time between one advert kept and the next."""
    with opened(folder) as session:
        moments = session.scalars(select(Capture.fetched_at).where(Capture.kind == "advert").order_by(Capture.id)).all()
    return median((later - sooner).total_seconds() for sooner, later in pairwise(moments))


@contextmanager
def opened(folder: Path) -> Iterator[Any]:
    """Open the database of a crawl for reading."""
    engine = open_database(f"sqlite:///{folder / 'soitin.db'}")
    with reading(engine) as session:
        yield session
    engine.dispose()


def run_child(folder: str, *words: str) -> str:
    """Run this file as another process, and return what it prints last."""
    command = [sys.executable, HERE, "--be", *words]
    done = subprocess.run(command, env=child_environment(Path(folder)), check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()[-1]


def child_environment(folder: Path) -> dict[str, str]:
    """Return an environment whose home is a folder."""
    own = {"SOITIN_HOME": str(folder), "SOITIN_SITES": str(folder / "sites"), "SOITIN_DATABASE_URL": ""}
    return os.environ | own


def write_site(folder: Path, base: str, pages: int) -> None:
    """Write the site file of the served board."""
    (folder / "sites" / "bench").mkdir(parents=True, exist_ok=True)
    said = {
        "name": "bench", "title": "Bench", "demo": True, "base": base, "start": {"listings": ["/tin?trang=1"]},
        "advert_url": r"/tin/\d+\.html$", "next_page": "a[rel=next]", "delay": 0, "max_pages": pages * 2,
        "expected": ["title", "text"], "counts": {"min": pages, "max": pages},
    }  # fmt: skip
    (folder / "sites" / "bench" / "site.yml").write_text(yaml.safe_dump(said), "utf-8")


def crawl(base: str) -> None:
    """Be the crawling process: as `crawler.run` starts it, without pauses."""
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - only this process pays for it
    from scrapy.settings import Settings  # noqa: PLC0415

    from crawler.spiders.job_board import JobBoardSpider  # noqa: PLC0415

    chosen = Settings()
    chosen.setmodule("crawler.settings", priority="project")
    chosen.set("AUTOTHROTTLE_ENABLED", value=False, priority="cmdline")
    process = AsyncCrawlerProcess(chosen)
    process.crawl(JobBoardSpider, site="bench", base=base)
    process.start()


def fetch_bare(base: str, pages: str) -> None:
    """Be a Scrapy that fetches the same pages and does nothing with them; print the seconds a page."""
    from scrapy import Request, Spider  # noqa: PLC0415 - only this process pays for it
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415

    moments: list[float] = []

    class Bare(Spider):
        name = "bare"

        async def start(self) -> Any:
            for number in range(int(pages)):
                yield Request(f"{base}/tin/{number}.html")

        def parse(self, response: Any) -> None:  # noqa: ARG002 - Scrapy hands it over
            moments.append(time.perf_counter())

    process = AsyncCrawlerProcess({"CONCURRENT_REQUESTS": 1, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR"})
    process.crawl(Bare)
    process.start()
    print(median(later - sooner for sooner, later in pairwise(moments)))


@contextmanager
def served(name: str, pages: int) -> Iterator[str]:
    """Serve a board of so many pages in a process of its own, and give its address."""
    command = [sys.executable, HERE, "--be", "server", name, str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def serve(name: str, pages: str) -> None:
    """Be the server."""
    last = -(-int(pages) // PER_LISTING)
    template = page(name, 0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # headers and body in one piece: apart, they wait for one another on the way (Nagle)
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?trang=")
            if path == "/robots.txt":
                body = b"User-agent: *\n"
            elif path == "/tin":
                body = listing(int(query), last, int(pages))
            else:
                body = template.replace(b"Son 0", b"Son " + path[5:-5].encode())
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def listing(number: int, last: int, pages: int) -> bytes:
    """Return a listing page."""
    shown = range((number - 1) * PER_LISTING, min(number * PER_LISTING, pages))
    links = "".join(f'<li><a href="/tin/{one}.html">Tin {one}</a></li>' for one in shown)
    more = f'<a rel="next" href="/tin?trang={number + 1}">Sau</a>' if number < last else ""
    return f"<html><body><ul>{links}</ul>{more}</body></html>".encode()


def page(name: str, number: int) -> bytes:
    """Return an advert page of some size, as boards make them: structured data, words, and much around it."""
    if name == "real":
        return gzip.decompress(REAL.read_bytes())
    size = int(name.split(maxsplit=1)[0]) * 1024
    said = {
        "@context": "https://schema.org", "@type": "JobPosting", "title": f"Son {number}",
        "description": "".join(f"<p>{WORDS}</p>" for _ in range(10)), "datePosted": "2026-11-01",
        "hiringOrganization": {"@type": "Organization", "name": "Xưởng Sơn Vàm Láng"},
    }  # fmt: skip
    head = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>Son {number}</title>'
        f'<script type="application/ld+json">'
        f"{json.dumps(said, ensure_ascii=False)}</script></head><body><main><h1>Son {number}</h1>"
        f"{said['description']}</main><footer>"
    ).encode()
    row = '<div class="lien-quan"><a href="/viec/{0}"><span class="ten">Việc liên quan số {0}</span></a></div>'
    rest, one = [], 0
    while sum(map(len, rest)) + len(head) < size - 40:
        rest.append(row.format(one).encode())
        one += 1
    return head + b"".join(rest) + b"</footer></body></html>"


if __name__ == "__main__":
    main()
