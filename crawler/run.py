"""Run one site: open the run, crawl in a process of its own, close the run whatever became of that process.

A process for each site, because a Twisted reactor starts once, and because a crash must not take the next site with it.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from crawler.errors import WrongSiteFile
from crawler.logs import log_to_file
from crawler.opening import open_run
from crawler.patience import patiently
from crawler.room import NoRoom, require_room
from crawler.site_file import SiteFile, days_to_go_back, load_site
from storage.database import open_database, reading
from storage.errors import UnreachableDatabase
from storage.runs import finish_run
from storage.settings import settings
from storage.tables import CrawlIssue, CrawlRun, Site
from storage.worklist.leases import end_lease

_LOOK_EVERY = 0.5
_PATIENCE = 30
_TOLD_OTHERWISE = ("scrapy.downloadermiddlewares.robotstxt", "scrapy.downloadermiddlewares.retry")
"""Loggers whose errors are rows of the run as well, there without a traceback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """How one run went."""

    run_id: int
    site: str
    title: str
    outcome: str
    """good | bad | stopped"""
    cause: str | None
    pages: int
    adverts: int
    new_adverts: int
    new_versions: int
    removed: int
    refused: int
    failed: int
    issues: tuple[tuple[str, str, str], ...]
    """Kind, address and sentence of everything that a person should look at."""


def crawl_site(
    name: str,
    *,
    base: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    days_ago: int = 0,
    if_due: bool = False,
) -> RunSummary:
    """Crawl one site and return how it went; `on_progress` gets pages and adverts so far.

    `days_ago` sets the clock of the run back, which only a demo site accepts.

    Raises:
        NotDue: it was to be crawled if its schedule says so, and another scheduler has done it.
        WrongSiteFile: the site is unknown, its file is not right, or nobody is named for complaints.
        SiteIsBusy: another run of the site goes on.
        StorageError: the database cannot be used, or went away for good.
    """
    site = load_site(name, base=base)
    _require_contact(site)
    offset = timedelta(days=-days_to_go_back(site, days_ago))
    engine = open_database(settings().url)
    try:
        run_id = open_run(engine, site, offset=offset, if_due=if_due).run_id
        cause, code = _crawl(site, engine, run_id, days_ago, on_progress)
        _close_if_open(engine, run_id, cause, code, at=datetime.now(UTC) + offset)
        return summarise_run(engine, run_id)
    except (OperationalError, InterfaceError) as error:
        reason = " ".join(str(error.orig).split())
        msg = f"the database went away while {name} was crawled ({reason}); its next crawl takes up what was captured"
        raise UnreachableDatabase(msg) from error
    finally:
        engine.dispose()


def _crawl(
    site: SiteFile, engine: Engine, run_id: int, days_ago: int, on_progress: Callable[[int, int], None] | None
) -> tuple[str, str]:
    """Crawl in a process of its own; return cause and code for a run that this process did not close."""
    try:
        require_room(settings().home, settings().least_free_mb)
    except NoRoom as error:
        return str(error.strerror), "no_room"
    command = [sys.executable, "-m", "crawler.run", site.name, str(run_id), site.base, str(days_ago)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:  # noqa: S603 - our own program, no shell
        return _wait(process, engine, run_id, on_progress)


def summarise_run(engine: Engine, run_id: int) -> RunSummary:
    """Return what is kept of a run."""
    with reading(engine) as session:
        run = session.get_one(CrawlRun, run_id)
        site = session.get_one(Site, run.site_id)
        issues = session.scalars(select(CrawlIssue).where(CrawlIssue.run_id == run_id).order_by(CrawlIssue.id))
        return RunSummary(
            run_id=run_id,
            site=site.name,
            title=site.title,
            outcome=run.outcome or "stopped",
            cause=run.cause,
            pages=run.pages,
            adverts=run.adverts,
            new_adverts=run.new_adverts,
            new_versions=run.new_versions,
            removed=run.removed,
            refused=run.refused,
            failed=run.failed,
            issues=tuple((issue.kind, issue.url or "", issue.message) for issue in issues),
        )


def _require_contact(site: SiteFile) -> None:
    if not (site.demo or site.contact or settings().contact):
        msg = (
            f"nobody is named for complaints of {site.name}: set SOITIN_CONTACT, or `contact` in its site.yml, "
            "to an address that the site's owner can write to"
        )
        raise WrongSiteFile(msg)


def _wait(
    process: "subprocess.Popen[bytes]", engine: Engine, run_id: int, on_progress: Callable[[int, int], None] | None
) -> tuple[str, str]:
    try:
        while True:
            try:
                code = process.wait(_LOOK_EVERY)
            except subprocess.TimeoutExpired:
                _report(engine, run_id, on_progress)
            else:
                return f"the crawl process ended with code {code} before the run was closed", "crashed"
    except KeyboardInterrupt:
        process.terminate()
        process.wait(_PATIENCE)
        return "it was stopped by hand", "shutdown"


def _report(engine: Engine, run_id: int, on_progress: Callable[[int, int], None] | None) -> None:
    if on_progress is None:
        return
    with suppress(OperationalError, InterfaceError), reading(engine) as session:
        run = session.get_one(CrawlRun, run_id)
        on_progress(run.pages, run.adverts)


def _close_if_open(engine: Engine, run_id: int, cause: str, code: str, *, at: datetime) -> None:
    def close(session: Session, _is_again: bool) -> None:  # noqa: FBT001 - called by `patiently`
        if session.get_one(CrawlRun, run_id).finished_at is None:
            finish_run(session, run_id, outcome="stopped", cause=cause, code=code, now=at)
        end_lease(session, run_id)

    patiently(engine, close)


def _crawl_here(name: str, run_id: str, base: str, days_ago: str = "0") -> None:
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - only the crawling process pays for Scrapy
    from scrapy.settings import Settings  # noqa: PLC0415

    from crawler.spiders.job_board import JobBoardSpider  # noqa: PLC0415

    scrapy_settings = Settings()
    scrapy_settings.setmodule("crawler.settings", priority="project")
    process = AsyncCrawlerProcess(scrapy_settings)
    log_to_file(settings().home, site=name, run_id=int(run_id))
    for module in _TOLD_OTHERWISE:
        logging.getLogger(module).setLevel(logging.CRITICAL)
    logging.getLogger("scrapy.core.scraper").addFilter(
        lambda record: not record.getMessage().startswith("Error downloading")
    )
    process.crawl(JobBoardSpider, site=name, base=base, run_id=run_id, days_ago=days_ago)
    process.start()


if __name__ == "__main__":
    _crawl_here(*sys.argv[1:5])
