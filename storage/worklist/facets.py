"""By what campaigns are filtered and who sees them: places, kinds of deception and sites of all their adverts.

Reckoned from the newest screenings and kept beside the campaign, so that a filter is one look into an index.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from storage.provinces import province_code
from storage.tables import (
    Advert,
    AdvertVersion,
    Campaign,
    CampaignFacet,
    Decision,
    Fact,
    Screening,
    Site,
    SnapshotVersion,
)

PROVINCE, DESTINATION, TYPOLOGY, SITE = "province", "destination", "typology", "site"
PLACES = (PROVINCE, DESTINATION)
UNKNOWN = ""
"""Code of a place that nobody knows; such campaigns are everybody's."""
_LONGEST = 80

Facets = set[tuple[str, str]]
"""Kind and code of each."""


def refresh_facets(session: Session, campaign: Campaign) -> Facets:
    """Bring the facets of a campaign in line with its current snapshot, and return them."""
    wanted = _facets_of(session, campaign) if campaign.current_snapshot_id is not None else set()
    kept = {
        (row.kind, row.code): row
        for row in session.scalars(select(CampaignFacet).where(CampaignFacet.campaign_id == campaign.id))
    }
    for key in kept.keys() - wanted:
        session.delete(kept[key])
    session.add_all(
        CampaignFacet(campaign_id=campaign.id, kind=kind, code=code) for kind, code in sorted(wanted - kept.keys())
    )
    session.flush()
    return wanted


def _facets_of(session: Session, campaign: Campaign) -> Facets:
    here = SnapshotVersion.snapshot_id == campaign.current_snapshot_id
    pages = (
        select(AdvertVersion.province, Site.name)
        .select_from(SnapshotVersion)
        .join(AdvertVersion, AdvertVersion.id == SnapshotVersion.version_id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .where(here)
        .distinct()
    )
    found = set()
    for province, site in session.execute(pages):
        found |= {_facet(PROVINCE, province_code(province)), _facet(SITE, site)}
    newest = (
        select(func.max(Screening.id))
        .join(SnapshotVersion, SnapshotVersion.version_id == Screening.version_id)
        .where(here)
        .group_by(Screening.version_id)
    )
    facts = select(Fact.kind, Fact.value).where(
        Fact.screening_id.in_(newest), Fact.kind.in_(("provinces", "destinations"))
    )
    found |= {_place(kind, value) for kind, value in session.execute(facts)}
    worst = session.get(Screening, campaign.worst_screening_id) if campaign.worst_screening_id else None
    found |= {_facet(TYPOLOGY, code) for code in (worst.typologies if worst else ())}
    return _with_unknown(found)


def fill_all(connection: Connection) -> None:
    """Reckon the columns and facets of all campaigns anew, set by set: for a migration and for many at once.

    Priorities are not among them; `ranking.rank_rows` follows.
    """
    connection.execute(update(Campaign.__table__).values(_columns()))  # type: ignore[arg-type]  # a Table
    connection.execute(delete(CampaignFacet))
    found: dict[int, Facets] = {}
    for key, kind, code in _all_facets(connection):
        if code:
            found.setdefault(key, set()).add((kind, code[:_LONGEST]))
    campaigns = connection.execute(select(Campaign.id).where(Campaign.current_snapshot_id.is_not(None))).scalars()
    rows = [
        {"campaign_id": key, "kind": kind, "code": code}
        for key in campaigns.all()
        for kind, code in sorted(_with_unknown(found.get(key, set())))
    ]
    if rows:
        connection.execute(insert(CampaignFacet.__table__), rows)  # type: ignore[arg-type]  # a Table


def _columns() -> dict[str, Any]:
    """Return what a campaign's columns are, each as a query for one row."""
    campaign = Campaign.__table__
    of_snapshot = (
        select(AdvertVersion.advert_id)
        .join(SnapshotVersion, SnapshotVersion.version_id == AdvertVersion.id)
        .where(SnapshotVersion.snapshot_id == campaign.c.current_snapshot_id)
        .correlate(campaign)
    )
    adverts = of_snapshot.join(Advert, Advert.id == AdvertVersion.advert_id)
    live = (
        select(Decision.id)
        .where(Decision.snapshot_id == campaign.c.current_snapshot_id, Decision.closed_at.is_(None))
        .correlate(campaign)
    )
    worst = select(Screening.band).where(Screening.id == campaign.c.worst_screening_id).correlate(campaign)
    return {
        "band": worst.scalar_subquery(),
        "adverts": of_snapshot.with_only_columns(func.count()).scalar_subquery(),
        "sites": adverts.with_only_columns(func.count(Advert.site_id.distinct())).scalar_subquery(),
        "first_seen_at": adverts.with_only_columns(func.min(Advert.first_seen_at)).scalar_subquery(),
        "waits": case((campaign.c.current_snapshot_id.is_(None), False), else_=~live.exists()),
    }


def _all_facets(connection: Connection) -> Iterator[tuple[int, str, str | None]]:
    current = Campaign.current_snapshot_id == SnapshotVersion.snapshot_id
    pages = (
        select(Campaign.id, AdvertVersion.province, Site.name)
        .select_from(Campaign)
        .join(SnapshotVersion, current)
        .join(AdvertVersion, AdvertVersion.id == SnapshotVersion.version_id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .distinct()
    )
    for key, province, site in connection.execute(pages):
        yield key, PROVINCE, province_code(province)
        yield key, SITE, site
    newest = select(func.max(Screening.id)).group_by(Screening.version_id)
    facts = (
        select(Campaign.id, Fact.kind, Fact.value)
        .join(SnapshotVersion, current)
        .join(Screening, Screening.version_id == SnapshotVersion.version_id)
        .join(Fact, Fact.screening_id == Screening.id)
        .where(Screening.id.in_(newest), Fact.kind.in_(("provinces", "destinations")))
    )
    for key, kind, value in connection.execute(facts):
        yield key, *_place(kind, value)
    worst = select(Campaign.id, Screening.typologies).join(Screening, Screening.id == Campaign.worst_screening_id)
    for key, typologies in connection.execute(worst):
        yield from ((key, TYPOLOGY, code) for code in typologies)


def _place(kind: str, value: dict[str, Any]) -> tuple[str, str]:
    """Return a fact about a place as a facet."""
    name, key = (PROVINCE, "code") if kind == "provinces" else (DESTINATION, "country")
    return _facet(name, str(value.get(key) or ""))


def _facet(kind: str, code: str | None) -> tuple[str, str]:
    return kind, (code or UNKNOWN)[:_LONGEST]


def _with_unknown(found: Iterable[tuple[str, str]]) -> Facets:
    """Leave out what is unknown where something is known, and put it where nothing is."""
    known = {(kind, code) for kind, code in found if code != UNKNOWN}
    kinds = {kind for kind, _ in known}
    return known | {(kind, UNKNOWN) for kind in PLACES if kind not in kinds}


def choices(session: Session, kind: str) -> list[str]:
    """Return the codes of a kind that any campaign has, the unknown left out.

    Each step looks up the next one in the index: few codes stand in very many rows.
    """
    return list(session.scalars(_CHOICES, {"kind": kind}))


_CHOICES = text(
    "WITH RECURSIVE found (code) AS ("
    "SELECT min(code) FROM campaign_facet WHERE kind = :kind AND code > '' UNION ALL "
    "SELECT (SELECT min(code) FROM campaign_facet f WHERE f.kind = :kind AND f.code > found.code) "
    "FROM found WHERE code IS NOT NULL) SELECT code FROM found WHERE code IS NOT NULL"
)
