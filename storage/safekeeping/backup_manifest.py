"""What a backup says of itself: every file with its length and SHA-256, every table with its rows; and proving it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Self

from storage.errors import StorageError

NAME = "backup.json"
"""The manifest: written last, so that a backup that was interrupted is the one before."""

FORMAT = 1
_CHUNK = 1024 * 1024


class BackupRefused(StorageError):
    """Raised when a backup cannot be made, or must not be restored; nothing of what it was to replace was touched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of a backup; of a WARC file as many bytes as rows point at, whatever follows them."""

    bytes: int
    sha256: str


@dataclass(slots=True, kw_only=True)
class Manifest:
    """All that a backup holds."""

    made_at: str
    """UTC, ISO 8601."""
    kind: str
    """sqlite | postgresql: what the database was; its copy is a SQLite file in any case."""
    schema: str
    database: str
    tables: dict[str, list[Any]] = field(default_factory=dict)
    files: dict[str, KeptFile] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """Where a file was (`home/models/…`, `sites/…`, `law/…`) → the file of the backup with its content."""
    missing: list[str] = field(default_factory=list)
    """Sentences about what could not be copied because it was not there."""

    def write(self, folder: Path) -> None:
        """Put the manifest in place of the one before, whole or not at all."""
        content: dict[str, Any] = {"format": FORMAT, **asdict(self)}
        content["sha256"] = _seal(content)
        half = folder / f".{NAME}.new"
        half.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
        half.replace(folder / NAME)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest of a backup.

        Raises:
            BackupRefused: there is none, it was changed, or another release wrote it.
        """
        path = folder / NAME
        try:
            content = json.loads(path.read_text("utf-8"))
            sealed = content.pop("sha256")
            is_whole = sealed == _seal(content)
            version = content.pop("format")
        except OSError as error:
            msg = f"there is no backup in {folder}: {path.name}: {error.strerror}"
            raise BackupRefused(msg) from error
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            msg = f"the backup in {folder} is damaged: {NAME} cannot be read ({error})"
            raise BackupRefused(msg) from error
        if not is_whole:
            msg = f"the backup in {folder} is damaged: {NAME} was changed after it was written"
            raise BackupRefused(msg)
        if version != FORMAT:
            msg = f"the backup in {folder} has format {version}, this release reads {FORMAT}; nothing was touched"
            raise BackupRefused(msg)
        files = {name: KeptFile(**about) for name, about in content.pop("files").items()}
        return cls(**content, files=files)

    def faults(self, folder: Path) -> Iterator[str]:
        """Read every file of the backup again and yield a sentence for each that is not what it was."""
        for name in (*self.places, self.database, *self.places.values()):
            if not is_inside(name):
                yield f"{name} leads out of the folder it is put into"
            if name not in self.places and name not in self.files:
                yield f"{name} is named and not there"
        for name, kept in sorted(self.files.items()):
            if not is_inside(name):
                yield f"{name} leads out of the backup"
            elif (found := hash_of(folder / name, kept.bytes)) != kept:
                yield f"{name} is missing" if found is None else f"{name} is not what was written: {found.bytes} bytes"


def is_inside(name: str) -> bool:
    """Tell whether a name stays below the folder that it is put into."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def hash_of(path: Path, most: int | None = None) -> KeptFile | None:
    """Return length and hash of a file, or of its first bytes; None if it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK if most is None else min(_CHUNK, most - size)):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return None
    return KeptFile(bytes=size, sha256=digest.hexdigest())


def _seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
