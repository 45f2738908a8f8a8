"""Step 9, the reading side: what waits for a person, highest risk first, and what stands before and after."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from storage.campaigns import decided_campaigns
from storage.folding import fold
from storage.suggested import suggested_verdict
from storage.tables import (
    Account,
    Advert,
    AdvertVersion,
    Campaign,
    Decision,
    Finding,
    Screening,
    Site,
    SnapshotVersion,
)

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
    adverts: int = 1
    """Copies in the campaign; one decision is about all of them."""
    suggested: str | None = None
    """What was decided of earlier copies, where nobody decided on this very version; never a label."""


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
    rows = session.execute(query.add_columns(findings, first)).all()
    adverts = _adverts(session, [row[0].current_snapshot_id for row in rows])
    suggested = _suggested(session, [row[0] for row in rows if row[4] is None])
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
            adverts=adverts[campaign.current_snapshot_id],
            suggested=suggested.get(campaign.id),
        )
        for campaign, version, site, screening, decision, account, count, sentence in rows
    ]


def _adverts(session: Session, snapshot_ids: list[int]) -> dict[int, int]:
    counted = select(SnapshotVersion.snapshot_id, func.count()).where(SnapshotVersion.snapshot_id.in_(snapshot_ids))
    return dict(session.execute(counted.group_by(SnapshotVersion.snapshot_id)).all())


def _suggested(session: Session, undecided: list[Campaign]) -> dict[int, str]:
    # few campaigns have a decision on an earlier snapshot; only those are looked at one by one
    before = decided_campaigns(session, [campaign.id for campaign in undecided])
    found = {one.id: suggested_verdict(session, one) for one in undecided if one.id in before}
    return {campaign: one.decision.verdict for campaign, one in found.items() if one is not None}
