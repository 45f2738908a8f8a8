"""`soitin law`: show a table as it stands on a day, and check all of them."""

import sys
from datetime import date, datetime
from typing import Annotated

import typer

GOOD, WRONG, MISUSED = 0, 1, 2
app = typer.Typer(no_args_is_help=True, help="Dated tables of law: what they say on a day, and whether they are sound.")


@app.command("show")
def show(
    table: Annotated[str | None, typer.Argument(help="Name of a table; left out, all are listed.")] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day whose law is shown; today by default.")
    ] = None,
) -> None:
    """Print a table as it stands on a day; rows that were not read in the legal text say so."""
    from rich.console import Console

    from model.law.catalogue import TABLES
    from model.law.drawing import draw
    from model.law.tables import BadTable, rows_on

    day = on.date() if on else _today()
    if table is None:
        _list_tables()
        return
    if table not in TABLES:
        print(f"soitin: no law table {table}; there are {', '.join(TABLES)}", file=sys.stderr)
        raise typer.Exit(MISUSED)
    try:
        rows = rows_on(TABLES[table], day)
    except BadTable as error:
        print(f"soitin: {error}", file=sys.stderr)
        raise typer.Exit(WRONG) from error
    # into a file or a pipe: wide enough that no word is cut
    Console(width=None if sys.stdout.isatty() else 200).print(draw(TABLES[table], rows, day))


@app.command("check")
def check() -> None:
    """Read every table strictly; name every fault, or print a line per table."""
    from model.law.catalogue import TABLES, check_all
    from model.law.tables import rows_of

    faults = check_all()
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(WRONG)
    for name, kind in TABLES.items():
        rows = rows_of(kind)
        unverified = sum(not row.verified for row in rows)
        print(f"{name}: {len(rows)} rows, {unverified} not verified")


@app.command("who")
def who(
    key: Annotated[str, typer.Argument(help="Code of an indicator, or id of an act in `soitin law show penalties`.")],
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day whose law is shown; today by default.")
    ] = None,
) -> None:
    """Print who may record and fine what a finding touches on a day, and whom it goes to."""
    from model.law.powers import answer, law_of
    from model.law.tables import BadTable

    known = law_of(key)
    if known is None:
        print(f"soitin: no indicator and no act is called {key}; see `soitin law show penalties`", file=sys.stderr)
        raise typer.Exit(MISUSED)
    try:
        for line in answer(*known, on.date() if on else _today()):
            print(line)
    except BadTable as error:
        print(f"soitin: {error}", file=sys.stderr)
        raise typer.Exit(WRONG) from error


def _list_tables() -> None:
    from model.law.catalogue import TABLES

    width = max(map(len, TABLES))
    for name, kind in TABLES.items():
        print(f"{name:{width}}  {kind.title}")


def _today() -> date:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
