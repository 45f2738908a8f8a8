"""The adverts of one broker, a narrow row each: what its page counts, read once instead of once for each figure."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, false, func, select
from sqlalchemy.orm import Session

from storage.tables import (
    Advert,
    AdvertVersion,
    BrokerMember,
    Campaign,
    CampaignMember,
    Fact,
    LinkReading,
    Screening,
    Site,
)


@dataclass(frozen=True, slots=True)
class Member:
    """An advert as it is linked, without its texts."""

    advert_id: int
    version_id: int
    site: str
    first_seen_at: datetime
    last_seen_at: datetime
    posted_at: datetime
    employer_name: str
    province: str
    """As the page states it."""
    campaign_id: int | None
    is_hidden: bool
    """Its item is shown without score until somebody decides."""
    screening_id: int | None
    """The newest; None while there is none."""
    band: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the newest screening of an advert read in it."""

    screening_id: int
    kind: str
    words: str
    """The value, as JSON."""
    quote: str

    @property
    def value(self) -> dict[str, Any]:
        """The value itself."""
        found: dict[str, Any] = json.loads(self.words)
        return found


def read_members(session: Session, broker_id: str) -> list[Member]:
    """Return the adverts that a broker has now, the oldest posted first."""
    here = (BrokerMember.broker_id == broker_id, BrokerMember.left_at.is_(None))
    screened = select(Screening.version_id, Screening.id, Screening.band)
    of_them = screened.join(BrokerMember, BrokerMember.version_id == Screening.version_id).where(*here)
    newest = {version: (key, band) for version, key, band in session.execute(of_them.order_by(Screening.id))}
    in_campaign = (CampaignMember.advert_id == BrokerMember.advert_id) & CampaignMember.left_at.is_(None)
    query = (
        select(
            *(BrokerMember.advert_id, BrokerMember.version_id, Site.title, Advert.first_seen_at, Advert.last_seen_at),
            *(LinkReading.posted_at, AdvertVersion.employer_name, AdvertVersion.province, Campaign.id),
            func.coalesce(Campaign.score_hidden & Campaign.waits, false()),
        )
        .select_from(BrokerMember)
        .join(Advert, Advert.id == BrokerMember.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .join(AdvertVersion, AdvertVersion.id == BrokerMember.version_id)
        .join(LinkReading, LinkReading.version_id == BrokerMember.version_id)
        .outerjoin(CampaignMember, in_campaign)
        .outerjoin(Campaign, Campaign.id == CampaignMember.campaign_id)
        .where(*here)
        .order_by(LinkReading.posted_at, BrokerMember.version_id)
    )
    return [Member(*row, *newest.get(row.version_id, (None, None))) for row in session.execute(query)]


def read_told(session: Session, broker_id: str, kinds: Collection[str]) -> list[Told]:
    """Return what the newest screenings of these adverts read, of some kinds of facts."""
    newest = (
        select(select(func.max(Screening.id)).where(Screening.version_id == BrokerMember.version_id).scalar_subquery())
        .where(BrokerMember.broker_id == broker_id, BrokerMember.left_at.is_(None))
        .subquery()
    )
    (screening,) = newest.c
    query = (
        select(Fact.screening_id, Fact.kind, cast(Fact.value, Text), Fact.quote_text)
        .join(newest, screening == Fact.screening_id)
        .where(Fact.kind.in_(kinds))
    )
    return [Told(key, kind, words, quote or "") for key, kind, words, quote in session.execute(query)]
