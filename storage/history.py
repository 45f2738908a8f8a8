"""Step 9: what was decided, by whom and when; nothing ever leaves it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from storage.tables import Account, AdvertVersion, Campaign, CampaignSnapshot, Decision, SnapshotVersion


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


def _campaign_of_decision() -> Any:
    return select(CampaignSnapshot.campaign_id).where(CampaignSnapshot.id == Decision.snapshot_id).scalar_subquery()
