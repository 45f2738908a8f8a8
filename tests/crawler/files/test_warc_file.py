import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

POSTING = {"@type": "JobPosting", "title": "Thợ bạc", "description": "Làm nhẫn. Gọi 0900 000 777."}
PAGE = f'<script type="application/ld+json">{json.dumps(POSTING)}</script><h1>Thợ bạc</h1><p>Làm nhẫn tại tiệm nhỏ.</p>'


def record(writer: WARCWriter, url: str, body: bytes = PAGE.encode(), **headers: str) -> None:
    sent = [(name.replace("_", "-"), value) for name, value in ({"Content_Type": "text/html"} | headers).items()]
    http = StatusAndHeaders("200 OK", sent, protocol="HTTP/1.1")
    dated = {"WARC-Date": "2024-03-05T06:07:08Z"}
    writer.write_record(
        writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated)
    )


def archive(path: Path, *records: Any, packed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, options in records:
            record(writer, url, **options)
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_an_archive_come_with_their_address_and_time(
    tmp_path: Path, read: Callable[[Path], Any], *, packed: bool
) -> None:
    path = archive(
        tmp_path / ("a.warc.gz" if packed else "a.warc"),
        ("https://board.example/1?utm_source=x", {}),
        ("https://board.example/logo.png", {"Content_Type": "image/png", "body": b"\x89PNG"}),
        ("https://board.example/2", {"body": b"5\r\nhello\r\n0\r\n\r\n", "Transfer_Encoding": "chunked"}),
        packed=packed,
    )

    found = read(path)

    assert [entry.address for entry in found.entries] == ["https://board.example/1", "https://board.example/2"]
    assert [entry.body for entry in found.entries] == [PAGE.encode(), b"hello"]
    assert found.entries[0].fetched_at.isoformat() == "2024-03-05T06:07:08+00:00"
    assert found.unreadable == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no archive at all\n" * 20,
        b"\x1f\x8bnot gzip",
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nHTTP\r\n\r\n",
    ],
)
def test_what_is_no_archive_is_one_sentence(tmp_path: Path, read: Callable[[Path], Any], body: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(body)

    found = read(path)

    assert found.entries == []
    assert len(found.unreadable) == 1
    assert found.unreadable[0].startswith(str(path))


def test_a_torn_archive_gives_what_is_whole(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    path = archive(tmp_path / "a.warc.gz", *[(f"https://board.example/{n}", {}) for n in range(5)])
    path.write_bytes(path.read_bytes()[:-60])

    assert len(read(path).entries) >= 4


def test_memory_stays_flat(tmp_path: Path, read: Callable[[Path], Any]) -> None:  # noqa: ARG001 - same shape as the others
    from crawler.files.entry import Ears  # noqa: PLC0415
    from crawler.files.read import file_entries  # noqa: PLC0415

    page = PAGE.encode() + b"x" * 100_000
    path = archive(
        tmp_path / "a.warc", *[(f"https://board.example/{n}", {"body": page}) for n in range(300)], packed=False
    )
    tracemalloc.start()
    size = sum(len(entry.body) for entry in file_entries(path, Ears(unreadable=print, remark=print, columns=print)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert size == 300 * len(page)
    assert peak < 3_000_000, "of 30 MB"


@pytest.mark.parametrize("packed", [True, False])
def test_blanks_without_end_behind_a_page_are_refused_and_the_page_is_read(
    tmp_path: Path, read: Callable[[Path], Any], *, packed: bool
) -> None:
    name = "a.warc.gz" if packed else "a.warc"
    path = archive(tmp_path / name, ("https://board.example/1", {}), packed=packed)
    blanks = b" " * (8 << 20)
    path.write_bytes(path.read_bytes() + (gzip.compress(blanks) if packed else blanks))

    found = read(path)

    assert [entry.address for entry in found.entries] == ["https://board.example/1"]
    (said,) = found.unreadable
    assert "no whole record of a web archive after 2: a line of more than 64 kB" in said
