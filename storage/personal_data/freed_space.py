"""What was replaced must not linger on free pages of the file, in the journal, or in old parts of the search index."""

import sqlite3

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError

from storage.worklist.search_index import TABLE


def free_space(engine: Engine) -> str:
    """Rewrite a SQLite file without what was replaced in it; return a sentence if that has to be done again.

    PostgreSQL keeps old rows until VACUUM, which it runs by itself.
    """
    if engine.dialect.name != "sqlite":
        return "PostgreSQL keeps replaced rows until its next VACUUM; run `VACUUM FULL` if it cannot wait"
    try:
        if inspect(engine).has_table(TABLE):
            with engine.begin() as connection:
                connection.execute(text(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')"))  # noqa: S608 - our own name
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is None:
                return ""
            driver.execute("VACUUM")
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except (OperationalError, sqlite3.OperationalError):
        busy = 1
    if busy:
        return "the database was in use, so that replaced words may linger in its free pages; run `soitin purge` later"
    return ""
