"""One broker in one line, for the page of an item: how much it posts, since when, and what was decided of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.broker_dossiers.broker_parts import adverts_with, read_verdicts
from storage.brokers import current_broker
from storage.tables import Advert


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A broker in figures, counted by the database."""

    broker_id: str
    adverts: int
    sites: int
    first_seen_at: datetime
    last_seen_at: datetime
    verdicts: Counter[str]
    """Newest decision in force of each of its campaigns that has one."""


def glance_at(session: Session, broker_id: str) -> Glance | None:
    """Return a broker in one line, or the one that has its adverts now; None if it has none."""
    broker = current_broker(session, broker_id)
    if broker is None:
        return None
    query = select(
        func.count(Advert.id),
        func.count(Advert.site_id.distinct()),
        func.min(Advert.first_seen_at),
        func.max(Advert.last_seen_at),
    ).where(Advert.id.in_(adverts_with(broker.id)))
    adverts, sites, first, last = session.execute(query).one()
    if not adverts:
        return None
    verdicts, _of_versions = read_verdicts(session, broker.id)
    return Glance(
        broker_id=broker.id,
        adverts=adverts,
        sites=sites,
        first_seen_at=first,
        last_seen_at=last,
        verdicts=verdicts,
    )
