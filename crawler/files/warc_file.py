"""Web archives (WARC), read record by record, so that a file of any size takes no more memory than a page."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from crawler.addresses import web_address
from crawler.errors import UnreadableFile
from crawler.files.entry import LARGEST_ENTRY, Ears, Entry

_KEPT_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_NOT_KEPT = frozenset(("transfer-encoding", "connection", "keep-alive"))
_BROKEN = (ArchiveLoadFailed, ValueError, AttributeError, TypeError, KeyError, IndexError)
"""What warcio raises for a damaged archive, whatever is wrong with it."""

_LONGEST_LINE = 64 * 1024
"""Bytes of a line of a record's head, or between two records; pages are not read by lines."""

_PAGES = ("text/html", "application/xhtml")


def warc_entries(path: Path, file: BinaryIO, ears: Ears) -> Iterator[Entry]:
    """Yield every web page of an archive; requests, images, scripts and the like are passed over.

    Raises:
        UnreadableFile: it is no archive, or broken from some byte on; what came before has been yielded.
    """
    done = 0
    try:
        records = ArchiveIterator(file)
        records.reader.readline = _with_an_end(records.reader.readline)
        for record in records:
            done += record.rec_type is not None
            entry = _entry(f"{path}:{done}", record, ears) if record.rec_type == "response" else None
            if entry is not None:
                yield entry
    except _BROKEN as error:
        msg = f"{path}: no whole record of a web archive after {done}: {' '.join(str(error).split())[:200]}"
        raise UnreadableFile(msg) from error
    if not done:
        msg = f"{path}: holds no record of a web archive"
        raise UnreadableFile(msg)


def _with_an_end(readline: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return a reader of lines that refuses one without end, which warcio would put together for hours."""

    def read(length: int | None = None) -> bytes:
        # with a length warcio stops somewhere short of it
        line = readline(length or 16 * _LONGEST_LINE)
        if len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            msg = f"a line of more than {_LONGEST_LINE // 1024} kB"
            raise ValueError(msg)
        return line

    return read


def _entry(name: str, record: Any, ears: Ears) -> Entry | None:
    url = web_address("", (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
    if record.http_headers is None or url is None:
        return None
    content_type = record.http_headers.get_header("Content-Type") or ""
    if content_type and not content_type.lower().startswith(_PAGES):
        return None
    encoding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    stream, dropped = record.content_stream(), {"content-encoding"}
    if encoding in _KEPT_ENCODINGS:
        chunked = "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
        stream, dropped = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream, set()
    body = _read(stream, LARGEST_ENTRY + 1)
    if len(body) > LARGEST_ENTRY:
        ears.remark(f"{name}: {url} is larger than {LARGEST_ENTRY // 2**20} MB, which no page is; left out")
        return None
    headers = tuple((key, value) for key, value in record.http_headers.headers
                    if key.lower() not in _NOT_KEPT | dropped)  # fmt: skip
    return Entry(
        name=name,
        address=url,
        content_type="text/html",
        body=body,
        status=_status(record),
        headers=headers,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
    )


def _read(stream: Any, most: int) -> bytes:
    """Return the bytes of a stream, whose single reads may be short."""
    parts = []
    while most > 0 and (part := stream.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _status(record: Any) -> int:
    code = record.http_headers.get_statuscode() or ""
    return int(code) if code.isdigit() else 200


def _moment(text: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return datetime.now(UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
