"""`soitin capture …`: look at kept pages, check them against their hashes, take them out as a web archive."""

import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler.exits import fail, sentences

capture_app = typer.Typer(no_args_is_help=True, help="Kept pages: the evidence.")


@capture_app.command("show")
def show_capture(
    capture_id: Annotated[int, typer.Argument(help="Number of the capture.")],
    *,
    body: Annotated[bool, typer.Option("--body", help="Print the decoded body instead of its description.")] = False,
) -> None:
    """Print what was kept of one page, checked against its hash."""
    from storage.captures import decoded_body, read_capture
    from storage.closed_captures import require_open
    from storage.database import open_database, reading
    from storage.settings import settings
    from storage.tables import Capture

    with sentences(code=1), reading(open_database(settings().url)) as session:
        require_open(session, capture_id)
        page = read_capture(session, capture_id, settings().warc_folder)
        row = session.get_one(Capture, capture_id)
    if body:
        try:
            sys.stdout.buffer.write(decoded_body(page))
        except (OSError, zlib.error) as error:
            fail(f"the body of capture {capture_id} cannot be decompressed: {error}; it is kept as it was sent", 1)
        return
    print(f"{page.url}\n{page.fetched_at.isoformat()}\nHTTP {page.status}, {len(page.body)} bytes as sent")
    print(f"body SHA-256 {row.body_sha256}\nrecord SHA-256 {row.warc_sha256}")
    print(f"{row.warc_path}, {row.warc_length} bytes from byte {row.warc_offset} on")
    if row.revisit_of:
        print(f"the same body as capture {row.revisit_of}, which holds it")
    for name, value in page.headers:
        print(f"{name}: {value}")


@capture_app.command("export")
def export_capture(
    capture_ids: Annotated[list[int] | None, typer.Argument(metavar="[ID]…", help="Numbers of captures.")] = None,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write, named ….warc.gz.")],
    advert: Annotated[
        int | None, typer.Option(help="Every capture of this advert, also those that show it gone.")
    ] = None,
) -> None:
    """Write captures into a web archive (WARC) that pywb and ReplayWeb.page open; the audit chain notes it."""
    from storage.audit_chain.audit import append_event
    from storage.capture_export import captures_of_advert, export_captures
    from storage.database import open_database, unit_of_work
    from storage.settings import settings

    if not output.name.endswith(".warc.gz") or (advert is None) == (not capture_ids):
        fail("name captures or an --advert, and a file that ends with .warc.gz")
    try:
        with sentences(code=1), unit_of_work(open_database(settings().url)) as session:
            wanted = captures_of_advert(session, advert) if advert is not None else capture_ids or []
            written = export_captures(session, wanted, settings().warc_folder, output)
            subject = f"advert:{advert}" if advert is not None else f"capture:{written[0]}"
            detail = {"captures": written, "file": output.name}
            append_event(
                session, action="export_captures", subject=subject, account_id=None, at=datetime.now(UTC), detail=detail
            )
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror or error}", 1)
    print(f"wrote\t{output}\t{len(written)} captures: {', '.join(map(str, written))}")


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
