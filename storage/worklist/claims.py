"""Step 9: one item, one person. Who works on an item holds it for a time that runs out by itself: none is blocked.

Every change locks the item's campaign first, then the account, then the end of the audit chain: always in this order,
so that two people never wait for one another. Times are those of the server, handed in.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.contacts import in_parts
from storage.errors import ItemChanges, ItemHeld, NotHeld, StaleItem, UnknownAccount
from storage.office_settings import LEASE_MINUTES, read_setting
from storage.tables import Account, Campaign, Lease
from storage.worklist.holders import Hold, furthest_end, hold_of

MAX_WHY = 2_000
"""Characters of a reason; a longer one is refused, never cut."""


def lease_time(session: Session) -> timedelta:
    """Return for how long an item is held without a sign of work, as the office agreed."""
    return timedelta(minutes=read_setting(session, LEASE_MINUTES.name))


def claim_item(session: Session, campaign_id: int, *, account_id: int, now: datetime) -> Hold:
    """Take an item, or prolong one's own hold on it.

    Raises:
        ItemHeld: a colleague holds it; the message says who, and until when.
        StaleItem: there is no such item any more.
        UnknownAccount: the account is disabled.
    """
    lock_item(session, campaign_id)
    account = lock_active_account(session, account_id)
    lease = own_lease(session, campaign_id, account_id=account_id, now=now)
    if lease is not None:
        lease.expires_at = max(lease.expires_at, now + lease_time(session))
        session.flush()
        return hold_of(lease, account)
    lease = add_lease(session, campaign_id, account_id=account_id, now=now)
    audit_claim(session, "claim", lease, account_id=account_id, at=now)
    return hold_of(lease, account)


def renew_claim(session: Session, campaign_id: int, *, account_id: int, now: datetime) -> bool:
    """Prolong one's own hold because its holder is at work; False where there is none, or it has run out."""
    until = now + lease_time(session)
    prolonged = (
        update(Lease)
        .where(
            Lease.campaign_id == campaign_id,
            Lease.account_id == account_id,
            Lease.ended_at.is_(None),
            Lease.expires_at > now,
            Lease.expires_at < until,
        )
        .values(expires_at=until)
        .returning(Lease.id)
    )
    return session.execute(prolonged).first() is not None


def return_item(session: Session, campaign_id: int, *, account_id: int, why: str, now: datetime) -> None:
    """Hand an item back with a reason, so that colleagues can take it.

    Raises:
        NotHeld: the person does not hold it any more.
        ValueError: there is no reason, or it is too long.
    """
    why = checked_reason(why)
    lock_item(session, campaign_id)
    lease = open_lease(session, campaign_id, now=now)
    if lease is None or lease.account_id != account_id:
        msg = f"item {campaign_id} is not held by this account any more; nothing was changed"
        raise NotHeld(msg)
    end_lease(session, lease, "returned", why=why, now=now)
    audit_claim(session, "return", lease, account_id=account_id, at=now, why=why)


def close_as_decided(session: Session, campaign_id: int, *, account_id: int, now: datetime) -> int:
    """End a person's hold by their decision and return its key; who held nothing claims at the same moment.

    The item is locked by the caller.

    Raises:
        ItemHeld: a colleague holds it.
    """
    lease = own_lease(session, campaign_id, account_id=account_id, now=now)
    if lease is None:
        lease = add_lease(session, campaign_id, account_id=account_id, now=now)
    end_lease(session, lease, "decided", now=now)
    return lease.id


def end_claims(
    session: Session, *, of_account: int | None = None, on_items: Collection[int] = (), now: datetime
) -> int:
    """End all that a disabled account holds, and the holds on items that were taken into others; return how many."""
    wanted: list[ColumnElement[bool]] = [Lease.campaign_id.in_(part) for part in in_parts(sorted(on_items))]
    wanted += [Lease.account_id == of_account] if of_account is not None else []
    leases = [
        lease
        for which in wanted
        for lease in session.scalars(select(Lease).where(which, Lease.ended_at.is_(None)).order_by(Lease.id))
    ]
    for lease in leases:
        end_lease(session, lease, "ran_out", now=now)
    return len(leases)


def lock_item(session: Session, campaign_id: int) -> Campaign:
    """Keep everybody else from changing an item until the unit of work ends.

    Raises:
        StaleItem: there is no such item any more.
    """
    query = select(Campaign).where(Campaign.id == campaign_id).with_for_update()
    campaign = session.scalars(query.execution_options(populate_existing=True)).first()
    if campaign is None or campaign.current_snapshot_id is None:
        into = campaign.merged_into_id if campaign else None
        msg = f"item {campaign_id} does not exist any more; nothing was kept"
        raise StaleItem(msg, gone=True, changes=ItemChanges(into=into))
    return campaign


def lock_active_account(session: Session, account_id: int) -> Account:
    """Keep an account from being disabled until the unit of work ends.

    Raises:
        UnknownAccount: it is disabled, or there is none.
    """
    query = select(Account).where(Account.id == account_id).with_for_update(read=True)
    account = session.scalars(query.execution_options(populate_existing=True)).first()
    if account is None or account.disabled_at is not None:
        msg = f"account {account_id} is disabled; nothing was kept"
        raise UnknownAccount(msg)
    return account


def open_lease(session: Session, campaign_id: int, *, now: datetime) -> Lease | None:
    """Return the lease that holds an item, locked; one that ran out is closed on the way and holds nothing."""
    query = select(Lease).where(Lease.campaign_id == campaign_id, Lease.ended_at.is_(None)).with_for_update()
    lease = session.scalars(query.execution_options(populate_existing=True)).first()
    if lease is not None and not now < lease.expires_at <= furthest_end(now):
        end_lease(session, lease, "ran_out", now=min(now, lease.expires_at))
        return None
    return lease


def own_lease(session: Session, campaign_id: int, *, account_id: int, now: datetime) -> Lease | None:
    """Return the lease by which a person holds an item, None where nobody does.

    Raises:
        ItemHeld: a colleague holds it.
    """
    lease = open_lease(session, campaign_id, now=now)
    if lease is None or lease.account_id == account_id:
        return lease
    holder = session.get_one(Account, lease.account_id)
    msg = f"{holder.full_name} holds item {campaign_id} until {lease.expires_at:%Y-%m-%d %H:%M} UTC; nothing was kept"
    raise ItemHeld(msg, full_name=holder.full_name, until=lease.expires_at)


def add_lease(
    session: Session,
    campaign_id: int,
    *,
    account_id: int,
    given_by: int | None = None,
    why: str = "",
    now: datetime,
) -> Lease:
    """Open a lease on an item that nobody holds."""
    lease = Lease(
        campaign_id=campaign_id,
        account_id=account_id,
        taken_at=now,
        expires_at=now + lease_time(session),
        given_by=given_by,
        why=why,
    )
    session.add(lease)
    session.flush()
    return lease


def end_lease(session: Session, lease: Lease, how: str, *, why: str = "", now: datetime) -> None:
    """Close a lease; the row stays."""
    lease.ended_at, lease.ended_how = now, how
    lease.why = why or lease.why
    session.flush()


def checked_reason(why: str) -> str:
    """Return a reason without space around it.

    Raises:
        ValueError: it is empty or too long.
    """
    why = why.strip()
    if not why or len(why) > MAX_WHY:
        msg = f"the reason has {len(why):,} characters; give one of 1 to {MAX_WHY:,}"
        raise ValueError(msg)
    return why


def audit_claim(session: Session, action: str, lease: Lease, *, account_id: int, at: datetime, **more: Any) -> None:
    """Put what happened to a hold into the audit chain."""
    detail = {"lease": lease.id, "until": lease.expires_at.isoformat(), **more}
    append_event(
        session, action=action, subject=f"campaign:{lease.campaign_id}", account_id=account_id, at=at, detail=detail
    )
