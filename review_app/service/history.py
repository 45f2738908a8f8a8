"""What was decided, by whom and when; undone and replaced decisions included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from review_app.service.database import engine
from review_app.service.logins import Person
from storage.database import reading
from storage.history import PastDecision, list_decisions

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision."""

    decision_id: int
    campaign_id: int
    title: str
    who: str
    at: datetime
    verdict: str
    note: str
    closed_at: datetime | None
    closed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """One page of decisions, newest first."""

    lines: Sequence[Line]
    number: int
    more: bool


def read_page(person: Person, *, own: bool, number: int) -> HistoryPage:
    """Return a page of one's own decisions or of everybody's."""
    with reading(engine()) as session:
        found = list_decisions(
            session, account_id=person.id if own else None, limit=PAGE + 1, offset=(number - 1) * PAGE
        )
        lines = [_line(past) for past in found[:PAGE]]
    return HistoryPage(lines=lines, number=number, more=len(found) > PAGE)


def _line(past: PastDecision) -> Line:
    decision = past.decision
    return Line(
        decision_id=decision.id,
        campaign_id=past.campaign_id,
        title=past.title,
        who=past.account.full_name,
        at=decision.at,
        verdict=decision.verdict,
        note=decision.note,
        closed_at=decision.closed_at,
        closed_by=past.closed_by or "",
    )
