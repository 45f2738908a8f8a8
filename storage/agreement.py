"""What people decided beside what the model had said, and beside what a second person decided."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.contacts import in_parts
from storage.people.scope import Scope, in_scope
from storage.samples import Drawn, drawn_by_lot
from storage.tables import Campaign, CampaignSnapshot, Decision, Screening
from storage.worklist.ranking import UNFLAGGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A decision in force that says suspicious or legitimate, and the screening that belonged to it."""

    at: datetime
    suspicious: bool
    score: float
    flagged: bool
    """The band was high or medium."""
    shown: bool | None
    """Whether the person saw the score; None where it was not noted."""


@dataclass(frozen=True, slots=True)
class TwoWords:
    """What two people said of the very same snapshot, each the last that they said and did not take back."""

    first: str
    second: str
    """Of whoever decided later, who saw the first verdict unless it had been undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unflagged:
    """What came of unflagged items drawn at random, in the queue or by `soitin sample`."""

    drawn: Drawn
    waiting: int
    """Unflagged items that wait now."""


def judged_since(session: Session, scope: Scope, since: datetime) -> list[Judged]:
    """Return the decisions in force since a moment that can be held against a screening, oldest first."""
    query = (
        select(Decision.at, Decision.verdict, Screening.score, Screening.band, Decision.score_was_shown)
        .join(Screening, Screening.id == Decision.screening_id)
        .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
        .join(Campaign, Campaign.id == CampaignSnapshot.campaign_id)
        .where(Decision.closed_at.is_(None), Decision.verdict != "unsure", Decision.at >= since, *in_scope(scope))
        .order_by(Decision.at)
    )
    return [
        Judged(at=at, suspicious=verdict == "suspicious", score=score, flagged=band not in UNFLAGGED, shown=shown)
        for at, verdict, score, band, shown in session.execute(query)
    ]


def two_words(session: Session, scope: Scope) -> list[TwoWords]:
    """Return what was said of each snapshot that two people decided on; of more than two, the first two."""
    twice = (
        select(Decision.snapshot_id)
        .group_by(Decision.snapshot_id)
        .having(func.count(Decision.account_id.distinct()) > 1)
    )
    query = (
        select(Decision.snapshot_id, Decision.account_id, Decision.verdict)
        .join(CampaignSnapshot, CampaignSnapshot.id == Decision.snapshot_id)
        .join(Campaign, Campaign.id == CampaignSnapshot.campaign_id)
        .where(Decision.snapshot_id.in_(twice), *in_scope(scope))
        # what somebody undid or replaced themselves was not their word; what a colleague closed was
        .where(or_(Decision.closed_at.is_(None), Decision.closed_by != Decision.account_id))
        .order_by(Decision.snapshot_id, Decision.id)
    )
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for snapshot_id, account_id, verdict in session.execute(query):
        said[snapshot_id][account_id] = verdict
    pairs: Sequence[list[str]] = [list(verdicts.values()) for verdicts in said.values()]
    return [TwoWords(first, second) for first, second, *_more in (pair for pair in pairs if len(pair) > 1)]


def outcome_of_unflagged(session: Session, scope: Scope) -> Unflagged:
    """Return what people said of unflagged items that were drawn at random; the newest decision in force counts."""
    by_lot = drawn_by_lot(session)
    decided = (
        select(Campaign.id, Decision.verdict, Campaign.drawn_at_random)
        .join(CampaignSnapshot, CampaignSnapshot.campaign_id == Campaign.id)
        .join(Decision, Decision.snapshot_id == CampaignSnapshot.id)
        .where(Decision.closed_at.is_(None), *in_scope(scope))
        .order_by(Decision.id)
    )
    said = {key: verdict for key, verdict, drawn in session.execute(decided) if drawn or key in by_lot}
    verdicts = list(said.values())
    counted = Drawn(
        drawn=len(_drawn(session, by_lot, scope)),
        suspicious=verdicts.count("suspicious"),
        legitimate=verdicts.count("legitimate"),
        unsure=verdicts.count("unsure"),
    )
    waiting = select(func.count()).where(Campaign.waits, Campaign.band.in_(UNFLAGGED), *in_scope(scope))
    return Unflagged(drawn=counted, waiting=session.scalar(waiting) or 0)


def _drawn(session: Session, by_lot: set[int], scope: Scope) -> set[int]:
    """Return the items drawn either way; a scope keeps out those of other places."""
    drawn = set(session.scalars(select(Campaign.id).where(Campaign.drawn_at_random, *in_scope(scope))))
    for part in in_parts(sorted(by_lot)):
        drawn.update(session.scalars(select(Campaign.id).where(Campaign.id.in_(part), *in_scope(scope))))
    return drawn
