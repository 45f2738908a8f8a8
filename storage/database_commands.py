"""`soitin database`: bring its schema up to date, and say who may do what in it."""

import sys
from typing import Annotated, NoReturn

import typer

database_app = typer.Typer(no_args_is_help=True, help="The database itself: its schema, and who may do what in it.")


def register(app: typer.Typer) -> None:
    """Mount the commands on the product's own."""
    app.add_typer(database_app, name="database")


@database_app.command("grants")
def grants(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="PostgreSQL role that the app connects as.")],
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Execute instead of printing.")] = False,
) -> None:
    """Print what the app's own PostgreSQL role may do: add, and never change or remove what is kept."""
    from storage.database import open_database
    from storage.errors import StorageError
    from storage.grants import give_grants, grants_for
    from storage.settings import settings

    try:
        engine = open_database(settings().url)
        if apply:
            count = give_grants(engine, role)
            print(f"{count} statements executed for {role}")
            return
        print("\n".join(f"{statement};" for statement in grants_for(engine, role)))
    except StorageError as error:
        _fail(str(error))


@database_app.command("migrate")
def migrate() -> None:
    """Bring the schema up to date; a SQLite file is copied first, PostgreSQL is to be backed up before (pg_dump)."""
    from storage.database import SCHEMA_REVISION, open_database
    from storage.errors import StorageError
    from storage.settings import settings

    try:
        open_database(settings().url, may_migrate=True)
    except StorageError as error:
        _fail(str(error))
    print(f"the schema is {SCHEMA_REVISION}")


def _fail(sentence: str) -> NoReturn:
    print(f"soitin: {sentence}", file=sys.stderr)
    raise typer.Exit(2)
