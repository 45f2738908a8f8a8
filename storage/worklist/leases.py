"""Who crawls a site now: a lease in the database, so that two runs of one site never overlap, on whatever machines.

A lease ends by itself when nobody renews it. On one machine a dead process is seen at once, so that a run that was
killed can be started again without waiting.
"""

import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage.errors import SiteIsBusy
from storage.tables import CrawlLease, CrawlRun, Site

LEASE = timedelta(seconds=60)
"""For how long a lease holds without being renewed."""

RENEW_EVERY = 10.0
"""Seconds between two renewals by a living run."""

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A process that may hold a lease."""

    name: str
    """For a person."""
    token: str
    """`machine pid start`; the machine's part is empty where the system does not tell processes apart for sure."""


def this_process() -> Holder:
    """Return who we are."""
    pid = os.getpid()
    return Holder(name=f"process {pid} on {socket.gethostname()}"[:200], token=f"{_machine()} {pid} {_start_of(pid)}")


def database_clock(session: Session) -> datetime:
    """Return the time that all who share this database go by: the server's, or this machine's for SQLite."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    now: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)


def take_lease(
    session: Session, site_id: int, run_id: int, holder: Holder, *, now: datetime, unrenewed: datetime | None = None
) -> int | None:
    """Take or take over the lease of a site for a run; return the dead run that held it before, if there is one.

    A process that was started for a run takes the run's lease over from the one that started it. `unrenewed` is the
    `until` of a doubtful lease that the caller has watched: if it still stands, its holder is dead.

    Raises:
        SiteIsBusy: another run holds it; nothing was written.
    """
    # of two that come at the same moment one waits here
    session.execute(select(Site.id).where(Site.id == site_id).with_for_update())
    row = session.get(CrawlLease, site_id, populate_existing=True)
    until = now + LEASE
    if row is None:
        session.add(
            CrawlLease(site_id=site_id, run_id=run_id, holder=holder.name, token=holder.token, since=now, until=until)
        )
        session.flush()
        return None
    before = row.run_id
    if before != run_id and now < row.until != unrenewed and not _is_dead(row.token):
        raise _busy(session, row, now)
    row.run_id, row.holder, row.token, row.until = run_id, holder.name, holder.token, until
    if before != run_id:
        row.since = now
    session.flush()
    return None if before == run_id else before


def renew_lease(session: Session, run_id: int, *, now: datetime) -> bool:
    """Hold a lease for another while; False if the run does not hold it any more and must stop."""
    renewed = session.execute(update(CrawlLease).where(CrawlLease.run_id == run_id).values(until=now + LEASE))
    return bool(renewed.rowcount)  # type: ignore[attr-defined]


def end_lease(session: Session, run_id: int) -> None:
    """Give the lease of a run back, if it still holds one."""
    session.execute(delete(CrawlLease).where(CrawlLease.run_id == run_id))


def _busy(session: Session, row: CrawlLease, now: datetime) -> SiteIsBusy:
    site = session.get_one(Site, row.site_id)
    run = session.get_one(CrawlRun, row.run_id)
    msg = (
        f"{site.name} is being crawled: {row.holder} holds it since {row.since:%Y-%m-%d %H:%M:%S} UTC (run {run.id}); "
        "wait for it to end, or end that process"
    )
    # no living holder writes an end that far ahead: either it died, or the clock went back a moment ago
    return SiteIsBusy(msg, doubtful=row.until if row.until > now + LEASE else None)


def _is_dead(token: str) -> bool:
    """Tell whether a holder is a process of this machine that is there no more."""
    machine, pid, start = [*token.split(" "), "", "", ""][:3]
    return bool(machine) and machine == _machine() and _start_of(int(pid)) != start


def _machine() -> str:
    """Return what tells this machine, since it was started, and this space of process numbers from all others."""
    try:
        boot = (_PROC / "sys" / "kernel" / "random" / "boot_id").read_text("ascii").strip()
        return f"{boot}:{(_PROC / 'self' / 'ns' / 'pid').readlink()}".replace(" ", "")
    except OSError:
        return ""


def _start_of(pid: int) -> str:
    """Return when a process was started, in the system's own units; empty if there is none of that number."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    # a zombie is dead as well, it only waits to be counted (proc(5): state, then the 22nd field is the start)
    return "" if fields[0] == "Z" else fields[19]
