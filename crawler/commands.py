"""The crawler's part of the `soitin` command: results to stdout, everything for people's eyes only to stderr.

Exit codes: 0 good, 1 ran and something is wrong, 2 wrong use. Heavy imports wait until a command runs.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.capture_commands import capture_app, reprocess
from crawler.crawl_commands import crawl, runs
from crawler.exits import fail, sentences
from crawler.site_commands import site_app

if TYPE_CHECKING:
    from crawler.import_files import ImportReport

_MOST_PROBLEMS = 200


def register(app: typer.Typer) -> None:
    """Mount the crawler's commands on the main one."""
    app.command("crawl")(crawl)
    app.command("runs")(runs)
    app.command("import")(import_)
    app.command("reprocess")(reprocess)
    app.add_typer(site_app, name="site")
    app.add_typer(capture_app, name="capture")


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
    changes += f", older {outcomes['older']}" if outcomes["older"] else ""
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
