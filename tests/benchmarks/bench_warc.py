"""Streaming a web archive through `soitin import`, beside warcio's bare iteration and extruct's bare JSON-LD parse.

    python tests/benchmarks/bench_warc.py --mb 500

An archive of invented pages is written first, of the kinds that Common Crawl holds side by side: requests, pictures,
pages of every sort, and adverts. All figures are of one run and one core, so that a noisy machine is noisy for all of
them; memory is that of a process of its own, looked at while it imports.
"""

import argparse
import io
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extruct.jsonld import JsonLdExtractor
from rich.console import Console
from rich.table import Table
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

KINDS = ("advert", "page", "page", "page", "list", "picture", "picture", "json")
"""Response records in their turn; one page in eight is an advert, an archive of a job board holds more."""

WORDS = (
    "thợ may hàn điện nước xưởng ca ngày đêm lương tháng triệu đồng nghỉ chủ nhật ăn trưa xe đưa đón hợp đồng bảo hiểm "
    "yêu cầu sức khoẻ chăm chỉ tuổi nam nữ phường xã đường số điện thoại liên hệ gặp anh chị phòng nhân sự hồ sơ"
)

NEWS = (
    "hội làng mùa gặt con sông dòng nước cây đa bến đò chợ phiên đội bóng thắng trận thầy giáo lớp học bài hát câu thơ "
    "trời mưa cơn bão tin vắn khu vườn mái đình chiếc thuyền ngọn núi đàn cò buổi sớm sân trường quyển sách bức tranh"
)


def main() -> None:
    """Write the archive, run the three, print them with their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=50, help="size of the archive on disk")
    parser.add_argument("--adverts", type=float, default=0.0, help="share of pages made adverts beyond one in eight")
    parser.add_argument("--import-only", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.import_only:
        import_alone(chosen.import_only)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.warc.gz"
        records = write_archive(path, chosen.mb * 1_000_000, chosen.adverts)
        bare = timed(lambda: iterate(path))
        parsed = timed(lambda: parse(path))
        seconds, memory, adverts = imported(path, Path(folder))
    report(records, path_mb=chosen.mb, adverts=adverts, times=(bare, parsed, seconds))
    first, last, peak = memory
    print(f"memory of the import: {first:.0f} MB after a tenth, {last:.0f} MB at the end, {peak:.0f} MB at most")


def write_archive(path: Path, size: int, adverts: float) -> int:
    """Write records until the file has its size; return how many there are."""
    chance = random.Random(7)  # noqa: S311 - the same archive every time
    number = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        while file.tell() < size:
            kind = "advert" if chance.random() < adverts else KINDS[number % len(KINDS)]
            content_type, body = make(kind, number, chance)
            url = f"https://board{number % 40}.example/{kind}/{number}.html"
            asked = StatusAndHeaders(f"GET /{kind}/{number}.html HTTP/1.1", [("Host", "x")], is_http_request=True)
            answered = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
            for record_type, http, payload in (("request", asked, b""), ("response", answered, body)):
                writer.write_record(
                    writer.create_warc_record(url, record_type, payload=io.BytesIO(payload), http_headers=http)
                )
            number += 1
    return number * 2


def make(kind: str, number: int, chance: random.Random) -> tuple[str, bytes]:
    """Return content type and body of an invented record."""
    if kind == "picture":
        return "image/jpeg", chance.randbytes(20_000)
    if kind == "json":
        return "application/json", json.dumps({"words": chance.choices(WORDS.split(), k=2000)}).encode()
    words = (WORDS if kind in ("advert", "list") else NEWS).split()
    links = "".join(f'<li><a href="/x/{number + step}">{" ".join(chance.choices(words, k=7))}</a></li>'
                    for step in range(120 if kind == "list" else 30))  # fmt: skip
    text = "".join(f"<p>{' '.join(chance.choices(words, k=60))}.</p>" for _ in range(4 if kind == "list" else 25))
    script = f"<script>var noise = '{chance.randbytes(4_000).hex()}';</script>"
    head = ""
    if kind == "advert":
        posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": f"Thợ may {number}",
                   "description": text, "datePosted": "2026-10-01",
                   "hiringOrganization": {"@type": "Organization", "name": f"Xưởng {number % 90}"}}  # fmt: skip
        head = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    page = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>Trang {number}</title>{head}{script}</head><body>'
        f"<h1>Thợ may {number}</h1><ul>{links}</ul><main>{text}</main></body></html>"
    )
    return "text/html; charset=utf-8", page.encode()


def html_bodies(path: Path) -> Iterator[str]:
    """Yield every page of the archive as text."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and "html" in (record.http_headers.get_header("Content-Type") or ""):
                yield record.content_stream().read().decode()


def iterate(path: Path) -> None:
    """Read every record with warcio and do nothing with it."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            record.raw_stream.read()


def parse(path: Path) -> None:
    """Read every page with warcio and let extruct look for JSON-LD."""
    extractor = JsonLdExtractor()
    for text in html_bodies(path):
        extractor.extract(text)


def timed(work: Callable[[], None]) -> float:
    """Return the seconds that something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def imported(path: Path, home: Path) -> tuple[float, tuple[float, float, float], int]:
    """Import the archive in a process of its own; return seconds without start-up, memory in MB, and adverts."""
    import subprocess  # noqa: PLC0415 - only here

    command = [sys.executable, __file__, "--import-only", str(path)]
    environment = os.environ | {"SOITIN_HOME": str(home / "home"), "SOITIN_DATABASE_URL": "", "SOITIN_SITES": str(home)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return found["seconds"], (found["first"], found["last"], found["peak"]), found["adverts"]


def import_alone(path: Path) -> None:
    """Import one archive and print figures as JSON."""
    import resource  # noqa: PLC0415 - only here

    from crawler.import_files import Importer  # noqa: PLC0415 - the references are measured without us
    from storage.database import open_database  # noqa: PLC0415
    from storage.settings import settings  # noqa: PLC0415

    importer = Importer(open_database(settings().url))
    begun = time.perf_counter()
    used = [megabytes() for _ in importer.import_files([path])]
    found = {
        "seconds": time.perf_counter() - begun,
        "first": used[len(used) // 10],
        "last": used[-1],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "adverts": importer.report.adverts,
    }
    print(json.dumps(found))


def megabytes() -> float:
    """Return the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def report(records: int, *, path_mb: int, adverts: int, times: tuple[float, float, float]) -> None:
    """Print the table."""
    bare, parsed, ours = times
    table = Table(title=f"{path_mb} MB, {records} records, {adverts} adverts")
    for name, side in (("what", "left"), ("records a second", "right"), ("MB a second", "right"), ("time", "right")):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    for name, seconds in (
        ("warcio, bare iteration", bare),
        ("warcio and extruct's JSON-LD, pages only", parsed),
        ("soitin import", ours),
    ):
        table.add_row(name, f"{records / seconds:,.0f}", f"{path_mb / seconds:.1f}", f"{seconds / bare:.2f}×")
    Console(width=110).print(table)
    print(f"the import takes {ours / parsed:.2f} times what iterating and extruct take together")


if __name__ == "__main__":
    main()
