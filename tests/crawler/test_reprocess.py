"""Kept pages read again: what a mended extractor adds, and what stays as it is."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from crawler import reprocess as module
from crawler.errors import NotAnAdvert, WrongSiteFile
from crawler.extract.advert import extract_advert
from crawler.import_files import Importer
from crawler.reading import keep_result, read_or_refuse
from crawler.reprocess import Reprocessed, reprocess
from storage.adverts import latest_version
from storage.captures import CaptureWriter
from storage.database import open_database, reading, unit_of_work
from storage.records import CapturedPage, ExtractedAdvert, NewCapture
from storage.runs import site_named, start_run
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, CampaignSnapshot, Capture, CrawlRun, Extraction

START = datetime(2026, 9, 1, 2, tzinfo=UTC)
Read = Callable[..., ExtractedAdvert]


def page(title: str, text: str = "Làm nhẫn bạc tại tiệm, lương 9 triệu.") -> bytes:
    posting = {"@type": "JobPosting", "title": title, "description": text}
    return f"<script type='application/ld+json'>{json.dumps(posting)}</script><h1>{title}</h1><p>{text}</p>".encode()


@dataclass
class Shop:
    """A database with captures of one site, as a crawl leaves them."""

    engine: Engine
    warc: Path

    def keep(self, path: str, body: bytes, *, day: int) -> int:
        """Keep one page and what it says; return the number of the capture."""
        with unit_of_work(self.engine) as session:
            site = site_named(session, "tiem", title="Tiệm", now=START)
            run = start_run(session, site, now=START)
            writer = CaptureWriter(self.warc, site="tiem", site_id=site.id, run_id=run.id)
            new = NewCapture(
                url=f"https://tiem.example{path}", fetched_at=START + timedelta(days=day), status=200, reason="OK",
                headers=[("Content-Type", "text/html; charset=utf-8")], body=body, kind="advert",
            )  # fmt: skip
            row = writer.keep(session, new)
            captured = CapturedPage(
                id=row.id, url=row.url, fetched_at=row.fetched_at, status=200, headers=new.headers, body=body
            )
            result = read_or_refuse(lambda: extract_advert(captured))
            if isinstance(result, ExtractedAdvert):
                result = replace(result, canonical_url=row.url)
            keep_result(session, row, result, now=row.fetched_at)
            return row.id

    def again(self, *, dry_run: bool = False, site: str = "") -> Reprocessed:
        return reprocess(self.engine, self.warc, site=site, dry_run=dry_run, on_progress=lambda _done, _all: None)

    def sizes(self) -> dict[str, int]:
        """How many rows each table has that reading may add to."""
        with reading(self.engine) as session:
            tables = (Advert, AdvertVersion, CampaignSnapshot, Extraction, Capture)
            return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
                    for table in tables}  # fmt: skip

    def says_now(self, path: str) -> str:
        with reading(self.engine) as session:
            advert = session.scalars(select(Advert).where(Advert.url == f"https://tiem.example{path}")).one()
            version = latest_version(session, advert.id)
            assert version is not None
            assert advert.removed_seen_at is None
            return version.title


@pytest.fixture
def shop(engine: Engine, tmp_path: Path) -> Shop:
    return Shop(engine, tmp_path / "warc")


@pytest.fixture
def mend(monkeypatch: pytest.MonkeyPatch) -> Callable[[Read], None]:
    """Put a mended extractor in the place of the one by which pages were read at first."""
    return lambda read: monkeypatch.setattr(module, "extract_advert", read)


def upper(captured: CapturedPage, site: Any = None) -> ExtractedAdvert:
    advert = extract_advert(captured, site)
    return replace(advert, title=advert.title.upper())


def test_what_reads_as_before_adds_a_reading_and_nothing_else(shop: Shop) -> None:
    for number in range(60):  # more than a batch, all of one moment
        shop.keep(f"/viec/{number}", page(f"Thợ bạc {number}"), day=0)
    before = shop.sizes()

    first, second = shop.again(), shop.again()

    assert (first.captures, first.readings, first.versions.total()) == (60, {"same": 60}, 0)
    assert second.readings == {"same": 60}
    assert shop.sizes() == before | {"extraction": 180}


def test_a_mended_extractor_adds_one_version_for_each_that_changed_and_none_the_second_time(
    shop: Shop, mend: Callable[[Read], None]
) -> None:
    shop.keep("/viec/1", page("Thợ bạc"), day=0)
    shop.keep("/viec/1", page("Thợ bạc giỏi"), day=3)
    shop.keep("/viec/1", page("Thợ bạc giỏi"), day=5)
    mend(upper)

    report = shop.again()

    assert report.readings == {"changed": 3}
    assert report.versions == {"older": 1, "edited": 1}
    assert shop.says_now("/viec/1") == "THỢ BẠC GIỎI"
    after = shop.sizes()
    assert shop.again().readings == {"same": 3}
    assert shop.sizes() == after | {"extraction": after["extraction"] + 3}


def test_what_changed_in_the_past_alone_is_not_what_the_advert_says_now(
    shop: Shop, mend: Callable[[Read], None]
) -> None:
    first = shop.keep("/viec/1", page("Thợ bạc"), day=0)
    shop.keep("/viec/1", page("Thợ bạc giỏi"), day=3)
    before = shop.sizes()
    mend(lambda captured, site=None: (upper if captured.id == first else extract_advert)(captured, site))

    assert shop.again().versions == {"older": 1}
    assert shop.says_now("/viec/1") == "Thợ bạc giỏi"
    assert shop.sizes()["campaign_snapshot"] == before["campaign_snapshot"]


def test_an_advert_that_could_not_be_read_is_gained_and_one_that_is_refused_now_stays(
    shop: Shop, mend: Callable[[Read], None]
) -> None:
    unread = shop.keep("/viec/1", b"<h1>?</h1>", day=0)
    shop.keep("/viec/2", page("Thợ hàn"), day=0)

    def mended(captured: CapturedPage, site: Any = None) -> ExtractedAdvert:
        if captured.id == unread:
            return extract_advert(replace(captured, body=page("Thợ mộc")), site)
        raise NotAnAdvert(kind="list_page", sentence="a list page")

    mend(mended)
    report = shop.again()

    assert (report.readings, report.versions) == ({"gained": 1, "lost": 1}, {"new": 1})
    assert (shop.says_now("/viec/1"), shop.says_now("/viec/2")) == ("Thợ mộc", "Thợ hàn")


def test_runs_keep_their_counts(shop: Shop, mend: Callable[[Read], None]) -> None:
    shop.keep("/viec/1", page("Thợ bạc"), day=0)
    mend(upper)
    shop.again()

    with reading(shop.engine) as session:
        runs = session.scalars(select(CrawlRun)).all()
        assert [(run.adverts, run.new_adverts, run.new_versions, run.refused) for run in runs] == [(1, 1, 0, 0)]


def test_a_dry_run_counts_and_keeps_nothing(shop: Shop, mend: Callable[[Read], None]) -> None:
    shop.keep("/viec/1", page("Thợ bạc"), day=0)
    before = shop.sizes()
    mend(upper)

    assert shop.again(dry_run=True).readings == {"changed": 1}
    assert shop.sizes() == before


def test_damaged_captures_are_named_and_the_others_read(shop: Shop) -> None:
    shop.keep("/viec/1", page("Thợ bạc"), day=0)
    (warc,) = shop.warc.rglob("*.warc.gz")
    warc.write_bytes(warc.read_bytes()[:-20])
    shop.keep("/viec/2", page("Thợ hàn"), day=1)

    report = shop.again()

    assert report.readings == {"same": 1}
    assert len(report.damaged) == 1
    assert report.damaged[0].startswith("capture 1 cannot be read")


def test_one_site_alone_is_read_and_an_unknown_one_named(shop: Shop) -> None:
    shop.keep("/viec/1", page("Thợ bạc"), day=0)

    assert shop.again(site="tiem").captures == 1
    with pytest.raises(WrongSiteFile, match="nothing of a site 'tiemm' is kept; sites with captures: tiem"):
        shop.again(site="tiemm")


@pytest.mark.usefixtures("home")
def test_rows_and_pages_of_files_are_read_as_when_they_were_imported(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Tuyển thợ bạc, lương 9 triệu"}\n', "utf-8")
    (tmp_path / "b.csv").write_text("Tiêu đề,Nội dung\nThợ may,May áo sơ mi\n", "utf-8")
    (tmp_path / "c.html").write_bytes(page("Thợ bạc"))
    engine = open_database(settings().url)
    importer = Importer(engine)
    list(importer.import_files([tmp_path / name for name in ("a.jsonl", "b.csv", "c.html")]))
    assert importer.report.adverts == 3

    assert Shop(engine, settings().warc_folder).again().readings == {"same": 3}


def test_a_crawl_is_read_again_by_its_site_file(crawled: Any) -> None:
    report = Shop(crawled.engine, crawled.home / "warc").again(dry_run=True)

    assert set(report.readings) == {"same"}
    assert report.captures > 60
