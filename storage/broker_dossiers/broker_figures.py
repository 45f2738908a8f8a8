"""What a page says of a broker at once: its figures, counted over its adverts and what was read in them."""

import json
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.broker_dossiers.broker_members import Member, Told, read_members, read_told
from storage.broker_dossiers.broker_parts import read_verdicts
from storage.brokers import current_broker
from storage.intervals import Interval, wilson
from storage.known import visible_items
from storage.people.scope import EVERYTHING, Scope
from storage.tables import Broker

MOST_ASKED = 30
"""Different fees, and different wages, that are listed, those of most adverts first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A fee that adverts ask, or a wage that they offer, as many of them put it."""

    kind: str
    """fees | wages"""
    value: dict[str, Any]
    adverts: int
    first_seen_at: datetime
    last_seen_at: datetime
    quote: str
    """The words of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A broker in figures."""

    broker: Broker
    adverts: int
    outside: int
    """How many of them lie outside the scope that was asked for."""
    first_seen_at: datetime
    last_seen_at: datetime
    sites: Counter[str]
    posts: Sequence[tuple[datetime, str]]
    """When each advert was posted and the newest verdict on it, empty while there is none; oldest first."""
    verdicts: Counter[str]
    """Decisions in force, one a campaign."""
    risk: Interval | None
    bands: Counter[str]
    """Of the newest screenings but for items whose score nobody shall see yet; empty word: not screened."""
    employers: Counter[str]
    destinations: Counter[str]
    provinces: Counter[str]
    asked: Sequence[Asked]


def read_figures(session: Session, broker_id: str, scope: Scope = EVERYTHING) -> Figures | None:
    """Return a broker in figures, or the one that has its adverts now; None if there never was one of that name.

    Everything is counted; words of an advert outside the scope are not quoted.
    """
    broker = current_broker(session, broker_id)
    members = read_members(session, broker.id) if broker else []
    if broker is None or not members:
        return None
    verdicts, by_version = read_verdicts(session, broker.id)
    told = read_told(session, broker.id, ("fees", "wages", "destinations", "provinces"))
    inside = inside_of(session, members, scope)
    return Figures(
        broker=broker,
        adverts=len(members),
        outside=len(members) - len(inside),
        first_seen_at=min(one.first_seen_at for one in members),
        last_seen_at=max(one.last_seen_at for one in members),
        sites=Counter(one.site for one in members),
        posts=[(one.posted_at, by_version.get(one.version_id, "")) for one in members],
        verdicts=verdicts,
        risk=wilson(verdicts["suspicious"], verdicts["suspicious"] + verdicts["legitimate"]),
        bands=Counter(one.band or "" for one in members if not (one.is_hidden and one.band)),
        employers=Counter(one.employer_name for one in members if one.employer_name),
        destinations=_named(told, "destinations", "country"),
        provinces=_provinces(members, told),
        asked=_asked(members, told, {one.screening_id for one in inside}),
    )


def inside_of(session: Session, members: Sequence[Member], scope: Scope) -> Sequence[Member]:
    """Return those of a broker's adverts whose item lies within a scope."""
    if scope.is_everything:
        return members
    visible = visible_items(session, {one.campaign_id for one in members if one.campaign_id is not None}, scope)
    return [one for one in members if one.campaign_id in visible]


def _named(told: Sequence[Told], kind: str, key: str) -> Counter[str]:
    """Count adverts by what is named in them."""
    # thousands of adverts name the same few, so each is taken apart once
    naming = {one.words: one for one in told if one.kind == kind}
    names = {words: str(one.value.get(key) or "") for words, one in naming.items()}
    named = {(one.screening_id, names[one.words]) for one in told if one.kind == kind}
    return Counter(name for _, name in named if name)


def _provinces(members: Sequence[Member], told: Sequence[Told]) -> Counter[str]:
    """Count adverts by the provinces that their text names, or that their page states while the text names none."""
    in_words = {one.screening_id for one in told if one.kind == "provinces"}
    stated = Counter(one.province for one in members if one.province and one.screening_id not in in_words)
    return _named(told, "provinces", "name") + stated


def _asked(members: Sequence[Member], told: Sequence[Told], quotable: Container[int | None]) -> list[Asked]:
    """Return the different fees, then the different wages, each with those of most adverts first."""
    posted = {one.screening_id: one.posted_at for one in members}
    same: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        same[one.kind, one.words].append(one)
    found = []
    for kind in ("fees", "wages"):
        asked = [_one_asked(rows, posted, quotable) for (one, _), rows in same.items() if one == kind]
        found += sorted(asked, key=lambda one: (-one.adverts, json.dumps(one.value)))[:MOST_ASKED]
    return found


def _one_asked(same: Sequence[Told], posted: Mapping[int | None, datetime], quotable: Container[int | None]) -> Asked:
    days = [posted[one.screening_id] for one in same]
    return Asked(
        kind=same[0].kind,
        value=same[0].value,
        adverts=len({one.screening_id for one in same}),
        first_seen_at=min(days),
        last_seen_at=max(days),
        quote=max((one.quote for one in same if one.screening_id in quotable), default=""),
    )
