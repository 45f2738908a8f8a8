"""`soitin capture …`: look at kept pages, check them against their hashes, take them out as a web archive."""

import sys
from typing import Annotated

import typer

from crawler.exits import sentences

capture_app = typer.Typer(no_args_is_help=True, help="Kept pages: the evidence.")


@capture_app.command("show")
def show_capture(
    capture_id: Annotated[int, typer.Argument(help="Number of the capture.")],
    *,
    body: Annotated[bool, typer.Option("--body", help="Print the decoded body instead of its description.")] = False,
) -> None:
    """Print what was kept of one page, checked against its hash."""
    from storage.captures import decoded_body, read_capture
    from storage.database import open_database, reading
    from storage.settings import settings

    with sentences(code=1), reading(open_database(settings().url)) as session:
        page = read_capture(session, capture_id, settings().warc_folder)
    if body:
        sys.stdout.buffer.write(decoded_body(page))
        return
    print(f"{page.url}\n{page.fetched_at.isoformat()}\nHTTP {page.status}, {len(page.body)} bytes as sent")
    for name, value in page.headers:
        print(f"{name}: {value}")


@capture_app.command("verify")
def verify_captures() -> None:
    """Read every capture again; prints each whose bytes are missing or changed."""
    from storage.captures import find_damage
    from storage.database import open_database, reading
    from storage.settings import settings

    damaged = 0
    with sentences(), reading(open_database(settings().url)) as session:
        for sentence in find_damage(session, settings().warc_folder):
            damaged += 1
            print(sentence)
    print(f"{damaged} captures are damaged" if damaged else "every capture is whole")
    raise typer.Exit(1 if damaged else 0)


def reprocess(
    *,
    site: Annotated[str, typer.Option(help="Only the captures of this site.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count, keep nothing.")] = False,
) -> None:
    """Read kept pages again after an extractor or a site file was mended; nothing is fetched, what is kept stays."""
    from rich.console import Console
    from rich.progress import Progress

    from crawler.reprocess import reprocess as read_again
    from storage.database import open_database
    from storage.settings import settings

    with sentences(), Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("đọc lại / reading again", total=None)
        report = read_again(
            open_database(settings().url),
            settings().warc_folder,
            site=site,
            dry_run=dry_run,
            on_progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    for sentence in report.damaged:
        print(f"soitin: {sentence}", file=sys.stderr)
    print(f"captures\t{report.captures}")
    for name in ("same", "changed", "gained", "lost"):
        print(f"{name}\t{report.readings[name]}")
    versions = report.versions
    added = f"{versions.total()}\t(new {versions['new']}, edited {versions['edited']}, older {versions['older']})"
    print(f"versions\t{'0 (dry run, nothing was kept)' if dry_run else added}")
    raise typer.Exit(1 if report.damaged else 0)
