"""Step 8, what waits for it: adverts that say something which linking has not read."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from storage.tables import Advert, AdvertVersion, LinkReading, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadVersion:
    """What an advert says now, not yet read for linking."""

    version_id: int
    advert_id: int
    site: str
    url: str
    posted_at: datetime
    """As stated, else when it was seen."""
    title: str
    employer_name: str
    text: str


def count_unread(session: Session) -> int:
    """Return how many adverts say something that linking has not read."""
    return session.scalar(select(func.count()).select_from(_unread().subquery())) or 0


def unread_versions(session: Session, *, limit: int, after: int = 0) -> list[UnreadVersion]:
    """Return up to `limit` of them, oldest first, those with a key above `after`."""
    query = (
        _unread()
        .where(AdvertVersion.id > after)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .add_columns(Advert.url, Site.name)
        .order_by(AdvertVersion.id)
        .limit(limit)
    )
    return [
        UnreadVersion(
            version_id=version.id,
            advert_id=version.advert_id,
            site=site,
            url=url or "",
            posted_at=datetime.combine(version.posted_on, time(), UTC) if version.posted_on else version.seen_at,
            title=version.title,
            employer_name=version.employer_name,
            text=version.text,
        )
        for version, url, site in session.execute(query)
    ]


def _unread() -> Select[Any]:
    newer = aliased(AdvertVersion)
    return select(AdvertVersion).where(
        ~exists().where(LinkReading.version_id == AdvertVersion.id),
        ~exists().where(newer.advert_id == AdvertVersion.advert_id, newer.number > AdvertVersion.number),
    )
