"""Step 9: one item as a person sees it, with everything that is needed to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

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
            .order_by(AdvertVersion.seen_at.desc(), AdvertVersion.number.desc())
        ).all(),
        live=next(
            (d for d, _ in decisions if d.closed_at is None and d.snapshot_id == campaign.current_snapshot_id), None
        ),
        decisions=[(decision, account) for decision, account in decisions],
    )


def _drawn_version(session: Session, snapshot_id: int, screening: Screening | None) -> AdvertVersion:
    if screening is not None:
        return session.get_one(AdvertVersion, screening.version_id)
    query = select(func.max(SnapshotVersion.version_id)).where(SnapshotVersion.snapshot_id == snapshot_id)
    return session.get_one(AdvertVersion, session.scalar(query))


def _snapshots_of(campaign_id: int) -> Select[int]:
    return select(CampaignSnapshot.id).where(CampaignSnapshot.campaign_id == campaign_id)


def _of_screening(session: Session, table: type[Row], screening: Screening | None) -> Sequence[Row]:
    if screening is None:
        return []
    return session.scalars(select(table).where(table.screening_id == screening.id).order_by(table.id)).all()
