"""Prove a bundle, without a database and without unpacking it to disk: every byte of it, or which file is wrong.

Nothing is read before sizes were looked at, and no name is ever used as a path.
"""

import hashlib
import hmac
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from review_app.case_file.bundle import (
    FORMAT,
    MANIFEST,
    NAME,
    SIGNATURE,
    archive,
    key_id,
    signature,
    unsealed,
)

MOST_FILES, MOST_BYTES = 100, 1024 * 1024 * 1024
"""Files in a bundle, and bytes of all of them; a bundle that claims more is not opened."""

_MOST_OF_MANIFEST = 1024 * 1024


class NotABundle(Exception):
    """Raised when a file cannot be read or is no bundle at all; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking found."""

    faults: tuple[str, ...]
    """A sentence for each file that is damaged, missing or too many; none where the bundle is whole."""
    files: int
    about: dict[str, Any]
    """What the manifest says of the referral."""
    signed: str
    """How the signature stands, in a sentence."""


def check_bundle(path: Path, key: bytes | None) -> Verdict:
    """Check a bundle against its manifest, and the manifest against the key if there is one.

    Raises:
        NotABundle: the file cannot be read, is no .zip, or has no manifest of ours.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            msg = f"{path} has more than {MOST_BYTES:,} bytes, which no bundle has; it was not opened"
            raise NotABundle(msg)
        with ZipFile(path) as packed:
            return _check(packed, path, key)
    # a version of the format or a method that zipfile does not know is no damage to it; names may not decode
    except (BadZipFile, NotImplementedError, ValueError) as error:
        msg = f"{path} is no .zip, or is damaged beyond reading: {error}"
        raise NotABundle(msg) from error
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}"
        raise NotABundle(msg) from error


def _check(packed: ZipFile, path: Path, key: bytes | None) -> Verdict:
    entries = packed.infolist()
    if MANIFEST not in {entry.filename for entry in entries}:
        msg = f"{path} has no {MANIFEST}: it is no bundle of soitin, or its manifest was taken out"
        raise NotABundle(msg)
    hostile = (*_too_much(entries, path.stat().st_size), *(fault for entry in entries for fault in _hostile(entry)))
    if hostile:
        return Verdict(faults=hostile, files=len(entries), about={}, signed="the signature was not looked at")
    contents = {entry.filename: _read(packed, entry) for entry in entries}
    manifest = _manifest(contents[MANIFEST] or b"", path)
    if manifest is None:
        said = f"{MANIFEST} is damaged: it was changed after it was written, so nothing else can be told"
        return Verdict(faults=(said,), files=len(entries), about={}, signed="the signature was not looked at")
    faults = list(_damaged(manifest, contents))
    fault, signed = _signature(manifest, contents, key)
    faults += [fault] if fault else []
    whole = {name: content or b"" for name, content in contents.items()}
    if not faults and archive(whole) != path.read_bytes():
        faults.append("the archive around the files was changed: names, times or bytes between them")
    return Verdict(faults=tuple(faults), files=len(entries), about=dict(manifest["about"]), signed=signed)


def _read(packed: ZipFile, entry: ZipInfo) -> bytes | None:
    """Return the content of a file, None where its own checksum does not fit or its place is none."""
    try:
        return packed.read(entry)
    except (BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return None


def _too_much(entries: list[ZipInfo], size: int) -> Iterator[str]:
    """Yield a sentence for what an archive claims that it cannot hold, or has twice."""
    if len(entries) > MOST_FILES:
        yield f"the bundle has {len(entries):,} files, at most {MOST_FILES} are read; nothing was unpacked"
    if sum(entry.file_size for entry in entries) > size:
        yield "the files of the bundle claim to be larger than the bundle; nothing was unpacked"
    for name, times in Counter(entry.filename for entry in entries).items():
        if times > 1:
            yield f"{_shown(name)} is in the bundle {times} times"


def _hostile(entry: ZipInfo) -> Iterator[str]:
    """Yield a sentence for whatever a file of a bundle never is."""
    mode = entry.external_attr >> 16
    if not NAME.fullmatch(entry.orig_filename) or entry.orig_filename != entry.filename:
        yield f"{_shown(entry.orig_filename)} is no plain file name"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        yield f"{_shown(entry.filename)} is no file but a folder, a link or a device"
    if entry.compress_type != ZIP_STORED or entry.compress_size != entry.file_size:
        yield f"{_shown(entry.filename)} is compressed, which files of a bundle are not; it was not unpacked"
    if entry.filename == MANIFEST and entry.file_size > _MOST_OF_MANIFEST:
        yield f"{MANIFEST} has {entry.file_size:,} bytes, which no manifest has"


def _manifest(content: bytes, path: Path) -> dict[str, Any] | None:
    values = unsealed(content)
    if values is None:
        return None
    if values.get("format") != FORMAT:
        msg = f"{path} has format {values.get('format')!r}, this release reads {FORMAT}"
        raise NotABundle(msg)
    if not _is_ours(values):
        msg = f"{path}: {MANIFEST} does not say what a manifest says; somebody else wrote it"
        raise NotABundle(msg)
    return values


def _is_ours(values: dict[str, Any]) -> bool:
    """Tell whether a manifest has the shape of ours: its seal is no secret, so anybody can make one of any shape."""
    files = values.get("files")
    return (
        isinstance(files, list)
        and all(
            isinstance(file, dict) and isinstance(file.get("name"), str) and {"sha256", "size"} <= file.keys()
            for file in files
        )
        and isinstance(values.get("about"), dict)
        and isinstance(values.get("signed"), bool)
    )


def _damaged(manifest: dict[str, Any], contents: Mapping[str, bytes | None]) -> Iterator[str]:
    listed = {file["name"]: file for file in manifest["files"]}
    for name, file in listed.items():
        if name not in contents:
            yield f"{name} is missing"
        elif (content := contents[name]) is None or _told(content) != (file["sha256"], file["size"]):
            yield f"{name} is damaged: its SHA-256 is not the one in the manifest"
    ours = {MANIFEST, SIGNATURE} if manifest["signed"] else {MANIFEST}
    for name in contents:
        if name not in listed and name not in ours:
            yield f"{_shown(name)} is not in the manifest: it was added later"
    if manifest["signed"] and SIGNATURE not in contents:
        yield f"{SIGNATURE} is missing: the manifest says that it was signed"


def _told(content: bytes) -> tuple[str, int]:
    return hashlib.sha256(content).hexdigest(), len(content)


def _signature(manifest: dict[str, Any], contents: Mapping[str, bytes | None], key: bytes | None) -> tuple[str, str]:
    """Return what is wrong with the signature, if anything, and how it stands."""
    if not manifest["signed"] or SIGNATURE not in contents:
        return "", "not signed: the office had no key when it was made"
    values = unsealed(contents[SIGNATURE] or b"")
    if values is None:
        return f"{SIGNATURE} is damaged: it was changed after it was written", "the signature is damaged"
    if key is None:
        return "", f"signed with key {values.get('key')}, not checked: there is no key here"
    if values.get("key") != key_id(key):
        return "", f"signed with key {values.get('key')}, not checked: the key here is {key_id(key)}"
    if not hmac.compare_digest(str(values.get("hmac")).encode(), signature(key, contents[MANIFEST] or b"").encode()):
        return f"{SIGNATURE} is not that of this manifest: one of them was exchanged", "the signature does not fit"
    return "", "signed with the key of this office"


def _shown(name: str) -> str:
    """Return a name that shows what steers or hides in it."""
    return repr(name[:120])
