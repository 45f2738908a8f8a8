"""The state of things for whoever leads: read in one moment, within what the reader works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from review_app import referral_wording, wording, written
from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.downloads import Cell, Sheet
from review_app.service.exporting import Export
from review_app.service.logins import Person
from storage import overview
from storage.database import reading
from storage.overview import KEPT_BACK, UNSCREENED, Waiting, Week
from storage.people.roles import ADMINISTRATOR, LEADER
from storage.people.scope import EVERYTHING, Scope
from storage.provinces import province_name
from storage.worklist.facets import DESTINATION, PROVINCE, TYPOLOGY

BANDS = (*wording.BANDS, UNSCREENED, KEPT_BACK)
DAYS = 14
"""Days for which decisions are shown."""
KINDS = (DESTINATION, PROVINCE, TYPOLOGY)
REFERRALS = tuple(referral_wording.STATES)
"""Where a referral may stand, in the order in which it gets there."""
SHOWN = 10
"""Rows of a table by place or kind; the rest is summed up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All figures of the page."""

    at: datetime
    days: Sequence[date]
    """The last `DAYS` days, oldest first."""
    weeks: Sequence[Week]
    waiting: Waiting
    incoming: Mapping[tuple[date, str], int]
    """(Monday, band) → items first seen in that week."""
    decided: Mapping[tuple[date, str], int]
    """(day, verdict) → decisions in force."""
    referrals: Mapping[str, int]

    @property
    def came_in(self) -> int:
        """Items first seen since Monday."""
        return sum(number for (monday, _band), number in self.incoming.items() if monday == self.weeks[-1].first)

    @property
    def decided_lately(self) -> int:
        """Decisions of the days shown."""
        return sum(self.decided.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (self.waiting.items or self.incoming or self.decided or self.referrals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Flagged items by week for one code."""

    code: str
    name: str
    numbers: Sequence[int]

    @property
    def total(self) -> int:
        """Over all weeks shown."""
        return sum(self.numbers)


def read(person: Person) -> Overview:
    """Return the figures as they are now."""
    at, scope, all_bands = now(), scope_of(person), _sees_all(person)
    today = at.astimezone(written.ZONE).date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    weeks = overview.weeks_until(at)
    begins = datetime.combine(days[0], datetime.min.time(), written.ZONE)
    with reading(engine()) as session:
        return Overview(
            at=at,
            days=days,
            weeks=weeks,
            waiting=overview.count_waiting(session, scope, now=at, all_bands=all_bands),
            incoming=overview.count_incoming(session, scope, weeks, all_bands=all_bands),
            decided=overview.count_decided(session, scope, since=begins),
            referrals=overview.count_referrals(session, scope),
        )


def read_trends(person: Person, kind: str) -> tuple[Sequence[Week], list[Trend]]:
    """Return the flagged items of the last weeks by destination, province or typology, the most frequent first."""
    weeks = overview.weeks_until(now())
    with reading(engine()) as session:
        counted = overview.count_by_facet(session, scope_of(person), kind, weeks, all_bands=_sees_all(person))
    trends = [Trend(code=code, name=name_of(kind, code), numbers=numbers) for code, numbers in counted.items()]
    # what nobody knows stands last, however much it is
    return weeks, sorted(trends, key=lambda one: (not one.code, -one.total, one.name))


def name_of(kind: str, code: str) -> str:
    """Return a destination, a province or a typology in words."""
    if not code:
        return _("not known")
    if kind == TYPOLOGY:
        return wording.typology(code)
    return province_name(code) if kind == PROVINCE else written.country(code)


def scope_of(person: Person) -> Scope:
    """Return what a person's figures are of: what they work on, and all of it for who answers for the office."""
    return EVERYTHING if _sees_all(person) else Scope(person.provinces, person.destinations)


def _sees_all(person: Person) -> bool:
    return person.role in (LEADER, ADMINISTRATOR)


def export(kind: str) -> Export:
    """Return the figures of the page with the trend of one kind, to be taken away: they name nobody."""
    return Export(what="overview", subject="overview:all", make=lambda who: _sheets(who, kind), deed="read_overview")


def _sheets(person: Person, kind: str) -> list[Sheet]:
    found = read(person)
    weeks, trends = read_trends(person, kind)
    heads = [_("Name"), *(written.day(week.first) for week in weeks)]
    return [
        Sheet(name=_("Figures"), heads=[_("What"), _("Of"), _("When"), _("Number")], rows=_figures(found)),
        Sheet(name=_("Trend"), heads=heads, rows=[[one.name, *one.numbers] for one in trends]),
    ]


def _figures(found: Overview) -> list[list[Cell]]:
    waiting: list[list[Cell]] = [
        [_("Waits"), wording.band(band)[1], None, found.waiting.of_band(band)] for band in BANDS
    ]
    incoming: list[list[Cell]] = [
        [_("Came in, week from"), wording.band(band)[1], monday, number]
        for (monday, band), number in sorted(found.incoming.items())
    ]
    decided: list[list[Cell]] = [
        [_("Decided"), wording.verdict(verdict)[1], day, number]
        for (day, verdict), number in sorted(found.decided.items())
    ]
    referred: list[list[Cell]] = [
        [_("Referrals"), _(referral_wording.STATES[status][1]), None, number]
        for status, number in found.referrals.items()
        if status in REFERRALS
    ]
    return [*waiting, *incoming, *decided, *referred]
