"""Let the clock jump a day or a year to and fro while people work: never two holders, no hold that lasts for ever.

The clock is the one that the service of the pages asks; the machine's own is left alone.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from chaos_deciding import drawn, lost
from chaos_fork import Child, Place, Say, unhealthy
from chaos_kind import Kind
from chaos_stage import POSTGRESQL, SQLITE, Stage, looking, opened
from sqlalchemy import select

from review_app.service import claiming, deciding
from review_app.service.database import engine
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.errors import ItemHeld
from storage.tables import Account, Campaign, Lease
from storage.worklist.claims import claim_item, return_item
from storage.worklist.holders import furthest_end

_JUMPS = [timedelta(days=days) for days in (0, 1, -1, 365, -365)]
_STEPS = 60


def work(say: Say, *, seed: int) -> int:
    """Be two people in turn under a clock that jumps before each step."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    with reading(engine()) as session:
        people = [
            Person(id=one.id, name=one.name, full_name=one.full_name, role=one.role)
            for one in session.scalars(select(Account).where(Account.role == "officer"))
        ]
        items = session.scalars(select(Campaign.id).where(Campaign.merged_into_id.is_(None))).all()
    for number in range(_STEPS):
        jump = dice.choice(_JUMPS)
        # the clock of the services, which each took into its own module
        vars(claiming)["now"] = vars(deciding)["now"] = lambda jump=jump: datetime.now(UTC) + jump
        person, item = dice.choice(people), dice.choice(items)
        if dice.random() < 0.5 and claiming.claim(person, item).kept:
            say(f"claim {item} {person.id}")
        note = f"{seed}-{number}"
        if dice.random() < 0.5 and deciding.decide(person, drawn(item), "unsure", note).kept:
            say(f"decide {note}")
        if dice.random() < 0.2 and (last := deciding.undoable(person)) and deciding.undo(person, last).kept:
            say(f"undo {last.decision_id}")
    return 0


def rounds(stage: Stage, number: int, *, database: str) -> Iterator[list[str]]:
    """Play so many rounds on one home; after each the clock is right again and a person takes what is free."""
    place, said = stage.fresh(database, "linked"), []
    for _ in range(number):
        child = Child(place, partial(work, seed=stage.dice.randrange(10**9)))
        code = child.wait()
        said += child.said
        found = [f"people under a jumping clock ended with {code}: {child.out[-800:]}"] if code else []
        yield [*found, *lost(place, said), *_held_for_ever(place), *unhealthy(place)]
    stage.drop(place)


def _held_for_ever(place: Place) -> list[str]:
    """Take every item that is free at the right time; return a sentence for each hold that nobody could wait for."""
    now, found = datetime.now(UTC), []
    with looking(place) as session:
        items = session.scalars(select(Campaign.id).where(Campaign.merged_into_id.is_(None))).all()
        leader = session.scalars(select(Account.id).where(Account.role == "leader")).one()
    with opened(place) as there:
        for item in items:
            try:
                with unit_of_work(there) as session:
                    claim_item(session, item, account_id=leader, now=now)
            except ItemHeld as held:
                found += [f"item {item} is held until {held.until}"] if held.until > furthest_end(now) else []
    with opened(place) as there, unit_of_work(there) as session:
        for lease in session.scalars(select(Lease).where(Lease.account_id == leader, Lease.ended_at.is_(None))):
            return_item(session, lease.campaign_id, account_id=leader, why="thử xong", now=now)
    return found


KINDS = [
    Kind(
        name=f"clock jumps, {database}",
        done=f"two people work while the clock jumps by a day or a year to and fro before each of {_STEPS} steps; then "
        "the clock is right and every item can be taken",
        rounds=20,
        play=partial(rounds, database=database),
    )
    for database in (SQLITE, POSTGRESQL)
]
