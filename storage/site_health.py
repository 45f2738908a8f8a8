"""How each site's crawl is: its last good run, what changed lately, what stands in the way, who holds it now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.tables import Advert, CrawlIssue, CrawlLease, CrawlRun, Site

LATELY = timedelta(days=7)
"""What is counted as lately."""
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKind:
    """Issues of one kind in a run."""

    kind: str
    number: int
    examples: tuple[str, ...]
    """Their sentences, English, the first few that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """The newest run of a site, ended or not."""

    run_id: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    """good | bad | stopped; None while it runs, or if it was killed."""
    cause: str
    cause_code: str
    pages: int
    adverts: int
    refused: int
    failed: int
    issues: Sequence[IssueKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHealth:
    """One site."""

    name: str
    title: str
    known_since: datetime
    adverts: int
    """Adverts ever kept of it."""
    last_good_at: datetime | None
    coverage: Mapping[str, float]
    """Share of the adverts of that run that state each field."""
    new: int
    changed: int
    gone: int
    """Adverts, lately: over `LATELY`."""
    last_run: LastRun
    holder: str
    """Process and machine that crawl it now; empty if none does."""
    held_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentSite:
    """A site that had no good run for long."""

    title: str
    last_good_at: datetime | None
    """None if it never had one."""


def silent_sites(session: Session, *, days: int, now: datetime) -> list[SilentSite]:
    """Return the sites that were crawled and had no good run for so many days, the longest silent first.

    Files that are imported are no sites; a site is given the same days from its first run on.
    """
    since = now - timedelta(days=days)
    query = (
        select(Site.title, _last_good(), func.min(CrawlRun.started_at))
        .join(CrawlRun, CrawlRun.site_id == Site.id)
        .group_by(Site.id, Site.title)
        .having(_is_crawled())
    )
    found = [
        SilentSite(title=title, last_good_at=good)
        for title, good, first in session.execute(query)
        if (good or first) < since
    ]
    return sorted(found, key=lambda one: (one.last_good_at is not None, one.last_good_at or now, one.title))


def read_sites(session: Session, *, now: datetime) -> list[SiteHealth]:
    """Return every site that is crawled, by the name that people know it by."""
    query = (
        select(Site, _last_good(), func.max(CrawlRun.id))
        .join(CrawlRun, CrawlRun.site_id == Site.id)
        .group_by(Site.id)
        .having(_is_crawled())
        .order_by(Site.title, Site.id)
    )
    rows = session.execute(query).all()
    lately, adverts = _lately(session, now - LATELY), _adverts(session)
    coverage, issues = _coverage(session), _issues(session, [run_id for _site, _good, run_id in rows])
    holders = _holders(session, now)
    return [
        SiteHealth(
            name=site.name,
            title=site.title,
            known_since=site.created_at,
            adverts=adverts.get(site.id, 0),
            last_good_at=good,
            coverage=coverage.get(site.id, {}),
            **dict(zip(("new", "changed", "gone"), lately.get(site.id, (0, 0, 0)), strict=True)),
            last_run=_last_run(session.get_one(CrawlRun, run_id), issues.get(run_id, [])),
            holder=holders[site.id].holder if site.id in holders else "",
            held_since=holders[site.id].since if site.id in holders else None,
        )
        for site, good, run_id in rows
    ]


def _last_good() -> ColumnElement[datetime | None]:
    return func.max(CrawlRun.finished_at).filter(CrawlRun.outcome == "good", CrawlRun.named.is_not(None))


def _is_crawled() -> ColumnElement[bool]:
    # an import names no adverts, ever
    return func.count().filter(CrawlRun.named.is_not(None)) > 0


def _last_run(run: CrawlRun, issues: Sequence[IssueKind]) -> LastRun:
    return LastRun(
        run_id=run.id,
        started_at=run.started_at,
        finished_at=run.finished_at,
        outcome=run.outcome,
        cause=run.cause or "",
        cause_code=run.cause_code,
        pages=run.pages,
        adverts=run.adverts,
        refused=run.refused,
        failed=run.failed,
        issues=issues,
    )


def _lately(session: Session, since: datetime) -> dict[int, tuple[int, int, int]]:
    query = (
        select(
            CrawlRun.site_id,
            func.sum(CrawlRun.new_adverts),
            func.sum(CrawlRun.new_versions),
            func.sum(CrawlRun.removed),
        )
        .where(CrawlRun.started_at >= since)
        .group_by(CrawlRun.site_id)
    )
    return {site: (int(new), int(changed), int(gone)) for site, new, changed, gone in session.execute(query)}


def _adverts(session: Session) -> dict[int, int]:
    query = select(Advert.site_id, func.count()).group_by(Advert.site_id)
    return dict(session.execute(query).all())


def _coverage(session: Session) -> dict[int, dict[str, float]]:
    newest = (
        select(func.max(CrawlRun.id))
        .where(CrawlRun.outcome == "good", CrawlRun.named.is_not(None))
        .group_by(CrawlRun.site_id)
    )
    query = select(CrawlRun.site_id, CrawlRun.coverage).where(CrawlRun.id.in_(newest))
    return {site: coverage or {} for site, coverage in session.execute(query)}


def _issues(session: Session, run_ids: Sequence[int]) -> dict[int, list[IssueKind]]:
    """Return what the runs complained about, the most frequent kind first; a few examples of each."""
    query = select(CrawlIssue.run_id, CrawlIssue.kind, CrawlIssue.message).where(CrawlIssue.run_id.in_(run_ids))
    said: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for run_id, kind, message in session.execute(query.order_by(CrawlIssue.id)):
        said[run_id][kind].append(message)
    return {
        run_id: sorted(
            (
                IssueKind(kind=kind, number=len(all_of), examples=tuple(dict.fromkeys(all_of))[:_EXAMPLES])
                for kind, all_of in kinds.items()
            ),
            key=lambda one: (-one.number, one.kind),
        )
        for run_id, kinds in said.items()
    }


def _holders(session: Session, now: datetime) -> dict[int, CrawlLease]:
    return {lease.site_id: lease for lease in session.scalars(select(CrawlLease).where(CrawlLease.until > now))}
