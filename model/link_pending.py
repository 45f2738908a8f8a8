"""Step 8 on the database: read what is new, give it its campaign, and then its broker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from model.kept_readings import read_version
from model.link_brokers import BrokerCounts, link_kept_brokers
from model.place_copies import place_copies
from model.slot_sheets import keep_slot_sheets
from storage.broker_dossiers.broker_work import hold_linking
from storage.contacts import KeptReading, are_read, keep_readings
from storage.database import reading, unit_of_work
from storage.unread import unread_versions

BATCH = 200


@dataclass(slots=True, kw_only=True)
class Linked:
    """What a run did."""

    adverts: int = 0
    """Read and placed."""
    campaigns: int = 0
    """Those that these adverts are in."""
    brokers: BrokerCounts
    """What became of the brokers."""

    def sentence(self) -> str:
        """Return the counts, for a person."""
        brokers = self.brokers
        return (
            f"{self.adverts} adverts linked, in {self.campaigns} campaigns; {brokers.adverts} compared for their "
            f"brokers, {brokers.changed} with another than before, {brokers.suggestions} links to look at"
        )

    def remarks(self) -> Iterator[str]:
        """Yield what a person should look at: contradictions, giants that were parted, contacts taken for shared."""
        yield from (*self.brokers.conflicts, *self.brokers.cuts)
        if self.brokers.learned:
            yield f"{self.brokers.learned} contacts are used so widely that they weigh nothing; approve or refuse each"


def link_pending(engine: Engine, now: Callable[[], datetime], progress: Callable[[int], None]) -> Linked:
    """Link what waits, batch by batch, each kept before the next begins; a killed run loses one at most.

    Brokers come at the end, in one step: those that new adverts or judgements concern, and no others.

    Args:
        engine: the database.
        now: the clock.
        progress: called with how many adverts were done since.
    """
    done, after, campaigns = 0, 0, set[int]()
    while True:
        with reading(engine) as session:
            waiting = unread_versions(session, limit=BATCH, after=after)
        if not waiting:
            break
        after = waiting[-1].version_id
        read = [read_version(version) for version in waiting]
        with unit_of_work(engine) as session:
            campaigns |= _keep(session, read, now())
        done += len(read)
        progress(len(read))
    return Linked(adverts=done, campaigns=len(campaigns), brokers=link_kept_brokers(engine, now=now))


def _keep(session: Session, read: list[KeptReading], now: datetime) -> set[int]:
    hold_linking(session)
    known = are_read(session, [one.version_id for one in read])
    fresh = [one for one in read if one.version_id not in known]
    changed = place_copies(session, fresh, now=now)
    keep_readings(session, fresh, now=now)
    keep_slot_sheets(session, changed)
    return changed
