"""Sites, runs and what a run complained about: the book-keeping around captures."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import Advert, AdvertVersion, Campaign, CrawlIssue, CrawlRun, Screening, Site


def site_named(session: Session, name: str, *, title: str = "", now: datetime) -> Site:
    """Return the row of a site, made at first use."""
    site = session.scalars(select(Site).where(Site.name == name)).first()
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


def finish_run(session: Session, run_id: int, *, outcome: str, cause: str | None, now: datetime) -> CrawlRun:
    """Close a run as good, bad or stopped, with the cause of the latter two."""
    run = session.get_one(CrawlRun, run_id)
    run.outcome, run.cause, run.finished_at = outcome, cause, now
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
