"""One page or one row of a file, on its way to be kept and read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

LARGEST_ENTRY = 20 * 1024 * 1024
LARGEST_TABLE = 200 * 1024 * 1024
"""Spreadsheets and CSV files are read whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page or one row of a file."""

    name: str
    """What a person calls it: file, or file:line."""
    address: str
    """Address under which it is kept: the page's own if it was archived from the web, else file:…"""
    content_type: str
    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched_at: datetime | None = None
    """When it came from the web, for an archived page."""

    @property
    def is_archived(self) -> bool:
        """Tell whether it is a page of the web, kept by an archive."""
        return self.fetched_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who hears what a file says beside its entries."""

    unreadable: Callable[[str], None]
    """A file, or a part of one, that cannot be read: a sentence."""
    remark: Callable[[str], None]
    """Something left out or not understood while the rest was read: a sentence."""
    columns: Callable[[str], None]
    """What the columns of a table were taken for."""
