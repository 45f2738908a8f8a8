"""Where secrets may stand: in the environment, or in a file that nobody but its owner can read."""

import os
import secrets
import stat
from pathlib import Path

from storage.errors import StorageError

LARGEST_SECRET = 4096
_OWNER_ONLY = 0o600
_KEY_BYTES = 32


class UnsafeSecret(StorageError):
    """Raised where a secret lies open or cannot be read; its message says what to do."""


def read_secret(path: Path) -> str:
    """Return what stands in a file of a secret, without the end of its line.

    Raises:
        UnsafeSecret: the file is missing, empty, no text, or others may read it.
    """
    require_private(path, "a secret")
    try:
        said = path.read_text("utf-8")[:LARGEST_SECRET].strip()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"the secret in {path} cannot be read: {error}"
        raise UnsafeSecret(msg) from error
    if not said:
        msg = f"the file {path} holds no secret; write it there in one line"
        raise UnsafeSecret(msg)
    return said


def require_private(path: Path, what: str) -> None:
    """Refuse a file that holds something nobody else may read, and that others may.

    Raises:
        UnsafeSecret: it is not there, or its mode lets group or others in.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        msg = f"the file {path}, which is to hold {what}, cannot be read: {error.strerror}"
        raise UnsafeSecret(msg) from error
    if not stat.S_ISREG(mode) or (os.name == "posix" and stat.S_IMODE(mode) & 0o077):
        msg = f"the file {path} holds {what} and others may read it; run: chmod 600 {path}"
        raise UnsafeSecret(msg)


def make_key(path: Path) -> None:
    """Make a key for HMAC-SHA256 in a file for its owner alone, on the disk before it is used; one that is there stays.

    Raises:
        OSError: it cannot be written.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w") as file:
        file.write(secrets.token_hex(_KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path, what: str) -> bytes:
    """Return the key in a file; `what` says in the refusal of what it is the key.

    Raises:
        UnsafeSecret: it is missing, open to others or too short.
    """
    try:
        mode = path.stat().st_mode & 0o777
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        msg = f"the key {path} of the {what} cannot be read ({error}); put it back from where it is kept safe"
        raise UnsafeSecret(msg) from error
    if mode & ~_OWNER_ONLY:
        msg = f"the key {path} of the {what} can be read by others (mode {mode:o}); chmod 600 it, and ask who could"
        raise UnsafeSecret(msg)
    if len(key) < _KEY_BYTES:
        msg = f"the key {path} of the {what} is shorter than {_KEY_BYTES} bytes; put it back from where it is kept safe"
        raise UnsafeSecret(msg)
    return key
