"""What a broker was when a person looked at it, so that nothing is done to one that changed meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import Session

from storage.brokers import current_broker
from storage.errors import StorageError
from storage.tables import BrokerJudgement, BrokerMember


@dataclass(frozen=True, slots=True)
class BrokerState:
    """A broker at a moment: its memberships and the judgements on its adverts, by their newest keys and their counts.

    Rows are added and closed, never changed, so that two equal states are the same state.
    """

    broker_id: str
    newest_member: int
    members_left: int
    newest_judgement: int
    judgements: int


class StaleBroker(StorageError):
    """Raised when a broker changed since a person looked at it; nothing was written."""

    def __init__(self, message: str, *, into: str = "", joined: int = 0, left: int = 0, judged: int = 0) -> None:
        """Say what changed, for those who word it in another language."""
        super().__init__(message)
        self.into, self.joined, self.left, self.judged = into, joined, left, judged


def broker_state(session: Session, broker_id: str) -> BrokerState:
    """Return the state of a broker that has its adverts itself."""
    return broker_states(session, [broker_id])[broker_id]


def broker_states(session: Session, broker_ids: Collection[str]) -> dict[str, BrokerState]:
    """Return the states of several, each by its id: two questions, however many they are."""
    members = (
        select(BrokerMember.broker_id, func.max(BrokerMember.id), func.count(BrokerMember.left_at))
        .where(BrokerMember.broker_id.in_(broker_ids))
        .group_by(BrokerMember.broker_id)
    )
    joined = {broker: (newest, left) for broker, newest, left in session.execute(members)}
    said = {broker: (newest, count) for broker, newest, count in session.execute(_judgements(broker_ids))}
    return {one: BrokerState(one, *joined.get(one, (0, 0)), *said.get(one, (0, 0))) for one in broker_ids}


def check_unchanged(session: Session, drawn: BrokerState) -> None:
    """Make sure that a broker is what it was when it was drawn.

    Raises:
        StaleBroker: it was merged, adverts joined or left, or somebody judged.
    """
    broker = current_broker(session, drawn.broker_id)
    into = broker.id if broker is not None else ""
    if into != drawn.broker_id:
        msg = f"{drawn.broker_id} was merged into {into or 'nothing'} meanwhile; look at that one"
        raise StaleBroker(msg, into=into)
    now = broker_state(session, drawn.broker_id)
    if now == drawn:
        return
    joined = (
        session.scalar(
            select(func.count()).where(BrokerMember.broker_id == drawn.broker_id, BrokerMember.id > drawn.newest_member)
        )
        or 0
    )
    left = now.members_left - drawn.members_left
    msg = f"{drawn.broker_id} changed meanwhile: {joined} adverts joined, {left} left; look at it again"
    raise StaleBroker(msg, joined=joined, left=left, judged=_judged_since(drawn, now))


def _judged_since(drawn: BrokerState, now: BrokerState) -> int:
    if (drawn.newest_judgement, drawn.judgements) == (now.newest_judgement, now.judgements):
        return 0
    return max(1, abs(now.judgements - drawn.judgements))


def _judgements(broker_ids: Collection[str]) -> Select[str, int, int]:
    own = select(BrokerMember.broker_id, BrokerJudgement.id).where(
        BrokerMember.broker_id.in_(broker_ids), BrokerMember.left_at.is_(None), BrokerJudgement.closed_at.is_(None)
    )
    # two questions, since PostgreSQL uses no index for an OR of two
    touching = union(
        own.join(BrokerJudgement, BrokerJudgement.advert_a == BrokerMember.advert_id),
        own.join(BrokerJudgement, BrokerJudgement.advert_b == BrokerMember.advert_id),
    ).subquery()
    broker, judgement = touching.c
    return select(broker, func.max(judgement), func.count(judgement)).group_by(broker)
