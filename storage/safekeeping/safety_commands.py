"""`soitin doctor`, `backup` and `restore`: is everything kept as it must be, and would it be so after a fire."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storage.doctor import Diagnosis
    from storage.safekeeping.backup_manifest import Manifest
    from storage.settings import Settings

DEMO_HOME = Path("var/demo")
"""The scratch folder of `soitin demo`."""

_more_checks: "list[tuple[str, Callable[[Engine], Iterable[str]]]]" = []
_folders: dict[str, Path] = {}


def register(
    app: typer.Typer, *, checks: "Sequence[tuple[str, Callable[[Engine], Iterable[str]]]]", folders: Mapping[str, Path]
) -> None:
    """Mount the commands on the product's own, with the checks and folders of packages that storage must not know.

    `folders` are backed up as well; the one named `sites` counts where the settings name no other.
    """
    _more_checks[:] = checks
    _folders.update(folders)
    app.command("doctor")(doctor)
    app.command("backup")(backup)
    app.command("restore")(restore)


def doctor(
    *,
    demo: Annotated[bool, typer.Option("--demo", help="Examine what `soitin demo` left in var/demo.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Read every row and every capture, not a sample.")] = False,
) -> None:
    """Check that everything kept is as it must be, a line for each check; exit code 1 if something is not."""
    from storage.database import open_database
    from storage.errors import StorageError

    place = _settings(is_demo=demo)
    if demo and not (DEMO_HOME / "soitin.db").is_file():
        _fail(f"there is nothing in {DEMO_HOME}; run `soitin demo` first")
    try:
        engine = open_database(place.url)
        wrong = sum(_print_diagnosis(one) for one in _diagnoses(engine, place, is_full=full))
    except StorageError as error:
        _fail(str(error))
    if wrong:
        print(f"soitin: {wrong} of the checks found something wrong", file=sys.stderr)
        raise typer.Exit(1)


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of backups, on another disk.")],
) -> None:
    """Back up the database, captures, models, site files and law tables while everything runs, and prove the copy."""
    from storage.database import open_database
    from storage.errors import StorageError
    from storage.safekeeping.backup import back_up
    from storage.settings import settings

    sites = settings().sites
    folders = _folders | ({"sites": sites} if sites else {})
    try:
        manifest = back_up(open_database(settings().url), settings().home, folders, folder, now=datetime.now(UTC))
    except StorageError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"the backup could not be written to {folder}: {error}; the one before still stands", 1)
    _print_manifest(f"kept in {folder}", manifest)
    for sentence in manifest.missing:
        print(sentence, file=sys.stderr)
    raise typer.Exit(1 if manifest.missing else 0)


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of backups.")],
) -> None:
    """Prove a backup and put it into an empty SOITIN_HOME and an empty database; anything else is refused."""
    from storage.errors import StorageError
    from storage.safekeeping.restore import restore as restore_backup
    from storage.settings import settings

    try:
        manifest = restore_backup(folder, settings().home, settings().url, now=datetime.now(UTC))
    except StorageError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{settings().home} could not be filled: {error}; empty it and restore again", 1)
    _print_manifest(f"restored to {settings().home}", manifest)
    print(
        f"soitin: what persons had erased after {manifest.made_at[:10]} may be readable again: put pseudonym.key and "
        "the newest erasures.jsonl back, then run `soitin erase --again` and `soitin doctor`",
        file=sys.stderr,
    )


def _print_manifest(what: str, manifest: "Manifest") -> None:
    size = sum(kept.bytes for kept in manifest.files.values())
    print(f"{what}: the state of {manifest.made_at}, {len(manifest.files)} files, {size} bytes, all proven")
    for table, (rows, _) in manifest.tables.items():
        print(f"{table}\t{rows}")


def _settings(*, is_demo: bool) -> "Settings":
    from storage.settings import settings

    if is_demo:
        # the checks of other packages read the same settings
        home = DEMO_HOME.resolve()
        os.environ["SOITIN_HOME"] = str(home)
        os.environ["SOITIN_DATABASE_URL"] = f"sqlite:///{home / 'soitin.db'}"
        settings.cache_clear()
    return settings()


def _diagnoses(engine: "Engine", office: "Settings", *, is_full: bool) -> "Iterator[Diagnosis]":
    from storage.database import reading
    from storage.doctor import CHECKS, Check, Place, examine

    with reading(engine) as session:
        place = Place(
            session=session,
            home=office.home,
            now=datetime.now(UTC),
            least_free_mb=office.least_free_mb,
            is_full=is_full,
            is_demo=office.home.resolve() == DEMO_HOME.resolve(),
        )
        yield from examine(place, CHECKS)
    for what, find in _more_checks:
        yield from examine(place, [Check(what, lambda _: find(engine))])  # noqa: B023 - called before the next round


def _print_diagnosis(diagnosis: "Diagnosis") -> bool:
    """Print one check and tell whether it found something wrong."""
    print(f"{'WRONG' if diagnosis.faults else 'good'}\t{diagnosis.what}", flush=True)
    for fault in diagnosis.faults:
        print(f"\t{fault}")
    if diagnosis.more:
        print(f"\t… and {diagnosis.more} more")
    return bool(diagnosis.faults)


def _fail(sentence: str, code: int = 2) -> NoReturn:
    print(f"soitin: {sentence}", file=sys.stderr)
    raise typer.Exit(code)
