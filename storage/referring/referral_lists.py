"""Referrals to look at: a page of them, one with all that happened to it, those of an item or of a broker."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from storage.people.scope import EVERYTHING, Scope, is_now_in_scope
from storage.referring.referrals import PROPOSED, status_of
from storage.tables import Account, CaseFile, Decision, Referral, ReferralEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFilter:
    """Which referrals to look at."""

    statuses: tuple[str, ...] = ()
    """Those that stand at one of these; empty for all."""
    kind: str | None = None
    account_id: int | None = None
    """Proposed by this person."""
    not_by: int | None = None
    """Proposed by anybody else: what this person may settle."""
    scope: Scope = EVERYTHING
    """About an item of these places, or taken into one of these since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCase:
    """One referral with all that happened to it."""

    referral: Referral
    proposer: Account
    events: Sequence[tuple[ReferralEvent, Account]]
    decision: Decision
    files: Sequence[tuple[CaseFile, Account]] = ()
    """Documents and bundles made of it, oldest first; only where one referral is looked at."""

    @property
    def status(self) -> str:
        """Where it stands."""
        return status_of([event for event, _ in self.events])


def count_referrals(session: Session, wanted: ReferralFilter) -> int:
    """Return how many referrals a filter lets through."""
    return session.scalar(select(func.count()).select_from(_wanted(wanted).subquery())) or 0


def list_referrals(
    session: Session, wanted: ReferralFilter, *, limit: int = 20, offset: int = 0
) -> Sequence[ReferralCase]:
    """Return a page of referrals, newest first."""
    ids = session.scalars(_wanted(wanted).order_by(Referral.id.desc()).limit(limit).offset(offset)).all()
    return _cases(session, ids)


def read_referral(session: Session, referral_id: int) -> ReferralCase | None:
    """Return one referral with its files, or None where there is none of this number."""
    cases = _cases(session, [referral_id])
    if not cases:
        return None
    one = cases[0]
    query = select(CaseFile, Account).join(Account, Account.id == CaseFile.account_id)
    files = session.execute(query.where(CaseFile.referral_id == referral_id).order_by(CaseFile.id)).all()
    return ReferralCase(
        referral=one.referral,
        proposer=one.proposer,
        events=one.events,
        decision=one.decision,
        files=[(file, account) for file, account in files],
    )


def referrals_of_campaigns(session: Session, campaign_ids: Iterable[int]) -> Sequence[ReferralCase]:
    """Return every referral about some items, newest first; an item's merged ones have to be named as well."""
    query = select(Referral.id).where(Referral.campaign_id.in_(sorted(set(campaign_ids))))
    return _cases(session, session.scalars(query).all())


def referrals_of_broker(session: Session, broker_ids: Iterable[str]) -> Sequence[ReferralCase]:
    """Return every referral that names a broker, by all ids that it had, newest first."""
    query = select(Referral.id).where(Referral.broker_id.in_(sorted(set(broker_ids))))
    return _cases(session, session.scalars(query).all())


def _wanted(wanted: ReferralFilter) -> Select[int]:
    query = select(Referral.id)
    if wanted.statuses:
        query = query.where(_status().in_(wanted.statuses))
    if wanted.kind:
        query = query.where(Referral.kind == wanted.kind)
    if wanted.account_id is not None:
        query = query.where(Referral.account_id == wanted.account_id)
    if wanted.not_by is not None:
        query = query.where(Referral.account_id != wanted.not_by)
    if not wanted.scope.is_everything:
        query = query.where(is_now_in_scope(Referral.campaign_id, wanted.scope))
    return query


def _status() -> ColumnElement[str]:
    newest = (
        select(ReferralEvent.kind)
        .where(ReferralEvent.referral_id == Referral.id)
        .order_by(ReferralEvent.id.desc())
        .limit(1)
        .correlate(Referral)
        .scalar_subquery()
    )
    return func.coalesce(newest, PROPOSED)


def _cases(session: Session, ids: Sequence[int]) -> list[ReferralCase]:
    events: dict[int, list[tuple[ReferralEvent, Account]]] = defaultdict(list)
    happened = select(ReferralEvent, Account).join(Account, Account.id == ReferralEvent.account_id)
    happened = happened.where(ReferralEvent.referral_id.in_(ids)).order_by(ReferralEvent.id)
    for event, account in session.execute(happened):
        events[event.referral_id].append((event, account))
    query = (
        select(Referral, Account, Decision)
        .join(Account, Account.id == Referral.account_id)
        .join(Decision, Decision.id == Referral.decision_id)
        .where(Referral.id.in_(ids))
        .order_by(Referral.id.desc())
    )
    return [
        ReferralCase(referral=referral, proposer=account, events=events[referral.id], decision=decision)
        for referral, account, decision in session.execute(query)
    ]
