"""The register in use on a day, from the database."""

from datetime import date

from sqlalchemy import Engine

from model.register.index import Register
from storage.database import reading
from storage.register import entries, latest_snapshot


def register_on(engine: Engine, on: date) -> Register | None:
    """Return the newest list that is not younger than a day, or None where none is kept."""
    with reading(engine) as session:
        snapshot = latest_snapshot(session, on)
        if snapshot is None:
            return None
        return Register(name=snapshot.name, listed_on=snapshot.listed_on, entries=entries(session, snapshot.id))
