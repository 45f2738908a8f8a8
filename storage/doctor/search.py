"""Does the index of words hold what the versions say, and is it still kept by its triggers."""

from collections.abc import Iterator

from sqlalchemy import inspect, text

from storage.doctor.place import Place
from storage.worklist.search_index import TABLE, TRIGGERS


def find_search_gaps(place: Place) -> Iterator[str]:
    """Yield what is missing of the index: itself, a trigger, or versions that it does not have."""
    if not inspect(place.session.connection()).has_table(TABLE):
        yield f"the index {TABLE} is missing: nothing can be searched"
        return
    present = set(place.session.scalars(text(_SQLITE_TRIGGERS if place.is_sqlite else _POSTGRESQL_TRIGGERS)))
    yield from (f"the trigger {name} is missing: search goes stale" for name in TRIGGERS if name not in present)
    missing = place.session.scalar(text(_MISSING.format(table=f"{TABLE}_docsize" if place.is_sqlite else TABLE,
                                                        key="id" if place.is_sqlite else "version_id")))  # fmt: skip
    if missing:
        yield f"{missing} versions are not in the index {TABLE}: searching does not find them"


_SQLITE_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = (
    "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
)
_MISSING = "SELECT count(*) FROM advert_version v WHERE NOT EXISTS (SELECT 1 FROM {table} s WHERE s.{key} = v.id)"
