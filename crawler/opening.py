"""Begin a run: take the site's lease, close what died while it held it, and take up what that had captured."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.errors import NotDue
from crawler.schedule import last_time, why_due
from crawler.site_file import SiteFile
from storage.cycles import close_dead_run, run_to_continue, runs_of_cycle
from storage.database import unit_of_work
from storage.errors import SiteIsBusy
from storage.runs import add_issue, last_crawl, site_named, start_run
from storage.settings import settings
from storage.tables import CrawlRun
from storage.worklist.leases import RENEW_EVERY, database_clock, take_lease, this_process

_LONG_ENOUGH = 2.5 * RENEW_EVERY
"""Seconds after which a living run has renewed its lease for sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRun:
    """A run that holds its site."""

    run_id: int
    site_id: int
    cycle: tuple[int, ...]
    """The run itself, then those whose work it takes up."""


def open_run(
    engine: Engine,
    site: SiteFile,
    *,
    run_id: int | None = None,
    offset: timedelta = timedelta(0),
    if_due: bool = False,
) -> OpenRun:
    """Begin a run, or take up the one that was begun for this process; `offset` sets its clock.

    With `if_due` the schedule is asked once more when the site is held: of two schedulers that both found it due, one
    may have crawled it before the other came to it.

    Raises:
        SiteIsBusy: another run holds the site; nothing was written.
        NotDue: the site is not due; nothing was written.
    """
    unrenewed = None
    while True:
        try:
            with unit_of_work(engine) as session:
                run = _open(session, site, run_id, offset, unrenewed)
                if if_due:
                    _require_due(session, site, run, now=datetime.now(UTC) + offset)
                return run
        except SiteIsBusy as busy:
            if busy.doubtful is None or busy.doubtful == unrenewed:
                raise
            unrenewed = busy.doubtful
            time.sleep(_LONG_ENOUGH)


def _open(
    session: Session, site: SiteFile, run_id: int | None, offset: timedelta, unrenewed: datetime | None
) -> OpenRun:
    now = datetime.now(UTC) + offset
    row = site_named(session, site.name, title=site.title, now=now)
    run = session.get_one(CrawlRun, run_id) if run_id else start_run(session, row, now=now)
    run.named = run.named or 0
    clock = database_clock(session)
    dead = take_lease(session, row.id, run.id, this_process(), now=clock, unrenewed=unrenewed)
    if dead is not None:
        for sentence in close_dead_run(session, dead, warc_folder=settings().warc_folder, now=now):
            add_issue(session, run.id, kind="torn_record", message=sentence, url=None, now=now)
    if run.continues_id is None and not run.pages:
        _continue(session, site, run, now=now)
    session.flush()
    return OpenRun(run_id=run.id, site_id=row.id, cycle=tuple(runs_of_cycle(session, run.id)))


def _require_due(session: Session, site: SiteFile, run: OpenRun, *, now: datetime) -> None:
    last = last_crawl(session, site.name, but=run.run_id)
    if last is not None and why_due(site.schedule, last, now=now) is None:
        msg = f"{site.name}: not due any more, run {last.id} of {last.started_at:%Y-%m-%d %H:%M} UTC has crawled it"
        raise NotDue(msg)


def _continue(session: Session, site: SiteFile, run: CrawlRun, *, now: datetime) -> None:
    before = run_to_continue(session, run.site_id, begun_after=last_time(site.schedule, now), now=now)
    if before is not None:
        run.continues_id = before.id
        message = f"it goes on where run {before.id} was interrupted ({before.cause})"
        add_issue(session, run.id, kind="continued", message=message, url=None, now=now)
