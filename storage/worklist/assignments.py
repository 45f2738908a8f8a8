"""Step 9: a leader gives an item to somebody, whoever holds it now; only to those who may decide on it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import CannotReceive, UnknownAccount
from storage.people.roles import may
from storage.people.scope import is_in_scope, scope_of
from storage.tables import Account
from storage.worklist.claims import (
    add_lease,
    audit_claim,
    checked_reason,
    end_lease,
    lock_active_account,
    lock_item,
    open_lease,
)
from storage.worklist.holders import Hold, hold_of


def give_item(session: Session, campaign_id: int, to_account: int, *, account_id: int, why: str, now: datetime) -> Hold:
    """Give an item to a colleague, with a reason; the hold of whoever had it ends.

    Raises:
        CannotReceive: they are disabled, may not decide, do not work on such items, or hold it already.
        StaleItem: there is no such item any more.
        UnknownAccount: the account of who gives it is disabled.
        ValueError: there is no reason, or it is too long.
    """
    why = checked_reason(why)
    lock_item(session, campaign_id)
    lock_active_account(session, account_id)
    receiver = _receiver(session, campaign_id, to_account)
    held = open_lease(session, campaign_id, now=now)
    if held is not None and held.account_id == receiver.id:
        msg = f"{receiver.full_name} holds item {campaign_id} already; nothing was changed"
        raise CannotReceive(msg, why="holds")
    if held is not None:
        end_lease(session, held, "given", why=why, now=now)
    lease = add_lease(session, campaign_id, account_id=receiver.id, given_by=account_id, why=why, now=now)
    before = held.account_id if held else None
    audit_claim(session, "give", lease, account_id=account_id, at=now, why=why, to=receiver.id, before=before)
    return hold_of(lease, receiver)


def receivers(session: Session, campaign_id: int) -> list[Account]:
    """Return to whom an item can be given, by name."""
    active = select(Account).where(Account.disabled_at.is_(None)).order_by(Account.full_name, Account.id)
    return [account for account in session.scalars(active) if _obstacle(session, campaign_id, account) is None]


def _receiver(session: Session, campaign_id: int, account_id: int) -> Account:
    try:
        account = lock_active_account(session, account_id)
    except UnknownAccount as unknown:
        raise CannotReceive(str(unknown), why="disabled") from unknown
    obstacle = _obstacle(session, campaign_id, account)
    if obstacle is not None:
        msg = f"{account.full_name} cannot receive item {campaign_id}: not within their {obstacle}; nothing was changed"
        raise CannotReceive(msg, why=obstacle)
    return account


def _obstacle(session: Session, campaign_id: int, account: Account) -> str | None:
    if not may(account.role, "decide"):
        return "role"
    return None if is_in_scope(session, campaign_id, scope_of(account)) else "scope"
