"""Where a campaign stands in the queue: risk × reach × novelty × province, as one number that time does not change.

Novelty halves with every half-life: 2^-(age / h). The age is now minus the moment of first sight, hence

    log2(novelty) = first sight / h - now / h

and the last term is the same for all campaigns. So the order is that of

    priority = log2(risk) + a·log2(reach) + first sight / h + log2(weight of the province)

which stays as it is while time passes, and is kept in an indexed column. A change of the settings reckons it anew.
"""

import hashlib
import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.orm import Session

from storage import office_settings
from storage.tables import MERGED, Campaign, CampaignFacet, CampaignSnapshot, Decision, Setting

UNFLAGGED = ("low", "not_enough_information")
"""Bands that no person would look at, but for the lot."""
UNSCREENED = -1e6
"""Priority of what no model has read, before its novelty: behind everything that one has."""
SEED, CUT = "lot_seed", "lot_cut"
"""Rows of the table of settings that are reckoned, not agreed on: the lot's seed, and up to which lot one is drawn."""

_LEAST_RISK = 0.001
_FLAGGED_FROM = 0.4
"""The least risk that an item drawn by lot is ranked by: about where the band `medium` begins."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the office agreed on for the order of the queue, and what the lot is drawn by."""

    reach: float = office_settings.REACH_WEIGHT.default
    half_life_days: float = office_settings.HALF_LIFE.default
    focus_provinces: frozenset[str] = frozenset()
    focus_weight: float = office_settings.FOCUS_WEIGHT.default
    random_share: float = office_settings.RANDOM_SHARE.default
    hidden_share: float = office_settings.HIDDEN_SHARE.default
    seed: int = 0
    cut: float = 0.0
    """Unflagged campaigns whose lot is below this are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a campaign that its place depends on."""

    campaign_id: int
    risk: float | None
    band: str | None
    adverts: int
    sites: int
    first_seen_at: datetime
    provinces: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where a campaign stands, and how it is shown there."""

    priority: float
    drawn_at_random: bool
    score_hidden: bool


def rank(standing: Standing, weights: Weights) -> Ranked:
    """Return the place of a campaign in the queue; pure.

    What is drawn by lot stands as if it had the risk of something flagged, itself drawn: at each n-th place, people
    would know it by its place. For the same reason it is always shown without score until somebody decides.
    """
    drawn = standing.band in UNFLAGGED and _lot(standing.campaign_id, weights.seed, "drawn") < weights.cut
    hidden = drawn or _lot(standing.campaign_id, weights.seed, "hidden") < weights.hidden_share
    risk = standing.risk
    if drawn:
        risk = _FLAGGED_FROM + (1 - _FLAGGED_FROM) * _lot(standing.campaign_id, weights.seed, "risk")
    return Ranked(_priority(standing, risk, weights), drawn, hidden and risk is not None)


def _priority(standing: Standing, risk: float | None, weights: Weights) -> float:
    novelty = (standing.first_seen_at - _EPOCH).total_seconds() / _DAY / weights.half_life_days
    reach = math.log2(max(1, standing.adverts)) + math.log2(max(1, standing.sites))
    is_focus = not weights.focus_provinces.isdisjoint(standing.provinces)
    worth = UNSCREENED if risk is None else math.log2(max(risk, _LEAST_RISK))
    return worth + weights.reach * reach + novelty + (math.log2(weights.focus_weight) if is_focus else 0)


def _lot(campaign_id: int, seed: int, purpose: str) -> float:
    """Return a number from 0 to 1 that is the same for everybody, always, and tells nothing of the campaign."""
    digest = hashlib.sha256(f"{seed}/{purpose}/{campaign_id}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


def read_weights(session: Session) -> Weights:
    """Return what the order depends on, read once a session."""
    kept: Weights | None = session.info.get("weights")
    if kept is None:
        agreed = office_settings.read_settings(session)
        query = select(Setting.name, Setting.value).where(Setting.name.in_((SEED, CUT)))
        lots: dict[str, float] = dict(session.execute(query).all())
        kept = session.info["weights"] = Weights(
            reach=agreed["reach_weight"],
            half_life_days=agreed["half_life_days"],
            focus_provinces=frozenset(agreed["focus_provinces"]),
            focus_weight=agreed["focus_weight"],
            random_share=agreed["random_share"],
            hidden_share=agreed["hidden_share"],
            seed=int(lots.get(SEED, 0)),
            cut=float(lots.get(CUT, 0.0)),
        )
    return kept


def refresh_waits(session: Session, campaign_id: int) -> None:
    """Bring `campaign.waits` in line with the decisions; whoever writes or closes one calls it in the same unit.

    The campaign is locked first, so that a decision of somebody else is seen or waits.
    """
    session.flush()
    campaign = session.get(Campaign, campaign_id, with_for_update=True)
    if campaign is None:
        return
    live = select(Decision.id).where(Decision.snapshot_id == campaign.current_snapshot_id, Decision.closed_at.is_(None))
    campaign.waits = campaign.current_snapshot_id is not None and session.scalar(live.limit(1)) is None
    session.flush()


def refresh_waits_of_snapshot(session: Session, snapshot_id: int) -> None:
    """Do the same for the campaign that a snapshot is of."""
    campaign_id = session.scalar(select(CampaignSnapshot.campaign_id).where(CampaignSnapshot.id == snapshot_id))
    if campaign_id is not None:
        refresh_waits(session, campaign_id)


def refresh_place(session: Session, campaign: Campaign, provinces: Collection[str]) -> None:
    """Reckon anew where a campaign stands; whether it was drawn stays as it was when somebody decided."""
    if campaign.current_snapshot_id is None or campaign.first_seen_at is None:
        campaign.priority, campaign.drawn_at_random, campaign.score_hidden = MERGED, False, False
        return
    standing = Standing(
        campaign_id=campaign.id,
        risk=campaign.risk,
        band=campaign.band,
        adverts=campaign.adverts,
        sites=campaign.sites,
        first_seen_at=campaign.first_seen_at,
        provinces=provinces,
    )
    ranked = rank(standing, read_weights(session))
    campaign.priority, campaign.score_hidden = ranked.priority, ranked.score_hidden
    if campaign.waits:
        campaign.drawn_at_random = ranked.drawn_at_random
    session.flush()


def is_hidden(session: Session, campaign_id: int) -> bool:
    """Tell whether an item is shown without score, band and findings, which ends as soon as somebody decides."""
    query = select(Campaign.id).where(Campaign.id == campaign_id, Campaign.score_hidden, Campaign.waits)
    return session.scalar(query) is not None


def reckon_all(session: Session, *, now: datetime) -> int:
    """Draw the lot and rank every campaign anew, in one pass; return how many changed.

    Called after settings changed, and by the nightly work: the share of unflagged campaigns that the lot must fall on
    depends on how many are flagged.
    """
    session.flush()
    session.info.pop("weights", None)
    weights = read_weights(session)
    cut = _cut(session, weights.random_share)
    if cut != weights.cut:
        office_settings.put_value(session, CUT, cut, account_id=None, now=now)
        session.info.pop("weights")
        weights = read_weights(session)
    changed = rank_rows(session.connection(), weights)
    session.expire_all()
    return changed


def rank_rows(connection: Connection, weights: Weights) -> int:
    """Rank every campaign that has adverts; return how many stand elsewhere now."""
    campaign = Campaign.__table__.c
    provinces: dict[int, set[str]] = {}
    if weights.focus_provinces:
        facet = select(CampaignFacet.campaign_id, CampaignFacet.code).where(
            CampaignFacet.kind == "province", CampaignFacet.code.in_(weights.focus_provinces)
        )
        for key, code in connection.execute(facet):
            provinces.setdefault(key, set()).add(code)
    query = select(
        *(campaign.id, campaign.risk, campaign.band, campaign.adverts, campaign.sites, campaign.first_seen_at),
        *(campaign.priority, campaign.drawn_at_random, campaign.score_hidden, campaign.waits),
    ).where(campaign.current_snapshot_id.is_not(None))
    # by key, as decisions on many lock them: two that change many then never wait for one another in a circle
    query = query.order_by(campaign.id)
    changes = []
    for key, risk, band, adverts, sites, first_seen_at, *before, waits in connection.execute(query).all():
        standing = Standing(
            campaign_id=key,
            risk=risk,
            band=band,
            adverts=adverts,
            sites=sites,
            first_seen_at=first_seen_at,
            provinces=provinces.get(key, ()),
        )
        ranked = rank(standing, weights)
        after = [ranked.priority, ranked.drawn_at_random if waits else before[1], ranked.score_hidden]
        if after != before:
            changes.append({"key": key, "p": after[0], "d": after[1], "h": after[2]})
    _write(connection, changes)
    return len(changes)


def _write(connection: Connection, changes: list[dict[str, object]]) -> None:
    if changes:
        place = update(Campaign).where(Campaign.id == bindparam("key"))
        place = place.values(priority=bindparam("p"), drawn_at_random=bindparam("d"), score_hidden=bindparam("h"))
        connection.execute(place, changes)


def _cut(session: Session, share: float) -> float:
    """Return which part of the unflagged must be drawn so that they make up a share of what is looked at."""
    query = select(Campaign.band, func.count()).where(Campaign.waits, Campaign.band.is_not(None))
    counts: dict[str | None, int] = dict(session.execute(query.group_by(Campaign.band)).all())
    unflagged = sum(counts.pop(band, 0) for band in UNFLAGGED)
    if not unflagged or not share:
        return 0.0
    # two digits are enough, and keep the lot from falling on others each night
    return min(1.0, float(f"{share / (1 - share) * sum(counts.values()) / unflagged:.2g}"))
