"""The command of linking. Heavy imports wait until it runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def link(
    file: Annotated[
        Path,
        typer.Argument(help="JSONL rows with id, site, url, posted_at, title, employer_name and text, also .gz."),
    ],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to write; standard output by default.")] = None,
) -> None:
    """Find the copies of one offer and the broker behind several: one line out for each advert, with reasons."""
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
