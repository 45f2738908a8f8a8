"""The one database of this process, opened at first use, and the clock."""

from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Engine

from storage.database import open_database
from storage.settings import settings


@cache
def engine() -> Engine:
    """Return the engine of the database that the settings name."""
    return open_database(settings().url)


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
