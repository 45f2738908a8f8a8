"""The book-keeping of one run: every page kept first, every outcome counted, the run closed with a verdict."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from crawler.errors import PageNotKept
from crawler.extract.advert import extract_advert
from crawler.reading import keep_result, read_or_refuse
from crawler.site_file import SiteFile
from crawler.health import Tally
from crawler.verdict import GONE, judge_run, most_pages_fail
from storage.captures import CaptureWriter
from storage.database import open_database, reading, unit_of_work
from storage.records import CapturedPage, NewCapture
from storage.removals import adverts_not_seen, mark_removed
from storage.runs import add_issue, finish_run, site_named, start_run
from storage.settings import settings
from storage.tables import Capture, CrawlRun


def run_book_of(crawler: Any) -> "RunBook":
    """Return the book that the spider of a Scrapy crawl opened."""
    return cast("RunBook", crawler.spider.run_book)


class RunBook:
    """One run of one site; opened by the spider, written by the middleware and the pipeline."""

    def __init__(self, engine: Engine, site: SiteFile, run_id: int, *, site_id: int, days_ago: int) -> None:
        """Take an open run."""
        self.site = site
        self.run_id = run_id
        self._engine = engine
        self._clock_offset = timedelta(days=-days_ago)
        self._issues: Counter[str] = Counter()
        self._revisits: set[str] = set()
        self._revisited = 0
        self._writer = CaptureWriter(settings().warc_folder, site=site.name, site_id=site_id, run_id=run_id)

    @classmethod
    def open(cls, site: SiteFile, *, run_id: int | None = None, days_ago: int = 0) -> "RunBook":
        """Take up the run that was started for us, or start one; `days_ago` sets the clock of a demo site back."""
        engine = open_database(settings().url)
        now = datetime.now(UTC) - timedelta(days=days_ago)
        with unit_of_work(engine) as session:
            row = site_named(session, site.name, title=site.title, now=now)
            run = session.get_one(CrawlRun, run_id) if run_id else start_run(session, row, now=now)
            return cls(engine, site, run.id, site_id=row.id, days_ago=days_ago)

    def now(self) -> datetime:
        """Return the time that this run goes by."""
        return datetime.now(UTC) + self._clock_offset

    def keep_page(self, page: NewCapture) -> CapturedPage:
        """Put a page on disk and into the database before anybody looks at it.

        Raises:
            PageNotKept: disk or database refused.
        """
        try:
            with unit_of_work(self._engine) as session:
                row = self._writer.keep(session, page)
                session.get_one(CrawlRun, self.run_id).pages += 1
        except (OSError, SQLAlchemyError) as error:
            msg = f"{page.url} could not be kept: {' '.join(str(error).split())[:300]}"
            raise PageNotKept(msg) from error
        return CapturedPage(
            id=row.id, url=row.url, fetched_at=row.fetched_at, status=row.status, headers=page.headers, body=page.body
        )

    def read_page(self, page: CapturedPage) -> str:
        """Read a kept page and keep its advert, or why there is none; return which of the two it was."""
        result = read_or_refuse(lambda: extract_advert(page, self.site))
        with unit_of_work(self._engine) as session:
            capture = session.get_one(Capture, page.id)
            outcome = keep_result(session, capture, result, now=self.now())
        kind = getattr(result, "kind", None)
        if kind:
            self._issues[kind] += 1
        elif page.url in self._revisits:
            self._revisited += 1
        return outcome

    def note(self, kind: str, message: str, *, url: str | None = None, failed: bool = False) -> None:
        """Keep a warning for the people who look after sites; `failed` counts a page that was lost."""
        self._issues[kind] += 1
        with unit_of_work(self._engine) as session:
            add_issue(session, self.run_id, kind=kind, message=message, url=url, now=self.now())
            session.get_one(CrawlRun, self.run_id).failed += failed

    def goes_badly(self) -> bool:
        """Tell whether the run should stop by itself."""
        return most_pages_fail(self._tally())

    def worth_revisiting(self) -> list[str]:
        """Return the addresses of known adverts that nothing named so far; none if the run would not be good."""
        if judge_run(self._tally(), self.site.counts, reason="finished").outcome != "good":
            return []
        with reading(self._engine) as session:
            found = [url for url in adverts_not_seen(session, self.run_id) if self.site.is_own_address(url)]
        self._revisits.update(found)
        return found

    def close(self, reason: str) -> None:
        """Finish the run with a verdict; only a good run is evidence that adverts are gone."""
        verdict = judge_run(self._tally(), self.site.counts, reason=reason)
        with unit_of_work(self._engine) as session:
            if verdict.outcome == "good":
                mark_removed(session, self.run_id, kinds=GONE)
            finish_run(session, self.run_id, outcome=verdict.outcome, cause=verdict.cause, now=self.now())
        self._engine.dispose()

    def _tally(self) -> Tally:
        with reading(self._engine) as session:
            run = session.get_one(CrawlRun, self.run_id)
            return Tally(
                pages=run.pages,
                adverts=run.adverts,
                failed=run.failed,
                issues=dict(self._issues),
                revisited=self._revisited,
            )
