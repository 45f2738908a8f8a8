"""`soitin register`: take in a list of licensed enterprises, and show the one in use."""

import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from model.register.listing import Listing

GOOD, WRONG, MISUSED = 0, 1, 2
app = typer.Typer(no_args_is_help=True, help="The register of enterprises licensed to send workers abroad.")


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="The list: .csv, .xlsx, or a saved page (.html) with the table.")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="Day the list speaks of; else the date in the file's name."),
    ] = None,
) -> None:
    """Keep a list whole, or refuse it whole with the rows named; the last good list stays."""
    from model.register.faults import RefusedList
    from model.register.grids import UnreadableList
    from model.register.listing import read_listing

    try:
        listing = read_listing(file)
    except UnreadableList as error:
        _stop(MISUSED, str(error))
    except RefusedList as error:
        for fault in error.faults:
            print(f"{file.name}: {fault}", file=sys.stderr)
        _stop(WRONG, f"{file} was refused whole; the last good list stays")
    for remark in listing.remarks:
        print(f"{file.name}: {remark}", file=sys.stderr)
    print(_keep(file, _day_of(file, on), listing))


@app.command("show")
def show(
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="Show the list in use on this day; today by default."),
    ] = None,
) -> None:
    """Print the list in use on a day: where it comes from, how old it is, and its rows."""
    from rich.console import Console
    from rich.table import Table

    from model.register.results import STALE_DAYS
    from storage.database import reading
    from storage.register import entries, latest_snapshot

    day = on.date() if on else _today()
    with reading(_database()) as session:
        snapshot = latest_snapshot(session, day)
        listed = entries(session, snapshot.id) if snapshot else ()
    if snapshot is None:
        _stop(WRONG, f"no list of a day up to {day} is kept; bring one in with `soitin register import FILE`")
    age = (day - snapshot.listed_on).days
    print(f"{snapshot.name}: {snapshot.rows} rows of {snapshot.source_file}, list of {snapshot.listed_on}")
    print(f"{age} days old on {day}" + (f", stale (more than {STALE_DAYS})" if age > STALE_DAYS else ""))
    print(", ".join(f"{count} {status}" for status, count in Counter(one.status for one in listed).most_common()))
    table = Table("dòng", "doanh nghiệp", "tên giao dịch", "giấy phép", "tình trạng")
    for one in listed:
        table.add_row(str(one.row), one.name, one.trade_name, one.licence_number, one.status_text)
    Console(width=None if sys.stdout.isatty() else 200).print(table, markup=False)


def _day_of(file: Path, on: datetime | None) -> date:
    from model.register.list_date import date_in_name

    day = on.date() if on else date_in_name(file.name)
    if day is None:
        _stop(MISUSED, f"which day does {file.name} speak of? Its name has no date; say it with --on YYYY-MM-DD")
    if day > _today():
        _stop(MISUSED, f"a list cannot speak of a day to come ({day}); correct it with --on YYYY-MM-DD")
    return day


def _keep(file: Path, day: date, listing: "Listing") -> str:
    from storage.database import unit_of_work
    from storage.records import RegisterList
    from storage.register import keep_snapshot

    about = RegisterList(listed_on=day, source_file=file.name, sha256=listing.sha256)
    with unit_of_work(_database()) as session:
        snapshot, is_new = keep_snapshot(session, about, listing.enterprises, now=datetime.now(UTC))
        return f"{snapshot.name}: {snapshot.rows} rows {'kept' if is_new else 'were kept before, nothing was added'}"


def _database() -> "Engine":
    from storage.database import open_database
    from storage.errors import StorageError
    from storage.settings import settings

    try:
        return open_database(settings().url)
    except StorageError as error:
        _stop(MISUSED, str(error))


def _today() -> date:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def _stop(code: int, sentence: str) -> NoReturn:
    print(f"soitin: {sentence}", file=sys.stderr)
    raise typer.Exit(code)
