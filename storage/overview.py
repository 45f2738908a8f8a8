"""Figures for whoever leads: what waits, what came in, what was decided, what became of referrals; counted, not read.

Weeks and days are those of Vietnam. Everything keeps to a scope, as the queue does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from storage.people.scope import Scope, in_scope
from storage.tables import Campaign, CampaignFacet, CampaignSnapshot, Decision, Lease, Referral, ReferralEvent
from storage.worklist.holders import is_held

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
AGES = (1, 3, 7, 30)
"""Days by which what waits is told apart: under one, one to three, and so on; the last is open."""
FLAGGED = ("high", "medium")
UNSCREENED = ""
"""Band of what no model has read yet."""
KEPT_BACK = "hidden"
"""What stands for the band of an item that is shown without score until somebody decides."""
MOST_WEEKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a person."""

    by_band_and_age: Mapping[tuple[str, int], int]
    """Band and place in `AGES` (its length for the oldest) → items."""
    held: int
    """How many of them somebody holds just now."""

    @property
    def items(self) -> int:
        """All that waits."""
        return sum(self.by_band_and_age.values())

    def of_band(self, band: str) -> int:
        """Return how many wait in a band."""
        return sum(number for (one, _age), number in self.by_band_and_age.items() if one == band)


@dataclass(frozen=True, slots=True)
class Week:
    """A week in Vietnam, Monday to Sunday."""

    first: date

    @property
    def begins(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.first, datetime.min.time(), VIETNAM).astimezone(UTC)


def weeks_until(now: datetime, number: int = MOST_WEEKS) -> list[Week]:
    """Return so many weeks, oldest first, up to the one that a moment lies in."""
    today = now.astimezone(VIETNAM).date()
    monday = today - timedelta(days=today.weekday())
    return [Week(monday - timedelta(weeks=back)) for back in reversed(range(number))]


def count_waiting(session: Session, scope: Scope, *, now: datetime, all_bands: bool = False) -> Waiting:
    """Count what waits by band and by how long ago its first advert was seen.

    Args:
        session: reads.
        scope: what is counted.
        now: from when on ages are reckoned.
        all_bands: tell the band of items too that are shown without score until somebody decides.
    """
    older = [(Campaign.first_seen_at > now - timedelta(days=days), place) for place, days in enumerate(AGES)]
    age, band = case(*older, else_=len(AGES)), _band(all_bands=all_bands)
    # counted with a filter, not found by index: SQLite would else fetch nearly every row in the order of the queue
    waiting = func.count().filter(Campaign.waits)
    query = select(band, age, waiting).where(*in_scope(scope)).group_by(band, age)
    held = (
        select(func.count())
        .select_from(Lease)
        .join(Campaign, Campaign.id == Lease.campaign_id)
        .where(is_held(now), Campaign.waits, *in_scope(scope))
    )
    counted = {(band, place): number for band, place, number in session.execute(query) if number}
    return Waiting(by_band_and_age=counted, held=session.scalar(held) or 0)


def count_incoming(
    session: Session, scope: Scope, weeks: Sequence[Week], *, all_bands: bool = False
) -> dict[tuple[date, str], int]:
    """Count the items first seen in each week by band: (Monday, band) → items."""
    week, band = _week_of(weeks), _band(all_bands=all_bands)
    query = select(week, band, func.count()).where(*_seen_in(weeks), *in_scope(scope)).group_by(week, band)
    return {(weeks[place].first, band): number for place, band, number in session.execute(query)}


def count_by_facet(
    session: Session, scope: Scope, kind: str, weeks: Sequence[Week], *, all_bands: bool = False
) -> dict[str, list[int]]:
    """Count the flagged items first seen in each week by a kind of facet: code → one number a week.

    Only the bands high and medium are counted; an item with two codes is counted under both, and one that is shown
    without score only once somebody has decided.
    """
    week, facet = _week_of(weeks), aliased(CampaignFacet)
    query = (
        select(facet.code, week, func.count())
        .join(Campaign, Campaign.id == facet.campaign_id)
        .where(facet.kind == kind, _band(all_bands=all_bands).in_(FLAGGED), *_seen_in(weeks), *in_scope(scope))
        .group_by(facet.code, week)
    )
    counted: dict[str, list[int]] = {}
    for code, place, number in session.execute(query):
        counted.setdefault(code, [0] * len(weeks))[place] = number
    return counted


def count_decided(session: Session, scope: Scope, *, since: datetime) -> Counter[tuple[date, str]]:
    """Count the decisions in force since a moment by day in Vietnam and verdict."""
    query = (
        select(Decision.at, Decision.verdict)
        .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
        .join(Campaign, Campaign.id == CampaignSnapshot.campaign_id)
        .where(Decision.closed_at.is_(None), Decision.at >= since, *in_scope(scope))
    )
    return Counter((at.astimezone(VIETNAM).date(), verdict) for at, verdict in session.execute(query))


def count_referrals(session: Session, scope: Scope) -> Counter[str]:
    """Count referrals by what happened to them last; `proposed` where nothing has."""
    newest = (
        select(ReferralEvent.referral_id, func.max(ReferralEvent.id).label("id"))
        .group_by(ReferralEvent.referral_id)
        .subquery()
    )
    status = func.coalesce(ReferralEvent.kind, "proposed")
    query = (
        select(status, func.count())
        .select_from(Referral)
        .join(Campaign, Campaign.id == Referral.campaign_id)
        .outerjoin(newest, newest.c.referral_id == Referral.id)
        .outerjoin(ReferralEvent, ReferralEvent.id == newest.c.id)
        .where(*in_scope(scope))
        .group_by(status)
    )
    return Counter(dict(session.execute(query).all()))


def _band(*, all_bands: bool) -> ColumnElement[str]:
    band = func.coalesce(Campaign.band, UNSCREENED)
    return band if all_bands else case((Campaign.score_hidden & Campaign.waits, KEPT_BACK), else_=band)


def _week_of(weeks: Sequence[Week]) -> ColumnElement[int]:
    newest_first = reversed(list(enumerate(weeks)))
    return case(*((Campaign.first_seen_at >= week.begins, place) for place, week in newest_first), else_=0)


def _seen_in(weeks: Sequence[Week]) -> tuple[ColumnElement[bool], ...]:
    return (Campaign.current_snapshot_id.is_not(None), Campaign.first_seen_at >= weeks[0].begins)
