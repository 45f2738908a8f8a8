"""From files on disk to entries, each one page or one row; gzip is taken off, sizes are bounded."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from crawler.errors import UnreadableFile

LARGEST_ENTRY = 20 * 1024 * 1024
_TYPES = {".html": "text/html", ".htm": "text/html", ".jsonl": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page or one row of a file."""

    name: str
    """What a person calls it: file, or file:line."""
    address: str
    """file:… address under which it is kept."""
    content_type: str
    body: bytes


def file_entries(path: Path, *, on_problem: Callable[[str], None]) -> Iterator[Entry]:
    """Yield the entries of a file, or of every known file in a folder; `on_problem` hears of files within it.

    Raises:
        UnreadableFile: the path is missing, unreadable, or of a type that is not known.
    """
    if path.is_dir():
        yield from _folder_entries(path, on_problem)
        return
    content_type = _type_of(path)
    if content_type is None:
        known = ", ".join(sorted(_TYPES))
        msg = f"{path}: this type of file cannot be imported; known are {known}, each also with .gz"
        raise UnreadableFile(msg)
    try:
        with path.open("rb") as raw:
            file = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if path.suffix == ".gz" else raw
            yield from _rows(path, file) if content_type == "application/json" else _page(path, file)
    except (OSError, EOFError, zlib.error) as error:
        msg = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableFile(msg) from error


def _folder_entries(folder: Path, on_problem: Callable[[str], None]) -> Iterator[Entry]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and _type_of(path)]
    if not files:
        msg = (
            f"{folder}: the folder holds no file that can be imported ({', '.join(sorted(_TYPES))}, each also with .gz)"
        )
        raise UnreadableFile(msg)
    for path in files:
        try:
            yield from file_entries(path, on_problem=on_problem)
        except UnreadableFile as error:
            on_problem(str(error))


def _type_of(path: Path) -> str | None:
    name = path.name.lower().removesuffix(".gz")
    return next((kind for ending, kind in _TYPES.items() if name.endswith(ending)), None)


def _page(path: Path, file: BinaryIO) -> Iterator[Entry]:
    body = file.read(LARGEST_ENTRY + 1)
    if len(body) > LARGEST_ENTRY:
        msg = f"{path}: larger than {LARGEST_ENTRY // 2**20} MB, which no page is"
        raise UnreadableFile(msg)
    yield Entry(name=str(path), address=path.resolve().as_uri(), content_type="text/html", body=body)


def _rows(path: Path, file: BinaryIO) -> Iterator[Entry]:
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
