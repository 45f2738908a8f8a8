"""WARC files: records made, appended and synced to disk; a record that was torn is cut off again.

WARC 1.1, one gzip member a record (ISO 28500:2017), so that pywb and ReplayWeb.page open the files.
"""

import base64
import hashlib
import os
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.records import NewCapture

SOFTWARE = "soitin"
LARGEST = 1024 * 1024 * 1024
"""A file that has grown to so many bytes is followed by another."""

NOT_MODIFIED = 304
_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 6  # the highest takes twice the time for one part in a hundred
_CHUNK = 1024 * 1024
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"


class WarcFile:
    """The WARC files of one run: appended to, synced, and followed by another when one has grown large."""

    def __init__(self, folder: Path, *, site: str, run_id: int, largest: int = LARGEST) -> None:
        """Name the first file; it is made with the first record."""
        self._folder = folder
        self._largest = largest
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        self._stem = f"{_safe_name(site)}/{_safe_name(site)}-{stamp}-run{run_id}"
        self._number = 1

    def append(self, record: bytes) -> tuple[str, int]:
        """Put a record on disk; return the file's name below the folder, and the record's first byte in it.

        Raises:
            OSError: the disk refused; what was written of the record is taken off again, now or at the next start.
        """
        path = self._folder / self._name
        if path.exists() and path.stat().st_size >= self._largest:
            self._number += 1
            path = self._folder / self._name
        is_first = not path.exists()
        if is_first:
            path.parent.mkdir(parents=True, exist_ok=True)
        before = _warcinfo(path.name) if is_first else b""
        try:
            offset = _append(path, before + record) + len(before)
        except OSError:
            self._number += 1  # whatever is wrong with that file, nothing is written behind it
            raise
        if is_first:
            _sync_folder(path.parent)
        return path.relative_to(self._folder).as_posix(), offset

    @property
    def _name(self) -> str:
        return f"{self._stem}{f'-{self._number}' if self._number > 1 else ''}.warc.gz"


def files_of_run(folder: Path, *, site: str, run_id: int) -> list[Path]:
    """Return the WARC files that a run has written."""
    found = [*folder.glob(f"{_safe_name(site)}/*-run{run_id}.warc.gz")]
    return sorted([*found, *folder.glob(f"{_safe_name(site)}/*-run{run_id}-*.warc.gz")])


def cut_torn_tail(path: Path, *, whole_until: int = 0) -> int:
    """Cut a record off that was not written to its end; return how many bytes that were.

    `whole_until` is a byte up to which the file is known to be whole. A file of which nothing is left is removed.
    """
    with path.open("r+b") as file:
        end = _end_of_whole_members(path, whole_until)
        size = file.seek(0, os.SEEK_END)
        if end < size:
            file.truncate(end)
            file.flush()
            os.fsync(file.fileno())
    if not end:
        path.unlink()
    return size - end


def response_record(page: NewCapture) -> bytes:
    """Return the record of a response, or of a file that was imported."""
    if page.kind == "file":
        content_type = header_of(page.headers, "content-type") or "application/octet-stream"
        return _compressed(
            lambda writer: writer.create_warc_record(
                page.url,
                "resource",
                payload=BytesIO(page.body),
                warc_content_type=content_type,
                warc_headers_dict={"WARC-Date": warc_date(page.fetched_at)},
            )
        )
    return _compressed(
        lambda writer: writer.create_warc_record(
            page.url,
            "response",
            payload=BytesIO(page.body),
            http_headers=_http_headers(page),
            warc_headers_dict={"WARC-Date": warc_date(page.fetched_at)},
        )
    )


def revisit_record(page: NewCapture, *, url: str, fetched_at: datetime, body: bytes) -> bytes:
    """Return the record of a page whose body is that of an earlier capture, named by address and time.

    Profiles of ISO 28500:2017, 6.7.2: the server sent the same bytes again, or said that nothing had changed (304).
    """
    same = "server-not-modified" if page.status == NOT_MODIFIED else "identical-payload-digest"
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")
    headers = {
        "WARC-Date": warc_date(page.fetched_at),
        "WARC-Profile": f"{_PROFILE}{same}",
        "WARC-Refers-To-Target-URI": url,
        "WARC-Refers-To-Date": warc_date(fetched_at),
        "WARC-Payload-Digest": f"sha1:{digest}",
    }
    return _compressed(
        lambda writer: writer.create_warc_record(
            page.url, "revisit", http_headers=_http_headers(page), warc_headers_dict=headers
        )
    )


def warc_date(moment: datetime) -> str:
    """Return a moment as WARC 1.1 writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def header_of(headers: list[tuple[str, str]], name: str) -> str:
    """Return a header's first value, or nothing."""
    return next((value for key, value in headers if key.lower() == name), "")


def _http_headers(page: NewCapture) -> StatusAndHeaders:
    return StatusAndHeaders(f"{page.status} {page.reason}".strip(), page.headers, protocol="HTTP/1.1")


def _compressed(make: Callable[[WARCWriter], Any]) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
    writer.write_record(make(writer))
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(buffer.getbuffer()) + packer.flush()


def _warcinfo(name: str) -> bytes:
    about = {"software": SOFTWARE, "format": "WARC File Format 1.1"}
    return _compressed(lambda writer: writer.create_warcinfo_record(name, about))


def _append(path: Path, record: bytes) -> int:
    # unbuffered: what a full disk refused must not be tried again on closing
    with path.open("ab", buffering=0) as file:
        start = file.tell()
        rest = memoryview(record)
        try:
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), start)
            raise
    return start


def _end_of_whole_members(path: Path, start: int) -> int:
    """Return the byte after the last gzip member that is whole, of those from a byte on."""
    whole = place = start
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(_CHUNK)
        while data:
            unpacker = zlib.decompressobj(_GZIP)
            while data and not unpacker.eof:
                try:
                    unpacker.decompress(data, _CHUNK)
                except zlib.error:
                    return whole
                rest = unpacker.unconsumed_tail or unpacker.unused_data
                place += len(data) - len(rest)
                data = rest or file.read(_CHUNK)
            if not unpacker.eof:
                return whole
            whole = place
    return whole


def _safe_name(site: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "_", site).strip("_") or "site"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
