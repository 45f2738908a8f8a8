"""Triggers that refuse to change or remove what must stay (invariants 1 and 9 of the design).

They are made again after every migration: a SQLite batch migration copies a table and drops its triggers silently.
The one exception, personal data made unreadable, stands in `storage/personal_data/rewrites.py`.
"""

from collections.abc import Collection

from sqlalchemy import Connection, inspect

from storage.personal_data.rewrites import REWRITES

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

KEPT_OF_REFERRALS = ("referral", "referral_event", "case_file", "reply", "reply_answer")
"""The same of what leaves the office, and of what those concerned say."""

KEPT_OF_ERASURES = ("erasure_request",)
"""The same of what persons asked for."""

CLOSED_ONCE = "decision"
"""Its rows may be closed, once; nothing else of them changes."""

_CLOSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "decision": (
        "closed_at",
        (
            *("id", "snapshot_id", "screening_id", "account_id", "at", "verdict", "note"),
            *("typologies", "score_was_shown", "deed"),
        ),
    ),
    "lease": ("ended_at", ("id", "campaign_id", "account_id", "taken_at", "given_by")),
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
    "erasure": (
        "ended_at",
        ("id", "subject", "scope", "clock", "request_id", "account_id", "at", "keyed_before"),
    ),
}
"""Tables whose rows may be closed once: the column that closes, and those that stay as they are."""

_RENEWED = ("lease",)
"""Tables among them whose open rows are also prolonged."""

CLOSED_OF_LINKING = tuple(table for table in _CLOSED if table not in (CLOSED_ONCE, "lease", "erasure"))


def only_added() -> tuple[str, ...]:
    """Return the tables whose rows are only ever added."""
    return (*KEPT_AS_THEY_ARE, *KEPT_OF_LINKING, *KEPT_OF_REFERRALS, *KEPT_OF_ERASURES)


def closed_once() -> dict[str, str]:
    """Return table → the column that closes its rows, once."""
    return {table: closing for table, (closing, _) in _CLOSED.items()}


def make_triggers(connection: Connection) -> None:
    """Drop and make every trigger whose table exists, in the dialect of the connection."""
    present = set(inspect(connection).get_table_names())
    tables = [table for table in (*only_added(), *_CLOSED) if table in present]
    rewritten = REWRITES.keys() if "erasure" in present else ()
    statements = _sqlite(tables, rewritten) if connection.dialect.name == "sqlite" else _postgresql(tables, rewritten)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(tables: list[str], rewritten: Collection[str]) -> list[str]:
    statements = []
    for table in tables:
        refused = [f"({_changed(table, 'IS NOT')})"] if table in _CLOSED else []
        refused += [f"NOT {REWRITES[table].allowed(table, 'IS NOT')}"] if table in rewritten else []
        update_when = f"WHEN {' AND '.join(refused)}" if refused else ""
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
    stays_open = "" if table in _RENEWED else f"NEW.{closing} IS NULL OR "
    return f"OLD.{closing} IS NOT NULL OR {stays_open}{changed}"


def _postgresql(tables: list[str], rewritten: Collection[str]) -> list[str]:
    statements = [
        (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'rows of %% are kept as they are', TG_TABLE_NAME; END $$"
        ),
    ]
    for table in tables:
        # json has no equality in PostgreSQL, hence the cast
        refused = [f"({_changed(table, 'IS DISTINCT FROM', '::text')})"] if table in _CLOSED else []
        refused += [f"NOT {REWRITES[table].allowed(table, 'IS DISTINCT FROM', '::text')}"] if table in rewritten else []
        if refused:
            statements.append(
                f"CREATE OR REPLACE FUNCTION {_updating_function(table)}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN IF {' AND '.join(refused)} THEN "
                "RAISE EXCEPTION 'rows of %% are kept as they are', TG_TABLE_NAME; END IF; RETURN NEW; END $$"
            )
    for table in tables:
        on_update = _updating_function(table) if table in _CLOSED or table in rewritten else "refuse_change"
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


def _updating_function(table: str) -> str:
    """Return the name of the function behind an update; closing and rewriting are weighed in one."""
    if table not in _CLOSED:
        return f"refuse_all_but_erasing_{table}"
    return "refuse_all_but_closing" if table == CLOSED_ONCE else f"refuse_all_but_closing_{table}"
