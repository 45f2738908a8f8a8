"""Pages that were seen before: what they were, and when it is time to look at them again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import Session

from storage.tables import Advert, AdvertVersion, Capture, Extraction

_SHARE = 0.5
"""An advert that has stood unchanged for so long is looked at again after this share of that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBefore:
    """What is known of a page from its newest capture, without its bytes."""

    capture_id: int
    """The capture that holds the body; the newest one may be a revisit of it."""
    url: str
    fetched_at: datetime
    content_type: str
    body_sha256: str
    etag: str
    """To send as If-None-Match; may be empty."""
    last_modified: str
    """To send as If-Modified-Since; may be empty."""
    version_id: int | None
    """Advert version that was read from it and is its advert's newest; None if there is none."""


def seen_before(session: Session, *, site_id: int, url: str) -> SeenBefore | None:
    """Return what a page was when it was last captured; None if that was never, or the server did not send it then."""
    newest = session.scalars(
        select(Capture)
        .where(Capture.site_id == site_id, Capture.url == url, Capture.kind != "file")
        .order_by(Capture.id.desc())
        .limit(1)
    ).first()
    row = session.get_one(Capture, newest.revisit_of) if newest is not None and newest.revisit_of else newest
    if newest is None or row is None or row.status != 200:  # noqa: PLR2004 - HTTP's number for a page as asked for
        return None
    return SeenBefore(
        capture_id=row.id,
        url=row.url,
        fetched_at=row.fetched_at,
        content_type=row.content_type,
        body_sha256=row.body_sha256,
        etag=newest.etag,
        last_modified=newest.last_modified,
        version_id=_newest_version_read_from(session, row.id),
    )


def not_due(session: Session, site_id: int, *, now: datetime, least: timedelta, most: timedelta) -> dict[str, str]:
    """Return the standing adverts of a site that need not be looked at yet: each known address → the advert's own.

    The longer an advert has stood unchanged, the longer it is left in peace, between the two bounds. What was last
    seen in the future, because the clock went back, is due.
    """
    newest = _newest_numbers()
    rows = session.execute(
        select(Advert.url, Capture.url, Advert.last_seen_at, AdvertVersion.seen_at)
        .join(newest, newest.c.advert_id == Advert.id)
        .join(AdvertVersion, and_(AdvertVersion.advert_id == Advert.id, AdvertVersion.number == newest.c.number))
        .join(Capture, Capture.id == AdvertVersion.capture_id)
        .where(Advert.site_id == site_id, Advert.url.is_not(None), Advert.removed_seen_at.is_(None))
    )
    found: dict[str, str] = {}
    for url, capture_url, last_seen, changed in rows:
        rest = min(max((last_seen - changed) * _SHARE, least), most)
        if timedelta(0) <= now - last_seen < rest:
            found[str(url)] = found[capture_url] = str(url)
    return found


def _newest_version_read_from(session: Session, capture_id: int) -> int | None:
    reading = session.scalars(
        select(Extraction).where(Extraction.capture_id == capture_id).order_by(Extraction.id.desc()).limit(1)
    ).first()
    if reading is None or reading.version_id is None:
        return None
    version = session.get_one(AdvertVersion, reading.version_id)
    later = select(AdvertVersion.id).where(
        AdvertVersion.advert_id == version.advert_id, AdvertVersion.number > version.number
    )
    return None if session.scalars(later.limit(1)).first() else version.id


def _newest_numbers() -> Subquery:
    return (
        select(AdvertVersion.advert_id, func.max(AdvertVersion.number).label("number"))
        .group_by(AdvertVersion.advert_id)
        .subquery()
    )
