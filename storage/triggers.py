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

KEPT_OF_LINKING = (
    "advert_contact",
    "link_reading",
    "copy_key",
    "campaign_template",
    "slot_values",
    "broker_lineage",
)
"""The same of step 8."""

CLOSED_ONCE = "decision"
"""Its rows may be closed, once; nothing else of them changes."""

_CLOSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "decision": ("closed_at", ("id", "snapshot_id", "screening_id", "account_id", "at", "verdict", "note")),
    "broker_judgement": (
        "closed_at",
        ("id", "advert_a", "advert_b", "verdict", "deed", "why", "account_id", "at"),
    ),
    "contact_judgement": ("closed_at", ("id", "contact_id", "is_shared", "why", "account_id", "at")),
    "shared_contact": ("closed_at", ("id", "contact_id", "why", "found_at")),
    "broker_link": (
        "closed_at",
        ("id", "advert_a", "advert_b", "probability", "bits", "reasons", "status", "held_by", "found_at"),
    ),
    "broker_member": ("left_at", ("id", "broker_id", "advert_id", "version_id", "joined_at", "deed")),
}
"""Tables whose rows may be closed once: the column that closes, and those that stay as they are."""

CLOSED_OF_LINKING = tuple(table for table in _CLOSED if table != CLOSED_ONCE)


def make_triggers(connection: Connection) -> None:
    """Drop and make every trigger whose table exists, in the dialect of the connection."""
    present = set(inspect(connection).get_table_names())
    tables = [table for table in (*KEPT_AS_THEY_ARE, *KEPT_OF_LINKING, *_CLOSED) if table in present]
    statements = _sqlite(tables) if connection.dialect.name == "sqlite" else _postgresql(tables)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(tables: list[str]) -> list[str]:
    statements = []
    for table in tables:
        update_when = f"WHEN {_changed(table, 'IS NOT')}" if table in _CLOSED else ""
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


def _changed(table: str, differs: str, cast: str = "") -> str:
    closing, columns = _CLOSED[table]
    changed = " OR ".join(f"NEW.{column}{cast} {differs} OLD.{column}{cast}" for column in columns)
    return f"OLD.{closing} IS NOT NULL OR NEW.{closing} IS NULL OR {changed}"


def _postgresql(tables: list[str]) -> list[str]:
    statements = [
        (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'rows of %% are kept as they are', TG_TABLE_NAME; END $$"
        ),
    ]
    # json has no equality in PostgreSQL, hence the cast
    statements += [
        (
            f"CREATE OR REPLACE FUNCTION {_closing_function(table)}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {_changed(table, 'IS DISTINCT FROM', '::text')} THEN "
            "RAISE EXCEPTION 'rows of %% are kept as they are', TG_TABLE_NAME; END IF; RETURN NEW; END $$"
        )
        for table in tables
        if table in _CLOSED
    ]
    for table in tables:
        on_update = _closing_function(table) if table in _CLOSED else "refuse_change"
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


def _closing_function(table: str) -> str:
    return "refuse_all_but_closing" if table == CLOSED_ONCE else f"refuse_all_but_closing_{table}"
