"""Brokers to choose from: a page of them in figures, those first that the worst is said of or that reach furthest."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from storage.broker_dossiers.find_brokers import find_brokers
from storage.people.scope import EVERYTHING, Scope, has_facet, in_scope
from storage.tables import (
    Advert,
    AdvertVersion,
    BrokerMember,
    Campaign,
    CampaignMember,
    CampaignSnapshot,
    Decision,
)
from storage.worklist.facets import PROVINCE

ORDERS = ("risk", "reach")
MOST_FOUND = 500
"""Brokers that one search looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerFilter:
    """Which brokers a person wants to see; the default leaves out those of one advert."""

    words: str = ""
    """An id, a contact, a licence or a part of a name."""
    fewest: int = 2
    """Adverts at least."""
    province: str | None = None
    """Code of a province that one of its adverts is about."""
    verdict: str | None = None
    """suspicious | legitimate | unsure: with such a decision in force; none: without any"""
    since: datetime | None = None
    """Seen at or after this."""
    order: str = "risk"
    """risk | reach"""
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerRow:
    """One broker in figures."""

    broker_id: str
    adverts: int
    campaigns: int
    sites: int
    risk: float | None
    """Worst score among its campaigns but for those whose score nobody shall see yet; None until one is screened."""
    first_seen_at: datetime
    last_seen_at: datetime
    names: Sequence[str]
    """Employers that its adverts name, the commonest first."""
    verdicts: Counter[str]
    """Decisions in force on its campaigns."""


def list_brokers(session: Session, wanted: BrokerFilter, *, limit: int = 20, offset: int = 0) -> list[BrokerRow]:
    """Return a page of brokers."""
    return page_of_brokers(session, wanted, limit=limit, offset=offset)[0]


def page_of_brokers(
    session: Session, wanted: BrokerFilter, *, limit: int = 20, offset: int = 0
) -> tuple[list[BrokerRow], int]:
    """Return a page of brokers, and how many a filter lets through: one walk over all of them tells both."""
    adverts, risk = func.count(BrokerMember.advert_id).label("adverts"), func.max(_shown_risk()).label("risk")
    query = _wanted(session, wanted).with_only_columns(BrokerMember.broker_id)
    if wanted.order == "risk":
        query = _with_campaigns(query).order_by(risk.desc().nulls_last(), adverts.desc(), BrokerMember.broker_id)
    else:
        query = query.order_by(adverts.desc(), BrokerMember.broker_id)
    counted = query.add_columns(func.count().over())
    found = session.execute(counted.limit(limit).offset(offset)).all()
    # behind the last of them there is no row that could tell
    total = found[0][1] if found else count_brokers(session, wanted)
    ids = [key for key, _ in found]
    figures = _figures(session, ids)
    names, verdicts = _names(session, ids), _verdicts(session, ids)
    rows = [
        BrokerRow(broker_id=key, names=names[key], verdicts=verdicts[key], **figures[key])  # one row for each id
        for key in ids
    ]
    return rows, total


def count_brokers(session: Session, wanted: BrokerFilter) -> int:
    """Return how many brokers a filter lets through."""
    return session.scalar(select(func.count()).select_from(_wanted(session, wanted).subquery())) or 0


def sees_broker(session: Session, broker_id: str, scope: Scope) -> bool:
    """Tell whether a broker is in a person's scope: at least one of its items is."""
    if scope.is_everything:
        return True
    query = _campaigns_of(BrokerMember.broker_id == broker_id, *in_scope(scope))
    return session.execute(query.with_only_columns(Campaign.id).limit(1)).first() is not None


def _wanted(session: Session, wanted: BrokerFilter) -> Select[str]:
    query = (
        select(BrokerMember.broker_id)
        .where(BrokerMember.left_at.is_(None))
        .group_by(BrokerMember.broker_id)
        .having(func.count(BrokerMember.advert_id) >= wanted.fewest)
    )
    if wanted.words.strip():
        query = query.where(BrokerMember.broker_id.in_(find_brokers(session, wanted.words, limit=MOST_FOUND)))
    if wanted.since is not None:
        seen = Advert.last_seen_at >= wanted.since
        query = query.where(
            BrokerMember.broker_id.in_(_campaigns_of(seen).join(Advert, Advert.id == BrokerMember.advert_id))
        )
    if wanted.province is not None:
        query = query.where(BrokerMember.broker_id.in_(_campaigns_of(has_facet(PROVINCE, wanted.province))))
    if wanted.verdict == "none":
        query = query.where(BrokerMember.broker_id.not_in(_decided(Decision.closed_at.is_(None))))
    elif wanted.verdict is not None:
        in_force = (Decision.verdict == wanted.verdict, Decision.closed_at.is_(None))
        query = query.where(BrokerMember.broker_id.in_(_decided(*in_force)))
    if not wanted.scope.is_everything:
        query = query.where(BrokerMember.broker_id.in_(_campaigns_of(*in_scope(wanted.scope))))
    return query


def _campaigns_of(*conditions: ColumnElement[bool]) -> Select[str]:
    """Return the question for brokers by their adverts, each with the campaign that it is in."""
    query = select(BrokerMember.broker_id).where(BrokerMember.left_at.is_(None), *conditions)
    return _with_campaigns(query)


def _with_campaigns(query: Select[str]) -> Select[str]:
    in_campaign = (CampaignMember.advert_id == BrokerMember.advert_id) & CampaignMember.left_at.is_(None)
    return query.join(CampaignMember, in_campaign).join(Campaign, Campaign.id == CampaignMember.campaign_id)


def _shown_risk() -> ColumnElement[float]:
    return case((Campaign.score_hidden & Campaign.waits, None), else_=Campaign.risk)


def _decided(*conditions: ColumnElement[bool]) -> Select[str]:
    query = _campaigns_of().join(CampaignSnapshot, CampaignSnapshot.campaign_id == Campaign.id)
    return query.join(Decision, Decision.snapshot_id == CampaignSnapshot.id).where(*conditions)


def _figures(session: Session, broker_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    query = (
        _campaigns_of(BrokerMember.broker_id.in_(broker_ids))
        .join(Advert, Advert.id == BrokerMember.advert_id)
        .with_only_columns(
            BrokerMember.broker_id,
            func.count(BrokerMember.advert_id).label("adverts"),
            func.count(CampaignMember.campaign_id.distinct()).label("campaigns"),
            func.count(Advert.site_id.distinct()).label("sites"),
            func.max(_shown_risk()).label("risk"),
            func.min(Advert.first_seen_at).label("first_seen_at"),
            func.max(Advert.last_seen_at).label("last_seen_at"),
        )
        .group_by(BrokerMember.broker_id)
    )
    return {row.pop("broker_id"): row for row in map(dict, session.execute(query).mappings())}


def _names(session: Session, broker_ids: Collection[str]) -> dict[str, list[str]]:
    query = (
        select(BrokerMember.broker_id, AdvertVersion.employer_name, func.count())
        .join(AdvertVersion, AdvertVersion.id == BrokerMember.version_id)
        .where(
            BrokerMember.left_at.is_(None), BrokerMember.broker_id.in_(broker_ids), AdvertVersion.employer_name != ""
        )
        .group_by(BrokerMember.broker_id, AdvertVersion.employer_name)
        .order_by(func.count().desc(), AdvertVersion.employer_name)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for broker, name, _ in session.execute(query):
        found[broker].append(name)
    return found


def _verdicts(session: Session, broker_ids: Collection[str]) -> dict[str, Counter[str]]:
    query = (
        _campaigns_of(BrokerMember.broker_id.in_(broker_ids))
        .join(CampaignSnapshot, CampaignSnapshot.campaign_id == Campaign.id)
        .join(Decision, (Decision.snapshot_id == CampaignSnapshot.id) & Decision.closed_at.is_(None))
        .with_only_columns(BrokerMember.broker_id, Campaign.id, Decision.id, Decision.verdict)
        .distinct()
    )
    newest: dict[tuple[str, int], tuple[int, str]] = {}
    for broker, campaign, key, verdict in session.execute(query):
        newest[broker, campaign] = max(newest.get((broker, campaign), (0, "")), (key, verdict))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (broker, _), (_, verdict) in newest.items():
        found[broker][verdict] += 1
    return found
