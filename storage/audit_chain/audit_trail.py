"""The audit chain as people read it: newest first, narrowed by who, what and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from storage.tables import Account, AuditEvent, CampaignSnapshot, Decision, Referral

_OF_ITEMS: dict[str, type[CampaignSnapshot] | type[Referral]] = {"snapshot": CampaignSnapshot, "referral": Referral}
_LONGEST_KEY, _AT_ONCE = 18, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailFilter:
    """What to see of the chain; empty lets everything through."""

    account_id: int | None = None
    actions: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    """Up to and without this moment."""
    subject: str = ""
    """Part of what it was done to: a kind, a key, or both."""
    exactly: str = ""
    """The whole of what it was done to."""
    item: int | None = None
    """Number of an item; with it come its snapshots, decisions and referrals."""
    up_to: int | None = None
    """Number of the newest event to be seen, so that pages stay as they are while others work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEvent:
    """One event with the name of who did it."""

    number: int
    at: datetime
    action: str
    subject: str
    detail: str
    who: str
    """Full name; empty for a command or somebody unknown."""
    sha256: str
    campaign_id: int | None = None
    """Item of the snapshot or referral that it was done to."""


def list_events(session: Session, wanted: TrailFilter, *, limit: int, offset: int = 0) -> Sequence[TrailEvent]:
    """Return events, newest first."""
    query = _narrowed(select(AuditEvent, Account.full_name), wanted)
    query = query.outerjoin(Account, AuditEvent.account_id == Account.id)
    found = session.execute(query.order_by(AuditEvent.number.desc()).limit(limit).offset(offset)).all()
    items = _items(session, {event.subject for event, _ in found})
    return [
        TrailEvent(
            number=event.number,
            at=event.at,
            action=event.action,
            subject=event.subject,
            detail=event.detail,
            who=full_name or "",
            sha256=event.sha256,
            campaign_id=items.get(event.subject),
        )
        for event, full_name in found
    ]


def count_events(session: Session, wanted: TrailFilter) -> int:
    """Return how many events a filter lets through."""
    return session.scalar(_narrowed(select(func.count()).select_from(AuditEvent), wanted)) or 0


def newest_number(session: Session) -> int:
    """Return the number of the newest event; 0 for an empty chain."""
    return session.scalar(select(func.max(AuditEvent.number))) or 0


def actions_there(session: Session) -> Sequence[str]:
    """Return every kind of deed that the chain has, by its code."""
    return session.scalars(select(AuditEvent.action).distinct().order_by(AuditEvent.action)).all()


def _narrowed(query: Select, wanted: TrailFilter) -> Select:  # type: ignore[type-arg]  # of any columns
    if wanted.account_id is not None:
        query = query.where(AuditEvent.account_id == wanted.account_id)
    if wanted.actions:
        query = query.where(AuditEvent.action.in_(wanted.actions))
    if wanted.since is not None:
        query = query.where(AuditEvent.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEvent.at < wanted.until)
    if wanted.subject:
        query = query.where(AuditEvent.subject.contains(wanted.subject, autoescape=True))
    if wanted.exactly:
        query = query.where(AuditEvent.subject == wanted.exactly)
    if wanted.item is not None:
        query = query.where(_is_about(wanted.item))
    return query if wanted.up_to is None else query.where(AuditEvent.number <= wanted.up_to)


def _is_about(item: int) -> ColumnElement[bool]:
    """Return the condition that an event is about an item: itself, a snapshot, a decision on many, or a referral."""
    of_item = CampaignSnapshot.campaign_id == item
    snapshots = select(literal("snapshot:") + cast(CampaignSnapshot.id, String)).where(of_item)
    referrals = select(literal("referral:") + cast(Referral.id, String)).where(Referral.campaign_id == item)
    deeds = select(literal("deed:") + Decision.deed).join(CampaignSnapshot, Decision.snapshot_id == CampaignSnapshot.id)
    return or_(
        AuditEvent.subject == f"campaign:{item}",
        AuditEvent.subject.in_(snapshots),
        AuditEvent.subject.in_(referrals),
        AuditEvent.subject.in_(deeds.where(of_item, Decision.deed != "")),
    )


def _items(session: Session, subjects: Collection[str]) -> dict[str, int]:
    """Return the item of each subject that is a snapshot or a referral."""
    items: dict[str, int] = {}
    for kind, table in _OF_ITEMS.items():
        keys = [one.removeprefix(f"{kind}:") for one in subjects if one.startswith(f"{kind}:")]
        numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY]
        for start in range(0, len(numbers), _AT_ONCE):
            query = select(table.id, table.campaign_id).where(table.id.in_(numbers[start : start + _AT_ONCE]))
            items |= {f"{kind}:{key}": campaign for key, campaign in session.execute(query)}
    return items
