"""What stands for a number or a name that was made unreadable: the same for the same, and nobody can reckon back.

A plain hash of a phone number is undone by trying all numbers; HMAC-SHA256 (RFC 2104) under a key that lies beside
the database, and in no backup of it, is not. Whoever loses the key loses only that what is erased later is known
again as the same.
"""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from storage.errors import StorageError
from storage.secrets_kept import UnsafeSecret, make_key, read_key

KEY = "pseudonym.key"
"""File in the home, for its owner alone; no backup takes it."""

MARK = "~"
"""What a pseudonym begins with; no number, mailbox or name in a network does."""

_SHOWN = 20


class PseudonymKeyRefused(StorageError):
    """Raised when the key is missing though things were erased with it, or is open to others; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The key, and what is made with it."""

    key: bytes

    def of(self, value: str) -> str:
        """Return what stands for a value; a pseudonym stands for itself, and each word of a name for one."""
        if value.startswith(MARK):
            return value
        words = value.casefold().split()
        if len(words) > 1:
            # linking tells names of one word from others
            return " ".join(MARK + self.keyed(f"{value.casefold()}\0{place}")[:8] for place in range(len(words)))
        return MARK + self.keyed(value.casefold())[:_SHOWN]

    def keyed(self, words: str) -> str:
        """Return a keyed hash of any words: for comparing, where a plain hash could be tried out."""
        return hmac.new(self.key, words.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def is_pseudonym(value: str) -> bool:
    """Tell whether a value stands for something that was made unreadable."""
    return value.startswith(MARK)


def open_pseudonyms(home: Path, *, make: bool = False) -> Pseudonyms:
    """Return the office's pseudonyms; with `make`, make the key where there is none.

    Raises:
        PseudonymKeyRefused: the key is missing, damaged or open to others.
        OSError: it cannot be written.
    """
    path = home / KEY
    if make:
        make_key(path)
    try:
        return Pseudonyms(read_key(path, "pseudonyms"))
    except UnsafeSecret as unsafe:
        raise PseudonymKeyRefused(str(unsafe)) from unsafe


def hashes_of(content: str, home: Path) -> tuple[str, ...]:
    """Return the hashes that a version with this content may have: plain, and keyed if it was made unreadable since.

    Without a sound key, which `soitin doctor` tells of, only the plain one: no crawl shall stop for it.
    """
    try:
        return (content, open_pseudonyms(home).keyed(content)) if (home / KEY).exists() else (content,)
    except PseudonymKeyRefused:
        return (content,)
