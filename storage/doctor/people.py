"""Is what people did intact: decisions on what was seen, nothing held for ever, lists and chain complete (6, 8, 9)."""

from collections.abc import Iterator

from sqlalchemy import String, cast, func, literal, select

from storage.audit_chain.audit import find_breaks
from storage.audit_chain.checkpoints import find_checkpoint_breaks
from storage.doctor.place import Place
from storage.tables import (
    AuditEvent,
    CrawlLease,
    CrawlRun,
    Decision,
    RegisterEntry,
    RegisterSnapshot,
    Screening,
    SnapshotVersion,
)
from storage.worklist.leases import LEASE


def find_decisions_astray(place: Place) -> Iterator[str]:
    """Yield snapshots with several live decisions; decisions on nothing, on a foreign screening, unrecorded or odd."""
    several = select(Decision.snapshot_id, func.count()).where(Decision.closed_at.is_(None))
    several = several.group_by(Decision.snapshot_id).having(func.count() > 1).order_by(Decision.snapshot_id)
    for snapshot, count in place.session.execute(several):
        yield f"snapshot {snapshot} has {count} live decisions instead of one"
    shown = select(SnapshotVersion.snapshot_id).where(SnapshotVersion.snapshot_id == Decision.snapshot_id)
    for decision in place.session.scalars(select(Decision.id).where(~shown.exists()).order_by(Decision.id)):
        yield f"decision {decision} is about a snapshot in which there is nothing"
    foreign = (
        select(Decision.id, Decision.screening_id)
        .join(Screening, Screening.id == Decision.screening_id)
        .where(~shown.where(SnapshotVersion.version_id == Screening.version_id).exists())
    )
    for decision, screening in place.session.execute(foreign.order_by(Decision.id)):
        yield f"decision {decision} names screening {screening}, which is of another version than the person saw"
    recorded = select(AuditEvent.subject).where(AuditEvent.action == "decide")
    unrecorded = (literal("snapshot:") + cast(Decision.snapshot_id, String)).not_in(recorded)
    for decision in place.session.scalars(select(Decision.id).where(unrecorded).order_by(Decision.id)):
        yield f"decision {decision} is not in the audit chain"
    deeds = select(AuditEvent.subject).where(AuditEvent.action == "decide_many")
    loose = (Decision.deed != "") & (literal("deed:") + Decision.deed).not_in(deeds)
    for decision, deed in place.session.execute(select(Decision.id, Decision.deed).where(loose).order_by(Decision.id)):
        yield f"decision {decision} belongs to {deed}, of which the audit chain says nothing"
    odd = (Decision.verdict != "suspicious") & (cast(Decision.typologies, String) != "[]")
    for decision in place.session.scalars(select(Decision.id).where(odd).order_by(Decision.id)):
        yield f"decision {decision} names kinds of deception beside another verdict than suspicious"


def find_leases_held(place: Place) -> Iterator[str]:
    """Yield each lease of a run that has ended, or that reaches further than any holder writes.

    One that has run out is none: whoever comes next takes it over.
    """
    query = select(CrawlLease, CrawlRun).join(CrawlRun, CrawlRun.id == CrawlLease.run_id).order_by(CrawlLease.site_id)
    for lease, run in place.session.execute(query):
        if run.finished_at is not None:
            yield f"the lease of site {lease.site_id} is held by run {run.id}, which ended {run.finished_at:%Y-%m-%d}"
        elif lease.until > place.now + LEASE:
            yield f"the lease of site {lease.site_id} is held until {lease.until:%Y-%m-%d %H:%M} UTC, too far ahead"


def find_register_lists_short(place: Place) -> Iterator[str]:
    """Yield each licence register that has another number of rows than were imported."""
    entries = func.count(RegisterEntry.id)
    query = (
        select(RegisterSnapshot.name, RegisterSnapshot.rows, entries)
        .outerjoin(RegisterEntry, RegisterEntry.snapshot_id == RegisterSnapshot.id)
        .group_by(RegisterSnapshot.id, RegisterSnapshot.name, RegisterSnapshot.rows)
        .having(entries != RegisterSnapshot.rows)
    )
    for name, imported, there in place.session.execute(query.order_by(RegisterSnapshot.name)):
        yield f"the licence register {name} has {there} entries, {imported} were imported"


def find_audit_breaks(place: Place) -> Iterator[str]:
    """Yield where the chain of events does not hold, or not with what was signed of it."""
    yield from find_breaks(place.session)
    yield from find_checkpoint_breaks(place.session, place.home)
