"""Runs that take up one another: what an interrupted crawl has captured so far is where the next one goes on.

No queue is saved. A run that was killed, and the runs that take up its work, are one cycle; pages that were captured
and read in it are not asked for again.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from storage.runs import finish_run
from storage.tables import AdvertVersion, Capture, CrawlIssue, CrawlRun, Extraction, Site
from storage.warc_file import cut_torn_tail, files_of_run

INTERRUPTED = frozenset(("killed", "crashed", "shutdown", "not_kept", "no_room", "lease_lost"))
"""Codes of causes that lie on our side: such a run is worth being taken up."""

_READABLE = (200, 304, 404, 410)
_TEXTS = ("title", "employer_name", "text", "place", "province", "salary_text")
_DATES = ("posted_on", "expires_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSums:
    """What the runs of a cycle have come to together."""

    pages: int
    adverts: int
    """Different adverts that were read."""
    failed: int
    revisited: int
    issues: Counter[str]
    """How many issues of each kind."""


def run_to_continue(session: Session, site_id: int, *, begun_after: datetime, now: datetime) -> CrawlRun | None:
    """Return the site's newest crawl if it was interrupted and its cycle is not over; else None."""
    run = session.scalars(
        select(CrawlRun)
        .where(CrawlRun.site_id == site_id, CrawlRun.named.is_not(None), CrawlRun.outcome.is_not(None))
        .order_by(CrawlRun.id.desc())
        .limit(1)
    ).first()
    if run is None or run.cause_code not in INTERRUPTED:
        return None
    first = session.get_one(CrawlRun, runs_of_cycle(session, run.id)[-1])
    return run if begun_after < first.started_at <= now else None


def runs_of_cycle(session: Session, run_id: int) -> list[int]:
    """Return a run and those whose work it takes up, newest first."""
    found = [run_id]
    while before := session.get_one(CrawlRun, found[-1]).continues_id:
        found.append(before)
    return found


def close_dead_run(session: Session, run_id: int, *, warc_folder: Path, now: datetime) -> list[str]:
    """Close a run that died, cut torn records off its files, and return a sentence about each that was torn."""
    run = session.get_one(CrawlRun, run_id)
    if run.finished_at is None:
        cause = "it was killed, or its machine stopped"
        finish_run(session, run_id, outcome="stopped", cause=cause, code="killed", now=now)
    site = session.get_one(Site, run.site_id)
    sentences = []
    for path in files_of_run(warc_folder, site=site.name, run_id=run_id):
        name = path.relative_to(warc_folder).as_posix()
        end = select(func.max(Capture.warc_offset + Capture.warc_length)).where(Capture.warc_path == name)
        if cut := cut_torn_tail(path, whole_until=session.scalar(end) or 0):
            sentences.append(f"the last record of {name} was torn; its {cut} bytes were cut off, no capture is missing")
    return sentences


def done_in_cycle(session: Session, runs: Collection[int], *, kept_out: Collection[str]) -> set[str]:
    """Return the addresses of advert pages that the runs have read; those that kept us out (by kind) are not done."""
    shut = select(CrawlIssue.url).where(CrawlIssue.run_id.in_(runs), CrawlIssue.kind.in_(kept_out))
    read = (
        select(Capture.url)
        .join(Extraction, Extraction.capture_id == Capture.id)
        .where(Capture.run_id.in_(runs), Capture.kind == "advert")
    )
    return set(session.scalars(read)) - set(session.scalars(shut))


def unread_in_cycle(session: Session, runs: Collection[int]) -> Sequence[int]:
    """Return the captures of advert pages that the runs kept and did not come to read."""
    return session.scalars(
        select(Capture.id)
        .outerjoin(Extraction, Extraction.capture_id == Capture.id)
        .where(
            Capture.run_id.in_(runs),
            Capture.kind == "advert",
            Capture.status.in_(_READABLE),
            Extraction.id.is_(None),
        )
        .order_by(Capture.id)
    ).all()


def sums_of_cycle(session: Session, runs: Collection[int]) -> CycleSums:
    """Add up what the runs have come to."""
    counted = (func.sum(CrawlRun.pages), func.sum(CrawlRun.failed), func.sum(CrawlRun.revisited))
    pages, failed, revisited = session.execute(select(*counted).where(CrawlRun.id.in_(runs))).one()
    adverts = session.scalar(
        select(func.count(func.distinct(AdvertVersion.advert_id)))
        .select_from(Capture)
        .join(Extraction, Extraction.capture_id == Capture.id)
        .join(AdvertVersion, AdvertVersion.id == Extraction.version_id)
        .where(Capture.run_id.in_(runs))
    )
    kinds = (
        select(CrawlIssue.kind, func.count().label("times"))
        .where(CrawlIssue.run_id.in_(runs))
        .group_by(CrawlIssue.kind)
    )
    return CycleSums(
        pages=pages, adverts=adverts or 0, failed=failed, revisited=revisited,
        issues=Counter({row.kind: row.times for row in session.execute(kinds)}),
    )  # fmt: skip


def coverage_of_cycle(session: Session, runs: Collection[int]) -> dict[str, float]:
    """Return for each field which share of the adverts that the runs read states it; empty if they read none."""
    stated = {name: getattr(AdvertVersion, name) != "" for name in _TEXTS}
    stated |= {name: getattr(AdvertVersion, name).is_not(None) for name in _DATES}
    stated["wage"] = or_(AdvertVersion.wage_min.is_not(None), AdvertVersion.wage_max.is_not(None))
    sums = [func.sum(case((condition, 1), else_=0)) for condition in stated.values()]
    total, *counts = session.execute(
        select(func.count(), *sums)
        .select_from(Capture)
        .join(Extraction, Extraction.capture_id == Capture.id)
        .join(AdvertVersion, AdvertVersion.id == Extraction.version_id)
        .where(Capture.run_id.in_(runs))
    ).one()
    return {name: count / total for name, count in zip(stated, counts, strict=True)} if total else {}
