"""Signed checkpoints of the audit chain, in a file beside the database, with a key that is in neither.

The chain alone shows what was changed within it; whoever can write to the database could cut its end off, or make it
all anew. A checkpoint says how many events there were and what the last one's hash was, under HMAC-SHA256 (RFC 2104).
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import secrets_kept
from storage.audit_chain.audit import FIRST, find_breaks
from storage.errors import StorageError
from storage.secrets_kept import UnsafeSecret
from storage.tables import AuditEvent

KEY, CHECKPOINTS = "audit.key", "audit.checkpoints"
"""Files in the home: the key, which no backup takes, and one line of JSON a checkpoint."""


class CheckpointRefused(StorageError):
    """Raised when the chain does not hold, or the key is missing or open to others; nothing was signed."""


def keep_checkpoint(session: Session, home: Path, *, now: datetime) -> int:
    """Sign the chain as it stands and return its number of events; the first checkpoint makes the key.

    Raises:
        CheckpointRefused: the chain is broken, or the key is missing or open to others.
        OSError: a file cannot be written.
    """
    path = home / CHECKPOINTS
    if not path.exists():
        secrets_kept.make_key(home / KEY)
    key = read_key(home / KEY)
    for sentence in (*find_breaks(session), *find_checkpoint_breaks(session, home)):
        msg = f"{sentence}; nothing was signed"
        raise CheckpointRefused(msg)
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1)).first()
    number, head = (last.number, last.sha256) if last else (0, FIRST)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    content = {"at": now.isoformat(), "number": number, "sha256": head, "line": len(lines) + 1}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(content | {"hmac": _signed(key, content)}, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return number


def find_checkpoint_breaks(session: Session, home: Path) -> Iterator[str]:
    """Yield a sentence for each checkpoint that was changed or that the chain does not agree with; none are fine."""
    try:
        lines = (home / CHECKPOINTS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return
    try:
        key = read_key(home / KEY)
    except CheckpointRefused as refused:
        yield str(refused)
        return
    there = session.scalar(select(func.max(AuditEvent.number))) or 0
    for number, line in enumerate(lines, 1):
        content = _checked(line, key)
        if content is None or content["line"] != number:
            yield f"line {number} of {CHECKPOINTS} was not signed with this key for that place: it was changed or moved"
            continue
        signed = content["number"]
        found = session.scalar(select(AuditEvent.sha256).where(AuditEvent.number == signed)) if signed else FIRST
        if signed > there:
            yield f"the chain ends with event {there}, the checkpoint of {content['at']} signed {signed}: it was cut"
        elif found != content["sha256"]:
            yield f"audit event {signed} is not the one that the checkpoint of {content['at']} signed"


def last_checkpoint(home: Path) -> tuple[datetime, int] | None:
    """Return when the chain was last signed and how many events it had then, as the file says; None if never."""
    try:
        content = json.loads((home / CHECKPOINTS).read_text("utf-8").splitlines()[-1])
        return datetime.fromisoformat(content["at"]), int(content["number"])
    except (OSError, IndexError, ValueError, KeyError, TypeError):
        return None


def _checked(line: str, key: bytes) -> dict[str, Any] | None:
    """Return what a line says if it bears our signature."""
    try:
        content: dict[str, Any] = json.loads(line)
        signature = str(content.pop("hmac"))
        is_ours = hmac.compare_digest(signature.encode(), _signed(key, content).encode())
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
    return content if is_ours else None


def _signed(key: bytes, content: dict[str, Any]) -> str:
    return hmac.new(key, json.dumps(content, sort_keys=True).encode(), hashlib.sha256).hexdigest()


def read_key(path: Path) -> bytes:
    """Return the key of a home.

    Raises:
        CheckpointRefused: it is missing, open to others or too short.
    """
    try:
        return secrets_kept.read_key(path, "checkpoints")
    except UnsafeSecret as unsafe:
        raise CheckpointRefused(str(unsafe)) from unsafe
