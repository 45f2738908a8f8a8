"""What a broker was when a person looked at it, so that nothing is done to one that changed meanwhile."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import Session

from storage.broker_parts import adverts_with
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
    newest, left = session.execute(
        select(func.coalesce(func.max(BrokerMember.id), 0), func.count(BrokerMember.left_at)).where(
            BrokerMember.broker_id == broker_id
        )
    ).one()
    said, judgements = session.execute(_judgements(broker_id)).one()
    return BrokerState(broker_id, newest, left, said, judgements)


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


def _judgements(broker_id: str) -> Select[int, int]:
    own = adverts_with(broker_id)
    is_open = BrokerJudgement.closed_at.is_(None)
    # two questions, since PostgreSQL uses no index for an OR of two
    touching = union(
        select(BrokerJudgement.id).where(is_open, BrokerJudgement.advert_a.in_(own)),
        select(BrokerJudgement.id).where(is_open, BrokerJudgement.advert_b.in_(own)),
    ).subquery()
    return select(func.coalesce(func.max(touching.c.id), 0), func.count(touching.c.id))
