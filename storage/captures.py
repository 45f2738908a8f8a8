"""Step 2: keep what a server sent: append a WARC record, make sure it is on disk, and only then add the row.

Every run writes files of its own: a record torn by a power cut can only be the last of its run's file.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session
from warcio.archiveiterator import ArchiveIterator

from storage.errors import DamagedCapture
from storage.records import CapturedPage, NewCapture
from storage.revisits import SeenBefore
from storage.tables import Capture
from storage.warc_file import LARGEST, NOT_MODIFIED, WarcFile, header_of, response_record, revisit_record

LARGEST_BODY = 64 * 1024 * 1024
"""No body is decompressed further than to so many bytes."""

_LONGEST_ETAG, _LONGEST_DATE = 300, 60


class CaptureWriter:
    """The WARC files of one run; use as a context manager and call `keep` for each response."""

    def __init__(self, warc_folder: Path, *, site: str, site_id: int, run_id: int, largest_file: int = LARGEST) -> None:
        """Name the file; it is made with the first record."""
        self._site_id = site_id
        self._run_id = run_id
        self._file = WarcFile(warc_folder, site=site, run_id=run_id, largest=largest_file)

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
        row = self.append(page)
        session.add(row)
        session.flush()
        return row

    def append(self, page: NewCapture, original: SeenBefore | None = None, body: bytes = b"") -> Capture:
        """Append the page to the WARC file, flush it to disk, and return its row, not yet in any session.

        With the `original` whose `body` it repeats, the record is a `revisit`: headers, and where that body is.

        Raises:
            OSError: the disk refused; there is no row.
        """
        if original is None:
            body, record = page.body, response_record(page)
        else:
            record = revisit_record(page, url=original.url, fetched_at=original.fetched_at, body=body)
        path, offset = self._file.append(record)
        return self._row(page, record, body, path=path, offset=offset, original=original)

    def append_all(self, pages: Sequence[NewCapture]) -> list[Capture]:
        """Append pages to the WARC file, flush them to disk together, and return their rows, not yet in any session.

        Raises:
            OSError: the disk refused; there are no rows.
        """
        records = [response_record(page) for page in pages]
        if not records:
            return []
        path, offset = self._file.append(b"".join(records))
        rows = []
        for page, record in zip(pages, records, strict=True):
            rows.append(self._row(page, record, page.body, path=path, offset=offset))
            offset += len(record)
        return rows

    def _row(
        self,
        page: NewCapture,
        record: bytes,
        body: bytes,
        *,
        path: str,
        offset: int,
        original: SeenBefore | None = None,
    ) -> Capture:
        return Capture(
            site_id=self._site_id,
            run_id=self._run_id,
            url=page.url,
            fetched_at=page.fetched_at,
            status=page.status,
            content_type=header_of(page.headers, "content-type")[:200],
            kind=page.kind,
            warc_path=path,
            warc_offset=offset,
            warc_length=len(record),
            warc_sha256=hashlib.sha256(record).hexdigest(),
            body_sha256=hashlib.sha256(body).hexdigest(),
            body_bytes=len(body),
            revisit_of=original.capture_id if original else None,
            **_validators(page, original),
        )


def _validators(page: NewCapture, original: SeenBefore | None) -> dict[str, Any]:
    etag, date = header_of(page.headers, "etag"), header_of(page.headers, "last-modified")
    if original is not None and page.status == NOT_MODIFIED:
        etag, date = etag or original.etag, date or original.last_modified
    return {
        "etag": etag if len(etag) <= _LONGEST_ETAG else "",
        "last_modified": date if len(date) <= _LONGEST_DATE else "",
    }


def read_capture(session: Session, capture_id: int, warc_folder: Path) -> CapturedPage:
    """Read a capture's bytes back and check them against the row.

    Raises:
        DamagedCapture: the row, the file or the record is missing, or the bytes differ.
    """
    row = session.get(Capture, capture_id)
    if row is None:
        msg = f"there is no capture {capture_id}; `soitin runs` names the runs that there are"
        raise DamagedCapture(msg)
    try:
        page = _parsed(row, kept_record(row, warc_folder))
    except ValueError as error:
        msg = f"capture {row.id} cannot be read from {warc_folder / row.warc_path}: {error}"
        raise DamagedCapture(msg) from error
    return page if row.revisit_of is None else _with_body_of(read_capture(session, row.revisit_of, warc_folder), page)


def _with_body_of(original: CapturedPage, page: CapturedPage) -> CapturedPage:
    """Return a revisited page as its visitor saw it."""
    if page.status == NOT_MODIFIED:
        return replace(page, status=original.status, headers=original.headers, body=original.body)
    return replace(page, body=original.body)


def is_whole(session: Session, capture_id: int, warc_folder: Path) -> bool:
    """Tell whether a capture's bytes are there and match its row, without unpacking them."""
    row = session.get_one(Capture, capture_id)
    try:
        with (warc_folder / row.warc_path).open("rb") as file:
            file.seek(row.warc_offset)
            return hashlib.sha256(file.read(row.warc_length)).hexdigest() == row.warc_sha256
    except OSError:
        return False


def find_damage(session: Session, warc_folder: Path) -> Iterator[str]:
    """Read every capture again and yield one sentence for each whose bytes are missing or changed."""
    for capture_id in session.scalars(select(Capture.id).order_by(Capture.id)):
        try:
            read_capture(session, capture_id, warc_folder)
        except DamagedCapture as damage:
            yield str(damage)


def kept_record(row: Capture, warc_folder: Path) -> bytes:
    """Return the WARC record of a capture, a gzip member, checked against its row.

    Raises:
        DamagedCapture: the file or the record is missing, or the bytes differ.
    """
    path = warc_folder / row.warc_path
    try:
        with path.open("rb") as file:
            file.seek(row.warc_offset)
            record = file.read(row.warc_length)
    except OSError as error:
        msg = f"capture {row.id} cannot be read from {path} at byte {row.warc_offset}: {error}"
        raise DamagedCapture(msg) from error
    found = hashlib.sha256(record).hexdigest()
    if found != row.warc_sha256:
        msg = (
            f"capture {row.id} cannot be read from {path} at byte {row.warc_offset}: its {len(record)} bytes have "
            f"SHA-256 {found}, the row says {row.warc_length} bytes with {row.warc_sha256}"
        )
        raise DamagedCapture(msg)
    return record


def _parsed(row: Capture, record: bytes) -> CapturedPage:
    parsed = next(iter(ArchiveIterator(BytesIO(record))))
    body = parsed.raw_stream.read()
    headers = list(parsed.http_headers.headers) if parsed.http_headers else []
    return CapturedPage(
        id=row.id, url=row.url, fetched_at=row.fetched_at, status=row.status, headers=headers, body=body
    )


def decoded_body(page: CapturedPage) -> bytes:
    """Return the body after its Content-Encoding is taken off, and never more than `LARGEST_BODY`.

    The crawler asks for gzip and deflate alone; a body in any other encoding is left as sent.

    Raises:
        OSError: the body grows beyond every measure, or is cut off.
        zlib.error: it is damaged.
    """
    encoding = header_of(page.headers, "content-encoding").strip().lower()
    if encoding in ("gzip", "x-gzip"):
        return _unpacked(page.body, 16 + zlib.MAX_WBITS)
    if encoding == "deflate":
        try:
            return _unpacked(page.body, zlib.MAX_WBITS)
        except zlib.error:
            return _unpacked(page.body, -zlib.MAX_WBITS)
    return page.body


def _unpacked(packed: bytes, window: int) -> bytes:
    parts: list[bytes] = []
    room = LARGEST_BODY
    while packed:
        unpacker = zlib.decompressobj(window)
        parts.append(unpacker.decompress(packed, room + 1))
        room -= len(parts[-1])
        if room < 0:
            msg = f"it unpacks to more than {LARGEST_BODY // 1024 // 1024} MB"
            raise OSError(msg)
        if not unpacker.eof:
            msg = "it ends before its end-of-stream marker"
            raise OSError(msg)
        packed = unpacker.unused_data.lstrip(b"\x00")
        if not packed.startswith(b"\x1f\x8b"):
            break  # browsers leave aside what follows the last member
    return b"".join(parts)
