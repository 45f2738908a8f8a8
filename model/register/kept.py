"""The register in use on a day, from the database."""

from datetime import date

from sqlalchemy import Engine

from model.register.index import Register
from storage.database import reading
from storage.register import entries, latest_snapshot, snapshot_named


def register_on(engine: Engine, on: date) -> Register | None:
    """Return the newest list that is not younger than a day, or None where none is kept."""
    with reading(engine) as session:
        snapshot = latest_snapshot(session, on)
        if snapshot is None:
            return None
        return Register(name=snapshot.name, listed_on=snapshot.listed_on, entries=entries(session, snapshot.id))


def register_named(engine: Engine, name: str) -> Register | None:
    """Return the kept list of a name, or None where there is none."""
    with reading(engine) as session:
        snapshot = snapshot_named(session, name)
        if snapshot is None:
            return None
        return Register(name=snapshot.name, listed_on=snapshot.listed_on, entries=entries(session, snapshot.id))
