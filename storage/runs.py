"""Sites, runs and what a run complained about: the book-keeping around captures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from storage.tables import Advert, AdvertVersion, Campaign, CrawlIssue, CrawlRun, Screening, Site


def site_named(session: Session, name: str, *, title: str = "", now: datetime) -> Site:
    """Return the row of a site, made at first use, by one of those who come to it at the same moment."""
    query = select(Site).where(Site.name == name)
    site = session.scalars(query).first()
    if site is None and session.get_bind().dialect.name == "postgresql":
        # SQLite's immediate transactions see to that themselves
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('soitin site'))"))
        site = session.scalars(query).first()
    if site is None:
        site = Site(name=name, title=title or name, created_at=now)
        session.add(site)
        session.flush()
    return site


def list_sites(session: Session) -> Sequence[Site]:
    """Return every site by the name that people know it by."""
    return session.scalars(select(Site).order_by(Site.title, Site.id)).all()


def start_run(session: Session, site: Site, *, now: datetime) -> CrawlRun:
    """Open a run; it counts as unfinished until `finish_run`."""
    run = CrawlRun(site_id=site.id, started_at=now)
    session.add(run)
    session.flush()
    return run


def finish_run(
    session: Session, run_id: int, *, outcome: str, cause: str | None, now: datetime, code: str = ""
) -> CrawlRun:
    """Close a run as good, bad or stopped, with the cause of the latter two, for a person and for programs."""
    run = session.get_one(CrawlRun, run_id)
    run.outcome, run.cause, run.cause_code = outcome, cause, code
    # a clock that went back meanwhile must not let a run end before it began
    run.finished_at = max(now, run.started_at)
    return run


def add_issue(session: Session, run_id: int, *, kind: str, message: str, url: str | None, now: datetime) -> None:
    """Keep a warning of a run for the people who look after sites."""
    session.add(CrawlIssue(run_id=run_id, at=now, kind=kind, url=url, message=message))


def latest_runs(session: Session, *, limit: int = 30) -> Sequence[tuple[Site, CrawlRun]]:
    """Return the newest runs with their sites, newest first."""
    rows = session.execute(
        select(Site, CrawlRun).join(CrawlRun, CrawlRun.site_id == Site.id).order_by(CrawlRun.id.desc()).limit(limit)
    )
    return [(site, run) for site, run in rows]


def runs_since(session: Session, since: datetime) -> Sequence[tuple[Site, CrawlRun]]:
    """Return the runs that began at a time or later with their sites, newest first."""
    rows = session.execute(
        select(Site, CrawlRun)
        .join(CrawlRun, CrawlRun.site_id == Site.id)
        .where(CrawlRun.started_at >= since)
        .order_by(CrawlRun.id.desc())
    )
    return [(site, run) for site, run in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """What a crawl came to, for comparing a later one with it."""

    named: int
    """Adverts that the site led to."""
    coverage: dict[str, float]
    """Share of the adverts read that state each field."""


def last_good_runs(session: Session, site_id: int, *, limit: int = 5) -> list[PastRun]:
    """Return a site's last good crawls, newest first; imports are none."""
    runs = session.scalars(
        select(CrawlRun)
        .where(CrawlRun.site_id == site_id, CrawlRun.outcome == "good", CrawlRun.named.is_not(None))
        .order_by(CrawlRun.id.desc())
        .limit(limit)
    )
    return [PastRun(named=run.named or 0, coverage=run.coverage or {}) for run in runs]


def last_crawl(session: Session, name: str, *, but: int | None = None) -> CrawlRun | None:
    """Return the newest crawl of a site by the site's name, ended or not, but for one; None if there was none."""
    query = select(CrawlRun).join(Site, Site.id == CrawlRun.site_id)
    query = query.where(Site.name == name, CrawlRun.named.is_not(None))
    if but is not None:
        query = query.where(CrawlRun.id != but)
    return session.scalars(query.order_by(CrawlRun.id.desc()).limit(1)).first()


def flagged_by_site(session: Session) -> dict[str, int]:
    """Return for each site, by name, how many campaigns stand in the high or medium band now."""
    query = (
        select(Site.name, func.count())
        .select_from(Campaign)
        .join(Screening, Screening.id == Campaign.worst_screening_id)
        .join(AdvertVersion, AdvertVersion.id == Screening.version_id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .where(Screening.band.in_(("high", "medium")))
        .group_by(Site.name)
    )
    return dict(session.execute(query).tuples().all())
