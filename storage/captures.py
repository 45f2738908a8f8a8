"""Step 2: keep what a server sent: append a WARC record, make sure it is on disk, and only then add the row.

WARC 1.1, one gzip member a record (ISO 28500:2017), so that pywb and ReplayWeb.page open the files.
Every run writes a file of its own: a record torn by a power cut can only be the last of its run's file.
"""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.errors import DamagedCapture
from storage.records import CapturedPage, NewCapture
from storage.tables import Capture

SOFTWARE = "soitin"


class CaptureWriter:
    """The WARC file of one run; use as a context manager and call `keep` for each response."""

    def __init__(self, warc_folder: Path, *, site: str, site_id: int, run_id: int) -> None:
        """Name the file; it is made with the first record."""
        self._folder = warc_folder
        self._site_id = site_id
        self._run_id = run_id
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        self._path = Path(_safe_name(site)) / f"{_safe_name(site)}-{stamp}-run{run_id}.warc.gz"
        self._file: BytesIO | None = None

    def __enter__(self) -> Self:
        """Start with no file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held open between records."""

    def keep(self, session: Session, page: NewCapture) -> Capture:
        """Append the page to the WARC file, flush it to disk, and add its row to the session.

        Raises:
            OSError: the disk refused; no row is added.
        """
        record = _warc_record(page)
        offset = self._append(record)
        row = Capture(
            site_id=self._site_id,
            run_id=self._run_id,
            url=page.url,
            fetched_at=page.fetched_at,
            status=page.status,
            content_type=_header(page.headers, "content-type")[:200],
            kind=page.kind,
            warc_path=self._path.as_posix(),
            warc_offset=offset,
            warc_length=len(record),
            warc_sha256=hashlib.sha256(record).hexdigest(),
            body_sha256=hashlib.sha256(page.body).hexdigest(),
            body_bytes=len(page.body),
        )
        session.add(row)
        session.flush()
        return row

    def _append(self, record: bytes) -> int:
        path = self._folder / self._path
        first = not path.exists()
        if first:
            path.parent.mkdir(parents=True, exist_ok=True)
            record_before = _warcinfo(path.name)
        else:
            record_before = b""
        with path.open("ab") as file:
            offset = file.tell() + len(record_before)
            file.write(record_before + record)
            file.flush()
            os.fsync(file.fileno())
        if first:
            _sync_folder(path.parent)
        return offset


def read_capture(session: Session, capture_id: int, warc_folder: Path) -> CapturedPage:
    """Read a capture's bytes back and check them against the row.

    Raises:
        DamagedCapture: the row, the file or the record is missing, or the bytes differ.
    """
    row = session.get(Capture, capture_id)
    if row is None:
        msg = f"there is no capture {capture_id}; `soitin runs` names the runs that there are"
        raise DamagedCapture(msg)
    path = warc_folder / row.warc_path
    try:
        with path.open("rb") as file:
            file.seek(row.warc_offset)
            record = file.read(row.warc_length)
        return _parsed(row, record)
    except (OSError, ValueError) as error:
        msg = f"capture {row.id} cannot be read from {path} at byte {row.warc_offset}: {error}"
        raise DamagedCapture(msg) from error


def find_damage(session: Session, warc_folder: Path) -> Iterator[str]:
    """Read every capture again and yield one sentence for each whose bytes are missing or changed."""
    for capture_id in session.scalars(select(Capture.id).order_by(Capture.id)):
        try:
            read_capture(session, capture_id, warc_folder)
        except DamagedCapture as damage:
            yield str(damage)


def _parsed(row: Capture, record: bytes) -> CapturedPage:
    found = hashlib.sha256(record).hexdigest()
    if found != row.warc_sha256:
        msg = (
            f"its {len(record)} bytes have SHA-256 {found}, the row says {row.warc_length} bytes with {row.warc_sha256}"
        )
        raise ValueError(msg)
    parsed = next(iter(ArchiveIterator(BytesIO(record))))
    body = parsed.raw_stream.read()
    headers = list(parsed.http_headers.headers) if parsed.http_headers else []
    return CapturedPage(
        id=row.id, url=row.url, fetched_at=row.fetched_at, status=row.status, headers=headers, body=body
    )


def _warc_record(page: NewCapture) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    warc_headers = {"WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
    if page.kind == "file":
        content_type = _header(page.headers, "content-type") or "application/octet-stream"
        record = writer.create_warc_record(
            page.url,
            "resource",
            payload=BytesIO(page.body),
            warc_content_type=content_type,
            warc_headers_dict=warc_headers,
        )
    else:
        http = StatusAndHeaders(f"{page.status} {page.reason}".strip(), page.headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            page.url, "response", payload=BytesIO(page.body), http_headers=http, warc_headers_dict=warc_headers
        )
    writer.write_record(record)
    return buffer.getvalue()


def _warcinfo(name: str) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(name, {"software": SOFTWARE, "format": "WARC File Format 1.1"}))
    return buffer.getvalue()


def _header(headers: list[tuple[str, str]], name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _safe_name(site: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "_", site).strip("_") or "site"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def decoded_body(page: CapturedPage) -> bytes:
    """Return the body after its Content-Encoding is taken off.

    The crawler asks for gzip and deflate alone; a body in any other encoding is left as sent.
    """
    encoding = _header(page.headers, "content-encoding").strip().lower()
    if encoding in ("gzip", "x-gzip"):
        return gzip.decompress(page.body)
    if encoding == "deflate":
        try:
            return zlib.decompress(page.body)
        except zlib.error:
            return zlib.decompress(page.body, -zlib.MAX_WBITS)
    return page.body
