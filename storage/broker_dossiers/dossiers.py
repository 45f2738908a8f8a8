"""All that is kept of one broker, for a screen and a file: pure reading, nothing is inferred anew."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, defer

from storage.broker_dossiers.broker_parts import (
    newest_screenings,
    read_contacts,
    read_lineage,
    read_links,
    read_register,
    read_suggestions,
    read_verdicts,
)
from storage.broker_dossiers.broker_work import judgements_of
from storage.broker_dossiers.dossier_records import Dossier, DossierAdvert, FeeAsked
from storage.brokers import current_broker
from storage.intervals import wilson
from storage.people.scope import EVERYTHING, Scope, in_scope
from storage.tables import (
    Advert,
    AdvertVersion,
    BrokerMember,
    Campaign,
    CampaignMember,
    Fact,
    LinkReading,
    Screening,
    Site,
)

_LONG = (AdvertVersion.text, AdvertVersion.folded, AdvertVersion.stated, AdvertVersion.repairs)
"""Columns that no dossier shows, and that weigh more than all others."""


def read_dossier(session: Session, broker_id: str) -> Dossier | None:
    """Return all of a broker, or of the one that has its adverts now; None if there never was one of that name."""
    broker = current_broker(session, broker_id)
    adverts = read_adverts(session, broker.id) if broker else []
    if broker is None or not adverts:
        return None
    contacts = read_contacts(session, broker.id)
    screened = {one.screening.id: one for one in adverts if one.screening}
    facts = _facts(session, broker.id)
    verdicts, _ = read_verdicts(session, broker.id)
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
        register=read_register(session, contacts),
        links=read_links(session, broker.id),
        suggestions=read_suggestions(session, broker.id),
        judgements=judgements_of(session, broker.id),
        lineage=read_lineage(session, broker.id),
    )


def read_adverts(
    session: Session, broker_id: str, *, scope: Scope = EVERYTHING, most: int | None = None, offset: int = 0
) -> list[DossierAdvert]:
    """Return the adverts of a broker, newest first: all within a scope, or as many as one page shows; without texts."""
    wanted = _listed(broker_id, scope).order_by(LinkReading.posted_at.desc(), BrokerMember.advert_id.desc())
    # one page is chosen by its keys before anything else is read
    page = wanted.limit(most).offset(offset).subquery()
    any_screening = aliased(Screening)
    of_version = any_screening.version_id == BrokerMember.version_id
    newest = select(func.max(any_screening.id)).where(of_version).scalar_subquery()
    query = (
        select(Advert, AdvertVersion, Site.title, LinkReading.posted_at, Screening)
        .join(BrokerMember, BrokerMember.advert_id == Advert.id)
        .join(AdvertVersion, AdvertVersion.id == BrokerMember.version_id)
        .join(LinkReading, LinkReading.version_id == BrokerMember.version_id)
        .join(Site, Site.id == Advert.site_id)
        .outerjoin(Screening, Screening.id == newest)
        .where(BrokerMember.id.in_(select(page.c.id)))
        .order_by(LinkReading.posted_at.desc(), Advert.id.desc())
        .options(*(defer(column, raiseload=True) for column in _LONG), defer(Screening.reasons, raiseload=True))
    )
    return [
        DossierAdvert(advert=advert, version=version, site=site, posted_at=posted_at, screening=screening)
        for advert, version, site, posted_at, screening in session.execute(query)
    ]


def _listed(broker_id: str, scope: Scope) -> Select[int]:
    """Return the question for the memberships of a broker's adverts whose item lies within a scope."""
    query = (
        select(BrokerMember.id)
        .join(LinkReading, LinkReading.version_id == BrokerMember.version_id)
        .where(BrokerMember.broker_id == broker_id, BrokerMember.left_at.is_(None))
    )
    if scope.is_everything:
        return query
    in_campaign = (CampaignMember.advert_id == BrokerMember.advert_id) & CampaignMember.left_at.is_(None)
    within = query.join(CampaignMember, in_campaign).join(Campaign, Campaign.id == CampaignMember.campaign_id)
    return within.where(*in_scope(scope))


def _facts(session: Session, broker_id: str) -> Sequence[Fact]:
    query = select(Fact).where(
        Fact.screening_id.in_(newest_screenings(broker_id)), Fact.kind.in_(("fees", "destinations", "provinces"))
    )
    return session.scalars(query.order_by(Fact.id)).all()


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
