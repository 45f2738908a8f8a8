"""Step 9: one item as a person sees it, with everything that is needed to decide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from storage.broker_dossiers.suggested import SuggestedVerdict, snapshots_of, suggested_verdict
from storage.brokers import brokers_of
from storage.campaigns import current_campaign
from storage.copies import SlotSheet, read_sheet
from storage.tables import (
    Account,
    Advert,
    AdvertContact,
    AdvertVersion,
    Campaign,
    Capture,
    Contact,
    Decision,
    Fact,
    Finding,
    Screening,
    Site,
    SnapshotVersion,
)

Row = TypeVar("Row", Finding, Fact)
MOST_MEMBERS = 20
"""Adverts of a campaign that one look at it brings; who wants more turns the page."""
MOST_VERSIONS = 50
"""Earlier versions of one advert that are listed, the newest."""
MOST_DECISIONS = 100
"""Decisions of one item that are listed, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One advert of a campaign, as it is in the drawn item version; its text is not loaded until it is asked for."""

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
    contacts: Sequence[tuple[AdvertContact, str]]
    """Where linking found a contact in the version, and of which kind it is."""
    earlier_versions: Sequence[AdvertVersion]
    """Older versions of the same advert, newest first; their texts are not loaded until they are asked for."""
    live: Decision | None
    decisions: Sequence[tuple[Decision, Account]]
    """Every decision ever made on this campaign, newest first, closed ones and those of what it took in too."""
    members: Sequence[Member] = ()
    """A page of its adverts, the drawn one first of all, then newest first."""
    adverts: int = 1
    """How many it has."""
    sheet: SlotSheet | None = None
    """The template once and what each member has in its slots; None for one advert alone."""
    suggested: SuggestedVerdict | None = None
    """What was decided of copies before, while nobody decided on this very version; never a label."""
    brokers: Sequence[str] = field(default_factory=tuple)
    """Ids of those behind its adverts, once they are linked; that of the drawn advert first."""
    score_hidden: bool = False
    """The model's opinion is kept back until somebody decides, so that people's and its own can be compared."""


def read_item(session: Session, campaign_id: int, *, members_from: int = 0) -> Item | None:
    """Return an item with all that belongs to its current version, or None if it does not exist.

    The key of a campaign that was taken into another gives that other.

    Args:
        session: where to read.
        campaign_id: the item.
        members_from: how many of its adverts to leave out, for turning pages of `MOST_MEMBERS`.
    """
    campaign = current_campaign(session, campaign_id)
    if campaign is None or campaign.current_snapshot_id is None:
        return None
    screening = session.get(Screening, campaign.worst_screening_id) if campaign.worst_screening_id else None
    version = _drawn_version(session, campaign.current_snapshot_id, screening)
    advert = session.get_one(Advert, version.advert_id)
    decisions = _decisions(session, campaign)
    members = _members(session, campaign.current_snapshot_id, version, offset=members_from)
    live = _live(decisions, campaign.current_snapshot_id)
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
        contacts=_contacts(session, version),
        earlier_versions=_earlier(session, version),
        live=live,
        decisions=decisions,
        members=members,
        adverts=_count(session, campaign.current_snapshot_id),
        sheet=read_sheet(session, campaign.id, [one.version.id for one in members]),
        suggested=suggested_verdict(session, campaign),
        brokers=_brokers(session, advert, members),
        score_hidden=campaign.score_hidden and live is None,
    )


def _drawn_version(session: Session, snapshot_id: int, screening: Screening | None) -> AdvertVersion:
    if screening is not None:
        return session.get_one(AdvertVersion, screening.version_id)
    query = select(func.max(SnapshotVersion.version_id)).where(SnapshotVersion.snapshot_id == snapshot_id)
    return session.get_one(AdvertVersion, session.scalar(query))


def _decisions(session: Session, campaign: Campaign) -> list[tuple[Decision, Account]]:
    query = (
        select(Decision, Account)
        .join(Account, Account.id == Decision.account_id)
        .where(Decision.snapshot_id.in_(snapshots_of(campaign.id)))
        .order_by(Decision.id.desc())
        .limit(MOST_DECISIONS)
    )
    return [(decision, account) for decision, account in session.execute(query)]


def _live(decisions: Sequence[tuple[Decision, Account]], snapshot_id: int) -> Decision | None:
    return next((one for one, _ in decisions if one.closed_at is None and one.snapshot_id == snapshot_id), None)


def _contacts(session: Session, version: AdvertVersion) -> list[tuple[AdvertContact, str]]:
    query = (
        select(AdvertContact, Contact.kind)
        .join(Contact, Contact.id == AdvertContact.contact_id)
        .where(AdvertContact.version_id == version.id)
        .order_by(AdvertContact.id)
    )
    return [(found, kind) for found, kind in session.execute(query)]


def _earlier(session: Session, version: AdvertVersion) -> Sequence[AdvertVersion]:
    query = (
        select(AdvertVersion)
        .options(defer(AdvertVersion.text), defer(AdvertVersion.folded))
        .where(AdvertVersion.advert_id == version.advert_id, AdvertVersion.number < version.number)
        .order_by(AdvertVersion.seen_at.desc(), AdvertVersion.number.desc())
    )
    return session.scalars(query.limit(MOST_VERSIONS)).all()


def _members(session: Session, snapshot_id: int, drawn: AdvertVersion, *, offset: int) -> list[Member]:
    page = (
        select(AdvertVersion.id)
        .join(SnapshotVersion, SnapshotVersion.version_id == AdvertVersion.id)
        .where(SnapshotVersion.snapshot_id == snapshot_id)
        .order_by((AdvertVersion.id == drawn.id).desc(), AdvertVersion.seen_at.desc(), AdvertVersion.id.desc())
    )
    ids = session.scalars(page.limit(MOST_MEMBERS).offset(offset)).all()
    newest = select(func.max(Screening.id)).where(Screening.version_id.in_(ids)).group_by(Screening.version_id)
    screened = {one.version_id: one for one in session.scalars(select(Screening).where(Screening.id.in_(newest)))}
    query = (
        select(AdvertVersion, Advert, Site)
        .options(defer(AdvertVersion.text), defer(AdvertVersion.folded))
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .where(AdvertVersion.id.in_(ids))
    )
    found = {
        version.id: Member(advert=advert, site=site, version=version, screening=screened.get(version.id))
        for version, advert, site in session.execute(query)
    }
    return [found[one] for one in ids]


def _brokers(session: Session, drawn: Advert, members: Sequence[Member]) -> list[str]:
    with_whom = brokers_of(session, [drawn.id, *(one.advert.id for one in members)])
    return list(dict.fromkeys(filter(None, [with_whom.get(drawn.id), *sorted(set(with_whom.values()))])))


def _count(session: Session, snapshot_id: int) -> int:
    query = select(func.count()).where(SnapshotVersion.snapshot_id == snapshot_id)
    return session.scalar(query) or 0


def _of_screening(session: Session, table: type[Row], screening: Screening | None) -> Sequence[Row]:
    if screening is None:
        return []
    return session.scalars(select(table).where(table.screening_id == screening.id).order_by(table.id)).all()
