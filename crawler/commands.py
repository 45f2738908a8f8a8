"""The crawler's part of the `soitin` command: results to stdout, everything for people's eyes only to stderr.

Exit codes: 0 good, 1 ran and something is wrong, 2 wrong use. Heavy imports wait until a command runs.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.capture_commands import capture_app
from crawler.exits import fail, sentences
from crawler.site_commands import site_app

if TYPE_CHECKING:
    from crawler.import_files import ImportReport
    from crawler.run import RunSummary

_MOST_PROBLEMS = 200
_WIDE = 180


def register(app: typer.Typer) -> None:
    """Mount the crawler's commands on the main one."""
    app.command("crawl")(crawl)
    app.command("runs")(runs)
    app.command("import")(import_)
    app.add_typer(site_app, name="site")
    app.add_typer(capture_app, name="capture")


def crawl(
    sites: Annotated[list[str] | None, typer.Argument(help="Names of sites, as in `soitin site list`.")] = None,
    *,
    all_sites: Annotated[bool, typer.Option("--all", help="Crawl every site but the demo's.")] = False,
    base: Annotated[str | None, typer.Option(help="Address to use instead of the site file's `base`.")] = None,
) -> None:
    """Fetch sites, keep every page, read the adverts; prints one line a site."""
    from crawler.site_file import names_to_crawl, sites_folder

    names = list(dict.fromkeys(names_to_crawl() if all_sites else sites or []))
    if not names and all_sites:
        fail(f"{sites_folder()} holds no site but the demo's; add a folder with a site.yml, or set SOITIN_SITES")
    if not names:
        fail("name at least one site, or say --all; `soitin site list` shows them")
    raise typer.Exit(max(_crawl_one(name, base) for name in names))


def _crawl_one(name: str, base: str | None) -> int:
    from rich.console import Console

    from crawler.errors import WrongSiteFile
    from crawler.run import crawl_site
    from storage.errors import StorageError

    try:
        with Console(stderr=True).status(f"{name}: starting") as status:
            summary = crawl_site(
                name,
                base=base,
                on_progress=lambda pages, adverts: status.update(f"{name}: {pages} pages, {adverts} adverts"),
            )
    except (WrongSiteFile, StorageError) as error:
        print(f"soitin: {error}", file=sys.stderr)
        return 2
    for kind, url, message in summary.issues:
        print(f"{name}: {kind}: {url}: {message}", file=sys.stderr)
    print(_run_line(summary))
    return 0 if summary.outcome == "good" else 1


def _run_line(summary: "RunSummary") -> str:
    return (
        f"{summary.site}\t{summary.outcome}\tpages {summary.pages}\tadverts {summary.adverts}\t"
        f"new {summary.new_adverts}\tedited {summary.new_versions}\tremoved {summary.removed}\t"
        f"refused {summary.refused}\tfailed {summary.failed}" + (f"\t{summary.cause}" if summary.cause else "")
    )


def runs(limit: Annotated[int, typer.Option(min=1, help="How many.")] = 30) -> None:
    """Show the last runs, newest first."""
    from rich.console import Console
    from rich.table import Table

    from storage.database import open_database, reading
    from storage.runs import latest_runs
    from storage.settings import settings

    counted = ("pages", "adverts", "new", "edited", "removed", "refused", "failed")
    table = Table("run", "site", "started (UTC)", "outcome", *counted, "cause")
    with sentences(), reading(open_database(settings().url)) as session:
        for site, run in latest_runs(session, limit=limit):
            changes = (run.new_adverts, run.new_versions, run.removed)
            numbers = (run.pages, run.adverts, *changes, run.refused, run.failed)
            started = f"{run.started_at:%Y-%m-%d %H:%M}"
            outcome = run.outcome or "unfinished"
            table.add_row(str(run.id), site.name, started, outcome, *map(str, numbers), run.cause or "")
    if table.row_count:
        # into a file or a pipe, a line a run
        Console(width=None if sys.stdout.isatty() else _WIDE).print(table)
    else:
        print("nothing has been crawled or imported yet")


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files, or folders of them.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, keep nothing.")] = False,
) -> None:
    """Put files through the same steps as crawled pages: .html .jsonl .csv .xlsx .warc, each also .gz."""
    from rich.console import Console

    from crawler.errors import PageNotKept
    from crawler.import_files import Importer
    from storage.database import open_database
    from storage.settings import settings

    with sentences():
        importer = Importer(None if dry_run else open_database(settings().url))
    try:
        with Console(stderr=True).status("importing") as status:
            for done in importer.import_files(files):
                status.update(f"importing: {done} rows and pages")
    except PageNotKept as error:
        fail(str(error), 1)
    _print_report(importer.report, dry_run=dry_run)
    wrong = importer.report.outcomes["failed"] or not importer.report.adverts
    raise typer.Exit(2 if importer.report.unreadable else 1 if wrong else 0)


def _print_report(report: "ImportReport", *, dry_run: bool) -> None:
    _print_complaints(report)
    outcomes = report.outcomes
    changes = f"new {outcomes['new']}, edited {outcomes['edited']}, known {outcomes['unchanged']}"
    for columns in report.columns:
        print(f"columns\t{columns}")
    print(f"adverts\t{report.adverts}\t({'dry run, nothing was kept' if dry_run else changes})")
    print(f"refused\t{outcomes['not_an_advert']}")
    print(f"failed\t{outcomes['failed']}")
    for title, counter in (("why", report.refused), ("repair", report.repairs)):
        for kind, count in counter.most_common():
            print(f"{title}\t{kind}\t{count}")


def _print_complaints(report: "ImportReport") -> None:
    for problem in report.problems[:_MOST_PROBLEMS]:
        print(problem, file=sys.stderr)
    more = len(report.problems[_MOST_PROBLEMS:]) + report.more_problems
    if more:
        print(f"… and {more} more", file=sys.stderr)
    for remark in report.remarks:
        print(remark, file=sys.stderr)
    for problem in report.unreadable:
        print(f"soitin: {problem}", file=sys.stderr)
