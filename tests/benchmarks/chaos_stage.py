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
from chaos_kind import NotRun
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from model.corpus import read_corpus
from storage.database import make_engine, reading, unit_of_work
from storage.people.accounts import add_account

SERVER = os.environ.get("SOITIN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")
SQLITE, POSTGRESQL = "sqlite", "postgresql"
STEPS = {"screened": ("imported", ["screen", "--pending"]), "linked": ("screened", ["link"])}
"""State of a home → the state before it, and the command that leads from there to it."""


class Stage:
    """Where faults are played: makes homes, draws moments, and tidies up at the end."""

    def __init__(
        self, folder: Path, dice: random.Random, *, adverts: int, server: str = SERVER, is_short: bool = False
    ) -> None:
        """Play in a folder, with so many adverts a home; the short form has fewer of all else as well."""
        self.is_short = is_short
        self.kept: dict[str, Any] = {}
        """What a kind reckoned for all its databases."""
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

    def empty(self, database: str) -> Place:
        """Return a home where nothing is yet, and nobody has made a table."""
        home = self.folder / uuid.uuid4().hex[:8] / "home"
        home.parent.mkdir()
        return Place(home, f"sqlite:///{home / 'soitin.db'}" if database == SQLITE else self.make_database())

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
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        except OperationalError as error:
            msg = f"no PostgreSQL at {self._server}: {str(error.orig).strip().splitlines()[0]}"
            raise NotRun(msg) from error
        finally:
            engine.dispose()

    def _template(self, database: str, state: str) -> Place:
        if (database, state) not in self._filled:
            if state in STEPS:
                before, command = STEPS[state]
                place = self.fresh(database, before)
                _run(place, command)
            else:
                place = self.empty(database)
                fill(place, self.adverts)
            self._filled[database, state] = place
        return self._filled[database, state]


def fill(place: Place, adverts: int) -> None:
    """Import adverts of the written corpus, some twice under another address, and add three people."""
    _run(place, ["import", str(write_rows(place.home.parent / "rows.jsonl", adverts))])
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


def _run(place: Place, command: list[str]) -> None:
    code, out = run(place, command)
    if code:
        sys.exit(f"`soitin {' '.join(command)}` ended with {code} while a home was filled: {out}")


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
