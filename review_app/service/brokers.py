"""The list of brokers, a page at a time, and the search for one to merge with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from review_app.service.broker import scope_of
from review_app.service.database import engine
from review_app.service.employer_names import shown_employers
from review_app.service.logins import Person
from storage.broker_dossiers.broker_list import BrokerFilter, BrokerRow, list_brokers, page_of_brokers
from storage.broker_dossiers.broker_state import BrokerState, broker_state
from storage.database import reading
from storage.provinces import PROVINCES

PAGE = 20
_CANDIDATES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One broker."""

    broker_id: str
    name: str
    """Commonest employer that its adverts name; empty where they name none."""
    other_names: Sequence[str]
    adverts: int
    campaigns: int
    sites: int
    risk: float | None
    verdicts: Counter[str]
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokersPage:
    """One page of brokers."""

    lines: Sequence[Line]
    total: int
    number: int
    """From 1; the last one where a higher was asked for."""
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A broker to merge with or to move an advert to, as it was when drawn."""

    state: BrokerState
    name: str
    adverts: int


def read_page(reader: Person, wanted: BrokerFilter, number: int) -> BrokersPage:
    """Return a page of the brokers that a person may see and wants to."""
    wanted = replace(wanted, scope=scope_of(reader))
    with reading(engine()) as session:
        number = max(1, number)
        rows, total = page_of_brokers(session, wanted, limit=PAGE, offset=(number - 1) * PAGE)
        pages = max(1, -(-total // PAGE))
        if number > pages:
            number = pages
            rows, total = page_of_brokers(session, wanted, limit=PAGE, offset=(number - 1) * PAGE)
        lines = _lines(session, rows)
    return BrokersPage(lines=lines, total=total, number=number, pages=pages)


def candidates(reader: Person, words: str, *, but: str) -> list[Candidate]:
    """Return the brokers meant by some words, but for one; none for no words."""
    if not words.strip():
        return []
    wanted = BrokerFilter(words=words, fewest=1, order="reach", scope=scope_of(reader))
    with reading(engine()) as session:
        rows = [row for row in list_brokers(session, wanted, limit=_CANDIDATES + 1) if row.broker_id != but]
        return [
            Candidate(state=broker_state(session, line.broker_id), name=line.name, adverts=line.adverts)
            for line in _lines(session, rows[:_CANDIDATES])
        ]


def provinces() -> dict[str, str]:
    """Return the provinces to choose from: code → name."""
    return {code: names[0] for code, names in PROVINCES.items()}


def _lines(session: Session, rows: Sequence[BrokerRow]) -> list[Line]:
    shown = shown_employers(session, {name for row in rows for name in row.names})
    return [_line(row, [shown[name] for name in row.names]) for row in rows]


def _line(row: BrokerRow, names: Sequence[str]) -> Line:
    return Line(
        broker_id=row.broker_id,
        name=names[0] if names else "",
        other_names=names[1:],
        adverts=row.adverts,
        campaigns=row.campaigns,
        sites=row.sites,
        risk=row.risk,
        verdicts=row.verdicts,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
    )
