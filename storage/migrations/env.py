"""Alembic's entry: runs migrations on the connection it is handed, then makes the triggers again."""

from alembic import context

from storage.tables import Base
from storage.triggers import make_triggers
from storage.worklist.search_index import make_search_triggers

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
make_triggers(connection)
make_search_triggers(connection)
