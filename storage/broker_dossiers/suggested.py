"""Step 9: what was decided of copies before, shown beside later arrivals as a suggestion; never stored as a label."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from storage.campaigns import campaigns_within
from storage.tables import (
    Account,
    AdvertVersion,
    Campaign,
    CampaignMember,
    CampaignSnapshot,
    Decision,
    SnapshotVersion,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedVerdict:
    """The newest decision in force on copies of what is shown."""

    decision: Decision
    account: Account
    seen: int
    """Versions of the item that the person saw then."""
    unseen: int
    """Versions that came, or changed, since."""
    contradicted: bool
    """Other decisions in force on copies say otherwise."""


def suggested_verdict(session: Session, campaign: Campaign) -> SuggestedVerdict | None:
    """Return what to suggest for a campaign; None where somebody decided on its very version, or never on a copy.

    Only decisions on adverts that are still in the campaign count, the newest first.
    """
    decisions = _decisions_on_members(session, campaign)
    if not decisions or any(one.snapshot_id == campaign.current_snapshot_id for one, _ in decisions):
        return None
    decision, account = decisions[0]
    now = _versions(session, campaign.current_snapshot_id)
    seen = now & _versions(session, decision.snapshot_id)
    return SuggestedVerdict(
        decision=decision,
        account=account,
        seen=len(seen),
        unseen=len(now) - len(seen),
        contradicted=len({one.verdict for one, _ in decisions}) > 1,
    )


def snapshots_of(campaign_id: int) -> Select[int]:
    """Return the question for every snapshot of a campaign, and of those that it took in."""
    return select(CampaignSnapshot.id).where(CampaignSnapshot.campaign_id.in_(campaigns_within(campaign_id)))


def _decisions_on_members(session: Session, campaign: Campaign) -> Sequence[tuple[Decision, Account]]:
    """Return the decisions in force on snapshots that hold an advert of the campaign, newest first."""
    seen, member = aliased(SnapshotVersion), aliased(CampaignMember)
    about = (
        select(func.count())
        .select_from(seen)
        .join(AdvertVersion, AdvertVersion.id == seen.version_id)
        .join(member, member.advert_id == AdvertVersion.advert_id)
        .where(seen.snapshot_id == Decision.snapshot_id, member.campaign_id == campaign.id, member.left_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(Decision, Account)
        .join(Account, Account.id == Decision.account_id)
        .where(
            Decision.closed_at.is_(None),
            Decision.snapshot_id.in_(snapshots_of(campaign.id)),
            about > 0,
        )
        .order_by(Decision.at.desc(), Decision.id.desc())
    )
    return [(decision, account) for decision, account in session.execute(query)]


def _versions(session: Session, snapshot_id: int | None) -> set[int]:
    return set(session.scalars(select(SnapshotVersion.version_id).where(SnapshotVersion.snapshot_id == snapshot_id)))
