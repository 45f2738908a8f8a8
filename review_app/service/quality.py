"""How good the model and its judges are: agreement by week, calibration, two people on one item, what is missed.

Honest are decisions made without the score in sight. All others saw it first, and agree the more for it; both are told,
apart. Every share comes with the interval that so few cases allow.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from review_app import wording, written
from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.downloads import Cell, Sheet
from review_app.service.exporting import Export
from review_app.service.logins import Person
from storage.agreement import Judged, TwoWords, Unflagged, judged_since, outcome_of_unflagged, two_words
from storage.database import reading
from storage.intervals import Interval, wilson
from storage.overview import Week, weeks_until
from storage.people.scope import Scope

FEW = 30
"""Of fewer decisions a share says next to nothing; the page says so."""
BINS = 10
_LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class WeekOfAgreement:
    """How often people and model agreed in a week; None where there was nothing to compare."""

    week: Week
    hidden: Interval | None
    """Decided without the score in sight."""
    shown: Interval | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Decisions whose score lay in a range, and the share of them that people found suspicious."""

    low: float
    high: float
    mean: float
    """Of their scores."""
    found: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """All of the page."""

    weeks: Sequence[WeekOfAgreement]
    hidden: Interval | None
    """Agreement over all these weeks without the score in sight."""
    shown: Interval | None
    bins: Sequence[Bin]
    bins_are_honest: bool
    """The bins hold only decisions made without the score in sight, because there are enough of them."""
    pairs: Sequence[TwoWords]
    missed: Interval | None
    unflagged: Unflagged


def read(person: Person) -> Quality:
    """Return how good the model and its judges are, within what the reader works on."""
    scope, weeks = Scope(person.provinces, person.destinations), weeks_until(now())
    with reading(engine()) as session:
        judged = judged_since(session, scope, now() - _LOOKED_BACK)
        pairs = two_words(session, scope)
        unflagged = outcome_of_unflagged(session, scope)
    recent = [one for one in judged if one.at >= weeks[0].begins]
    honest = [one for one in judged if one.shown is False]
    drawn = unflagged.drawn
    return Quality(
        weeks=by_week(recent, weeks),
        hidden=agreement([one for one in recent if one.shown is False]),
        shown=agreement([one for one in recent if one.shown is not False]),
        bins=calibration(honest if len(honest) >= FEW else judged),
        bins_are_honest=len(honest) >= FEW,
        pairs=pairs,
        missed=wilson(drawn.suspicious, drawn.suspicious + drawn.legitimate),
        unflagged=unflagged,
    )


def agreement(judged: Sequence[Judged]) -> Interval | None:
    """Return how often flagged was found suspicious and unflagged legitimate; pure."""
    return wilson(sum(one.flagged == one.suspicious for one in judged), len(judged))


def by_week(judged: Sequence[Judged], weeks: Sequence[Week]) -> list[WeekOfAgreement]:
    """Return the agreement of each week; pure."""
    ends = [*(week.begins for week in weeks[1:]), datetime.max.replace(tzinfo=UTC)]
    told = []
    for week, end in zip(weeks, ends, strict=True):
        mine = [one for one in judged if week.begins <= one.at < end]
        hidden, shown = [one for one in mine if one.shown is False], [one for one in mine if one.shown is not False]
        told.append(WeekOfAgreement(week, agreement(hidden), agreement(shown)))
    return told


def calibration(judged: Iterable[Judged]) -> list[Bin]:
    """Return the bins of scores with anything in them; pure."""
    filled: dict[int, list[Judged]] = {}
    for one in judged:
        filled.setdefault(min(BINS - 1, int(one.score * BINS)), []).append(one)
    bins = []
    for place, mine in sorted(filled.items()):
        found = wilson(sum(one.suspicious for one in mine), len(mine))
        if found is not None:
            mean = sum(one.score for one in mine) / len(mine)
            bins.append(Bin(place / BINS, (place + 1) / BINS, mean, found))
    return bins


def same_words(pairs: Sequence[TwoWords]) -> Interval | None:
    """Return how often two people said the same; pure."""
    return wilson(sum(pair.first == pair.second for pair in pairs), len(pairs))


def export() -> Export:
    """Return the figures of the page, which name nobody."""
    return Export(what="quality", subject="quality:all", make=_sheets, deed="read_quality")


def _sheets(person: Person) -> list[Sheet]:
    found = read(person)
    shares = [_("Share"), _("From"), _("To"), _("Decisions")]
    weeks: list[list[Cell]] = [
        [week.week.first, name, *_cells(share)]
        for week in found.weeks
        for name, share in ((_("score hidden"), week.hidden), (_("score in sight"), week.shown))
    ]
    bins: list[list[Cell]] = [[one.low, one.high, one.mean, *_cells(one.found)] for one in found.bins]
    said = Counter((pair.first, pair.second) for pair in found.pairs)
    pairs: list[list[Cell]] = [
        [wording.verdict(first)[1], wording.verdict(second)[1], number]
        for (first, second), number in sorted(said.items())
    ]
    drawn = found.unflagged.drawn
    missed: list[list[Cell]] = [
        [drawn.drawn, drawn.suspicious, drawn.legitimate, drawn.unsure, *_cells(found.missed), found.unflagged.waiting]
    ]
    return [
        Sheet(name=_("Agreement by week"), heads=[_("Week from"), _("Decided with"), *shares], rows=weeks),
        Sheet(name=_("Calibration"), heads=[_("Score from"), _("Score to"), _("Mean score"), *shares], rows=bins),
        Sheet(name=_("Two people"), heads=[_("First said"), _("Second said"), _("Number")], rows=pairs),
        Sheet(
            name=_("Missed"),
            heads=[
                _("Drawn"),
                *(wording.verdict(code)[1] for code in wording.VERDICTS),
                *shares,
                _("Unflagged, waiting"),
            ],
            rows=missed,
        ),
    ]


def _cells(share: Interval | None) -> list[Cell]:
    return [None, None, None, 0] if share is None else [share.share, share.low, share.high, share.of]


def in_words(share: Interval | None) -> str:
    """Write a share with its interval: 93% (81–98%)."""
    if share is None:
        return "–"
    low, high = written.percent(share.low).removesuffix("%"), written.percent(share.high)
    return f"{written.percent(share.share)} ({low}–{high})"
