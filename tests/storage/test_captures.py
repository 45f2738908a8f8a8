"""Invariant 2: a capture is what the server sent, and its row never points at bytes that are not there."""

import io
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from storage.captures import CaptureWriter, find_damage, read_capture
from storage.database import reading, unit_of_work
from storage.errors import DamagedCapture
from storage.records import NewCapture
from storage.tables import Capture


def test_what_was_kept_comes_back_byte_for_byte(office: Any) -> None:
    body = bytes(range(256)) * 10
    capture_id = office.keep_page(body=body)

    with reading(office.engine) as session:
        page = read_capture(session, capture_id, office.warc)

    assert page.body == body
    assert ("Content-Type", "text/html; charset=utf-8") in page.headers
    assert page.fetched_at == office.now


def test_every_record_is_a_gzip_member_of_its_own_that_other_tools_read(office: Any) -> None:
    first, second = office.keep_page(), office.keep_page("https://viec.example/2", b"hai")

    with reading(office.engine) as session:
        rows = [session.get_one(Capture, key) for key in (first, second)]
        path = office.warc / rows[0].warc_path
        members = [path.read_bytes()[row.warc_offset : row.warc_offset + row.warc_length] for row in rows]
    with path.open("rb") as file:
        whole = [
            record.rec_headers.get_header("WARC-Target-URI")
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        ]

    assert whole == ["https://viec.example/tho-may-1", "https://viec.example/2"]
    for member, url in zip(members, whole, strict=True):
        record = next(iter(ArchiveIterator(io.BytesIO(member))))
        assert record.rec_headers.get_header("WARC-Target-URI") == url
        assert record.rec_headers.protocol == "WARC/1.1"


def test_a_refusing_disk_leaves_no_row(office: Any, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    writer = CaptureWriter(blocked, site="viec", site_id=office.site_id, run_id=office.run_id)
    page = NewCapture(
        url="https://x.example", fetched_at=office.now, status=200, reason="OK", headers=[], body=b"x", kind="advert"
    )

    with pytest.raises(OSError), unit_of_work(office.engine) as session:  # noqa: PT011 - whichever the disk says
        writer.keep(session, page)

    with reading(office.engine) as session:
        assert session.query(Capture).count() == 0


def test_one_flipped_byte_is_found_and_named(office: Any) -> None:
    capture_id = office.keep_page(body=b"than trang " * 50)
    other = office.keep_page("https://viec.example/2")
    with reading(office.engine) as session:
        row = session.get_one(Capture, capture_id)
        path, place = office.warc / row.warc_path, row.warc_offset + row.warc_length // 2
        content = bytearray(path.read_bytes())
        content[place] ^= 1
        path.write_bytes(bytes(content))

        damage = list(find_damage(session, office.warc))

    assert len(damage) == 1
    assert f"capture {capture_id} cannot be read" in damage[0]
    assert f"capture {other} " not in damage[0]


def test_a_torn_tail_is_found_and_named(office: Any) -> None:
    capture_id = office.keep_page()
    with reading(office.engine) as session:
        row = session.get_one(Capture, capture_id)
        path = office.warc / row.warc_path
        path.write_bytes(path.read_bytes()[:-20])

        with pytest.raises(DamagedCapture, match=f"capture {capture_id} cannot be read"):
            read_capture(session, capture_id, office.warc)


def test_a_capture_that_never_was_is_one_sentence(office: Any) -> None:
    with reading(office.engine) as session, pytest.raises(DamagedCapture, match="there is no capture 77"):
        read_capture(session, 77, office.warc)


def test_pages_that_are_kept_together_are_records_of_their_own(office: Any) -> None:
    writer = CaptureWriter(office.warc, site="viec", site_id=office.site_id, run_id=office.run_id)
    bodies = [bytes([number]) * (number + 1) for number in range(5)]
    pages = [
        NewCapture(url=f"https://viec.example/{number}", fetched_at=office.now, status=200, reason="OK", headers=[],
                   body=body, kind="advert")
        for number, body in enumerate(bodies)
    ]  # fmt: skip
    with unit_of_work(office.engine) as session:
        rows = writer.append_all(pages)
        session.add_all(rows)

    with reading(office.engine) as session:
        assert [read_capture(session, row.id, office.warc).body for row in rows] == bodies
        assert list(find_damage(session, office.warc)) == []
    with (office.warc / rows[0].warc_path).open("rb") as file:
        assert [record.rec_type for record in ArchiveIterator(file)] == ["warcinfo", *["response"] * 5]
    assert writer.append_all([]) == []
