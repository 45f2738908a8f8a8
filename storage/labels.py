"""Step 10, the reading side: what people decided, as labels of the exact versions that they saw.

A label is a decision in force; `unsure` is none, a score is never one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import AdvertVersion, Decision, SnapshotVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One advert version that a person judged."""

    version_id: int
    campaign_snapshot_id: int
    """Versions of one snapshot never stand on both sides of a split."""
    deceptive: bool
    decided_at: datetime
    title: str
    employer_name: str
    text: str


def live_labels(session: Session) -> Iterator[Label]:
    """Yield a label for every version of every snapshot with a decision in force other than `unsure`."""
    query = (
        select(Decision, AdvertVersion)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Decision.snapshot_id)
        .join(AdvertVersion, AdvertVersion.id == SnapshotVersion.version_id)
        .where(Decision.closed_at.is_(None), Decision.verdict != "unsure")
        .order_by(Decision.id, AdvertVersion.id)
    )
    for decision, version in session.execute(query):
        yield Label(
            version_id=version.id,
            campaign_snapshot_id=decision.snapshot_id,
            deceptive=decision.verdict == "suspicious",
            decided_at=decision.at,
            title=version.title,
            employer_name=version.employer_name,
            text=version.text,
        )
