"""What is kept of one broker, part by part: each is one question, whatever the number of its adverts."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from storage.broker_dossiers.dossier_records import DossierContact, RegisterStatus
from storage.tables import (
    AdvertContact,
    BrokerLineage,
    BrokerLink,
    BrokerMember,
    CampaignSnapshot,
    Contact,
    Decision,
    LinkReading,
    RegisterEntry,
    RegisterSnapshot,
    Screening,
    SnapshotVersion,
)

MOST_LINKS = 500
"""Links of one broker that are listed, the surest first."""
# of their own, so that a question about the same tables may hold them
_Own, _Screened = aliased(BrokerMember), aliased(Screening)


def adverts_with(broker_id: str) -> Select[int]:
    """Return the question for the adverts that a broker has now."""
    return select(_Own.advert_id).where(_Own.broker_id == broker_id, _Own.left_at.is_(None))


def versions_with(broker_id: str) -> Select[int]:
    """Return the question for the versions of them that were linked."""
    return adverts_with(broker_id).with_only_columns(_Own.version_id)


def newest_screenings(broker_id: str) -> Select[int]:
    """Return the question for the newest screening of each of these versions."""
    query = select(func.max(_Screened.id)).where(_Screened.version_id.in_(versions_with(broker_id)))
    return query.group_by(_Screened.version_id)


def read_contacts(session: Session, broker_id: str) -> list[DossierContact]:
    """Return the contacts that its adverts print, the poster's own first, then by use."""
    query = (
        select(
            Contact,
            AdvertContact.whose,
            func.count(LinkReading.advert_id.distinct()),
            func.min(LinkReading.posted_at),
            func.max(LinkReading.posted_at),
        )
        .join(AdvertContact, AdvertContact.contact_id == Contact.id)
        .join(LinkReading, LinkReading.version_id == AdvertContact.version_id)
        .where(AdvertContact.version_id.in_(versions_with(broker_id)))
        .group_by(Contact.id, AdvertContact.whose)
    )
    found = [
        DossierContact(
            id=contact.id,
            kind=contact.kind,
            value=contact.value,
            shown=contact.shown,
            whose=whose,
            adverts=adverts,
            first_seen_at=first,
            last_seen_at=last,
        )
        for contact, whose, adverts, first, last in session.execute(query)
    ]
    return sorted(found, key=lambda one: (one.whose != "poster", -one.adverts, one.kind, one.value))


def read_verdicts(session: Session, broker_id: str) -> tuple[Counter[str], dict[int, str]]:
    """Return how many campaigns have which newest verdict in force, and the newest verdict on each version."""
    query = (
        select(CampaignSnapshot.campaign_id, SnapshotVersion.version_id, Decision.id, Decision.verdict)
        .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Decision.snapshot_id)
        .where(Decision.closed_at.is_(None), SnapshotVersion.version_id.in_(versions_with(broker_id)))
    )
    campaigns: dict[int, tuple[int, str]] = {}
    versions: dict[int, tuple[int, str]] = {}
    for campaign, version, key, verdict in session.execute(query):
        campaigns[campaign] = max(campaigns.get(campaign, (0, "")), (key, verdict))
        versions[version] = max(versions.get(version, (0, "")), (key, verdict))
    counted = Counter(verdict for _, verdict in campaigns.values())
    return counted, {version: verdict for version, (_, verdict) in versions.items()}


def read_register(session: Session, contacts: Sequence[DossierContact]) -> list[RegisterStatus]:
    """Return what the lists of licensed enterprises say of the licences and tax codes among some contacts."""
    licences = [one.value for one in contacts if one.kind == "licence"]
    codes = [one.value for one in contacts if one.kind == "tax_code"]
    if not licences and not codes:
        return []
    query = (
        select(RegisterEntry, RegisterSnapshot.listed_on)
        .join(RegisterSnapshot, RegisterSnapshot.id == RegisterEntry.snapshot_id)
        .where(or_(RegisterEntry.licence_number.in_(licences), RegisterEntry.tax_code.in_(codes)))
        .order_by(RegisterSnapshot.listed_on, RegisterEntry.id)
    )
    return [
        RegisterStatus(
            listed_on=listed_on,
            name=entry.name,
            licence_number=entry.licence_number,
            status=entry.status,
            by="licence" if entry.licence_number in licences else "tax_code",
            tax_code=entry.tax_code,
        )
        for entry, listed_on in session.execute(query)
    ]


def read_links(session: Session, broker_id: str, *, most: int = MOST_LINKS) -> list[BrokerLink]:
    """Return what ties its adverts to one another, the surest first."""
    own = adverts_with(broker_id)
    query = select(BrokerLink).where(
        BrokerLink.closed_at.is_(None),
        BrokerLink.status == "linked",
        BrokerLink.advert_a.in_(own),
        BrokerLink.advert_b.in_(own),
    )
    return list(session.scalars(_surest_first(query).limit(most)))


def read_suggestions(session: Session, broker_id: str, *, most: int = MOST_LINKS) -> list[BrokerLink]:
    """Return what may tie its adverts to those of others and waits for a person, the surest first."""
    own = adverts_with(broker_id)
    waiting = select(BrokerLink.id).where(BrokerLink.closed_at.is_(None), BrokerLink.status != "linked")
    # two questions, since PostgreSQL uses no index for an OR of two; what both find ties its adverts to one another
    (found,) = union_all(
        waiting.where(BrokerLink.advert_a.in_(own)), waiting.where(BrokerLink.advert_b.in_(own))
    ).subquery().c  # fmt: skip
    to_others = select(found).group_by(found).having(func.count() == 1)
    query = select(BrokerLink).where(BrokerLink.id.in_(to_others))
    return list(session.scalars(_surest_first(query).limit(most)))


def read_lineage(session: Session, broker_id: str) -> list[BrokerLineage]:
    """Return which adverts went from it and came to it, oldest first."""
    query = select(BrokerLineage).where(or_(BrokerLineage.was_id == broker_id, BrokerLineage.into_id == broker_id))
    return list(session.scalars(query.order_by(BrokerLineage.id)))


def _surest_first(query: Select[BrokerLink]) -> Select[BrokerLink]:
    return query.order_by(BrokerLink.probability.desc(), BrokerLink.bits.desc(), BrokerLink.id)
