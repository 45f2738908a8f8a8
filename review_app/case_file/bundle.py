"""A bundle: one .zip with document, captures and content, a manifest with the hash of each, and a signature.

Flat names, nothing compressed, no times: the same referral gives the same bytes, and `check_bundle.py` builds the
archive again from what is in it, so that not one byte can differ unseen.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from review_app.case_file.document import LONG_AGO

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}(?:\.[A-Za-z0-9]{1,8}){1,2}")
"""What a file in a bundle may be called: no folders, so nothing can lead out of one."""

_PURPOSE = b"soitin bundle\n"
_KEY_PURPOSE = b"soitin key id\n"


def make_bundle(files: Mapping[str, bytes], about: Mapping[str, Any], key: bytes | None) -> bytes:
    """Return the bytes of a bundle.

    Args:
        files: name → content; names as `NAME` allows.
        about: what the manifest says of the referral, JSON values.
        key: signs the manifest; None leaves it unsigned, which the manifest says.

    Raises:
        ValueError: a name is no plain file name, or one of the bundle's own.
    """
    for name in files:
        if not NAME.fullmatch(name) or name in (MANIFEST, SIGNATURE):
            msg = f"{name!r} cannot be a file of a bundle"
            raise ValueError(msg)
    listed = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in sorted(files.items())
    ]
    manifest = sealed({"format": FORMAT, "about": dict(about), "files": listed, "signed": key is not None})
    whole = {MANIFEST: manifest}
    if key is not None:
        whole[SIGNATURE] = sealed({"method": "HMAC-SHA256", "key": key_id(key), "hmac": signature(key, manifest)})
    return archive({**whole, **dict(sorted(files.items()))})


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return the one .zip that holds some files in some order."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as packed:
        for name, content in files.items():
            entry = ZipInfo(name, LONG_AGO)
            # as on the machine of whoever made it elsewhere: 3 is Unix
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, content)
    return buffer.getvalue()


def sealed(values: Mapping[str, Any]) -> bytes:
    """Return values as JSON with the hash of them all, in one spelling."""
    seal = hashlib.sha256(_spelled(values)).hexdigest()
    return _spelled({**values, "seal": seal})


def unsealed(content: bytes) -> dict[str, Any] | None:
    """Return the values of sealed JSON, None if a byte of it is not as it was written."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    values.pop("seal", None)
    return values if sealed(values) == content else None


def signature(key: bytes, manifest: bytes) -> str:
    """Return HMAC-SHA256 (RFC 2104) of a manifest, for this purpose only."""
    return hmac.new(key, _PURPOSE + manifest, hashlib.sha256).hexdigest()


def key_id(key: bytes) -> str:
    """Return by what a key can be recognised and not guessed."""
    return hashlib.sha256(_KEY_PURPOSE + key).hexdigest()[:16]


def _spelled(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")
