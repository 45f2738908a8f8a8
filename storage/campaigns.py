"""Campaigns in storage: who is in one, the snapshot that people judge, and what the queue knows of it.

A snapshot is never changed: a new version or member makes a new one, and decisions stay with the old.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.contacts import in_parts
from storage.tables import (
    Advert,
    AdvertVersion,
    Campaign,
    CampaignMember,
    CampaignSnapshot,
    Decision,
    Screening,
    SnapshotVersion,
)
from storage.worklist.claims import end_claims
from storage.worklist.facets import PROVINCE, refresh_facets
from storage.worklist.ranking import refresh_place, refresh_waits


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
    """Reckon anew what the queue knows of the campaigns that now show a version."""
    query = (
        select(Campaign)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Campaign.current_snapshot_id)
        .where(SnapshotVersion.version_id == version_id)
    )
    for campaign in session.scalars(query):
        _refresh(session, campaign)


def add_campaign(session: Session, *, now: datetime) -> int:
    """Add a campaign without members, to be filled by `move_adverts`, and return its key."""
    campaign = Campaign(created_at=now)
    session.add(campaign)
    session.flush()
    return campaign.id


def move_adverts(session: Session, into: Mapping[int, int], *, now: datetime) -> None:
    """Put adverts into other campaigns (advert → campaign): memberships are closed, never removed.

    Each campaign that changed gets one new snapshot; one that has no adverts left names where they went, and waits for
    nobody any more. Decisions stay with the snapshots that they are about.
    """
    before = campaigns_of(session, into)
    moving = {advert: campaign for advert, campaign in into.items() if before.get(advert) != campaign}
    members = select(CampaignMember).where(CampaignMember.left_at.is_(None))
    for part in in_parts(sorted(moving)):
        for member in session.scalars(members.where(CampaignMember.advert_id.in_(part))):
            member.left_at = now
    session.flush()
    session.add_all(
        CampaignMember(campaign_id=moving[advert], advert_id=advert, joined_at=now) for advert in sorted(moving)
    )
    session.flush()
    changed = {before[advert]: moving[advert] for advert in moving if advert in before}
    left = members_of(session, changed.keys() | set(moving.values()))
    for campaign_id in sorted(changed.keys() | set(moving.values())):
        campaign = session.scalars(select(Campaign).where(Campaign.id == campaign_id).with_for_update()).one()
        if left[campaign_id]:
            campaign.merged_into_id = None
            _take_snapshot(session, campaign, now=now)
        else:
            campaign.current_snapshot_id = None
            campaign.merged_into_id = changed[campaign_id]
            _refresh(session, campaign)
    session.flush()
    end_claims(session, on_items=[campaign_id for campaign_id in left if not left[campaign_id]], now=now)


def campaigns_of(session: Session, advert_ids: Iterable[int]) -> dict[int, int]:
    """Return advert → the campaign that it is in."""
    query = select(CampaignMember.advert_id, CampaignMember.campaign_id).where(CampaignMember.left_at.is_(None))
    return {
        advert: campaign
        for part in in_parts(sorted(set(advert_ids)))
        for advert, campaign in session.execute(query.where(CampaignMember.advert_id.in_(part)))
    }


def members_of(session: Session, campaign_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return campaign → the adverts that are in it, those without any too."""
    members: dict[int, list[int]] = defaultdict(list)
    query = select(CampaignMember.campaign_id, CampaignMember.advert_id).where(CampaignMember.left_at.is_(None))
    for part in in_parts(sorted(set(campaign_ids))):
        for campaign, advert in session.execute(
            query.where(CampaignMember.campaign_id.in_(part)).order_by("advert_id")
        ):
            members[campaign].append(advert)
    return members


def decided_campaigns(session: Session, campaign_ids: Collection[int]) -> set[int]:
    """Return those of some campaigns that somebody decided on, whatever joined them since."""
    query = (
        select(CampaignSnapshot.campaign_id)
        .join(Decision, Decision.snapshot_id == CampaignSnapshot.id)
        .where(Decision.closed_at.is_(None))
    )
    return {
        one
        for part in in_parts(sorted(campaign_ids))
        for one in session.scalars(query.where(CampaignSnapshot.campaign_id.in_(part)))
    }


def current_campaign(session: Session, campaign_id: int) -> Campaign | None:
    """Return a campaign, or the one that has its adverts now; None if there never was one of that key."""
    campaign = session.get(Campaign, campaign_id)
    while campaign is not None and campaign.merged_into_id is not None:
        campaign = session.get(Campaign, campaign.merged_into_id)
    return campaign


def merged_campaigns(session: Session, campaign_id: int) -> list[int]:
    """Return a campaign and every one that it took in, directly or not."""
    return sorted(session.scalars(campaigns_within(campaign_id)))


def campaigns_within(campaign_id: int) -> Select[int]:
    """Return the question for them: ids are not handed over, since there may be more than a database takes."""
    tree = select(Campaign.id).where(Campaign.id == campaign_id).cte("within", recursive=True)
    tree = tree.union(select(Campaign.id).join(tree, Campaign.merged_into_id == tree.c.id))
    return select(tree.c.id)


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
    _refresh(session, campaign)


def _refresh(session: Session, campaign: Campaign) -> None:
    """Reckon anew what the queue knows of a campaign: its worst screening, reach, facets, and place."""
    worst = _worst(session, campaign)
    campaign.worst_screening_id = worst.id if worst else None
    campaign.risk, campaign.band = (worst.score, worst.band) if worst else (None, None)
    counts = (
        select(func.count(), func.count(Advert.site_id.distinct()), func.min(Advert.first_seen_at))
        .select_from(SnapshotVersion)
        .join(AdvertVersion, AdvertVersion.id == SnapshotVersion.version_id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .where(SnapshotVersion.snapshot_id == campaign.current_snapshot_id)
    )
    campaign.adverts, campaign.sites, campaign.first_seen_at = session.execute(counts).one()
    facets = refresh_facets(session, campaign)
    refresh_waits(session, campaign.id)
    refresh_place(session, campaign, {code for kind, code in facets if kind == PROVINCE})


def _worst(session: Session, campaign: Campaign) -> Screening | None:
    newest = (
        select(func.max(Screening.id))
        .join(SnapshotVersion, SnapshotVersion.version_id == Screening.version_id)
        .where(SnapshotVersion.snapshot_id == campaign.current_snapshot_id)
        .group_by(Screening.version_id)
    )
    worst = select(Screening).where(Screening.id.in_(newest)).order_by(Screening.score.desc(), Screening.id)
    return session.scalars(worst.limit(1)).first()
