"""Opening, upgrading and refusing databases."""

from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from storage import database
from storage.database import MIGRATIONS, make_engine, open_database, reading, unit_of_work
from storage.errors import NewerDatabase, UnreachableDatabase
from storage.tables import Base, CrawlRun, Site
from storage.triggers import KEPT_AS_THEY_ARE
from storage.worklist.search_index import is_search_table


def is_ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not is_search_table(name or "")


def test_an_empty_database_gets_every_table_and_no_difference_is_left(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})

        assert compare_metadata(context, Base.metadata) == []


def test_the_known_revisions_are_those_of_the_migration_folder() -> None:
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]

    assert list(database.KNOWN_REVISIONS) == revisions[::-1]
    assert revisions[0] == database.SCHEMA_REVISION


def test_opening_twice_changes_nothing(database_url: str) -> None:
    first = open_database(database_url)
    first.dispose()
    second = open_database(database_url)

    assert inspect(second).has_table("audit_event")
    second.dispose()


def test_a_database_of_a_newer_release_is_refused_untouched(database_url: str) -> None:
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(NewerDatabase, match="9999, written by a newer soitin"):
        open_database(database_url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "cannot open the database"),
        ("gibberish", "cannot use the database address"),
        ("oracle9://x", "cannot use the database address"),
    ],
)
def test_an_address_that_does_not_answer_is_one_sentence(url: str, says: str) -> None:
    with pytest.raises(UnreachableDatabase, match=says):
        open_database(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"this is a letter, not a database, and long enough to be read as a page" * 20)

    with pytest.raises(UnreachableDatabase, match="cannot open the database"):
        open_database(f"sqlite:///{tmp_path / 'x.db'}")


def test_passwords_in_an_address_are_not_shown() -> None:
    with pytest.raises(UnreachableDatabase) as refused:
        open_database("postgresql+psycopg://me:geheim@127.0.0.1:1/none")

    assert "geheim" not in str(refused.value)


def test_sqlite_waits_for_others_and_keeps_keys(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "busy_timeout")
        }

    assert pragmas == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 15_000}
    engine.dispose()


def test_a_unit_of_work_is_kept_whole_or_not_at_all(engine: Engine, now: datetime) -> None:
    def half() -> None:
        with unit_of_work(engine) as session:
            session.add(Site(name="a", title="A", created_at=now))
            session.flush()
            msg = "broke off"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError):
        half()
    with reading(engine) as session:
        assert session.query(Site).count() == 0


def test_postgresql_is_told_to_plan_for_many_short_questions(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("of PostgreSQL alone")
    wanted = {"random_page_cost": "1.1", "jit": "off", "max_parallel_workers_per_gather": "0"}

    for _work in range(2):
        with unit_of_work(engine) as session:
            assert {name: session.scalar(text(f"SHOW {name}")) for name in wanted} == wanted


def test_every_column_says_what_it_is() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if not column.comment
    ]

    assert silent == []


def test_every_constraint_has_a_name() -> None:
    nameless = [
        (table.name, constraint)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert nameless == []


def test_no_key_is_deleted_along_with_another() -> None:
    cascades = [key.parent for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.ondelete]

    assert cascades == []


def test_a_database_of_the_last_release_is_upgraded_with_its_rows(tmp_path: Path, now: datetime) -> None:
    """And the triggers that keep evidence stand afterwards."""
    engine = make_engine(f"sqlite:///{tmp_path / 'x.db'}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO site (name, title, created_at) VALUES ('a', 'A', :now)"), {"now": now})
        connection.execute(
            text(
                "INSERT INTO crawl_run (site_id, started_at, pages, adverts, new_adverts, new_versions, refused, "
                "failed) VALUES (1, :now, 5, 4, 3, 0, 0, 0)"
            ),
            {"now": now},
        )
    engine.dispose()

    upgraded = open_database(f"sqlite:///{tmp_path / 'x.db'}")

    with reading(upgraded) as session:
        run = session.query(CrawlRun).one()
        assert (run.pages, run.removed) == (5, 0)
        kept = set(session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())
    assert {f"{table}_refuses_{action}" for table in KEPT_AS_THEY_ARE for action in ("update", "delete")} <= kept
    upgraded.dispose()
