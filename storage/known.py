"""Items by the adverts in them, as a short list for somebody who asks whether an advert is known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from storage.campaigns import campaigns_of
from storage.contacts import in_parts
from storage.people.scope import Scope, in_scope
from storage.tables import AdvertVersion, Campaign, Decision, SnapshotVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """One item."""

    campaign_id: int
    title: str
    first_seen_at: datetime | None
    adverts: int
    band: str | None
    """None where it was not screened, or where its score is kept back."""
    score_hidden: bool
    verdict: str | None
    """In force on what it is now."""


@dataclass(frozen=True, slots=True)
class KnownItems:
    """What is known, as far as somebody may see it."""

    items: tuple[KnownItem, ...]
    left_out: int
    """Items beyond the most that are listed."""
    outside: int
    """Items outside the scope."""


def known_items(session: Session, advert_ids: Collection[int], scope: Scope, *, most: int = 10) -> KnownItems:
    """Return the items that adverts are in, the highest in the queue first."""
    wanted = set(campaigns_of(session, advert_ids).values())
    newest = (
        select(func.max(SnapshotVersion.version_id))
        .where(SnapshotVersion.snapshot_id == Campaign.current_snapshot_id)
        .correlate(Campaign)
    )
    query = (
        select(Campaign, AdvertVersion.title, Decision.verdict)
        .select_from(Campaign)
        .join(AdvertVersion, AdvertVersion.id == newest.scalar_subquery())
        .outerjoin(Decision, (Decision.snapshot_id == Campaign.current_snapshot_id) & Decision.closed_at.is_(None))
        .where(Campaign.id.in_(wanted), *in_scope(scope))
        .order_by(Campaign.priority.desc(), Campaign.id.desc())
    )
    rows = session.execute(query).all()
    return KnownItems(
        tuple(_item(campaign, title, verdict) for campaign, title, verdict in rows[:most]),
        left_out=max(0, len(rows) - most),
        outside=len(wanted) - len(rows),
    )


def _item(campaign: Campaign, title: str, verdict: str | None) -> KnownItem:
    hidden = campaign.score_hidden and campaign.waits
    return KnownItem(
        campaign_id=campaign.id,
        title=title,
        first_seen_at=campaign.first_seen_at,
        adverts=campaign.adverts,
        band=None if hidden else campaign.band,
        score_hidden=hidden,
        verdict=verdict,
    )


def visible_items(session: Session, campaign_ids: Collection[int], scope: Scope) -> set[int]:
    """Return those of some items that lie within a scope."""
    return _those(session, campaign_ids, *in_scope(scope))


def hidden_items(session: Session, campaign_ids: Collection[int]) -> set[int]:
    """Return those of some items that are shown without score until somebody decides."""
    return _those(session, campaign_ids, and_(Campaign.score_hidden, Campaign.waits))


def _those(session: Session, campaign_ids: Collection[int], *conditions: ColumnElement[bool]) -> set[int]:
    return {
        key
        for part in in_parts(sorted(set(campaign_ids)))
        for key in session.scalars(select(Campaign.id).where(Campaign.id.in_(part), *conditions))
    }
