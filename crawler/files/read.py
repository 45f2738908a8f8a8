"""Which reader a file needs, by its name; gzip is taken off, sizes are bounded."""

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from crawler.errors import UnreadableFile
from crawler.files.csv_file import csv_entries
from crawler.files.entry import LARGEST_ENTRY, LARGEST_TABLE, Ears, Entry
from crawler.files.warc_file import warc_entries
from crawler.files.xlsx_file import xlsx_entries

Reader = Callable[[Path, BinaryIO, Ears], Iterator[Entry]]


def file_entries(path: Path, ears: Ears) -> Iterator[Entry]:
    """Yield the entries of a file, or of every known file in a folder; `ears` hears of what could not be read in it.

    Raises:
        UnreadableFile: the path is missing, unreadable, or of a type that is not known.
    """
    if path.is_dir():
        yield from _folder_entries(path, ears)
        return
    reader = _reader_of(path)
    if reader is None:
        msg = f"{path}: this type of file cannot be imported; known are {_known()}"
        raise UnreadableFile(msg)
    try:
        with path.open("rb") as raw:
            # an archive is a row of gzip members, which its reader takes one by one
            packed = path.suffix.lower() == ".gz" and reader is not warc_entries
            file = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
            yield from reader(path, file, ears)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, csv.Error) as error:
        msg = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableFile(msg) from error


def _folder_entries(folder: Path, ears: Ears) -> Iterator[Entry]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and _reader_of(path)]
    if not files:
        msg = f"{folder}: the folder holds no file that can be imported ({_known()})"
        raise UnreadableFile(msg)
    for path in files:
        try:
            yield from file_entries(path, ears)
        except UnreadableFile as error:
            ears.unreadable(str(error))


def _reader_of(path: Path) -> Reader | None:
    name = path.name.lower().removesuffix(".gz")
    return next((reader for ending, reader in _READERS.items() if name.endswith(ending)), None)


def _known() -> str:
    return f"{', '.join(sorted(_READERS))}, each also with .gz"


def _page(path: Path, file: BinaryIO, _ears: Ears) -> Iterator[Entry]:
    body = file.read(LARGEST_ENTRY + 1)
    if len(body) > LARGEST_ENTRY:
        msg = f"{path}: larger than {LARGEST_ENTRY // 2**20} MB, which no page is"
        raise UnreadableFile(msg)
    yield Entry(name=str(path), address=path.resolve().as_uri(), content_type="text/html", body=body)


def _lines(path: Path, file: BinaryIO, _ears: Ears) -> Iterator[Entry]:
    number = 0
    while line := file.readline(LARGEST_ENTRY + 1):
        number += 1
        if len(line) > LARGEST_ENTRY:
            msg = f"{path}:{number}: a line of more than {LARGEST_ENTRY // 2**20} MB; the rest of the file was not read"
            raise UnreadableFile(msg)
        body = line.strip().removeprefix(b"\xef\xbb\xbf")
        if body:
            address = f"{path.resolve().as_uri()}#line-{number}"
            yield Entry(name=f"{path}:{number}", address=address, content_type="application/json", body=body)


def _whole(read: Callable[[Path, bytes, Ears], Iterator[Entry]]) -> Reader:
    """Return a reader that needs the whole file at once."""

    def reader(path: Path, file: BinaryIO, ears: Ears) -> Iterator[Entry]:
        body = file.read(LARGEST_TABLE + 1)
        if len(body) > LARGEST_TABLE:
            msg = f"{path}: larger than {LARGEST_TABLE // 2**20} MB; split it"
            raise UnreadableFile(msg)
        yield from read(path, body, ears)

    return reader


_READERS: dict[str, Reader] = {
    ".html": _page,
    ".htm": _page,
    ".jsonl": _lines,
    ".csv": _whole(csv_entries),
    ".xlsx": _whole(lambda path, body, ears: xlsx_entries(path, io.BytesIO(body), ears)),
    ".warc": warc_entries,
}
