"""Step 9: one item as a person sees it, with everything that is needed to decide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from storage.brokers import brokers_of
from storage.campaigns import current_campaign
from storage.copies import SlotSheet, read_sheet
from storage.suggested import SuggestedVerdict, snapshots_of, suggested_verdict
from storage.tables import (
    Account,
    Advert,
    AdvertVersion,
    Capture,
    Decision,
    Fact,
    Finding,
    Screening,
    Site,
    SnapshotVersion,
)

Row = TypeVar("Row", Finding, Fact)
MOST_MEMBERS = 200
"""Adverts of a campaign that one look at it brings; a page with thousands of texts is read by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One advert of a campaign, as it is in the drawn item version."""

    advert: Advert
    site: Site
    version: AdvertVersion
    screening: Screening | None
    """Its newest."""


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
    """Every decision ever made on this campaign, newest first, closed ones and those of what it took in too."""
    members: Sequence[Member] = ()
    """Its adverts, the drawn one first, then up to `MOST_MEMBERS` newest first."""
    adverts: int = 1
    """How many it has."""
    sheet: SlotSheet | None = None
    """The template once and what each member has in its slots; None for one advert alone."""
    suggested: SuggestedVerdict | None = None
    """What was decided of copies before, while nobody decided on this very version; never a label."""
    brokers: Sequence[str] = field(default_factory=tuple)
    """Ids of those behind its adverts, once they are linked."""


def read_item(session: Session, campaign_id: int) -> Item | None:
    """Return an item with all that belongs to its current version, or None if it does not exist.

    The key of a campaign that was taken into another gives that other.
    """
    campaign = current_campaign(session, campaign_id)
    if campaign is None or campaign.current_snapshot_id is None:
        return None
    screening = session.get(Screening, campaign.worst_screening_id) if campaign.worst_screening_id else None
    version = _drawn_version(session, campaign.current_snapshot_id, screening)
    advert = session.get_one(Advert, version.advert_id)
    decisions = session.execute(
        select(Decision, Account)
        .join(Account, Account.id == Decision.account_id)
        .where(Decision.snapshot_id.in_(snapshots_of(session, campaign.id)))
        .order_by(Decision.id.desc())
    ).all()
    members = _members(session, campaign.current_snapshot_id, version)
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
        members=members,
        adverts=_count(session, campaign.current_snapshot_id),
        sheet=read_sheet(session, campaign.id, [one.version.id for one in members]),
        suggested=suggested_verdict(session, campaign),
        brokers=sorted(set(brokers_of(session, [one.advert.id for one in members]).values())),
    )


def _drawn_version(session: Session, snapshot_id: int, screening: Screening | None) -> AdvertVersion:
    if screening is not None:
        return session.get_one(AdvertVersion, screening.version_id)
    query = select(func.max(SnapshotVersion.version_id)).where(SnapshotVersion.snapshot_id == snapshot_id)
    return session.get_one(AdvertVersion, session.scalar(query))


def _members(session: Session, snapshot_id: int, drawn: AdvertVersion) -> list[Member]:
    any_screening = aliased(Screening)
    newest = select(func.max(any_screening.id)).where(any_screening.version_id == AdvertVersion.id).scalar_subquery()
    query = (
        select(AdvertVersion, Advert, Site, Screening)
        .join(SnapshotVersion, SnapshotVersion.version_id == AdvertVersion.id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .outerjoin(Screening, Screening.id == newest)
        .where(SnapshotVersion.snapshot_id == snapshot_id)
        .order_by((AdvertVersion.id == drawn.id).desc(), AdvertVersion.seen_at.desc(), AdvertVersion.id.desc())
        .limit(MOST_MEMBERS)
    )
    return [
        Member(advert=advert, site=site, version=version, screening=screening)
        for version, advert, site, screening in session.execute(query)
    ]


def _count(session: Session, snapshot_id: int) -> int:
    query = select(func.count()).where(SnapshotVersion.snapshot_id == snapshot_id)
    return session.scalar(query) or 0


def _of_screening(session: Session, table: type[Row], screening: Screening | None) -> Sequence[Row]:
    if screening is None:
        return []
    return session.scalars(select(table).where(table.screening_id == screening.id).order_by(table.id)).all()
