"""Adverts that are gone from their site: which ones to look at again, and marking them on the evidence of a good run.

Nothing is ever deleted: an advert that is gone keeps its versions and captures, and gets the time it was seen gone.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.cycles import runs_of_cycle
from storage.tables import Advert, AdvertVersion, Capture, CrawlIssue, CrawlRun, Extraction


def adverts_not_seen(session: Session, run_id: int) -> Sequence[str]:
    """Return the addresses of the site's adverts that this run's cycle has not seen, longest unseen first.

    Those that were seen gone before are left out: a listing has to name them again. It is captures that tell, not
    times: a clock that went back makes nothing look new.
    """
    run = session.get_one(CrawlRun, run_id)
    seen = (
        select(AdvertVersion.advert_id)
        .join(Extraction, Extraction.version_id == AdvertVersion.id)
        .join(Capture, Capture.id == Extraction.capture_id)
        .where(Capture.run_id.in_(runs_of_cycle(session, run_id)))
    )
    query = (
        select(Advert.url)
        .where(
            Advert.site_id == run.site_id,
            Advert.url.is_not(None),
            Advert.removed_seen_at.is_(None),
            Advert.id.not_in(seen),
        )
        .order_by(Advert.last_seen_at, Advert.id)
    )
    return [url for url in session.scalars(query) if url]


def mark_removed(session: Session, run_id: int, *, kinds: Collection[str]) -> int:
    """Set when they were seen gone for the adverts whose pages this run refused as one of `kinds`; return how many.

    To be called for a good run only; what the interrupted runs saw whose work it took up counts as its own. An advert
    that was seen at another address is not gone.
    """
    run = session.get_one(CrawlRun, run_id)
    cycle = runs_of_cycle(session, run_id)
    gone = (
        select(Capture)
        .join(CrawlIssue, (CrawlIssue.run_id == Capture.run_id) & (CrawlIssue.url == Capture.url))
        .join(Extraction, Extraction.capture_id == Capture.id)
        .where(Capture.run_id.in_(cycle), CrawlIssue.kind.in_(kinds), Extraction.outcome == "not_an_advert")
        .order_by(Capture.id)
    )
    for capture in session.scalars(gone).unique().all():
        for advert in _adverts_at(session, capture):
            if advert.removed_seen_at is None and not _seen_in(session, advert, cycle):
                advert.removed_seen_at = capture.fetched_at
                run.removed += 1
    return run.removed


def _adverts_at(session: Session, capture: Capture) -> Sequence[Advert]:
    """Return the adverts that an address is the identity of, or that were read from it before."""
    read_there = (
        select(AdvertVersion.advert_id)
        .join(Capture, Capture.id == AdvertVersion.capture_id)
        .where(Capture.site_id == capture.site_id, Capture.url == capture.url)
    )
    return session.scalars(
        select(Advert).where(
            Advert.site_id == capture.site_id, or_(Advert.identity == capture.url, Advert.id.in_(read_there))
        )
    ).all()


def _seen_in(session: Session, advert: Advert, runs: Collection[int]) -> bool:
    seen = (
        select(Extraction.id)
        .join(AdvertVersion, AdvertVersion.id == Extraction.version_id)
        .join(Capture, Capture.id == Extraction.capture_id)
        .where(AdvertVersion.advert_id == advert.id, Capture.run_id.in_(runs))
    )
    return session.scalars(seen.limit(1)).first() is not None
