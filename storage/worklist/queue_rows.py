"""Step 9, the rows of the queue: what a person reads of an item before opening it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from storage.broker_dossiers.suggested import suggested_verdict
from storage.campaigns import decided_campaigns
from storage.tables import (
    Account,
    Advert,
    AdvertVersion,
    Campaign,
    CampaignFacet,
    Decision,
    Finding,
    Lease,
    Screening,
    Site,
    SnapshotVersion,
)
from storage.worklist.facets import DESTINATION, PLACES, PROVINCE, UNKNOWN
from storage.worklist.holders import is_held


class Place(NamedTuple):
    """A place in the queue's order; it stays when the item there is gone."""

    priority: float
    campaign_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One row of the queue: a campaign, its exact version, and the worst advert in it."""

    campaign_id: int
    snapshot_id: int
    place: Place
    title: str
    employer_name: str
    province: str
    site: str
    """Title of the site, as people know it."""
    seen_at: datetime
    score: float | None
    band: str | None
    typologies: list[str]
    findings: int
    """How many indicators fired."""
    first_finding: str | None
    """Sentence of the strongest of them."""
    verdict: str | None
    """The verdict in force on this very version, if somebody decided."""
    decided_by: str | None
    adverts: int = 1
    """Copies in the campaign; one decision is about all of them."""
    sites: int = 1
    """Sites on which they stand."""
    suggested: str | None = None
    """What was decided of earlier copies, where nobody decided on this very version; never a label."""
    provinces: Sequence[str] = ()
    """Codes of the provinces of all its adverts."""
    destinations: Sequence[str] = ()
    """Countries, two letters."""
    held_by: str | None = None
    """Who works on it now."""
    held_by_id: int | None = None
    held_until: datetime | None = None
    score_hidden: bool = False
    """Score, band, findings, kinds and the suggestion are left out until somebody decides."""
    drawn_at_random: bool = False
    """It came up by lot; told only once somebody decided, lest it weighs with them."""


def read_rows(session: Session, campaign_ids: Sequence[int], *, now: datetime) -> list[QueueItem]:
    """Return rows for some campaigns, in their order."""
    rows = {row[0].id: row for row in session.execute(_query(now).where(Campaign.id.in_(campaign_ids)))}
    findings = _findings(session, [row[0].worst_screening_id for row in rows.values()])
    places = _places(session, campaign_ids)
    suggested = _suggested(session, [row[0] for row in rows.values() if row[4] is None and not row[0].score_hidden])
    return [
        _item(rows[key], findings.get(rows[key][0].worst_screening_id or 0, (0, None)), places[key], suggested.get(key))
        for key in campaign_ids
        if key in rows
    ]


_QueueRow = Row[Campaign, AdvertVersion, Site, Screening, Decision, str, Lease, str]


_QueueRows = Select[Campaign, AdvertVersion, Site, Screening, Decision, str, Lease, str]


def _query(now: datetime) -> _QueueRows:
    newest = (
        select(func.max(SnapshotVersion.version_id))
        .where(SnapshotVersion.snapshot_id == Campaign.current_snapshot_id)
        .scalar_subquery()
    )
    decider, holder = aliased(Account), aliased(Account)
    open_now = (Lease.campaign_id == Campaign.id) & is_held(now)
    return (
        select(Campaign, AdvertVersion, Site, Screening, Decision, decider.full_name, Lease, holder.full_name)
        .outerjoin(Screening, Screening.id == Campaign.worst_screening_id)
        .join(AdvertVersion, AdvertVersion.id == func.coalesce(Screening.version_id, newest))
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .outerjoin(Decision, (Decision.snapshot_id == Campaign.current_snapshot_id) & Decision.closed_at.is_(None))
        .outerjoin(decider, decider.id == Decision.account_id)
        .outerjoin(Lease, open_now)
        .outerjoin(holder, holder.id == Lease.account_id)
    )


def _item(
    row: _QueueRow, findings: tuple[int, str | None], places: Mapping[str, Sequence[str]], suggested: str | None
) -> QueueItem:
    campaign, version, site, screening, decision, decided_by, lease, held_by = row
    hidden = campaign.score_hidden and decision is None
    shown = None if hidden else screening
    return QueueItem(
        campaign_id=campaign.id,
        snapshot_id=campaign.current_snapshot_id or 0,
        place=Place(campaign.priority, campaign.id),
        title=version.title,
        employer_name=version.employer_name,
        province=version.province,
        site=site.title,
        seen_at=version.seen_at,
        score=shown.score if shown else None,
        band=shown.band if shown else None,
        typologies=shown.typologies if shown else [],
        findings=findings[0] if shown else 0,
        first_finding=findings[1] if shown else None,
        verdict=decision.verdict if decision else None,
        decided_by=decided_by,
        adverts=campaign.adverts,
        sites=campaign.sites,
        suggested=suggested,
        provinces=places.get(PROVINCE, ()),
        destinations=places.get(DESTINATION, ()),
        held_by=held_by,
        held_by_id=lease.account_id if lease else None,
        held_until=lease.expires_at if lease else None,
        score_hidden=hidden,
        drawn_at_random=campaign.drawn_at_random and decision is not None,
    )


def _findings(session: Session, screening_ids: Sequence[int | None]) -> dict[int, tuple[int, str | None]]:
    """Return screening → how many indicators fired, and the sentence of the strongest."""
    strongest_first = case({"strong": 0, "medium": 1}, value=Finding.strength, else_=2)
    query = select(Finding.screening_id, Finding.sentence).where(
        Finding.screening_id.in_([one for one in screening_ids if one is not None])
    )
    found: dict[int, list[str]] = defaultdict(list)
    for screening, sentence in session.execute(query.order_by(strongest_first, Finding.id)):
        found[screening].append(sentence)
    return {screening: (len(sentences), sentences[0]) for screening, sentences in found.items()}


def _places(session: Session, campaign_ids: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    query = select(CampaignFacet).where(
        CampaignFacet.campaign_id.in_(campaign_ids), CampaignFacet.kind.in_(PLACES), CampaignFacet.code != UNKNOWN
    )
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for facet in session.scalars(query.order_by(CampaignFacet.code)):
        found[facet.campaign_id][facet.kind].append(facet.code)
    return found


def _suggested(session: Session, undecided: list[Campaign]) -> dict[int, str]:
    # few campaigns have a decision on an earlier snapshot; only those are looked at one by one
    before = decided_campaigns(session, [campaign.id for campaign in undecided])
    found = {one.id: suggested_verdict(session, one) for one in undecided if one.id in before}
    return {campaign: one.decision.verdict for campaign, one in found.items() if one is not None}
