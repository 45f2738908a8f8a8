"""Step 9: what was decided, by whom and when; nothing ever leaves it. A decision on many items is one line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from storage.people.scope import EVERYTHING, Scope, in_scope
from storage.tables import Account, AdvertVersion, Campaign, CampaignSnapshot, Decision, SnapshotVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Which decisions to look at."""

    account_id: int | None = None
    """Of one person; None for all."""
    verdict: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    """Up to but without this moment."""
    deed: str | None = None
    """Every item of one decision on many, each for itself."""
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """One line of the history."""

    decision: Decision
    """Of a decision on many items, its first."""
    account: Account
    closed_by: str | None
    campaign_id: int
    title: str
    together: int = 1
    """Items that were decided at once."""
    in_force: int = 1
    """How many of them still stand."""


def list_decisions(
    session: Session, wanted: HistoryFilter | None = None, *, limit: int = 100, offset: int = 0
) -> list[PastDecision]:
    """Return decisions, newest first, undone and replaced ones included."""
    wanted = wanted or HistoryFilter()
    closer = aliased(Account)
    one_version = (
        select(func.min(SnapshotVersion.version_id))
        .where(SnapshotVersion.snapshot_id == Decision.snapshot_id)
        .scalar_subquery()
    )
    query = (
        select(Decision, Account, closer.full_name, Campaign.id, AdvertVersion.title)
        .join(Account, Account.id == Decision.account_id)
        .outerjoin(closer, closer.id == Decision.closed_by)
        .join(AdvertVersion, AdvertVersion.id == one_version)
        .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
        .join(Campaign, Campaign.id == CampaignSnapshot.campaign_id)
        .where(*_conditions(wanted))
        .order_by(Decision.id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = session.execute(query).all()
    counted = _together(session, {decision.deed for decision, *_ in found if decision.deed and not wanted.deed})
    return [
        _line(decision, account, closed_by, campaign_id, title, counted)
        for decision, account, closed_by, campaign_id, title in found
    ]


def _conditions(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    conditions = in_scope(wanted.scope)
    if wanted.account_id is not None:
        conditions.append(Decision.account_id == wanted.account_id)
    if wanted.verdict is not None:
        conditions.append(Decision.verdict == wanted.verdict)
    if wanted.since is not None:
        conditions.append(Decision.at >= wanted.since)
    if wanted.before is not None:
        conditions.append(Decision.at < wanted.before)
    if wanted.deed is not None:
        conditions.append(Decision.deed == wanted.deed)
    else:
        other = aliased(Decision)
        first = select(func.min(other.id)).where(other.deed == Decision.deed).scalar_subquery()
        conditions.append(or_(Decision.deed == "", Decision.id == first))
    return conditions


def _together(session: Session, deeds: set[str]) -> dict[str, tuple[int, int]]:
    """Return how many items each deed decided, and how many of those decisions stand."""
    live = func.count().filter(Decision.closed_at.is_(None))
    query = select(Decision.deed, func.count(), live).where(Decision.deed.in_(deeds)).group_by(Decision.deed)
    return {deed: (count, standing) for deed, count, standing in session.execute(query)} if deeds else {}


def _line(
    decision: Decision,
    account: Account,
    closed_by: str | None,
    campaign_id: int,
    title: str,
    counted: dict[str, tuple[int, int]],
) -> PastDecision:
    together, in_force = counted.get(decision.deed, (1, int(decision.closed_at is None)))
    return PastDecision(
        decision=decision,
        account=account,
        closed_by=closed_by,
        campaign_id=campaign_id,
        title=title,
        together=together,
        in_force=in_force,
    )
