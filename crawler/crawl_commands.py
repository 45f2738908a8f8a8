"""`soitin crawl` and `soitin runs`: a line a site to stdout, what a person should look at to stderr."""

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.exits import fail, sentences

if TYPE_CHECKING:
    from rich.status import Status

    from crawler.run import RunSummary

_WIDE = 180
_MOST_ISSUES = 50


def crawl(
    sites: Annotated[list[str] | None, typer.Argument(help="Names of sites, as in `soitin site list`.")] = None,
    *,
    due: Annotated[bool, typer.Option("--due", help="Crawl the sites whose schedule says so.")] = False,
    all_sites: Annotated[bool, typer.Option("--all", help="Crawl every site but the demo's.")] = False,
    base: Annotated[str | None, typer.Option(help="Address to use instead of the site file's `base`.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many sites at the same time; each gets one request.")] = 4,
) -> None:
    """Fetch sites, keep every page, read the adverts; prints one line a site."""
    from rich.console import Console

    if [bool(sites), due, all_sites].count(True) != 1:
        fail("name at least one site, or say --due or --all; `soitin site list` shows them")
    names = list(dict.fromkeys(sites or _every_site(must_be_some=all_sites)))
    codes = [0]
    if due and names:
        names, codes = _due_among(names)
    with Console(stderr=True).status("crawling") as status, ThreadPoolExecutor(jobs) as pool:
        codes += pool.map(lambda name: _crawl_one(name, base, status, if_due=due), names)
    raise typer.Exit(max(codes))


def _every_site(*, must_be_some: bool) -> list[str]:
    """Return the sites of the web; none are no fault of a night's, for an office may live on imports alone."""
    from crawler.site_file import names_to_crawl, sites_folder

    folder, names = sites_folder(), names_to_crawl()
    if not folder.is_dir():
        fail(f"the folder of sites {folder} is not there; make it, or set SOITIN_SITES to yours")
    if not names:
        sentence = f"{folder} holds no site but the demo's; add a folder with a site.yml, or set SOITIN_SITES"
        if must_be_some:
            fail(sentence)
        print(f"soitin: {sentence}; nothing was crawled", file=sys.stderr)
    return names


def _due_among(names: list[str]) -> tuple[list[str], list[int]]:
    """Return the sites that are due, and exit codes for those that cannot be told."""
    from datetime import UTC, datetime

    from crawler.errors import WrongSiteFile
    from crawler.schedule import why_due
    from crawler.site_file import load_site
    from storage.database import open_database, reading
    from storage.runs import last_crawl
    from storage.settings import settings

    found, codes = [], [0]
    with sentences(), reading(open_database(settings().url)) as session:
        for name in names:
            try:
                why = why_due(load_site(name).schedule, last_crawl(session, name), now=datetime.now(UTC))
            except WrongSiteFile as error:
                print(f"soitin: {error}", file=sys.stderr)
                codes.append(2)
                continue
            print(f"{name}: {f'due, {why}' if why else 'not due'}", file=sys.stderr)
            found += [name] if why else []
    return found, codes


def _crawl_one(name: str, base: str | None, status: "Status", *, if_due: bool) -> int:
    from crawler.errors import NotDue, WrongSiteFile
    from crawler.run import crawl_site
    from storage.errors import SiteIsBusy, StorageError

    def note(pages: int, adverts: int) -> None:
        status.update(f"{name}: {pages} pages, {adverts} adverts")

    try:
        summary = crawl_site(name, base=base, on_progress=note, if_due=if_due)
    except NotDue as error:
        print(error, file=sys.stderr)
        return 0
    except SiteIsBusy as error:
        print(f"soitin: {error}", file=sys.stderr)
        return 1
    except (WrongSiteFile, StorageError) as error:
        print(f"soitin: {error}", file=sys.stderr)
        return 2
    for kind, url, message in summary.issues[:_MOST_ISSUES]:
        print(f"{name}: {kind}: {url}: {message}", file=sys.stderr)
    if more := len(summary.issues[_MOST_ISSUES:]):
        print(f"{name}: … and {more} more", file=sys.stderr)
    print(_run_line(summary))
    return 0 if summary.outcome == "good" else 1


def _run_line(summary: "RunSummary") -> str:
    return (
        f"{summary.site}\t{summary.outcome}\tpages {summary.pages}\tadverts {summary.adverts}\t"
        f"new {summary.new_adverts}\tedited {summary.new_versions}\tremoved {summary.removed}\t"
        f"refused {summary.refused}\tfailed {summary.failed}" + (f"\t{summary.cause}" if summary.cause else "")
    )


def runs(
    limit: Annotated[int, typer.Option(min=1, help="How many runs.")] = 20,
    nights: Annotated[int, typer.Option(min=1, help="How many nights.")] = 7,
) -> None:
    """Show the last nights, a line each, and the last runs, newest first."""
    from rich.console import Console

    from crawler.nights import table_of_nights, table_of_runs
    from storage.database import open_database, reading
    from storage.runs import latest_runs
    from storage.settings import settings

    with sentences(), reading(open_database(settings().url)) as session:
        last = latest_runs(session, limit=limit)
        if not last:
            print("nothing has been crawled or imported yet")
            return
        tables = [table_of_nights(session, nights=nights), table_of_runs(last)]
    # into a file or a pipe, a line a run
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    for table in tables:
        console.print(table)
