"""Triggers that refuse to change or remove what must stay (invariants 1 and 9 of the design).

They are made again after every migration: a SQLite batch migration copies a table and drops its triggers silently.
"""

from sqlalchemy import Connection, inspect

KEPT_AS_THEY_ARE = (
    "capture",
    "advert_version",
    "screening",
    "finding",
    "fact",
    "audit_event",
    "snapshot_version",
    "register_snapshot",
    "register_entry",
)
"""Tables whose rows are only ever added."""

CLOSED_ONCE = "decision"
"""Its rows may be closed, once; nothing else of them changes."""

_DECISION_COLUMNS = ("id", "snapshot_id", "screening_id", "account_id", "at", "verdict", "note")


def make_triggers(connection: Connection) -> None:
    """Drop and make every trigger whose table exists, in the dialect of the connection."""
    present = set(inspect(connection).get_table_names())
    tables = [table for table in (*KEPT_AS_THEY_ARE, CLOSED_ONCE) if table in present]
    statements = _sqlite(tables) if connection.dialect.name == "sqlite" else _postgresql(tables)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(tables: list[str]) -> list[str]:
    statements = []
    for table in tables:
        update_when = f"WHEN {_sqlite_changed()}" if table == CLOSED_ONCE else ""
        for action, when in (("UPDATE", update_when), ("DELETE", "")):
            name = f"{table}_refuses_{action.lower()}"
            statements += [
                f"DROP TRIGGER IF EXISTS {name}",
                (
                    f"CREATE TRIGGER {name} BEFORE {action} ON {table} {when} "
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are kept as they are'); END"
                ),
            ]
    return statements


def _sqlite_changed() -> str:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _DECISION_COLUMNS)
    return f"OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR {changed}"


def _postgresql(tables: list[str]) -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _DECISION_COLUMNS)
    statements = [
        (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'rows of %% are kept as they are', TG_TABLE_NAME; END $$"
        ),
        (
            "CREATE OR REPLACE FUNCTION refuse_all_but_closing() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR {changed} THEN "
            "RAISE EXCEPTION 'rows of %% are kept as they are', TG_TABLE_NAME; END IF; RETURN NEW; END $$"
        ),
    ]
    for table in tables:
        on_update = "refuse_all_but_closing" if table == CLOSED_ONCE else "refuse_change"
        for action, function in (("update", on_update), ("delete", "refuse_change")):
            name = f"{table}_refuses_{action}"
            statements += [
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"CREATE TRIGGER {name} BEFORE {action.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
            ]
        statements += [
            f"DROP TRIGGER IF EXISTS {table}_refuses_truncate ON {table}",
            (
                f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            ),
        ]
    return statements
