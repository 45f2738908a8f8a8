"""What is examined: a database, the folder beside it, and how closely to look."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

SAMPLE = 2000
"""Rows that the slow checks read unless all are asked for: the newest, and captures evenly over all time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An office's storage as the doctor sees it."""

    session: Session
    home: Path
    now: datetime
    least_free_mb: int = 0
    is_full: bool = False
    """Read everything instead of `SAMPLE` rows."""
    is_demo: bool = False
    """The scratch folder of `soitin demo`."""

    @property
    def warc_folder(self) -> Path:
        """Where captures are."""
        return self.home / "warc"

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.session.get_bind().dialect.name == "sqlite"

    @property
    def most(self) -> int | None:
        """How many rows a slow check reads; None for all."""
        return None if self.is_full else SAMPLE
