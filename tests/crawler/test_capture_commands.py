"""One kept page on the command line: described, printed, checked, taken out as a web archive, read again."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.indexer import Indexer

from crawler.commands import register
from crawler.extract.advert import extract_advert
from crawler.import_files import Importer
from crawler.reading import keep_result, read_or_refuse
from storage.audit_chain.audit import find_breaks
from storage.captures import CaptureWriter, read_capture
from storage.database import open_database, reading, unit_of_work
from storage.records import ExtractedAdvert, NewCapture
from storage.revisits import seen_before
from storage.runs import site_named, start_run
from storage.settings import settings
from storage.tables import AuditEvent, Capture

START = datetime(2026, 9, 1, 2, tzinfo=UTC)
POSTING = {"@type": "JobPosting", "title": "Thợ bạc", "description": "Làm nhẫn bạc tại tiệm, lương 9 triệu."}
PAGE = f"<script type='application/ld+json'>{json.dumps(POSTING)}</script><h1>Thợ bạc</h1>".encode()
URL = "https://tiem.example/viec/1"

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def soitin() -> Any:
    app = typer.Typer()
    register(app)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def kept(home: Path) -> Path:
    """An advert captured whole, then unchanged (a revisit), then gone; captures 1 to 3."""
    engine = open_database(settings().url)
    with unit_of_work(engine) as session:
        site = site_named(session, "tiem", title="Tiệm", now=START)
        run = start_run(session, site, now=START)
        writer = CaptureWriter(home / "warc", site="tiem", site_id=site.id, run_id=run.id)
        for day, status, body in ((0, 200, gzip.compress(PAGE)), (1, 304, b""), (2, 404, b"<h1>404</h1>")):
            headers = [("Content-Type", "text/html; charset=utf-8")]
            headers += [("Content-Encoding", "gzip")] if status == 200 else []
            new = NewCapture(
                url=URL, fetched_at=START + timedelta(days=day), status=status, reason="-", headers=headers, body=body,
                kind="advert",
            )  # fmt: skip
            if status == 304:
                before = seen_before(session, site_id=site.id, url=URL)
                row = writer.append(new, before, gzip.compress(PAGE))
                session.add(row)
                session.flush()
            else:
                row = writer.keep(session, new)
            page = read_capture(session, row.id, home / "warc")
            result = read_or_refuse(partial(extract_advert, page))
            if isinstance(result, ExtractedAdvert):
                result = replace(result, canonical_url=URL)
            keep_result(session, row, result, now=START)
    engine.dispose()
    return home


@pytest.mark.usefixtures("kept")
def test_a_capture_is_described_with_its_hashes_and_place(soitin: Any) -> None:
    shown = soitin("capture", "show", 1)

    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[:2] == [URL, "2026-09-01T02:00:00+00:00"]
    with reading(open_database(settings().url)) as session:
        row = session.get_one(Capture, 1)
    assert f"body SHA-256 {row.body_sha256}" in lines
    assert f"record SHA-256 {row.warc_sha256}" in lines
    assert f"{row.warc_path}, {row.warc_length} bytes from byte {row.warc_offset} on" in lines
    assert "Content-Encoding: gzip" in lines


@pytest.mark.usefixtures("kept")
def test_the_body_is_printed_decoded_and_that_of_an_unchanged_page_is_the_earlier_one(soitin: Any) -> None:
    assert soitin("capture", "show", 1, "--body").stdout_bytes == PAGE
    assert soitin("capture", "show", 2, "--body").stdout_bytes == PAGE
    assert "the same body as capture 1" in soitin("capture", "show", 2).stdout


def records(path: Path) -> list[tuple[str, str | None, bytes]]:
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]


@pytest.mark.usefixtures("kept")
def test_an_exported_capture_is_a_valid_archive_of_the_bytes_that_are_kept(soitin: Any, tmp_path: Path) -> None:
    out = tmp_path / "one.warc.gz"

    result = soitin("capture", "export", 1, "-o", out)

    assert (result.exit_code, result.stdout) == (0, f"wrote\t{out}\t1 captures: 1\n")
    assert [(kind, url) for kind, url, _ in records(out)] == [("warcinfo", None), ("response", URL)]
    assert records(out)[1][2] == gzip.compress(PAGE) or gzip.decompress(records(out)[1][2]) == PAGE
    assert b"body-sha256" in records(out)[0][2]
    assert Checker(SimpleNamespace(inputs=[str(out)], verbose=False)).process_all() == 0
    with reading(open_database(settings().url)) as session:
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject) == ("export_captures", "capture:1")
        assert json.loads(event.detail) == {"captures": [1], "file": "one.warc.gz"}
        assert list(find_breaks(session)) == []


@pytest.mark.usefixtures("kept")
def test_an_unchanged_page_is_exported_behind_the_one_that_holds_its_body(soitin: Any, tmp_path: Path) -> None:
    out = tmp_path / "two.warc.gz"
    soitin("capture", "export", 2, "-o", out)

    assert [kind for kind, _, _ in records(out)] == ["warcinfo", "response", "revisit"]


@pytest.mark.usefixtures("kept")
def test_an_advert_is_exported_with_every_capture_of_its_address(soitin: Any, tmp_path: Path) -> None:
    out = tmp_path / "advert.warc.gz"

    result = soitin("capture", "export", "--advert", 1, "-o", out)

    assert result.exit_code == 0, result.output
    assert [kind for kind, _, _ in records(out)] == ["warcinfo", "response", "revisit", "response"]
    index = tmp_path / "index.jsonl"  # what a replay program makes of it first
    Indexer(["offset", "warc-type", "warc-target-uri", "http:status"], [str(out)], str(index)).process_all()
    lines = [json.loads(line) for line in index.read_text("utf-8").splitlines()]
    assert [line.get("http:status") for line in lines] == [None, "200", "304", "404"]
    assert len({line["offset"] for line in lines}) == 4


def test_an_export_is_imported_again_as_the_same_advert(
    soitin: Any, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soitin("capture", "export", "--advert", 1, "-o", tmp_path / "a.warc.gz")
    monkeypatch.setenv("SOITIN_HOME", str(kept.parent / "elsewhere"))
    settings.cache_clear()

    importer = Importer(open_database(settings().url))
    list(importer.import_files([tmp_path / "a.warc.gz"]))

    assert importer.report.outcomes == {"new": 1, "not_an_advert": 1}


@pytest.mark.usefixtures("kept")
def test_wrong_use_and_damage_are_one_sentence_and_leave_no_file(soitin: Any, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.warc.gz"
    for arguments, code, sentence in (
        ((), 2, "name captures or an --advert"),
        ((1, "--advert", 1), 2, "name captures or an --advert"),
        ((99,), 1, "there is no capture 99"),
        (("--advert", 99), 1, "there is no advert 99"),
    ):
        result = soitin("capture", "export", *arguments, "-o", out)
        assert (result.exit_code, sentence in result.stderr) == (code, True), result.output
    assert "ends with .warc.gz" in soitin("capture", "export", 1, "-o", tmp_path / "x.zip").stderr
    assert "cannot be written" in soitin("capture", "export", 1, "-o", tmp_path / "no" / "x.warc.gz").stderr
    for warc in (kept / "warc").rglob("*.gz"):
        warc.write_bytes(warc.read_bytes()[:-20])
    damaged = soitin("capture", "export", 3, "-o", out)
    assert (damaged.exit_code, "SHA-256" in damaged.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir() if "warc" in path.name] == []
    with reading(open_database(settings().url)) as session:
        assert session.scalars(select(AuditEvent)).all() == []


@pytest.mark.usefixtures("kept")
def test_reading_again_prints_counts(soitin: Any) -> None:
    result = soitin("reprocess")

    assert result.exit_code == 0, result.output
    lines = ["captures\t3", "same\t3", "changed\t0", "gained\t0", "lost\t0", "versions\t0\t(new 0, edited 0, older 0)"]
    assert result.stdout.splitlines() == lines
    assert "versions\t0 (dry run, nothing was kept)" in soitin("reprocess", "--dry-run", "--site", "tiem").stdout
    unknown = soitin("reprocess", "--site", "tim")
    assert (unknown.exit_code, "nothing of a site 'tim' is kept" in unknown.stderr) == (2, True)


def test_damage_is_named_when_pages_are_read_again(soitin: Any, kept: Path) -> None:
    for warc in (kept / "warc").rglob("*.gz"):
        warc.write_bytes(warc.read_bytes()[:-20])

    result = soitin("reprocess")

    assert (result.exit_code, "capture 3 cannot be read" in result.stderr) == (1, True)
