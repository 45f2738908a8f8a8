"""What was decided, by whom and when; undone and replaced decisions included, those on many items as one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from review_app.service.database import engine
from review_app.service.logins import Person
from review_app.service.masking import masked_title
from review_app.written import ZONE
from storage.database import reading
from storage.people.accounts import list_accounts
from storage.people.roles import may
from storage.people.scope import Scope
from storage.personal_data.masks import mask_personal
from storage.worklist.history import HistoryFilter, PastDecision, list_decisions

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which decisions a person wants to see."""

    own: bool = True
    account_id: int | None = None
    """Of one colleague; only where not `own`."""
    verdict: str | None = None
    first: date | None = None
    last: date | None = None
    """Days, in Vietnamese time, both included."""
    deed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision, or one on many items."""

    decision_id: int
    campaign_id: int
    title: str
    who: str
    at: datetime
    verdict: str
    typologies: Sequence[str]
    note: str
    closed_at: datetime | None
    closed_by: str
    deed: str
    together: int
    in_force: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """One page of decisions, newest first."""

    lines: Sequence[Line]
    number: int
    more: bool


def read_page(person: Person, wanted: Wanted, *, number: int) -> HistoryPage:
    """Return a page of decisions on what a person works on; their own ones wherever."""
    with reading(engine()) as session:
        found = list_decisions(session, _asked(person, wanted), limit=PAGE + 1, offset=(number - 1) * PAGE)
        lines = [_line(past) for past in found[:PAGE]]
    return HistoryPage(lines=lines, number=number, more=len(found) > PAGE)


def read_newest(person: Person, wanted: Wanted, *, most: int) -> list[Line]:
    """Return the newest decisions on what a person works on, for a table to take away."""
    with reading(engine()) as session:
        return [_line(past) for past in list_decisions(session, _asked(person, wanted), limit=most)]


def colleagues() -> dict[int, str]:
    """Return those who decide or decided: key → name."""
    with reading(engine()) as session:
        return {account.id: account.full_name for account in list_accounts(session) if may(account.role, "decide")}


def _asked(person: Person, wanted: Wanted) -> HistoryFilter:
    return HistoryFilter(
        account_id=person.id if wanted.own else wanted.account_id,
        verdict=wanted.verdict,
        since=_begin(wanted.first),
        before=_begin(wanted.last + timedelta(days=1)) if wanted.last and wanted.last < date.max else None,
        deed=wanted.deed,
        scope=Scope() if wanted.own else Scope(person.provinces, person.destinations),
    )


def _begin(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=ZONE) if day else None


def _line(past: PastDecision) -> Line:
    decision = past.decision
    return Line(
        decision_id=decision.id,
        campaign_id=past.campaign_id,
        title=masked_title(past.title),
        who=past.account.full_name,
        at=decision.at,
        verdict=decision.verdict,
        typologies=decision.typologies or (),
        note=mask_personal(decision.note),
        closed_at=decision.closed_at,
        closed_by=past.closed_by or "",
        deed=decision.deed,
        together=past.together,
        in_force=past.in_force,
    )
