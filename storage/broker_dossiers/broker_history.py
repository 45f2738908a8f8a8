"""Where adverts were before: for parting brokers under the names they had, and for taking a person's deed back."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from storage.brokers import adverts_of, new_broker_id
from storage.contacts import in_parts
from storage.tables import BrokerMember


def names_after_split(session: Session, leaving: Sequence[int], staying: Sequence[int], deed: str) -> dict[int, str]:
    """Return advert → broker for the side that gets another id: one that it had before a merge, else a new one."""
    for side in (leaving, staying):
        ended = _memberships_before(session, side)
        former = {session.get_one(BrokerMember, key).broker_id for key in ended}
        if len(ended) == len(side) and len(former) == 1 and not adverts_of(session, former):
            return dict.fromkeys(side, former.pop())
    return dict.fromkeys(leaving, new_broker_id(session, leaving[0], salt=deed))


def _memberships_before(session: Session, adverts: Collection[int]) -> list[int]:
    """Return the newest membership of each advert that has ended, but for those with the broker that it is with."""
    now = aliased(BrokerMember)
    query = (
        select(func.max(BrokerMember.id))
        .join(now, (now.advert_id == BrokerMember.advert_id) & now.left_at.is_(None))
        .where(BrokerMember.left_at.is_not(None), BrokerMember.broker_id != now.broker_id)
        .group_by(BrokerMember.advert_id)
    )
    return [
        key
        for part in in_parts(sorted(adverts))
        for key in session.scalars(query.where(BrokerMember.advert_id.in_(part)))
    ]


def places_before(session: Session, deed: str) -> dict[int, str]:
    """Return where the adverts that a deed moved, and that are still there, were before it."""
    moved = session.scalars(select(BrokerMember).where(BrokerMember.deed == deed, BrokerMember.left_at.is_(None))).all()
    back = {}
    for member in moved:
        before = session.scalar(
            select(func.max(BrokerMember.id)).where(
                BrokerMember.advert_id == member.advert_id, BrokerMember.id < member.id
            )
        )
        if before is not None:
            back[member.advert_id] = session.get_one(BrokerMember, before).broker_id
    return back
