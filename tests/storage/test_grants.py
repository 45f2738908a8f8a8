"""The app's own role on PostgreSQL adds and closes; it cannot change, remove or unguard what is kept."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

import soitin
from storage.database import open_database, unit_of_work
from storage.grants import NoSuchRole, give_grants, grants_for
from storage.settings import settings
from storage.tables import Campaign, Decision
from storage.triggers import closed_once, only_added
from storage.worklist.reviews import Verdict, record_decision, undo_decision

ALL_REFUSED = "permission denied|must be owner|insufficient"


@pytest.fixture
def role(office: Any) -> Iterator[str]:
    """A role with the grants, dropped afterwards."""
    if office.engine.dialect.name != "postgresql":
        pytest.skip("a SQLite file has no roles")
    name = f"soitin_app_{uuid.uuid4().hex[:8]}"
    with office.engine.begin() as connection:
        connection.execute(text(f'CREATE ROLE "{name}" LOGIN'))
    give_grants(office.engine, name)
    yield name
    with office.engine.begin() as connection:
        connection.execute(text(f'DROP OWNED BY "{name}"'))
        connection.execute(text(f'DROP ROLE "{name}"'))


@pytest.fixture
def as_app(office: Any, role: str) -> Iterator[Any]:
    """The office, with its database opened as that role."""
    url = make_url(office.engine.url.render_as_string(hide_password=False)).set(username=role)
    owner, office.engine = office.engine, open_database(url.render_as_string(hide_password=False))
    office.owner = owner
    yield office
    office.engine.dispose()
    office.engine = owner


def refused(engine: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match=ALL_REFUSED), engine.begin() as connection:
        connection.execute(text(statement))


def test_the_app_does_its_work_with_it(as_app: Any) -> None:
    as_app.keep()
    officer = as_app.person("an")
    with unit_of_work(as_app.engine) as session:
        campaign = session.query(Campaign).one()
        said = Verdict(
            campaign_id=campaign.id,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=None,
            verdict="suspicious",
        )
        decision = record_decision(session, said, account_id=officer, now=as_app.now).id
    with unit_of_work(as_app.engine) as session:
        undo_decision(session, decision, account_id=officer, now=as_app.now)

    with unit_of_work(as_app.engine) as session:
        assert session.get_one(Decision, decision).closed_at == as_app.now


def test_it_neither_changes_nor_removes_what_is_kept(as_app: Any) -> None:
    for table in (*only_added(), *closed_once()):
        refused(as_app.engine, f'DELETE FROM "{table}"')
        refused(as_app.engine, f'TRUNCATE "{table}"')
    for table in only_added():
        refused(as_app.engine, f'UPDATE "{table}" SET {column_of(as_app.owner, table)} = DEFAULT')
    refused(as_app.engine, "UPDATE decision SET verdict = 'legitimate'")
    refused(as_app.engine, "UPDATE erasure SET scope = 'number'")


def column_of(engine: Engine, table: str) -> str:
    query = text("SELECT column_name FROM information_schema.columns WHERE table_name = :table LIMIT 1")
    with engine.connect() as connection:
        return str(connection.scalar(query, {"table": table}))


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_event_refuses_update ON audit_event",
        "DROP TABLE audit_event",
        "ALTER TABLE audit_event OWNER TO CURRENT_USER",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "DROP FUNCTION refuse_change() CASCADE",
        "CREATE TABLE mine (id int)",
        "SET session_replication_role = replica",
        "INSERT INTO erasure VALUES (1, 'advert_version:1', 'number', '', NULL, NULL, now(), '', '', 0, NULL)",
        "INSERT INTO alembic_version VALUES ('9999')",
    ],
)
def test_it_cannot_take_the_guards_away(as_app: Any, statement: str) -> None:
    refused(as_app.engine, statement)


def test_a_purge_as_the_app_ends_in_a_sentence(as_app: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    as_app.keep()
    with as_app.owner.begin() as connection:
        connection.execute(text("UPDATE advert SET last_seen_at = '2001-01-01', first_seen_at = '2001-01-01'"))
    monkeypatch.setenv("SOITIN_HOME", str(tmp_path))
    monkeypatch.setenv("SOITIN_DATABASE_URL", as_app.engine.url.render_as_string(hide_password=False))
    settings.cache_clear()
    try:
        done = CliRunner().invoke(soitin.app, ["purge"])
    finally:
        settings.cache_clear()

    assert done.exit_code == 1
    assert "run this as the owner of its tables" in done.stderr


@pytest.mark.parametrize("name", ["nobody_here_at_all", 'x"; DROP TABLE advert; --', "", "Soitin"])
def test_what_is_no_role_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(NoSuchRole):
        grants_for(engine, name)


def test_a_superuser_is_no_role_for_an_app(office: Any) -> None:
    with pytest.raises(NoSuchRole, match=r"superuser|SQLite"):
        grants_for(office.engine, "postgres")


def test_the_command_prints_what_it_would_do(office: Any, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOITIN_DATABASE_URL", office.engine.url.render_as_string(hide_password=False))
    settings.cache_clear()
    try:
        printed = CliRunner().invoke(soitin.app, ["database", "grants", role])
        none = CliRunner().invoke(soitin.app, ["database", "grants", "nobody_here_at_all"])
    finally:
        settings.cache_clear()

    assert printed.exit_code == 0
    assert f'GRANT SELECT, INSERT ON "audit_event" TO "{role}";' in printed.stdout
    assert none.exit_code == 2
    assert "there is no role" in none.stderr


def test_every_table_that_is_closed_has_columns_to_close(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("once is enough")
    statements = " ".join(grants_for(engine, "pg_monitor"))
    for table in closed_once():
        assert f'ON "{table}"' in statements
