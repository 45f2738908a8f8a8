"""The command of linking. Heavy imports wait until it runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def link(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="JSONL rows with id, site, url, posted_at, title, employer_name and text, also .gz; "
            "without it, what waits in the database."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to write; standard output by default.")] = None,
) -> None:
    """Find the copies of one offer and the broker behind several, in the database; or in FILE, a line out for each."""
    if file is None:
        _link_database(out)
        return
    # the main commands import this file, so what is theirs is taken when it runs
    from model.commands import _output
    from model.linking.link_file import link_file
    from model.linking.shared import BadSharedList
    from model.linking.weights import BadWeights
    from model.screen_file import UnreadableFile
    from model.terminal import MISUSED, WRONG, bar, stop

    if not file.is_file():
        stop(MISUSED, f"cannot read {file}: no such file; give a .jsonl or .jsonl.gz file")
    try:
        with _output(out) as target, bar(f"{file.name}", None) as step:
            counts = link_file(file, target, step)
    except UnreadableFile as error:
        stop(MISUSED, str(error))
    except (BadSharedList, BadWeights) as error:
        stop(WRONG, str(error))
    print(
        f"{counts.rows} rows: {counts.campaigns} campaigns, {counts.brokers} brokers, {counts.suggestions} to look at; "
        f"{counts.errors} could not be linked",
        file=sys.stderr,
    )
    if counts.errors:
        raise typer.Exit(WRONG)


def _link_database(out: Path | None) -> None:
    from datetime import UTC, datetime

    from model.link_pending import link_pending
    from model.linking.shared import BadSharedList
    from model.linking.weights import BadWeights
    from model.terminal import MISUSED, WRONG, bar, stop
    from storage.database import open_database
    from storage.errors import StorageError
    from storage.settings import settings

    if out is not None:
        stop(MISUSED, "-o goes with a FILE; without one, campaigns and brokers are kept in the database")
    try:
        engine = open_database(settings().url)
    except StorageError as error:
        stop(MISUSED, str(error))
    try:
        with bar("Nối tin / linking", None) as step:
            linked = link_pending(engine, lambda: datetime.now(UTC), step)
    except (BadSharedList, BadWeights, StorageError) as error:
        stop(WRONG, str(error))
    print(linked.sentence())
    for remark in linked.remarks():
        print(remark, file=sys.stderr)
