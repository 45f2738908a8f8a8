"""Campaigns in storage: who is in one, the snapshot that people judge, and its risk.

A snapshot is never changed: a new version or member makes a new one, and decisions stay with the old.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import (
    AdvertVersion,
    Campaign,
    CampaignMember,
    CampaignSnapshot,
    Screening,
    SnapshotVersion,
)


def start_campaign(session: Session, advert_id: int, *, now: datetime) -> Campaign:
    """Put a new advert into a campaign of its own."""
    campaign = Campaign(created_at=now)
    session.add(campaign)
    session.flush()
    session.add(CampaignMember(campaign_id=campaign.id, advert_id=advert_id, joined_at=now))
    session.flush()
    _take_snapshot(session, campaign, now=now)
    return campaign


def refresh_campaign(session: Session, advert_id: int, *, now: datetime) -> Campaign:
    """Take a new snapshot of the campaign that an advert is in, because the advert has a new version."""
    query = (
        select(Campaign)
        .join(CampaignMember)
        .where(CampaignMember.advert_id == advert_id, CampaignMember.left_at.is_(None))
    )
    campaign = session.scalars(query).one()
    _take_snapshot(session, campaign, now=now)
    return campaign


def refresh_risk(session: Session, version_id: int) -> None:
    """Point the campaigns that now show a version at their worst screening."""
    query = (
        select(Campaign)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Campaign.current_snapshot_id)
        .where(SnapshotVersion.version_id == version_id)
    )
    for campaign in session.scalars(query):
        _set_risk(session, campaign)


def _take_snapshot(session: Session, campaign: Campaign, *, now: datetime) -> None:
    newest = (
        select(AdvertVersion.advert_id, func.max(AdvertVersion.number).label("number"))
        .join(CampaignMember, CampaignMember.advert_id == AdvertVersion.advert_id)
        .where(CampaignMember.campaign_id == campaign.id, CampaignMember.left_at.is_(None))
        .group_by(AdvertVersion.advert_id)
        .subquery()
    )
    versions = session.scalars(
        select(AdvertVersion.id).join(
            newest, (AdvertVersion.advert_id == newest.c.advert_id) & (AdvertVersion.number == newest.c.number)
        )
    ).all()
    snapshot = CampaignSnapshot(campaign_id=campaign.id, created_at=now)
    session.add(snapshot)
    session.flush()
    session.add_all(SnapshotVersion(snapshot_id=snapshot.id, version_id=version) for version in versions)
    campaign.current_snapshot_id = snapshot.id
    session.flush()
    _set_risk(session, campaign)


def _set_risk(session: Session, campaign: Campaign) -> None:
    newest = (
        select(func.max(Screening.id))
        .join(SnapshotVersion, SnapshotVersion.version_id == Screening.version_id)
        .where(SnapshotVersion.snapshot_id == campaign.current_snapshot_id)
        .group_by(Screening.version_id)
    )
    worst = session.scalars(
        select(Screening).where(Screening.id.in_(newest)).order_by(Screening.score.desc(), Screening.id).limit(1)
    ).first()
    campaign.worst_screening_id = worst.id if worst else None
    campaign.risk = worst.score if worst else None
