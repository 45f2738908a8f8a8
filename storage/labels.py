"""Step 10, the reading side: what people decided, as labels of the exact versions that they saw.

A label is a decision in force; `unsure` is none, a score is never one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import Advert, AdvertVersion, CampaignSnapshot, Decision, Site, SnapshotVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One advert version that a person judged."""

    version_id: int
    campaign_id: int
    """Versions of one campaign never stand on both sides of a split."""
    campaign_snapshot_id: int
    deceptive: bool
    decided_at: datetime
    site: str
    title: str
    employer_name: str
    text: str


def live_labels(session: Session) -> Iterator[Label]:
    """Yield a label for every version of every snapshot with a decision in force other than `unsure`."""
    query = (
        select(Decision, AdvertVersion, CampaignSnapshot.campaign_id, Site.name)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Decision.snapshot_id)
        .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
        .join(AdvertVersion, AdvertVersion.id == SnapshotVersion.version_id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .where(Decision.closed_at.is_(None), Decision.verdict != "unsure")
        .order_by(Decision.id, AdvertVersion.id)
    )
    for decision, version, campaign_id, site in session.execute(query):
        yield Label(
            version_id=version.id,
            campaign_id=campaign_id,
            campaign_snapshot_id=decision.snapshot_id,
            deceptive=decision.verdict == "suspicious",
            decided_at=decision.at,
            site=site,
            title=version.title,
            employer_name=version.employer_name,
            text=version.text,
        )


def count_unsure(session: Session) -> int:
    """Return how many versions have a decision in force that says `unsure`; they are shown and never trained on."""
    query = (
        select(func.count())
        .select_from(Decision)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Decision.snapshot_id)
        .where(Decision.closed_at.is_(None), Decision.verdict == "unsure")
    )
    return session.scalar(query) or 0
