"""What a page says of a broker at once: its figures, counted by the database, however many adverts it has."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import Session

from storage.broker_parts import adverts_with, newest_screenings, read_verdicts
from storage.brokers import current_broker
from storage.intervals import Interval, wilson
from storage.tables import (
    Advert,
    AdvertVersion,
    Broker,
    BrokerMember,
    Campaign,
    CampaignMember,
    Fact,
    LinkReading,
    Screening,
    Site,
)

MOST_ASKED = 30
"""Different fees, and different wages, that are listed, those of most adverts first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A fee that adverts ask, or a wage that they offer, as many of them put it."""

    kind: str
    """fees | wages"""
    value: dict[str, Any]
    adverts: int
    first_seen_at: datetime
    last_seen_at: datetime
    quote: str
    """The words of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A broker in figures."""

    broker: Broker
    adverts: int
    first_seen_at: datetime
    last_seen_at: datetime
    sites: Counter[str]
    posts: Sequence[tuple[datetime, str]]
    """When each advert was posted and the newest verdict on it, empty while there is none; oldest first."""
    verdicts: Counter[str]
    """Decisions in force, one a campaign."""
    risk: Interval | None
    bands: Counter[str]
    """Of the newest screenings but for items whose score nobody shall see yet; empty word: not screened."""
    employers: Counter[str]
    destinations: Counter[str]
    provinces: Counter[str]
    asked: Sequence[Asked]


def read_figures(session: Session, broker_id: str) -> Figures | None:
    """Return a broker in figures, or the one that has its adverts now; None if there never was one of that name."""
    broker = current_broker(session, broker_id)
    if broker is None:
        return None
    own = select(Advert).where(Advert.id.in_(adverts_with(broker.id))).subquery()
    adverts, first, last = session.execute(
        select(func.count(own.c.id), func.min(own.c.first_seen_at), func.max(own.c.last_seen_at))
    ).one()
    if not adverts:
        return None
    verdicts, by_version = read_verdicts(session, broker.id)
    return Figures(
        broker=broker,
        adverts=adverts,
        first_seen_at=first,
        last_seen_at=last,
        sites=_counted(
            session, select(Site.title, func.count()).join(own, own.c.site_id == Site.id).group_by(Site.title)
        ),
        posts=_posts(session, broker.id, by_version),
        verdicts=verdicts,
        risk=wilson(verdicts["suspicious"], verdicts["suspicious"] + verdicts["legitimate"]),
        bands=_bands(session, broker.id, adverts),
        employers=_stated(session, broker.id, AdvertVersion.employer_name),
        destinations=_named(session, broker.id, "destinations", "country"),
        provinces=_provinces(session, broker.id),
        asked=[*_asked(session, broker.id, "fees"), *_asked(session, broker.id, "wages")],
    )


def _posts(session: Session, broker_id: str, by_version: dict[int, str]) -> list[tuple[datetime, str]]:
    query = (
        select(LinkReading.posted_at, LinkReading.version_id)
        .join(BrokerMember, BrokerMember.version_id == LinkReading.version_id)
        .where(BrokerMember.broker_id == broker_id, BrokerMember.left_at.is_(None))
        .order_by(LinkReading.posted_at, LinkReading.version_id)
    )
    return [(posted_at, by_version.get(version, "")) for posted_at, version in session.execute(query)]


def _bands(session: Session, broker_id: str, adverts: int) -> Counter[str]:
    shown = select(Screening.band, func.count()).where(Screening.id.in_(newest_screenings(broker_id)))
    found = _counted(session, shown.where(Screening.version_id.not_in(_kept_back(broker_id))).group_by(Screening.band))
    screened = session.scalar(select(func.count()).select_from(newest_screenings(broker_id).subquery())) or 0
    if adverts > screened:
        found[""] = adverts - screened
    return found


def _kept_back(broker_id: str) -> Select[int]:
    """Return the question for its versions whose item is shown without score until somebody decides."""
    in_campaign = (CampaignMember.advert_id == BrokerMember.advert_id) & CampaignMember.left_at.is_(None)
    return (
        select(BrokerMember.version_id)
        .join(CampaignMember, in_campaign)
        .join(Campaign, Campaign.id == CampaignMember.campaign_id)
        .where(BrokerMember.broker_id == broker_id, BrokerMember.left_at.is_(None), Campaign.score_hidden)
        .where(Campaign.waits)
    )


def _stated(session: Session, broker_id: str, column: Any) -> Counter[str]:
    query = (
        select(column, func.count())
        .join(BrokerMember, BrokerMember.version_id == AdvertVersion.id)
        .where(BrokerMember.broker_id == broker_id, BrokerMember.left_at.is_(None), column != "")
        .group_by(column)
    )
    return _counted(session, query)


def _named(session: Session, broker_id: str, kind: str, key: str) -> Counter[str]:
    name = Fact.value[key].as_string()
    query = (
        select(name, func.count(Fact.screening_id.distinct()))
        .where(Fact.screening_id.in_(newest_screenings(broker_id)), Fact.kind == kind)
        .group_by(name)
    )
    return _counted(session, query)


def _provinces(session: Session, broker_id: str) -> Counter[str]:
    """Count adverts by the provinces that their text names, or that their page states while the text names none."""
    name = Fact.value["name"].as_string()
    told = (
        select(Screening.version_id.label("version_id"), name.label("name"))
        .join(Fact, Fact.screening_id == Screening.id)
        .where(Screening.id.in_(newest_screenings(broker_id)), Fact.kind == "provinces")
    ).subquery()
    found = _counted(session, select(told.c.name, func.count(told.c.version_id.distinct())).group_by(told.c.name))
    stated = (
        select(AdvertVersion.province, func.count())
        .join(BrokerMember, BrokerMember.version_id == AdvertVersion.id)
        .where(
            BrokerMember.broker_id == broker_id,
            BrokerMember.left_at.is_(None),
            AdvertVersion.province != "",
            AdvertVersion.id.not_in(select(told.c.version_id)),
        )
        .group_by(AdvertVersion.province)
    )
    return found + _counted(session, stated)


def _asked(session: Session, broker_id: str, kind: str) -> list[Asked]:
    value = cast(Fact.value, Text)
    adverts = func.count(Fact.screening_id.distinct()).label("adverts")
    query = (
        select(
            value,
            adverts,
            func.min(LinkReading.posted_at),
            func.max(LinkReading.posted_at),
            func.max(Fact.quote_text),
        )
        .join(Screening, Screening.id == Fact.screening_id)
        .join(LinkReading, LinkReading.version_id == Screening.version_id)
        .where(Fact.screening_id.in_(newest_screenings(broker_id)), Fact.kind == kind)
        .group_by(value)
        .order_by(adverts.desc(), value)
        .limit(MOST_ASKED)
    )
    return [
        Asked(
            kind=kind,
            value=json.loads(written),
            adverts=count,
            first_seen_at=first,
            last_seen_at=last,
            quote=quote or "",
        )
        for written, count, first, last, quote in session.execute(query)
    ]


def _counted(session: Session, query: Any) -> Counter[str]:
    return Counter({str(name): count for name, count in session.execute(query) if name})
