"""The licence register: keep a list whole or not at all, and give back the newest of a day."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.folding import fold
from storage.records import ListedEnterprise, RegisterList
from storage.tables import RegisterEntry, RegisterSnapshot

_FIELDS = tuple(ListedEnterprise.__dataclass_fields__)


def keep_snapshot(
    session: Session, about: RegisterList, listed: tuple[ListedEnterprise, ...], *, now: datetime
) -> tuple[RegisterSnapshot, bool]:
    """Add a list with all its rows in the caller's unit of work; return it, and whether it is new.

    The same bytes for the same day are kept once.

    Raises:
        ValueError: the list is empty; an empty register would make everybody unlicensed.
    """
    if not listed:
        msg = f"{about.source_file} lists nobody; an empty register is not kept"
        raise ValueError(msg)
    name = f"{about.listed_on.isoformat()}-{about.sha256[:12]}"
    known = snapshot_named(session, name)
    if known is not None:
        return known, False
    snapshot = RegisterSnapshot(
        name=name,
        listed_on=about.listed_on,
        source_file=about.source_file,
        sha256=about.sha256,
        imported_at=now,
        rows=len(listed),
    )
    session.add(snapshot)
    session.flush()
    session.add_all(_entry(snapshot.id, enterprise) for enterprise in listed)
    session.flush()
    append_event(session, action="import_register", subject=f"register_snapshot:{name}", account_id=None, at=now)
    return snapshot, True


def snapshot_named(session: Session, name: str) -> RegisterSnapshot | None:
    """Return the list of a name, or None where there is none."""
    return session.scalars(select(RegisterSnapshot).where(RegisterSnapshot.name == name)).first()


def latest_snapshot(session: Session, on: date | None = None) -> RegisterSnapshot | None:
    """Return the newest list, or the newest for a day not after `on`; of two for one day the later import."""
    query = select(RegisterSnapshot).order_by(RegisterSnapshot.listed_on.desc(), RegisterSnapshot.id.desc())
    if on is not None:
        query = query.where(RegisterSnapshot.listed_on <= on)
    return session.scalars(query.limit(1)).first()


def entries(session: Session, snapshot_id: int) -> tuple[ListedEnterprise, ...]:
    """Return the rows of a list in its own order."""
    query = select(RegisterEntry).where(RegisterEntry.snapshot_id == snapshot_id).order_by(RegisterEntry.row)
    return tuple(
        ListedEnterprise(**{field: getattr(entry, field) for field in _FIELDS}) for entry in session.scalars(query)
    )


def _entry(snapshot_id: int, enterprise: ListedEnterprise) -> RegisterEntry:
    values = {field: getattr(enterprise, field) for field in _FIELDS}
    return RegisterEntry(
        snapshot_id=snapshot_id, folded=fold(f"{enterprise.name}\n{enterprise.trade_name}").strip(), **values
    )
