"""The book-keeping of one run: every page kept first, every outcome counted, the run closed with a verdict."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.health import BLOCKED, Tally
from crawler.heartbeat import Heartbeat
from crawler.opening import OpenRun, open_run
from crawler.page_desk import PageDesk
from crawler.patience import patiently
from crawler.reading import Refusal
from crawler.site_file import SiteFile
from crawler.verdict import GONE, Verdict, judge_run, most_pages_fail
from storage.cycles import coverage_of_cycle, done_in_cycle, sums_of_cycle
from storage.database import open_database, reading
from storage.records import CapturedPage
from storage.removals import adverts_not_seen, mark_removed
from storage.revisits import not_due
from storage.runs import add_issue, finish_run, last_good_runs
from storage.settings import settings
from storage.tables import CrawlRun
from storage.worklist.leases import end_lease

_CLOCK_MAY_STEP = timedelta(seconds=2)


def run_book_of(crawler: Any) -> "RunBook":
    """Return the book that the spider of a Scrapy crawl opened."""
    return cast("RunBook", crawler.spider.run_book)


class RunBook:
    """One run of one site; opened by the spider, written by the middlewares and the pipeline."""

    def __init__(self, engine: Engine, site: SiteFile, run: OpenRun, *, days_ago: int) -> None:
        """Take an open run."""
        self.site, self.run_id = site, run.run_id
        self.pages = PageDesk(engine, site, run)
        """Where pages are kept and read."""
        self._engine, self._run = engine, run
        self._clock_offset = timedelta(days=-days_ago)
        self._last_moment = datetime.now(UTC) + self._clock_offset
        self._clock_was_noted = False
        self._revisits: set[str] = set()
        self._standing: set[str] = set()
        self._kept_out = 0
        self._stopped = ""
        with reading(engine) as session:
            sums = sums_of_cycle(session, run.cycle)
            self._not_due = self._resting(session, site.revisit.most)
            self.done = done_in_cycle(session, run.cycle[1:], kept_out=BLOCKED)
            """Addresses of adverts that the interrupted runs have read whose work this one takes up."""
        self._issues, self._adverts, self._failed, self._pages = sums.issues, sums.adverts, sums.failed, sums.pages
        self._heartbeat = Heartbeat(engine, run.run_id)
        self._heartbeat.__enter__()

    @classmethod
    def open(cls, site: SiteFile, *, run_id: int | None = None, days_ago: int = 0) -> "RunBook":
        """Take up the run that was started for us, or start one; `days_ago` sets the clock of a demo site back.

        Raises:
            SiteIsBusy: another run holds the site.
        """
        engine = open_database(settings().url)
        run = open_run(engine, site, run_id=run_id, offset=timedelta(days=-days_ago))
        return cls(engine, site, run, days_ago=days_ago)

    def now(self) -> datetime:
        """Return the time that this run goes by; it never goes back, whatever the machine's clock does."""
        moment = datetime.now(UTC) + self._clock_offset
        if moment < self._last_moment - _CLOCK_MAY_STEP and not self._clock_was_noted:
            self._clock_was_noted = True
            message = f"the machine's clock went back from {self._last_moment:%H:%M:%S} to {moment:%H:%M:%S} UTC"
            self.note("clock_went_back", message)
        self._last_moment = max(self._last_moment, moment)
        return self._last_moment

    def count_page(self) -> None:
        """Take note that a page was kept."""
        self._pages += 1

    def read_page(self, page: CapturedPage) -> str:
        """Read a kept page and keep its advert, or why there is none; return `advert` or the kind of refusal."""
        kind = self.pages.read(page, now=self.now(), is_revisit=page.url in self._revisits)
        if kind == "advert":
            self._adverts += 1
        else:
            self._issues[kind] += 1
        return kind

    def unread_pages(self) -> list[CapturedPage]:
        """Return the pages that the interrupted runs kept and did not come to read.

        One at which reading has ended a process before is refused, or no run would ever get past it.
        """
        found = []
        for page, was_tried in self.pages.unread():
            self.done.add(page.url)
            if was_tried:
                sentence = "reading it has ended the process before"
                refusal = Refusal(outcome="failed", kind="ends_the_process", sentence=sentence)
                self.pages.refuse(page, refusal, now=self.now())
                continue
            message = f"capture {page.id} was kept before the interruption, and is read now"
            self.note("read_again", message, url=page.url)
            found.append(page)
        return found

    def rests(self, address: str) -> tuple[str, ...]:
        """Return the addresses of a known advert that the site names and that is not due for another look; else ()."""
        advert = self._not_due.get(address)
        if advert is None:
            return ()
        self._standing.add(advert)
        return (address, advert)

    def note(self, kind: str, message: str, *, url: str | None = None, failed: bool = False) -> None:
        """Keep a warning for the people who look after sites; `failed` counts a page that was lost."""
        self._issues[kind] += 1
        self._failed += failed
        now = self.now()

        def write(session: Session, _is_again: bool) -> None:  # noqa: FBT001 - called by `patiently`
            add_issue(session, self.run_id, kind=kind, message=message, url=url, now=now)
            if failed:
                session.get_one(CrawlRun, self.run_id).failed += 1

        patiently(self._engine, write)

    def leave_for_the_night(self) -> None:
        """Take note that the site does not want to see us again soon."""
        self._kept_out = self.site.stop_after

    def note_kept_out(self, kind: str, message: str, *, url: str) -> None:
        """Keep that the site does not want us."""
        self._kept_out += 1
        self.note(kind, message, url=url)

    def stop(self, reason: str) -> None:
        """Take note that the run cannot go on."""
        self._stopped = self._stopped or reason

    @property
    def must_leave(self) -> str | None:
        """Why the run has to end now, as a reason of Scrapy's; None if it goes on."""
        if self._stopped:
            return self._stopped
        if self._heartbeat.lost:
            return "lease_lost"
        if self._kept_out + self._issues["captcha"] >= self.site.stop_after:
            return "kept_out"
        so_far = Tally(pages=self._pages, adverts=self._adverts, failed=self._failed, issues=self._issues)
        return "too_many_failures" if most_pages_fail(so_far) else None

    def worth_revisiting(self) -> list[str]:
        """Return the addresses of known adverts that nothing named so far; none if the run would not be good."""
        with reading(self._engine) as session:
            if self._judge(session, "finished")[0].outcome != "good":
                return []
            # what nothing names any more may be gone: it rests for half as long at most
            resting = self._resting(session, self.site.revisit.most / 2)
            missing = adverts_not_seen(session, self.run_id)
        found = [url for url in missing if self.site.is_own_address(url) and url not in resting]
        self._revisits.update(found)
        return found

    def close(self, reason: str) -> None:
        """Finish the run with a verdict; only a good run is evidence that adverts are gone."""
        self._heartbeat.__exit__(None, None, None)
        now = self.now()
        patiently(self._engine, lambda session, _is_again: self._finish(session, reason, now))
        self._engine.dispose()

    def _finish(self, session: Session, reason: str, now: datetime) -> None:
        run = session.get_one(CrawlRun, self.run_id)
        if run.finished_at is not None:
            return  # whoever took the site over has closed it
        verdict, tally = self._judge(session, reason)
        run.named, run.coverage = tally.named, dict(tally.coverage)
        for violation in verdict.violations:
            add_issue(session, self.run_id, kind=violation.check, message=violation.sentence, url=None, now=now)
        if verdict.outcome == "good":
            mark_removed(session, self.run_id, kinds=GONE)
        finish_run(session, self.run_id, outcome=verdict.outcome, cause=verdict.cause, code=verdict.code, now=now)
        end_lease(session, self.run_id)

    def _judge(self, session: Session, reason: str) -> tuple[Verdict, Tally]:
        sums = sums_of_cycle(session, self._run.cycle)
        tally = Tally(
            pages=sums.pages, adverts=sums.adverts, failed=sums.failed, issues=sums.issues, revisited=sums.revisited,
            not_due=len(self._standing), coverage=coverage_of_cycle(session, self._run.cycle),
        )  # fmt: skip
        past = last_good_runs(session, self._run.site_id)
        return judge_run(tally, self.site.counts, reason=reason, health=self.site.health, past=past), tally

    def _resting(self, session: Session, most: timedelta) -> dict[str, str]:
        least = min(self.site.revisit.least, most)
        return not_due(session, self._run.site_id, now=self._last_moment, least=least, most=most)
