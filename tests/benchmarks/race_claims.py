"""Races of two clients for one item, on SQLite and PostgreSQL: never two holders, never two decisions in force.

    python tests/benchmarks/race_claims.py [--races 1000] [--databases sqlite postgresql]

Each race has an item of its own. Two threads, each with a connection of its own, start at one signal; what each was
told is counted, and what is in the database afterwards is compared with it: what was kept without an error is there.
"""

import argparse
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import Session

from storage.adverts import keep_advert
from storage.audit_chain.audit import find_breaks
from storage.captures import CaptureWriter
from storage.database import open_database, reading, unit_of_work
from storage.errors import AlreadyDecided, ItemHeld, NotHeld, NothingToUndo, StorageError
from storage.people.accounts import add_account
from storage.records import ExtractedAdvert, NewCapture
from storage.runs import site_named, start_run
from storage.tables import AuditEvent, Campaign, Decision, Lease
from storage.worklist.claims import claim_item, return_item
from storage.worklist.reviews import Verdict, record_decision, undo_decision

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
SERVER = "postgresql+psycopg://postgres@127.0.0.1:5432"
_TELL = 100
"""Races after which a line says how far it is."""
_LONGEST_WAIT = 60
TOLD = {ItemHeld: "held by the other", AlreadyDecided: "decided by the other"}
TOLD |= {NotHeld: "not held any more", NothingToUndo: "not in force any more"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a race is about, as both clients see it before the start."""

    campaign_id: int
    snapshot_id: int
    live_id: int | None = None
    """The decision in force; made by the first client."""


Deed = Callable[[Session, Item, int], None]


def claim(session: Session, item: Item, who: int) -> None:
    """Take the item."""
    claim_item(session, item.campaign_id, account_id=who, now=NOW)


def give_back(session: Session, item: Item, who: int) -> None:
    """Hand back what was taken before the race."""
    return_item(session, item.campaign_id, account_id=who, why="hết ca", now=NOW + timedelta(seconds=1))


def decide(session: Session, item: Item, who: int) -> None:
    """Decide on what was seen before the race, overruling the decision that was in force then."""
    said = Verdict(
        campaign_id=item.campaign_id,
        snapshot_id=item.snapshot_id,
        screening_id=None,
        verdict="suspicious",
        replaces=item.live_id,
    )
    record_decision(session, said, account_id=who, now=NOW)


def undo(session: Session, item: Item, who: int) -> None:
    """Take back the decision made before the race."""
    undo_decision(session, item.live_id or 0, account_id=who, now=NOW)


RACES: dict[str, tuple[Deed | None, Deed, Deed]] = {
    "claim / claim": (None, claim, claim),
    "claim / decide": (None, claim, decide),
    "decide / decide": (None, decide, decide),
    "return / claim": (claim, give_back, claim),
    "return / decide": (claim, give_back, decide),
    "undo / decide": (decide, undo, decide),
    "undo / claim": (decide, undo, claim),
}
"""Name → what the first client did before, and what the two do at the signal."""


def run_races(engines: Sequence[Engine], warc: Path, races: int) -> tuple[Counter[tuple[str, str, str]], list[str]]:
    """Run so many races, of each kind in turn; return what was told how often, and every promise that was broken."""
    people = _fill(engines[0], warc, races)
    told: Counter[tuple[str, str, str]] = Counter()
    broken: list[str] = []
    signal = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        for number in range(races):
            name = list(RACES)[number % len(RACES)]
            before, *deeds = RACES[name]
            item = _prepare(engines[0], number + 1, before, people[0])
            runs = [
                pool.submit(_act, engine, signal, deed, item, who)
                for engine, deed, who in zip(engines, deeds, people, strict=True)
            ]
            outcome = [run.result() for run in runs]
            told[name, outcome[0], outcome[1]] += 1
            if number % _TELL == _TELL - 1:
                print(f"{number + 1:,} of {races:,}, {len(broken)} promises broken", file=sys.stderr, flush=True)
            broken += _broken(engines[0], item, [deed.__name__ for deed in (before, *deeds) if deed], outcome, people)
    with reading(engines[0]) as session:
        broken += find_breaks(session)
    return told, broken


def _act(engine: Engine, signal: Barrier, deed: Deed, item: Item, who: int) -> str:
    # no race waits for ever: where the other client is gone, this is an error and not a hang
    signal.wait(_LONGEST_WAIT)
    try:
        with unit_of_work(engine) as session:
            deed(session, item, who)
    except StorageError as refused:
        return TOLD[type(refused)]
    return "kept"


def _broken(engine: Engine, item: Item, deeds: list[str], outcome: list[str], people: Sequence[int]) -> list[str]:
    """Compare what two clients were told with what is there."""
    kept = [deed for deed, said in zip(deeds, ["kept"] * (len(deeds) - 2) + outcome, strict=True) if said == "kept"]
    with reading(engine) as session:
        leases = select(Lease.account_id).where(Lease.campaign_id == item.campaign_id, Lease.ended_at.is_(None))
        holders = session.scalars(leases).all()
        decisions = session.scalars(select(Decision).where(Decision.snapshot_id == item.snapshot_id)).all()
        subjects = (f"campaign:{item.campaign_id}", f"snapshot:{item.snapshot_id}")
        events = session.scalar(select(func.count()).where(AuditEvent.subject.in_(subjects)))
    live = [decision for decision in decisions if decision.closed_at is None]
    promises = {
        "not held by the one who was told so": len(holders) == kept.count("claim") - kept.count("give_back"),
        "not one decision in force": len(live) == min(1, kept.count("decide") - kept.count("undo")),
        "a decision was lost, or is there twice": len(decisions) == kept.count("decide"),
        "an event is missing, or there twice": events == len(kept),
        "a stranger holds it": set(holders) <= set(people),
    }
    return [f"item {item.campaign_id}: {says} ({deeds}: {outcome})" for says, holds in promises.items() if not holds]


def _prepare(engine: Engine, campaign_id: int, before: Deed | None, who: int) -> Item:
    with unit_of_work(engine) as session:
        item = Item(
            campaign_id=campaign_id, snapshot_id=session.get_one(Campaign, campaign_id).current_snapshot_id or 0
        )
        if before is not None:
            before(session, item, who)
        live = select(Decision.id).where(Decision.snapshot_id == item.snapshot_id, Decision.closed_at.is_(None))
        return Item(campaign_id=item.campaign_id, snapshot_id=item.snapshot_id, live_id=session.scalars(live).first())


def _fill(engine: Engine, warc: Path, items: int) -> list[int]:
    """Keep so many adverts, each alone in its item, and two people; return the keys of the people."""
    with unit_of_work(engine) as session:
        site = site_named(session, "viec", title="Việc Mẫu", now=NOW)
        run = start_run(session, site, now=NOW)
        page = NewCapture(
            url="https://viec.example/", fetched_at=NOW, status=200, reason="OK", headers=[], body=b"x", kind="advert"
        )
        capture = CaptureWriter(warc, site="viec", site_id=site.id, run_id=run.id).keep(session, page)
        for number in range(items):
            address = f"https://viec.example/{number}"
            advert = ExtractedAdvert(
                title=f"Tin {number}", employer_name="", text=f"Tin {number}", source="json_ld", canonical_url=address
            )
            keep_advert(session, capture, advert, now=NOW)
        return [
            add_account(session, name=name, full_name=name, role="officer", password=uuid.uuid4().hex, now=NOW).id
            for name in ("an", "binh")
        ]


def main() -> int:
    """Run the races on both databases and print what was told how often."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=1000)
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=("sqlite", "postgresql"))
    parser.add_argument("--postgresql", default=SERVER, help="address of the server, without a database")
    wanted = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        if "sqlite" in wanted.databases:
            failures += _race_and_print(f"sqlite:///{folder}/soitin.db", Path(folder), wanted.races)
        if "postgresql" in wanted.databases:
            with _database_of_its_own(wanted.postgresql) as url:
                failures += _race_and_print(url, Path(folder), wanted.races)
    return 1 if failures else 0


@contextmanager
def _database_of_its_own(address: str) -> Iterator[str]:
    name = f"soitin_race_{uuid.uuid4().hex[:8]}"
    server = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield f"{address}/{name}"
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def _race_and_print(url: str, folder: Path, races: int) -> int:
    engines = [open_database(url) for _ in range(2)]
    warc = folder / f"warc-{engines[0].dialect.name}"
    start = time.perf_counter()
    told, broken = run_races(engines, warc, races)
    took = time.perf_counter() - start
    for engine in engines:
        engine.dispose()
    print(f"\n{engines[0].dialect.name}: {races:,} races in {took:.0f} s, {len(broken)} promises broken")
    print(f"{'race':18}{'first was told':26}{'second was told':26}{'times':>6}")
    for (name, first, second), times in sorted(told.items()):
        print(f"{name:18}{first:26}{second:26}{times:>6}")
    for line in broken:
        print("BROKEN:", line)
    return len(broken)


if __name__ == "__main__":
    sys.exit(main())
