"""Kill people's processes while they claim, decide and undo: what was acknowledged is there, with its audit event."""

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from functools import partial

from chaos_fork import Child, Place, Say, unhealthy
from chaos_kind import Kind
from chaos_stage import POSTGRESQL, SQLITE, Stage, looking
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from review_app.service import claiming, deciding
from review_app.service.database import engine
from review_app.service.item_records import Drawn
from review_app.service.logins import Person
from storage.database import reading
from storage.tables import Account, AuditEvent, Campaign, Decision, Lease
from storage.worklist.reviews import live_decision

_ROUNDS_A_HOME = 20
_LONGEST = 1.5
"""Seconds that a client works before it is killed, at most."""


def work(say: Say, *, name: str, seed: int, most: int | None = None) -> int:
    """Be a person at work: claim, decide, change one's mind, undo; say what was kept, after it was."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    with reading(engine()) as session:
        account = session.scalars(select(Account).where(Account.name == name)).one()
        items = session.scalars(select(Campaign.id).where(Campaign.merged_into_id.is_(None))).all()
    person = Person(id=account.id, name=name, full_name=account.full_name, role=account.role)
    for number in itertools.count() if most is None else range(most):
        item = dice.choice(items)
        if dice.random() < 0.3 and claiming.claim(person, item).kept:
            say(f"claim {item} {person.id}")
        note = f"{seed}-{number}"
        if deciding.decide(person, drawn(item), dice.choice(("suspicious", "legitimate", "unsure")), note).kept:
            say(f"decide {note}")
        if dice.random() < 0.3 and (last := deciding.undoable(person)) and deciding.undo(person, last).kept:
            say(f"undo {last.decision_id}")
    return 0


def drawn(campaign_id: int) -> Drawn:
    """Return what a person sees of an item now."""
    with reading(engine()) as session:
        campaign = session.get_one(Campaign, campaign_id)
        live = live_decision(session, campaign.current_snapshot_id or 0)
        return Drawn(
            campaign_id=campaign_id,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=campaign.worst_screening_id,
            live_decision_id=live.id if live else None,
        )


def lost(place: Place, said: list[list[str]]) -> list[str]:
    """Return a sentence for each acknowledgement without its row and event, and for each half unit of work."""
    with looking(place) as session:
        by_note = {decision.note: decision for decision in session.scalars(select(Decision))}
        traced = _traced(session)
        leases = session.execute(select(Lease.campaign_id, Lease.account_id)).all()
        counts = _counts(session)
    closed = {decision.id for decision in by_note.values() if decision.closed_at is not None}
    held = Counter((campaign_id, account_id) for campaign_id, account_id in leases)
    found = []
    for what, *words in said:
        if what == "decide":
            decision = by_note.get(words[0])
            is_there = decision is not None and decision.id in traced["decide"]
        elif what == "undo":
            is_there = int(words[0]) in closed and int(words[0]) in traced["undo"]
        else:
            is_there = held[int(words[0]), int(words[1])] > 0
        if not is_there:
            found.append(f"acknowledged and lost: {what} {' '.join(words)}")
    return found + [f"half a unit of work: {what}" for what, (rows, events) in counts.items() if rows != events]


def _traced(session: Session) -> dict[str, set[int]]:
    """Return, for each action on decisions, the decisions that the audit chain names."""
    found: dict[str, set[int]] = {"decide": set(), "undo": set()}
    query = select(AuditEvent.action, AuditEvent.detail).where(AuditEvent.action.in_(found))
    for action, detail in session.execute(query):
        found[action].add(json.loads(detail)["decision"])
    return found


def _counts(session: Session) -> dict[str, tuple[int, int]]:
    """Return rows beside events: as many decisions as `decide` events, as many closed ones as undone or replaced."""
    events = Counter(session.scalars(select(AuditEvent.action)))
    replaced = sum(
        json.loads(detail).get("replaces") is not None
        for detail in session.scalars(select(AuditEvent.detail).where(AuditEvent.action == "decide"))
    )
    decisions = session.scalar(select(func.count()).select_from(Decision)) or 0
    closed = session.scalar(select(func.count()).where(Decision.closed_at.is_not(None))) or 0
    return {"decisions": (decisions, events["decide"]), "closings": (closed, events["undo"] + replaced)}


def rounds(stage: Stage, number: int, *, database: str) -> Iterator[list[str]]:
    """Play so many rounds: two people at work, each killed at a moment of their own."""
    place, said = stage.fresh(database, "linked"), []
    for count in range(number):
        if count and count % _ROUNDS_A_HOME == 0:
            stage.drop(place)
            place, said = stage.fresh(database, "linked"), []
        clients = [Child(place, partial(work, name=name, seed=stage.dice.randrange(10**9))) for name in ("an", "binh")]
        for client in clients:
            client.kill(stage.dice.uniform(0.05, _LONGEST / len(clients)))
        found = [f"a client ended by itself with {code}: {c.out}" for c in clients if (code := c.kill()) != -9]
        said += [line for client in clients for line in client.said]
        yield [*found, *lost(place, said), *unhealthy(place)]
    stage.drop(place)


KINDS = [
    Kind(
        name=f"killed: deciding, {database}",
        done="two people claim, decide, overrule and undo on the same items; both processes killed at random moments",
        rounds=100,
        play=partial(rounds, database=database),
    )
    for database in (SQLITE, POSTGRESQL)
]
