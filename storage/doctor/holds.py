"""Is nobody holding an item whom the office would not let, nor longer than anybody may (invariant 8)."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from storage.doctor.place import Place
from storage.office_settings import LEASE_MINUTES
from storage.tables import Account, Campaign, Lease


def find_holds_astray(place: Place) -> Iterator[str]:
    """Yield items with several holders, and holds on what is gone, of who is disabled, or that reach too far ahead.

    A hold that has run out and was not closed yet is none of these: whoever comes next closes it.
    """
    several = select(Lease.campaign_id, func.count()).where(Lease.ended_at.is_(None))
    several = several.group_by(Lease.campaign_id).having(func.count() > 1).order_by(Lease.campaign_id)
    for item, count in place.session.execute(several):
        yield f"item {item} has {count} open leases instead of one"
    holds = (
        select(Lease, Campaign, Account)
        .join(Campaign, Campaign.id == Lease.campaign_id)
        .join(Account, Account.id == Lease.account_id)
        .where(Lease.ended_at.is_(None))
        .order_by(Lease.id)
    )
    latest = place.now + timedelta(minutes=LEASE_MINUTES.most)
    for lease, campaign, account in place.session.execute(holds):
        if campaign.current_snapshot_id is None:
            yield f"lease {lease.id} is open on item {campaign.id}, which was taken into another"
        if account.disabled_at is not None:
            yield f"lease {lease.id} on item {campaign.id} is open, its holder {account.name} is disabled"
        if lease.expires_at > latest:
            yield f"lease {lease.id} on item {campaign.id} ends {lease.expires_at:%Y-%m-%d %H:%M} UTC, too far ahead"
