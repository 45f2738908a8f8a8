"""What the app's own PostgreSQL role may do: read and add everywhere, change only what is no evidence, remove nothing.

The owner of the tables, which migrates, purges and erases, is another role. Triggers refuse the same to everybody; a
role that does not own a table can neither switch its triggers off nor drop it.
"""

import re

from sqlalchemy import Engine, Table, inspect, text

from storage.errors import StorageError
from storage.tables import Base
from storage.triggers import closed_once, only_added
from storage.worklist.search_index import TABLE as SEARCH

_CLOSING = {
    "decision": ("closed_at", "closed_by"),
    "lease": ("expires_at", "ended_at", "ended_how", "why"),
    "broker_judgement": ("closed_at", "closed_by", "closed_deed"),
    "contact_judgement": ("closed_at", "closed_by"),
    "shared_contact": ("closed_at",),
    "broker_link": ("closed_at",),
    "broker_member": ("left_at",),
    "erasure": (),
}
"""Table whose rows are closed once → columns that closing writes; erasures are the owner's."""

_OWNERS = ("erasure", "erasure_request")
"""Tables that the app only reads: whoever may open an erasure may rewrite what is kept."""


class NoSuchRole(StorageError):
    """Raised where there are no roles (SQLite), or none of that name, or it is one that may do everything."""


def grants_for(engine: Engine, role: str) -> list[str]:
    """Return the statements that give a role what the app needs, after taking away all that it had.

    Raises:
        NoSuchRole: see there.
    """
    _require(engine, role)
    name = f'"{role}"'
    schema = "public"
    present = set(inspect(engine).get_table_names())
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {name}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM {name}, PUBLIC",
        f"GRANT USAGE ON SCHEMA {schema} TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}",
        f"GRANT SELECT ON alembic_version TO {name}",
    ]
    for table in Base.metadata.sorted_tables:
        if table.name in present:
            statements += _of_table(table, name)
    if SEARCH in present:
        # filled by a trigger, which runs as whoever adds the version
        statements.append(f"GRANT SELECT, INSERT, UPDATE ON {SEARCH} TO {name}")
    return statements


def give_grants(engine: Engine, role: str) -> int:
    """Execute them, all or none; return how many there were.

    Raises:
        NoSuchRole: see there.
    """
    statements = grants_for(engine, role)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return len(statements)


def _of_table(table: Table, role: str) -> list[str]:
    if table.name in _OWNERS:
        return [f'GRANT SELECT ON "{table.name}" TO {role}']
    if table.name in only_added():
        return [f'GRANT SELECT, INSERT ON "{table.name}" TO {role}']
    if table.name in closed_once():
        columns = ", ".join(_CLOSING[table.name])
        return [f'GRANT SELECT, INSERT, UPDATE ({columns}) ON "{table.name}" TO {role}']
    return [f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table.name}" TO {role}']


def _require(engine: Engine, role: str) -> None:
    if engine.dialect.name != "postgresql":
        msg = "a SQLite file has no roles; its triggers and the rights of the folder guard it"
        raise NoSuchRole(msg)
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        msg = f"{role!r} is no plain name of a role: small letters, digits and _"
        raise NoSuchRole(msg)
    query = text("SELECT rolsuper FROM pg_roles WHERE rolname = :role")
    with engine.connect() as connection:
        found = connection.execute(query, {"role": role}).first()
    if found is None:
        msg = f"there is no role {role}; make it first: CREATE ROLE {role} LOGIN"
        raise NoSuchRole(msg)
    if found.rolsuper:
        msg = f"{role} is a superuser, to whom no right can be refused; name a role of its own for the app"
        raise NoSuchRole(msg)
