"""Homes to play faults in: filled once with invented adverts, then copied for each round, on SQLite and PostgreSQL."""

import contextlib
import json
import os
import random
import shutil
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chaos_fork import Place, run
from sqlalchemy import create_engine, text

from model.corpus import read_corpus
from storage.accounts import add_account
from storage.database import make_engine, reading, unit_of_work

SERVER = os.environ.get("SOITIN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")
SQLITE, POSTGRESQL = "sqlite", "postgresql"
STEPS = {"imported": [], "screened": [["screen", "--pending"]], "linked": [["screen", "--pending"], ["link"]]}
"""State of a home → commands that lead there from an imported file."""


class Stage:
    """Where faults are played: makes homes, draws moments, and tidies up at the end."""

    def __init__(self, folder: Path, dice: random.Random, *, adverts: int, server: str = SERVER) -> None:
        """Play in a folder, with so many adverts a home."""
        self.folder, self.dice, self.adverts, self._server = folder, dice, adverts, server
        self._filled: dict[tuple[str, str], Place] = {}
        self._databases: list[str] = []

    def fresh(self, database: str, state: str) -> Place:
        """Return a home of its own, in the state asked for."""
        source = self._template(database, state)
        home = self.folder / uuid.uuid4().hex[:8] / "home"
        shutil.copytree(source.home, home)
        if database == SQLITE:
            return Place(home, f"sqlite:///{home / 'soitin.db'}")
        return Place(home, self.make_database(source.url.rpartition("/")[2]))

    def drop(self, place: Place) -> None:
        """Remove a home that is not needed any more."""
        shutil.rmtree(place.home.parent, ignore_errors=True)
        name = place.url.rpartition("/")[2]
        if name in self._databases:
            self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')
            self._databases.remove(name)

    def close(self) -> None:
        """Drop every database that was made."""
        for name in list(self._databases):
            self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    def make_database(self, template: str = "template1") -> str:
        """Return the address of a new PostgreSQL database."""
        name = f"soitin_chaos_{uuid.uuid4().hex[:10]}"
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._databases.append(name)
        return f"{self._server}/{name}"

    def _administer(self, statement: str) -> None:
        engine = create_engine(f"{self._server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _template(self, database: str, state: str) -> Place:
        if (database, state) not in self._filled:
            home = self.folder / f"{database}-{state}" / "home"
            home.mkdir(parents=True)
            url = f"sqlite:///{home / 'soitin.db'}" if database == SQLITE else self.make_database()
            self._filled[database, state] = fill(Place(home, url), self.adverts, STEPS[state])
        return self._filled[database, state]


def fill(place: Place, adverts: int, steps: list[list[str]]) -> Place:
    """Import adverts of the written corpus, some twice under another address, add two people, and go on."""
    rows = write_rows(place.home.parent / "rows.jsonl", adverts)
    for arguments in (["import", str(rows)], *steps):
        code, out = run(place, arguments)
        if code:
            sys.exit(f"`soitin {' '.join(arguments)}` ended with {code} while a home was filled: {out}")
    with opened(place) as engine, unit_of_work(engine) as session:
        for name, role in (("an", "officer"), ("binh", "officer"), ("chi", "leader")):
            add_account(
                session,
                name=name,
                full_name=f"Người {name}",
                role=role,
                password=uuid.uuid4().hex,
                now=datetime.now(UTC),
            )
    return place


def write_rows(path: Path, adverts: int, first: int = 0) -> Path:
    """Write adverts as rows to import; every fourth is a copy of the one before."""
    corpus = read_corpus()
    lines = []
    for number in range(first, first + adverts):
        advert = corpus[(number - (number % 4 == 3)) * 7 % len(corpus)].advert
        row = {"url": f"https://viec.example/tin/{number}", "title": advert.text[:60], "text": advert.text}
        lines.append(json.dumps(row | {"employer_name": advert.employer_name}, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextlib.contextmanager
def opened(place: Place) -> Iterator[Any]:
    """Open the database of a place, and leave no connection behind that a fork would share."""
    engine = make_engine(place.url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextlib.contextmanager
def looking(place: Place) -> Iterator[Any]:
    """Open a session that reads."""
    with opened(place) as engine, reading(engine) as session:
        yield session
