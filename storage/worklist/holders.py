"""Step 9, the reading side of claims: who holds which item just now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from storage.contacts import in_parts
from storage.office_settings import LEASE_MINUTES
from storage.tables import Account, AdvertVersion, Campaign, Lease, Screening, SnapshotVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Somebody's time with an item; one that has run out is none."""

    lease_id: int
    campaign_id: int
    account_id: int
    full_name: str
    since: datetime
    until: datetime
    """Unless they go on working."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItem:
    """An item that a person holds, as their list shows it."""

    hold: Hold
    title: str
    given_by: str | None
    """Who gave it to them; None where they took it."""
    why: str
    """The reason given with it."""


def hold_of(lease: Lease, account: Account) -> Hold:
    """Return a lease as what it means to others."""
    return Hold(
        lease_id=lease.id,
        campaign_id=lease.campaign_id,
        account_id=account.id,
        full_name=account.full_name,
        since=lease.taken_at,
        until=lease.expires_at,
    )


def furthest_end(now: datetime) -> datetime:
    """Return the end that no hold taken by now can go beyond.

    One that does was taken while the clock was ahead, and counts as run out: else it would block its item until then.
    """
    return now + timedelta(minutes=LEASE_MINUTES.most)


def is_held(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which a lease holds its item."""
    return and_(Lease.ended_at.is_(None), Lease.expires_at > now, Lease.expires_at <= furthest_end(now))


def holders_of(session: Session, campaign_ids: Collection[int], *, now: datetime) -> dict[int, Hold]:
    """Return campaign → who holds it; those that nobody holds are not in it."""
    query = select(Lease, Account).join(Account, Account.id == Lease.account_id).where(is_held(now))
    return {
        lease.campaign_id: hold_of(lease, account)
        for part in in_parts(sorted(set(campaign_ids)))
        for lease, account in session.execute(query.where(Lease.campaign_id.in_(part)))
    }


def items_held(session: Session, account_id: int, *, now: datetime) -> list[HeldItem]:
    """Return what a person holds; what runs out first stands first."""
    newest = (
        select(func.max(SnapshotVersion.version_id))
        .where(SnapshotVersion.snapshot_id == Campaign.current_snapshot_id)
        .scalar_subquery()
    )
    giver = aliased(Account)
    query = (
        select(Lease, Account, AdvertVersion.title, giver.full_name)
        .join(Account, Account.id == Lease.account_id)
        .join(Campaign, Campaign.id == Lease.campaign_id)
        .outerjoin(Screening, Screening.id == Campaign.worst_screening_id)
        .outerjoin(AdvertVersion, AdvertVersion.id == func.coalesce(Screening.version_id, newest))
        .outerjoin(giver, giver.id == Lease.given_by)
        .where(Lease.account_id == account_id, is_held(now))
        .order_by(Lease.expires_at, Lease.id)
    )
    return [
        HeldItem(hold=hold_of(lease, account), title=title or "", given_by=given_by, why=lease.why)
        for lease, account, title, given_by in session.execute(query)
    ]
