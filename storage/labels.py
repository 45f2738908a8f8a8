"""Step 10, the reading side: what people decided, as labels of the exact versions that they saw.

A label is a decision in force; `unsure` is none, a score is never one. A version that stands in several snapshots may
be under several decisions in force: the newest of them counts, also where it says `unsure`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, String, Subquery, cast, func, literal, select
from sqlalchemy.orm import Session

from storage.personal_data.third_persons import without_words, words_of_third_persons
from storage.tables import Advert, AdvertVersion, CampaignSnapshot, Decision, Erasure, Site, SnapshotVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One advert version that a person judged."""

    version_id: int
    campaign_id: int
    """Versions of one campaign never stand on both sides of a split."""
    campaign_snapshot_id: int
    deceptive: bool
    typologies: tuple[str, ...] = ()
    """Kinds of deception that the person named."""
    decided_at: datetime
    site: str
    title: str
    employer_name: str
    text: str


def live_labels(session: Session) -> Iterator[Label]:
    """Yield a label for every version whose newest decision in force is another than `unsure`.

    What was made unreadable by a clock still teaches, without its numbers; what a person asked to have erased does not.
    """
    newest = _newest_decisions()
    query = (
        select(Decision, AdvertVersion, CampaignSnapshot.campaign_id, Site.name)
        .join(newest, newest.c.decision_id == Decision.id)
        .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
        .join(AdvertVersion, AdvertVersion.id == newest.c.version_id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .where(Decision.verdict != "unsure", ~_was_asked_for())
        .order_by(Decision.id, AdvertVersion.id)
    )
    for decision, version, campaign_id, site in session.execute(query):
        yield Label(
            version_id=version.id,
            campaign_id=campaign_id,
            campaign_snapshot_id=decision.snapshot_id,
            deceptive=decision.verdict == "suspicious",
            typologies=tuple(decision.typologies),
            decided_at=decision.at,
            site=site,
            title=version.title,
            employer_name=version.employer_name,
            text=version.text,
        )


def labels_to_export(session: Session) -> Iterator[Label]:
    """Yield the labels for a file that leaves the office: what reaches persons other than the poster is covered."""
    labels = list(live_labels(session))
    words = words_of_third_persons(session, {one.version_id for one in labels})
    for one in labels:
        mine = words.get(one.version_id, [])
        yield replace(one, title=without_words(one.title, mine), text=without_words(one.text, mine))


def _was_asked_for() -> ColumnElement[bool]:
    subject = literal("advert_version:") + cast(AdvertVersion.id, String)
    asked = select(Erasure.id).where(Erasure.subject == subject, Erasure.request_id.is_not(None))
    return asked.correlate(AdvertVersion).exists()


def count_unsure(session: Session) -> int:
    """Return of how many versions the newest decision in force says `unsure`; they are shown and never trained on."""
    newest = _newest_decisions()
    query = (
        select(func.count())
        .select_from(newest)
        .join(Decision, Decision.id == newest.c.decision_id)
        .where(Decision.verdict == "unsure")
    )
    return session.scalar(query) or 0


def _newest_decisions() -> Subquery:
    """Return version_id → decision_id, the newest in force among those on snapshots that hold the version."""
    return (
        select(SnapshotVersion.version_id, func.max(Decision.id).label("decision_id"))
        .join(Decision, Decision.snapshot_id == SnapshotVersion.snapshot_id)
        .where(Decision.closed_at.is_(None))
        .group_by(SnapshotVersion.version_id)
        .subquery()
    )
