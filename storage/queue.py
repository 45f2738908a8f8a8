"""Step 9, the reading side: the queue, one item with everything a person needs to decide, and the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from storage.folding import fold
from storage.tables import (
    Account,
    Advert,
    AdvertVersion,
    Campaign,
    CampaignSnapshot,
    Capture,
    Decision,
    Fact,
    Finding,
    Screening,
    Site,
    SnapshotVersion,
)

Row = TypeVar("Row", Finding, Fact)
_QueueRows = Select[Campaign, AdvertVersion, Site, Screening, Decision, Account]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One row of the queue: a campaign, its exact version, and the worst advert in it."""

    campaign_id: int
    snapshot_id: int
    title: str
    employer_name: str
    province: str
    site: str
    """Title of the site, as people know it."""
    seen_at: datetime
    score: float | None
    band: str | None
    typologies: list[str]
    findings: int
    """How many indicators fired."""
    first_finding: str | None
    """Sentence of the strongest of them."""
    verdict: str | None
    """The verdict in force on this very version, if somebody decided."""
    decided_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as a person sees it: every row of storage that belongs to the drawn version."""

    campaign_id: int
    snapshot_id: int
    site: Site
    advert: Advert
    version: AdvertVersion
    """The version with the worst screening, else the newest."""
    capture: Capture
    screening: Screening | None
    findings: Sequence[Finding]
    facts: Sequence[Fact]
    earlier_versions: Sequence[AdvertVersion]
    """Older versions of the same advert, newest first."""
    live: Decision | None
    decisions: Sequence[tuple[Decision, Account]]
    """Every decision ever made on this campaign, newest first, closed ones included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What a person wants to see; the default is all that waits."""

    state: str = "waiting"
    """waiting | decided | all"""
    band: str | None = None
    site: str | None = None
    words: str = ""
    """All of these must occur, with or without accents."""


def list_queue(session: Session, wanted: QueueFilter, *, limit: int = 50, offset: int = 0) -> list[QueueItem]:
    """Return a page of the queue, highest risk first."""
    query = _queue_rows(wanted).order_by(Campaign.risk.desc().nulls_last(), Campaign.id)
    return _read_rows(session, query.limit(limit).offset(offset))


def count_queue(session: Session, wanted: QueueFilter) -> int:
    """Return how many items a filter lets through."""
    return session.scalar(select(func.count()).select_from(_queue_rows(wanted).subquery())) or 0


def next_waiting(session: Session, *, after: int | None, wanted: QueueFilter) -> QueueItem | None:
    """Return the item that follows another in the queue's order, else the first; None if there is no other."""
    place = session.get(Campaign, after) if after is not None else None
    query = _queue_rows(wanted).order_by(Campaign.risk.desc().nulls_last(), Campaign.id).limit(1)
    if place is not None:
        later = _read_rows(session, query.where(_comes_after(place)))
        if later:
            return later[0]
        query = query.where(Campaign.id != place.id)
    return next(iter(_read_rows(session, query)), None)


def previous_waiting(session: Session, *, before: int, wanted: QueueFilter) -> QueueItem | None:
    """Return the item that precedes another in the queue's order, or None."""
    place = session.get(Campaign, before)
    if place is None:
        return None
    earlier = _queue_rows(wanted).where(~_comes_after(place), Campaign.id != place.id)
    query = earlier.order_by(Campaign.risk.asc().nulls_first(), Campaign.id.desc()).limit(1)
    return next(iter(_read_rows(session, query)), None)


def read_item(session: Session, campaign_id: int) -> Item | None:
    """Return an item with all that belongs to its current version, or None if it does not exist."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or campaign.current_snapshot_id is None:
        return None
    screening = session.get(Screening, campaign.worst_screening_id) if campaign.worst_screening_id else None
    version = _drawn_version(session, campaign.current_snapshot_id, screening)
    advert = session.get_one(Advert, version.advert_id)
    decisions = session.execute(
        select(Decision, Account)
        .join(Account, Account.id == Decision.account_id)
        .where(Decision.snapshot_id.in_(_snapshots_of(campaign_id)))
        .order_by(Decision.id.desc())
    ).all()
    return Item(
        campaign_id=campaign.id,
        snapshot_id=campaign.current_snapshot_id,
        site=session.get_one(Site, advert.site_id),
        advert=advert,
        version=version,
        capture=session.get_one(Capture, version.capture_id),
        screening=screening,
        findings=_of_screening(session, Finding, screening),
        facts=_of_screening(session, Fact, screening),
        earlier_versions=session.scalars(
            select(AdvertVersion)
            .where(AdvertVersion.advert_id == advert.id, AdvertVersion.number < version.number)
            .order_by(AdvertVersion.number.desc())
        ).all(),
        live=next(
            (d for d, _ in decisions if d.closed_at is None and d.snapshot_id == campaign.current_snapshot_id), None
        ),
        decisions=[(decision, account) for decision, account in decisions],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """One line of the history."""

    decision: Decision
    account: Account
    closed_by: str | None
    campaign_id: int
    title: str


def list_decisions(
    session: Session, *, account_id: int | None = None, limit: int = 100, offset: int = 0
) -> list[PastDecision]:
    """Return decisions, newest first, undone and replaced ones included; of one person or of all."""
    closer = aliased(Account)
    one_version = (
        select(func.min(SnapshotVersion.version_id))
        .where(SnapshotVersion.snapshot_id == Decision.snapshot_id)
        .scalar_subquery()
    )
    query = (
        select(Decision, Account, closer.full_name, Campaign.id, AdvertVersion.title)
        .join(Account, Account.id == Decision.account_id)
        .outerjoin(closer, closer.id == Decision.closed_by)
        .join(AdvertVersion, AdvertVersion.id == one_version)
        .join(Campaign, Campaign.id == _campaign_of_decision())
        .order_by(Decision.id.desc())
        .limit(limit)
        .offset(offset)
    )
    if account_id is not None:
        query = query.where(Decision.account_id == account_id)
    return [
        PastDecision(decision=decision, account=account, closed_by=closed_by, campaign_id=campaign_id, title=title)
        for decision, account, closed_by, campaign_id, title in session.execute(query)
    ]


def _queue_rows(wanted: QueueFilter) -> _QueueRows:
    newest = (
        select(func.max(SnapshotVersion.version_id))
        .where(SnapshotVersion.snapshot_id == Campaign.current_snapshot_id)
        .scalar_subquery()
    )
    query = (
        select(Campaign, AdvertVersion, Site, Screening, Decision, Account)
        .outerjoin(Screening, Screening.id == Campaign.worst_screening_id)
        .join(AdvertVersion, AdvertVersion.id == func.coalesce(Screening.version_id, newest))
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .outerjoin(Decision, (Decision.snapshot_id == Campaign.current_snapshot_id) & Decision.closed_at.is_(None))
        .outerjoin(Account, Account.id == Decision.account_id)
    )
    if wanted.state == "waiting":
        query = query.where(Decision.id.is_(None))
    elif wanted.state == "decided":
        query = query.where(Decision.id.is_not(None))
    if wanted.band is not None:
        query = query.where(Screening.band == wanted.band)
    if wanted.site is not None:
        query = query.where(Site.name == wanted.site)
    for word in fold(wanted.words).split():
        query = query.where(AdvertVersion.folded.contains(word, autoescape=True))
    return query


def _comes_after(place: Campaign) -> ColumnElement[bool]:
    """Tell which campaigns follow one in the queue's order, those never screened last; never NULL, so that ~ works."""
    if place.risk is None:
        return Campaign.risk.is_(None) & (Campaign.id > place.id)
    risk = func.coalesce(Campaign.risk, -1.0)
    return (risk < place.risk) | ((risk == place.risk) & (Campaign.id > place.id))


def _read_rows(session: Session, query: _QueueRows) -> list[QueueItem]:
    of_worst = Finding.screening_id == Campaign.worst_screening_id
    findings = select(func.count()).select_from(Finding).where(of_worst).scalar_subquery()
    strongest_first = case({"strong": 0, "medium": 1}, value=Finding.strength, else_=2)
    first = select(Finding.sentence).where(of_worst).order_by(strongest_first, Finding.id).limit(1).scalar_subquery()
    return [
        QueueItem(
            campaign_id=campaign.id,
            snapshot_id=campaign.current_snapshot_id,
            title=version.title,
            employer_name=version.employer_name,
            province=version.province,
            site=site.title,
            seen_at=version.seen_at,
            score=screening.score if screening else None,
            band=screening.band if screening else None,
            typologies=screening.typologies if screening else [],
            findings=count,
            first_finding=sentence,
            verdict=decision.verdict if decision else None,
            decided_by=account.full_name if account else None,
        )
        for campaign, version, site, screening, decision, account, count, sentence in session.execute(
            query.add_columns(findings, first)
        )
    ]


def _drawn_version(session: Session, snapshot_id: int, screening: Screening | None) -> AdvertVersion:
    if screening is not None:
        return session.get_one(AdvertVersion, screening.version_id)
    query = select(func.max(SnapshotVersion.version_id)).where(SnapshotVersion.snapshot_id == snapshot_id)
    return session.get_one(AdvertVersion, session.scalar(query))


def _snapshots_of(campaign_id: int) -> Select[int]:
    return select(CampaignSnapshot.id).where(CampaignSnapshot.campaign_id == campaign_id)


def _campaign_of_decision() -> Any:
    return select(CampaignSnapshot.campaign_id).where(CampaignSnapshot.id == Decision.snapshot_id).scalar_subquery()


def _of_screening(session: Session, table: type[Row], screening: Screening | None) -> Sequence[Row]:
    if screening is None:
        return []
    return session.scalars(select(table).where(table.screening_id == screening.id).order_by(table.id)).all()
