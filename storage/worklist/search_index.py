"""The index that words are searched in: one row for each version that an advert ever had, kept by triggers.

SQLite: an FTS5 table over `advert_version.folded`, whose text it does not keep a second time. PostgreSQL: a table of
tsvectors with a GIN index. Neither is one of our tables: what is in them can be made again from the versions at any
time, so rows are not copied from one database to another; the same triggers fill them there.
"""

from sqlalchemy import Connection, inspect

TABLE = "advert_search"
"""Name of it, and of how the tables begin that SQLite keeps behind it."""

_MOST_LETTERS = 200_000
"""What PostgreSQL indexes of one version: a tsvector above a megabyte is an error, and would lose the advert."""

_SQLITE_TABLE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
    "(folded, content='advert_version', content_rowid='id', tokenize='unicode61', prefix='2 3')"
)
_FORGET = f"INSERT INTO {TABLE}({TABLE}, rowid, folded) VALUES ('delete', OLD.id, OLD.folded)"  # noqa: S608 - our own name
_LEARN = f"INSERT INTO {TABLE}(rowid, folded) VALUES (NEW.id, NEW.folded)"  # noqa: S608 - the same
_SQLITE_TRIGGERS = {
    "advert_version_adds_to_search": f"AFTER INSERT ON advert_version BEGIN {_LEARN}; END",
    "advert_version_updates_search": f"AFTER UPDATE OF folded ON advert_version BEGIN {_FORGET}; {_LEARN}; END",
}

_WORDS = f"to_tsvector('simple', regexp_replace(left({{row}}folded, {_MOST_LETTERS}), '[^[:alnum:]]+', ' ', 'g'))"
"""Without signs, PostgreSQL would read 2098/ldtbxh-gp as the name of a file."""
_POSTGRESQL_TABLE = (
    (f"CREATE TABLE {TABLE} (version_id bigint PRIMARY KEY REFERENCES advert_version (id), words tsvector NOT NULL)"),
    f"CREATE INDEX ix_{TABLE}_words ON {TABLE} USING gin (words)",
)
_LEARN_AGAIN = (
    f"INSERT INTO {TABLE} (version_id, words) VALUES (NEW.id, {_WORDS.format(row='NEW.')}) "  # noqa: S608 - the same
    "ON CONFLICT (version_id) DO UPDATE SET words = EXCLUDED.words"
)
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION keep_searchable() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN {_LEARN_AGAIN}; RETURN NULL; END $$"
)
_POSTGRESQL_TRIGGERS = {
    "advert_version_adds_to_search": "AFTER INSERT ON advert_version",
    "advert_version_updates_search": "AFTER UPDATE OF folded ON advert_version",
}
TRIGGERS = tuple(_POSTGRESQL_TRIGGERS)
"""Names of them, the same in both."""


def make_search_table(connection: Connection) -> None:
    """Make the index and fill it from the versions that are there; nothing if it is there already."""
    if inspect(connection).has_table(TABLE):
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_SQLITE_TABLE)
        connection.exec_driver_sql(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")  # noqa: S608 - the same
        return
    for statement in _POSTGRESQL_TABLE:
        connection.exec_driver_sql(statement)
    words = _WORDS.format(row="")
    connection.exec_driver_sql(
        f"INSERT INTO {TABLE} (version_id, words) SELECT id, {words} FROM advert_version"  # noqa: S608 - our own words
    )


def make_search_triggers(connection: Connection) -> None:
    """Drop and make the triggers that keep the index; nothing where there is no index yet."""
    if not inspect(connection).has_table(TABLE):
        return
    if connection.dialect.name == "sqlite":
        for name, body in _SQLITE_TRIGGERS.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
        return
    connection.exec_driver_sql(_POSTGRESQL_FUNCTION)
    for name, when in _POSTGRESQL_TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON advert_version")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION keep_searchable()")


def is_search_table(name: str) -> bool:
    """Tell whether a table belongs to the index: it is not among those that migrations are compared with."""
    return name == TABLE or name.startswith(f"{TABLE}_")
