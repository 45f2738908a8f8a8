"""All that is kept of one broker, for a page, a screen and a file: pure reading, nothing is inferred anew."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.broker_work import open_judgements
from storage.brokers import adverts_of, current_broker
from storage.contacts import in_parts
from storage.dossier_records import Dossier, DossierAdvert, DossierContact, FeeAsked, RegisterStatus
from storage.intervals import wilson
from storage.tables import (
    Advert,
    AdvertContact,
    AdvertVersion,
    BrokerLineage,
    BrokerLink,
    CampaignSnapshot,
    Contact,
    Decision,
    Fact,
    LinkReading,
    RegisterEntry,
    RegisterSnapshot,
    Screening,
    Site,
    SnapshotVersion,
)

MOST_LINKS = 500
"""Links of one broker that are listed, the surest first."""


def read_dossier(session: Session, broker_id: str) -> Dossier | None:
    """Return all of a broker, or of the one that has its adverts now; None if there never was one of that name."""
    broker = current_broker(session, broker_id)
    members = adverts_of(session, [broker.id]).get(broker.id, []) if broker else []
    if broker is None or not members:
        return None
    adverts = _adverts(session, members)
    versions = [one.version.id for one in adverts]
    contacts = _contacts(session, versions)
    screened = {one.screening.id: one for one in adverts if one.screening}
    facts = _facts(session, list(screened))
    verdicts = _verdicts(session, versions)
    links = _links(session, members)
    return Dossier(
        broker=broker,
        first_seen_at=min(one.advert.first_seen_at for one in adverts),
        last_seen_at=max(one.advert.last_seen_at for one in adverts),
        contacts=contacts,
        adverts=adverts,
        provinces=_provinces(adverts, facts),
        destinations=Counter(str(fact.value.get("country")) for fact in facts if fact.kind == "destinations"),
        fees=_fees(facts, screened),
        verdicts=verdicts,
        risk=wilson(verdicts["suspicious"], verdicts["suspicious"] + verdicts["legitimate"]),
        register=_register(session, contacts),
        links=[one for one in links if one.status == "linked"],
        suggestions=[one for one in links if one.status != "linked"],
        judgements=open_judgements(session, members),
        lineage=session.scalars(
            select(BrokerLineage)
            .where(or_(BrokerLineage.was_id == broker.id, BrokerLineage.into_id == broker.id))
            .order_by(BrokerLineage.id)
        ).all(),
    )


def _adverts(session: Session, members: Sequence[int]) -> list[DossierAdvert]:
    found = []
    screening = select(func.max(Screening.id)).where(Screening.version_id == LinkReading.version_id).scalar_subquery()
    newest = select(func.max(LinkReading.version_id)).group_by(LinkReading.advert_id)
    for part in in_parts(members):
        query = (
            select(Advert, AdvertVersion, Site.title, LinkReading.posted_at, screening)
            .join(LinkReading, LinkReading.advert_id == Advert.id)
            .join(AdvertVersion, AdvertVersion.id == LinkReading.version_id)
            .join(Site, Site.id == Advert.site_id)
            .where(LinkReading.version_id.in_(newest.where(LinkReading.advert_id.in_(part))))
        )
        rows = session.execute(query).all()
        kept = {
            row.id: row for row in session.scalars(select(Screening).where(Screening.id.in_([one[4] for one in rows])))
        }
        found += [
            DossierAdvert(advert=advert, version=version, site=site, posted_at=posted_at, screening=kept.get(key))
            for advert, version, site, posted_at, key in rows
        ]
    return sorted(found, key=lambda one: (one.posted_at, one.advert.id), reverse=True)


def _contacts(session: Session, versions: Sequence[int]) -> list[DossierContact]:
    used: dict[tuple[int, str], tuple[Contact, list[datetime]]] = {}
    for part in in_parts(versions):
        query = (
            select(Contact, AdvertContact.whose, LinkReading.posted_at)
            .join(AdvertContact, AdvertContact.contact_id == Contact.id)
            .join(LinkReading, LinkReading.version_id == AdvertContact.version_id)
            .where(AdvertContact.version_id.in_(part))
            .order_by(AdvertContact.id)
        )
        for contact, whose, posted_at in session.execute(query):
            used.setdefault((contact.id, whose), (contact, []))[1].append(posted_at)
    found = [
        DossierContact(
            id=contact.id,
            kind=contact.kind,
            value=contact.value,
            shown=contact.shown,
            whose=whose,
            adverts=len(times),
            first_seen_at=min(times),
            last_seen_at=max(times),
        )
        for (_, whose), (contact, times) in used.items()
    ]
    return sorted(found, key=lambda one: (one.whose != "poster", -one.adverts, one.kind, one.value))


def _facts(session: Session, screenings: Sequence[int]) -> list[Fact]:
    kinds = ("fees", "destinations", "provinces")
    return [
        fact
        for part in in_parts(sorted(screenings))
        for fact in session.scalars(
            select(Fact).where(Fact.screening_id.in_(part), Fact.kind.in_(kinds)).order_by(Fact.id)
        )
    ]


def _provinces(adverts: Sequence[DossierAdvert], facts: Sequence[Fact]) -> Counter[str]:
    named = {(fact.screening_id, str(fact.value.get("name"))) for fact in facts if fact.kind == "provinces"}
    named |= {(one.screening.id if one.screening else -one.advert.id, one.version.province) for one in adverts}
    return Counter(name for _, name in sorted(named) if name)


def _fees(facts: Sequence[Fact], screened: dict[int, DossierAdvert]) -> list[FeeAsked]:
    asked = [
        FeeAsked(
            seen_at=screened[fact.screening_id].posted_at,
            advert_id=screened[fact.screening_id].advert.id,
            value=fact.value,
            quote=fact.quote_text or "",
        )
        for fact in facts
        if fact.kind == "fees"
    ]
    return sorted(asked, key=lambda one: (one.seen_at, one.advert_id))


def _verdicts(session: Session, versions: Sequence[int]) -> Counter[str]:
    """Count the newest decision in force of each campaign that has one of the versions in a snapshot."""
    newest: dict[int, tuple[int, str]] = {}
    for part in in_parts(versions):
        query = (
            select(CampaignSnapshot.campaign_id, Decision.id, Decision.verdict)
            .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
            .join(SnapshotVersion, SnapshotVersion.snapshot_id == Decision.snapshot_id)
            .where(Decision.closed_at.is_(None), SnapshotVersion.version_id.in_(part))
        )
        for campaign, key, verdict in session.execute(query):
            newest[campaign] = max(newest.get(campaign, (0, "")), (key, verdict))
    return Counter(verdict for _, verdict in newest.values())


def _register(session: Session, contacts: Sequence[DossierContact]) -> list[RegisterStatus]:
    licences = [one.value for one in contacts if one.kind == "licence"]
    codes = [one.value for one in contacts if one.kind == "tax_code"]
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
        )
        for entry, listed_on in session.execute(query)
    ]


def _links(session: Session, members: Sequence[int]) -> list[BrokerLink]:
    found: dict[int, BrokerLink] = {}
    for part in in_parts(members):
        query = select(BrokerLink).where(
            BrokerLink.closed_at.is_(None), or_(BrokerLink.advert_a.in_(part), BrokerLink.advert_b.in_(part))
        )
        found |= {row.id: row for row in session.scalars(query)}
    return sorted(found.values(), key=lambda one: (-one.probability, one.id))[:MOST_LINKS]
