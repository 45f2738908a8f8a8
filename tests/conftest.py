"""What tests of several packages share: a database of each kind, and the folder of real data."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from storage.database import open_database

SHARED = Path(__file__).parents[1].parent / "shared"
SERVER = os.environ.get("SOITIN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


TESTS = Path(__file__).parent
LONG = frozenset(
    [
        "crawler/test_chaos.py",
        "crawler/test_incremental.py",
        "crawler/test_interrupted.py",
        "crawler/test_revisits.py",
        "review_app/test_oidc.py",
        "storage/test_migrations.py",
        "browser/test_hard_adverts.py",
        "browser/test_item_page.py",
        "browser/test_logins.py",
        "browser/test_referral_day.py",
        "browser/test_reload.py",
        "browser/test_review_day.py",
        "browser/test_stored_script.py",
        "browser/test_two_people.py",
    ]
)
"""What `.ci/run` leaves to `make test` and `make test-browser`, to end in a quarter of an hour on two cores."""
ON_BOTH = frozenset(
    [
        "test_audit.py",
        "test_claims.py",
        "test_database.py",
        "test_grants.py",
        "test_races.py",
        "test_referrals.py",
        "test_reviews.py",
        "test_search.py",
        "test_triggers.py",
    ]
)
"""Where `.ci/run` tries PostgreSQL as well: locks, triggers, roles and search, which differ between the two."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that take long, PostgreSQL's second turn of most among them."""
    for item in items:
        place = item.path.relative_to(TESTS).as_posix()
        is_second_turn = item.get_closest_marker("postgresql") is not None and item.path.name not in ON_BOTH
        if place in LONG or is_second_turn:
            item.add_marker(pytest.mark.long)


@pytest.fixture
def now() -> datetime:
    """A fixed moment, UTC."""
    return NOW


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, SQLite and PostgreSQL in turn; a PostgreSQL one is made and dropped."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'soitin.db'}"
    else:
        with _postgresql_database() as url:
            yield url


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An open database with its schema, copied from one that was migrated once."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "soitin.db")
        engine = open_database(f"sqlite:///{tmp_path / 'soitin.db'}")
        yield engine
        engine.dispose()
        return
    with _postgresql_database(request.getfixturevalue("migrated_postgresql")) as url:
        engine = open_database(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it."""
    path = tmp_path_factory.mktemp("schema") / "soitin.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[str]:
    """The name of a PostgreSQL database with the schema and nothing in it."""
    with _postgresql_database() as url:
        open_database(url).dispose()
        yield url.rpartition("/")[2]


@contextmanager
def _postgresql_database(template: str = "template1") -> Iterator[str]:
    name = f"soitin_test_{uuid.uuid4().hex[:12]}"
    server = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    try:
        with server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    except OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no PostgreSQL on 127.0.0.1:5432; set SOITIN_TEST_POSTGRESQL to one that lets you make databases")
    try:
        yield f"{SERVER}/{name}"
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        server.dispose()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and legal texts beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data beside the checkout is not there ({SHARED})")
    return SHARED
