"""What people say of brokers and contacts: kept for ever, closed by undo or by another word, obeyed by every later run.

A deed (judge, merge, split, move) is one act of a person. It adds judgements on pairs of adverts, takes those back that
it contradicts, and moves adverts at once; undoing it brings back both. Everything is an audit event.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.broker_dossiers.broker_history import names_after_split, places_before
from storage.broker_dossiers.broker_work import hold_linking, open_judgements
from storage.brokers import adverts_of, brokers_of, current_broker, put_with_brokers
from storage.contacts import newest_readings
from storage.errors import NothingToJudge
from storage.tables import BrokerJudgement

VERDICTS = ("same", "different", "unsure")
MAX_WHY = 2_000
"""Characters of a reason; a longer one is refused, never cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who says something, when and why."""

    account_id: int
    now: datetime
    why: str = ""


def judge_pair(session: Session, advert_a: int, advert_b: int, verdict: str, person: Person) -> str:
    """Say of two adverts that one broker is behind them, two, or that it cannot be told; return the deed.

    *Same* takes effect at once, *different* with the next run, which parts the broker where its links are weakest.

    Raises:
        NothingToJudge: the two are one advert, one of them was never linked, or this is what was said before.
        ValueError: the verdict is unknown or the reason too long.
    """
    if verdict not in VERDICTS:
        msg = f"unknown verdict {verdict!r}; say one of {', '.join(VERDICTS)}"
        raise ValueError(msg)
    hold_linking(session)
    brokers = brokers_of(session, (advert_a, advert_b))
    if advert_a == advert_b or len(brokers) < len({advert_a, advert_b}):
        msg = f"adverts {advert_a} and {advert_b} cannot be judged: give two that `soitin link` has linked"
        raise NothingToJudge(msg)
    standing = _between(session, {advert_a}, {advert_b})
    if standing and standing[0].verdict == verdict:
        msg = f"adverts {advert_a} and {advert_b} are already judged {verdict}; nothing was added"
        raise NothingToJudge(msg)
    detail = {"adverts": [advert_a, advert_b], "verdict": verdict}
    deed = _begin(session, "judge", f"advert:{advert_a}", detail, person)
    _close(session, standing, deed, person)
    _add(session, [(advert_a, advert_b)], verdict, deed, person)
    if verdict == "same" and brokers[advert_a] != brokers[advert_b]:
        _put_all(session, brokers[advert_b], brokers[advert_a], deed, person)
    return deed


def merge_brokers(session: Session, broker_a: str, broker_b: str, person: Person) -> str:
    """Make one broker of two, under the id of the bigger one; return the deed.

    What was said against it before is closed: the newest word counts.

    Raises:
        NothingToJudge: they are one already, or one of them is unknown.
    """
    hold_linking(session)
    one, other = _existing(session, broker_a), _existing(session, broker_b)
    if one == other:
        msg = f"{broker_a} and {broker_b} are one broker already ({one}); nothing was changed"
        raise NothingToJudge(msg)
    adverts = adverts_of(session, (one, other))
    into, was = sorted((one, other), key=lambda broker: (-len(adverts[broker]), adverts[broker][0]))
    deed = _begin(session, "merge", f"broker:{into}", {"into": into, "was": was}, person)
    against = _between(session, set(adverts[into]), set(adverts[was]))
    _close(session, against, deed, person)
    _add(session, [(adverts[into][0], adverts[was][0])], "same", deed, person)
    _put_all(session, was, into, deed, person)
    return deed


def split_broker(session: Session, broker_id: str, adverts: Collection[int], person: Person) -> str:
    """Part some adverts from a broker, as a broker of their own; return the deed.

    Both sides are pinned: later runs add to either and never mix them again. A side that came from a broker which was
    merged gets that id back.

    Raises:
        NothingToJudge: the broker is unknown, an advert is not with it, or nothing would be left on one side.
    """
    hold_linking(session)
    broker = _existing(session, broker_id)
    members = adverts_of(session, [broker])[broker]
    leaving = sorted(set(adverts))
    staying = [one for one in members if one not in set(leaving)]
    if not leaving or not staying or not set(leaving) <= set(members):
        msg = f"broker {broker} has {len(members)} adverts; name some of them to part, and not all"
        raise NothingToJudge(msg)
    deed = _begin(session, "split", f"broker:{broker}", {"adverts": leaving}, person)
    _part(session, leaving, staying, deed, person)
    into = names_after_split(session, leaving, staying, deed)
    put_with_brokers(session, into, newest_readings(session, into), now=person.now, deed=deed)
    return deed


def move_advert(session: Session, advert_id: int, broker_id: str, person: Person) -> str:
    """Put one advert with another broker; return the deed.

    Raises:
        NothingToJudge: it is there already, or one of the two is unknown.
    """
    hold_linking(session)
    into = _existing(session, broker_id)
    was = brokers_of(session, [advert_id]).get(advert_id)
    if was is None or was == into:
        msg = f"advert {advert_id} is " + (
            "not linked yet; run `soitin link`" if was is None else f"with {into} already"
        )
        raise NothingToJudge(msg)
    adverts = adverts_of(session, (was, into))
    deed = _begin(session, "move", f"advert:{advert_id}", {"was": was, "into": into}, person)
    _part(session, [advert_id], [one for one in adverts[was] if one != advert_id], deed, person)
    _close(session, _between(session, {advert_id}, set(adverts[into])), deed, person)
    _add(session, [(advert_id, adverts[into][0])], "same", deed, person)
    versions = newest_readings(session, [advert_id])
    put_with_brokers(session, {advert_id: into}, versions, now=person.now, deed=deed)
    return deed


def undo_deed(session: Session, deed: str, person: Person) -> str:
    """Take a deed back: its judgements are closed, those that it closed are said again, adverts go back.

    Anybody who may judge may take back anybody's deed: who did is in the audit log. Returns the deed of undoing.

    Raises:
        NothingToJudge: there is no such deed, or it was taken back before.
    """
    hold_linking(session)
    said = session.scalars(
        select(BrokerJudgement).where(BrokerJudgement.deed == deed, BrokerJudgement.closed_at.is_(None))
    ).all()
    if not said:
        msg = f"{deed} is not in force; it was taken back or replaced, or never was"
        raise NothingToJudge(msg)
    undoing = _begin(session, "undo", f"deed:{deed}", {"deed": deed}, person)
    _close(session, said, undoing, person)
    for row in session.scalars(select(BrokerJudgement).where(BrokerJudgement.closed_deed == deed)).all():
        _add(session, [(row.advert_a, row.advert_b)], row.verdict, undoing, person)
    back = places_before(session, deed)
    put_with_brokers(session, back, newest_readings(session, back), now=person.now, deed=undoing)
    return undoing


def _existing(session: Session, broker_id: str) -> str:
    broker = current_broker(session, broker_id)
    if broker is None or not adverts_of(session, [broker.id]):
        msg = f"there is no broker {broker_id}; look for one with `soitin broker show`"
        raise NothingToJudge(msg)
    return broker.id


def _begin(session: Session, kind: str, subject: str, detail: dict[str, Any], person: Person) -> str:
    if len(person.why) > MAX_WHY:
        msg = f"the reason has {len(person.why):,} characters, at most {MAX_WHY:,} are kept; shorten it"
        raise ValueError(msg)
    event = append_event(
        session,
        action=f"broker_{kind}",
        subject=subject,
        account_id=person.account_id,
        at=person.now,
        detail=detail | {"why": person.why},
    )
    return f"{kind}-{event.number}"


def _between(session: Session, some: set[int], others: set[int]) -> list[BrokerJudgement]:
    fewer = min(some, others, key=len)
    return [
        row
        for row in open_judgements(session, fewer)
        if {row.advert_a, row.advert_b} & some and {row.advert_a, row.advert_b} & others
    ]


def _close(session: Session, rows: Sequence[BrokerJudgement], deed: str, person: Person) -> None:
    for row in rows:
        row.closed_at, row.closed_by, row.closed_deed = person.now, person.account_id, deed
    session.flush()


def _add(session: Session, pairs: Sequence[tuple[int, int]], verdict: str, deed: str, person: Person) -> None:
    session.add_all(
        BrokerJudgement(
            advert_a=min(pair),
            advert_b=max(pair),
            verdict=verdict,
            deed=deed,
            why=person.why,
            account_id=person.account_id,
            at=person.now,
        )
        for pair in pairs
    )
    session.flush()


def _part(session: Session, leaving: Sequence[int], staying: Sequence[int], deed: str, person: Person) -> None:
    """Pin both sides together within, and apart from one another."""
    if not staying:
        return
    _close(session, _between(session, set(leaving), set(staying)), deed, person)
    for side in (leaving, staying):
        said = {(row.advert_a, row.advert_b) for row in open_judgements(session, [side[0]])}
        pairs = [(side[0], other) for other in side[1:]]
        _add(session, [pair for pair in pairs if (min(pair), max(pair)) not in said], "same", deed, person)
    _add(session, [(leaving[0], staying[0])], "different", deed, person)


def _put_all(session: Session, was: str, into: str, deed: str, person: Person) -> None:
    moving = adverts_of(session, [was])[was]
    put_with_brokers(session, dict.fromkeys(moving, into), newest_readings(session, moving), now=person.now, deed=deed)
