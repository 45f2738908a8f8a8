"""Kill the making of document and bundle: both stand, whole and with their events, or neither; then it ends well."""

import hashlib
import json
import time
from collections.abc import Iterator
from functools import partial

from chaos_deciding import drawn
from chaos_fork import Child, Place, Say, unhealthy
from chaos_kind import Kind
from chaos_stage import POSTGRESQL, SQLITE, Stage, looking
from sqlalchemy import select

from review_app.case_file.check_bundle import NotABundle, check_bundle
from review_app.service import case_files, deciding, referring
from review_app.service.database import engine
from review_app.service.logins import Person
from storage.database import reading
from storage.referring.case_files import FOLDER, place_of
from storage.tables import Account, AuditEvent, Campaign, CaseFile

KILLS = 2
"""Kills of a round, one after the other on the same referral."""
_REFERRALS = 20
"""Approved on one home; each serves for one round."""
_FILES = 2
"""Document and bundle."""


def person(name: str) -> Person:
    """Return somebody of the home that this process works on."""
    with reading(engine()) as session:
        account = session.scalars(select(Account).where(Account.name == name)).one()
        return Person(id=account.id, name=name, full_name=account.full_name, role=account.role)


def refer(say: Say) -> int:
    """Be an officer who proposes and a leader who approves; say the number of each referral."""
    officer, leader = person("an"), person("chi")
    with reading(engine()) as session:
        query = select(Campaign.id).where(Campaign.merged_into_id.is_(None), Campaign.worst_screening_id.is_not(None))
        items = session.scalars(query.order_by(Campaign.risk.desc(), Campaign.id).limit(_REFERRALS)).all()
    for item in items:
        shown = drawn(item)
        deciding.decide(officer, shown, "suspicious", "thử", typologies=("deposit_or_upfront_fee",))
        said = referring.Proposal(
            campaign_id=item,
            snapshot_id=shown.snapshot_id,
            decision_id=drawn(item).live_decision_id or 0,
            kind="online_record",
            recipient="",
            addressee="",
            why="thử",
        )
        proposed = referring.propose(officer, said)
        approved = referring.settle(leader, proposed.referral_id or 0, "approved", "")
        if not approved.kept:
            print(proposed.said, approved.said)
            return 1
        say(f"referral {proposed.referral_id}")
    return 0


def make(say: Say, *, referral: int) -> int:
    """Be a leader who presses the button; say that the files are ready, once they were said to be."""
    done = case_files.make_files(person("chi"), referral)
    if done.kept:
        say(f"made {referral}")
        return 0
    print(done.said)
    return 1


def rounds(stage: Stage, number: int, *, database: str) -> Iterator[list[str]]:
    """Play so many rounds: the making is killed, twice for one referral, and then let be."""
    place, waiting, seconds = None, [], 0.0
    for _ in range(number):
        if place is None or not waiting:
            if place is not None:
                stage.drop(place)
            place = stage.fresh(database, "linked")
            waiting = _referrals(place)
            begun = time.monotonic()
            Child(place, partial(make, referral=waiting.pop())).wait()
            seconds = time.monotonic() - begun
        referral, found = waiting.pop(), []
        for _ in range(KILLS):
            child = Child(place, partial(make, referral=referral))
            child.kill(stage.dice.uniform(0, seconds))
            found += [*_torn(place, referral, must_stand=bool(child.said)), *unhealthy(place)]
        child = Child(place, partial(make, referral=referral))
        found += [f"the last one ended with {code}: {child.out}"] if (code := child.wait()) else []
        yield [*found, *_torn(place, referral, must_stand=True)]
    if place is not None:
        stage.drop(place)


def _referrals(place: Place) -> list[int]:
    child = Child(place, refer)
    if child.wait() or len(child.said) < _FILES:
        msg = f"no referrals to make files of: {child.out}"
        raise RuntimeError(msg)
    return [int(number) for _, number in child.said]


def _torn(place: Place, referral: int, *, must_stand: bool) -> Iterator[str]:
    """Yield a sentence for each half of a case file: rows without one another, their events or their bytes."""
    with looking(place) as session:
        rows = [(row.name, row.sha256) for row in session.scalars(select(CaseFile).filter_by(referral_id=referral))]
        query = select(AuditEvent.detail).filter_by(action="make_case_file", subject=f"referral:{referral}")
        events = [json.loads(detail)["sha256"] for detail in session.scalars(query)]
    if len(rows) not in ({_FILES} if must_stand else {0, _FILES}):
        yield f"referral {referral} has {len(rows)} files"
    if sorted(events) != sorted(sha256 for _, sha256 in rows):
        yield f"referral {referral} has {len(rows)} files and {len(events)} events of them"
    for name, sha256 in rows:
        if name.endswith(".zip"):
            yield from _faults(place, sha256)
    for path in (place.home / FOLDER).glob("??/[0-9a-f]*"):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            yield f"{path.name} has other bytes than its name says"


def _faults(place: Place, sha256: str) -> Iterator[str]:
    try:
        yield from check_bundle(place_of(place.home, sha256), None).faults
    except NotABundle as error:
        yield str(error)


KINDS = [
    Kind(
        name=f"killed: making a case file, {database}",
        done="document and bundle of an approved referral made, and killed at random moments, twice for each, then let "
        "be: both stand whole with their events, or neither",
        rounds=20 // KILLS,
        each=KILLS,
        play=partial(rounds, database=database),
    )
    for database in (SQLITE, POSTGRESQL)
]
