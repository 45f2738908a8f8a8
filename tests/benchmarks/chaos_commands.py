"""Kill commands that work on the database: after each kill all is whole, and the last one, let be, comes to the same.

What a round comes to is compared with what an undisturbed command comes to on a copy of the same home.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chaos_fork import Child, Place, command, run, timed, unhealthy
from chaos_kind import Kind
from chaos_stage import POSTGRESQL, SQLITE, Stage, looking, opened
from sqlalchemy import select, update

from storage.database import unit_of_work
from storage.tables import Advert, AdvertVersion, BrokerMember, CampaignMember, Finding, Screening

KILLS = 2
"""Kills of a round, one after the other on the same home."""
State = Any


def screened(place: Place) -> State:
    """Return version → its screenings: score, band and findings."""
    found: dict[int, list[Any]] = {}
    with looking(place) as session:
        for one in session.scalars(select(Screening).order_by(Screening.id)):
            signs = session.scalars(select(Finding.code).where(Finding.screening_id == one.id)).all()
            found.setdefault(one.version_id, []).append((round(one.score, 9), one.band, sorted(signs)))
    return found


def linked(place: Place) -> State:
    """Return which adverts are together in an item, and which have one broker."""
    with looking(place) as session:
        items = session.execute(
            select(CampaignMember.campaign_id, CampaignMember.advert_id).where(CampaignMember.left_at.is_(None))
        )
        brokers = session.execute(
            select(BrokerMember.broker_id, BrokerMember.advert_id).where(BrokerMember.left_at.is_(None))
        )
        return [_groups(items.tuples()), _groups(brokers.tuples())]


def erased(place: Place) -> State:
    """Return the texts of all versions: those erased have another."""
    with looking(place) as session:
        return dict(session.execute(select(AdvertVersion.id, AdvertVersion.text)).tuples().all())


def _groups(pairs: Any) -> set[frozenset[int]]:
    found: dict[Any, set[int]] = {}
    for key, advert_id in pairs:
        found.setdefault(key, set()).add(advert_id)
    return {frozenset(adverts) for adverts in found.values()}


def age(place: Place) -> None:
    """Make all adverts five years old, so that a purge has something to do."""
    long_ago = datetime.now(UTC) - timedelta(days=5 * 365)
    with opened(place) as engine, unit_of_work(engine) as session:
        session.execute(update(Advert).values(first_seen_at=long_ago, last_seen_at=long_ago))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A command, the home it works on, and how to see what it came to."""

    database: str
    start: str
    """State of the home, one of `chaos_stage.STEPS`."""
    arguments: tuple[str, ...]
    state: Callable[[Place], State]
    prepare: Callable[[Place], None] | None = None

    def place(self, stage: Stage) -> Place:
        """Return a home for it."""
        place = stage.fresh(self.database, self.start)
        if self.prepare:
            self.prepare(place)
        return place

    def rounds(self, stage: Stage, number: int) -> Iterator[list[str]]:
        """Play so many rounds."""
        untouched = self.place(stage)
        seconds = timed(untouched, self.arguments)
        expected = self.state(untouched)
        stage.drop(untouched)
        for _ in range(number):
            place, found = self.place(stage), []
            for _ in range(KILLS):
                Child(place, command(*self.arguments)).kill(stage.dice.uniform(0, seconds))
                found += unhealthy(place)
            code, out = run(place, self.arguments)
            found += [f"the last one ended with {code}: {out}"] if code else []
            found += ["it came to something else than an undisturbed one"] if self.state(place) != expected else []
            yield [*found, *unhealthy(place)]
            stage.drop(place)


def _kind(name: str, kills: int, work: Work) -> Kind:
    words = " ".join(work.arguments)
    return Kind(
        name=f"killed: {name}, {work.database}",
        done=f"`soitin {words}` killed at random moments, twice on the same home, then let be; as one undisturbed",
        rounds=kills // KILLS,
        each=KILLS,
        play=work.rounds,
    )


_SCREEN, _LINK, _PURGE = ("screen", "--pending"), ("link",), ("purge",)
KINDS = [
    _kind("screening", 20, Work(database=SQLITE, start="imported", arguments=_SCREEN, state=screened)),
    _kind("linking", 20, Work(database=SQLITE, start="screened", arguments=_LINK, state=linked)),
    _kind("purging", 10, Work(database=SQLITE, start="linked", arguments=_PURGE, state=erased, prepare=age)),
    _kind("screening", 20, Work(database=POSTGRESQL, start="imported", arguments=_SCREEN, state=screened)),
    _kind("linking", 20, Work(database=POSTGRESQL, start="screened", arguments=_LINK, state=linked)),
]
