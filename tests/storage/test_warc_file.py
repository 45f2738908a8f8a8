"""What befalls disks leaves WARC files whole: torn tails are cut, full disks tear nothing, large files are followed."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from storage.captures import CaptureWriter, find_damage, read_capture
from storage.cycles import close_dead_run
from storage.database import reading, unit_of_work
from storage.records import NewCapture
from storage.revisits import seen_before
from storage.tables import Capture, CrawlRun
from storage.warc_file import WarcFile, cut_torn_tail, files_of_run, response_record

URL = "https://viec.example/tho-may-1"


def page(office: Any, body: bytes = b"tin " * 100, **changes: Any) -> NewCapture:
    headers = [("Content-Type", "text/html"), ("ETag", '"v1"')]
    made = NewCapture(
        url=URL, fetched_at=office.now, status=200, reason="OK", headers=headers, body=body, kind="advert"
    )
    return replace(made, **changes)


def whole(*paths: Path) -> bool:
    args = type("Args", (), {"inputs": [str(path) for path in paths], "verbose": False})
    return Checker(args).process_all() == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_torn_tail_is_cut_and_everything_before_it_stays(office: Any, cut: int) -> None:
    office.keep_page()
    record = response_record(page(office, os.urandom(2000)))
    (path,) = office.warc.rglob("*.gz")
    good = path.stat().st_size
    with path.open("ab") as file:
        file.write(record[:-cut])

    with unit_of_work(office.engine) as session:
        (sentence,) = close_dead_run(session, office.run_id, warc_folder=office.warc, now=office.now)

    assert "was torn" in sentence
    assert f"its {len(record) - cut} bytes" in sentence
    assert path.stat().st_size == good
    assert whole(path)
    with reading(office.engine) as session:
        run = session.get_one(CrawlRun, office.run_id)
        assert (run.outcome, run.cause_code) == ("stopped", "killed")
        assert list(find_damage(session, office.warc)) == []


def test_a_whole_record_without_a_row_is_left_where_it_is(office: Any) -> None:
    office.keep_page()
    (path,) = office.warc.rglob("*.gz")
    with path.open("ab") as file:
        file.write(response_record(page(office)))
    size = path.stat().st_size

    with unit_of_work(office.engine) as session:
        assert close_dead_run(session, office.run_id, warc_folder=office.warc, now=office.now) == []
    assert path.stat().st_size == size


def test_zeros_that_a_power_cut_left_are_cut(tmp_path: Path, office: Any) -> None:
    path = tmp_path / "a.warc.gz"
    record = response_record(page(office))
    path.write_bytes(record + bytes(5000))

    assert cut_torn_tail(path) == 5000
    assert path.read_bytes() == record


def test_a_file_of_which_nothing_is_whole_is_removed(tmp_path: Path, office: Any) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(response_record(page(office))[:30])

    assert cut_torn_tail(path) == 30
    assert not path.exists()


def test_a_file_that_has_grown_large_is_followed_by_another(office: Any) -> None:
    writer = CaptureWriter(office.warc, site="viec", site_id=office.site_id, run_id=office.run_id, largest_file=5000)
    with unit_of_work(office.engine) as session:
        for number in range(12):
            writer.keep(session, page(office, os.urandom(1500), url=f"{URL}{number}"))

    files = sorted(office.warc.rglob("*.gz"))
    assert len(files) == 4
    assert whole(*files)
    assert all(path.stat().st_size < 7500 for path in files)
    with reading(office.engine) as session:
        assert list(find_damage(session, office.warc)) == []


_FULL_DISK = """
import resource, sys
from pathlib import Path
from storage.warc_file import WarcFile
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
file = WarcFile(Path(sys.argv[1]), site="viec", run_id=1)
file.append(bytes.fromhex(sys.argv[2]))
try:
    file.append(bytes.fromhex(sys.argv[2]) * 50)
except OSError as error:
    print(error.strerror)
"""


def test_a_disk_that_is_full_in_the_middle_of_a_record_leaves_nothing_torn(tmp_path: Path, office: Any) -> None:
    record = response_record(page(office, os.urandom(1000)))
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, tmp_path, record.hex()], capture_output=True, text=True, check=True
    )
    (path,) = tmp_path.rglob("*.gz")

    assert done.stdout.strip() == os.strerror(27)
    assert whole(path)
    assert path.read_bytes().endswith(record)


def test_an_unchanged_page_is_a_revisit_that_reads_as_the_page(office: Any) -> None:
    first = office.keep_page(URL, b"than trang " * 90)
    with reading(office.engine) as session:
        seen = seen_before(session, site_id=office.site_id, url=URL)
        body = read_capture(session, first, office.warc).body
    assert seen is not None
    writer = CaptureWriter(office.warc, site="viec", site_id=office.site_id, run_id=office.run_id)
    same = writer.append(page(office, body), seen, body)
    unmodified = writer.append(page(office, b"", status=304, reason="Not Modified", headers=[]), seen, body)
    with unit_of_work(office.engine) as session:
        session.add_all([same, unmodified])

    with reading(office.engine) as session:
        for row in (same, unmodified):
            again = read_capture(session, row.id, office.warc)
            assert (again.id, again.status, again.body) == (row.id, 200, body)
            assert row.revisit_of == first
            assert row.warc_length < 700
        assert list(find_damage(session, office.warc)) == []
        assert session.get_one(Capture, unmodified.id).status == 304
    assert whole(*office.warc.rglob("*.gz"))


def test_a_revisit_record_says_what_it_repeats_as_the_standard_asks(office: Any) -> None:
    first = office.keep_page(URL, b"than trang")
    with reading(office.engine) as session:
        seen = seen_before(session, site_id=office.site_id, url=URL)
        row = session.get_one(Capture, first)
        original = next(iter(ArchiveIterator(io.BytesIO(record_of(office, row)))))
        digest = original.rec_headers.get_header("WARC-Payload-Digest")
        date = original.rec_headers.get_header("WARC-Date")
    writer = CaptureWriter(office.warc, site="viec", site_id=office.site_id, run_id=office.run_id)
    for status, profile in ((200, "identical-payload-digest"), (304, "server-not-modified")):
        row = writer.append(page(office, b"than trang", status=status), seen, b"than trang")
        record = next(iter(ArchiveIterator(io.BytesIO(record_of(office, row)))))
        said = record.rec_headers.get_header

        assert record.rec_type == "revisit"
        assert said("WARC-Profile") == f"http://netpreserve.org/warc/1.1/revisit/{profile}"
        assert (said("WARC-Refers-To-Target-URI"), said("WARC-Refers-To-Date")) == (URL, date)
        assert said("WARC-Payload-Digest") == digest
        assert record.http_headers.get_statuscode() == str(status)


def record_of(office: Any, row: Capture) -> bytes:
    content: bytes = (office.warc / row.warc_path).read_bytes()
    return content[row.warc_offset : row.warc_offset + row.warc_length]


def test_a_page_that_was_not_sent_last_time_has_nothing_to_be_compared_with(office: Any) -> None:
    office.keep_page(URL)
    writer = CaptureWriter(office.warc, site="viec", site_id=office.site_id, run_id=office.run_id)
    with unit_of_work(office.engine) as session:
        writer.keep(session, page(office, status=500))
    with reading(office.engine) as session:
        assert seen_before(session, site_id=office.site_id, url=URL) is None
        assert seen_before(session, site_id=office.site_id, url="https://viec.example/khac") is None


def test_the_files_of_one_run_are_not_those_of_another(tmp_path: Path, office: Any) -> None:
    for run_id in (1, 12):
        WarcFile(tmp_path, site="viec", run_id=run_id).append(response_record(page(office)))

    assert [path.name[-12:] for path in files_of_run(tmp_path, site="viec", run_id=1)] == ["run1.warc.gz"]
