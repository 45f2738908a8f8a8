"""The right of reply: what somebody concerned says to an advert being flagged, and what the office answers, once.

An upheld reply is a decision like any other: it replaces the one in force, so that labels and the next model learn it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.campaigns import current_campaign
from storage.errors import CodedRefusal
from storage.people.scope import EVERYTHING, Scope, is_now_in_scope
from storage.referring.referrals import day_of
from storage.tables import Account, Campaign, Reply, ReplyAnswer
from storage.worklist.reviews import Verdict, live_decision, record_decision

UPHELD, REFUSED = "upheld", "refused"
MAX_SAID, MAX_FROM, MAX_ANSWER = 20_000, 1_000, 9_000
"""Characters; longer ones are refused, never cut. An answer becomes the note of a decision, hence the least."""


class ReplyRefused(CodedRefusal):
    """Raised when a reply or an answer is not taken; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReply:
    """What somebody concerned says, as it was received."""

    campaign_id: int
    received_on: date
    from_whom: str
    """Who says it, and by what they can be reached."""
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What the office answers, with what the person saw of the item."""

    reply_id: int
    outcome: str
    """upheld | refused"""
    answer: str
    snapshot_id: int | None = None
    """The item version that was drawn; needed to uphold."""
    screening_id: int | None = None
    replaces: int | None = None
    """The decision in force that was drawn; None where there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCase:
    """A reply with its answer, if it has one."""

    reply: Reply
    taken_by: Account
    answer: ReplyAnswer | None
    answered_by: Account | None


def take_reply(session: Session, new: NewReply, *, account_id: int, now: datetime) -> Reply:
    """Take down a reply; the same one twice on one day is one.

    Raises:
        ReplyRefused: there is no such item, words are missing or too many, or the day is in the future.
    """
    _check_reply(session, new, today=day_of(now))
    same = (
        Reply.campaign_id == new.campaign_id,
        Reply.received_on == new.received_on,
        Reply.from_whom == new.from_whom,
        Reply.said == new.said,
    )
    known = session.scalars(select(Reply).where(*same)).first()
    if known is not None:
        return known
    reply = Reply(
        campaign_id=new.campaign_id,
        received_on=new.received_on,
        from_whom=new.from_whom,
        said=new.said,
        account_id=account_id,
        at=now,
    )
    session.add(reply)
    session.flush()
    detail = {"reply": reply.id, "received_on": new.received_on.isoformat()}
    subject = f"campaign:{new.campaign_id}"
    append_event(session, action="take_reply", subject=subject, account_id=account_id, at=now, detail=detail)
    return reply


def answer_reply(session: Session, new: NewAnswer, *, account_id: int, now: datetime) -> ReplyAnswer:
    """Answer a reply, once; to uphold it decides the item as legitimate, in place of the decision in force.

    Raises:
        ReplyRefused: it was answered before, is not there, or the answer is missing or too long.
        StorageError: to uphold, whatever `record_decision` raises where the item is not as it was drawn.
        ValueError: the outcome is unknown.
    """
    if new.outcome not in (UPHELD, REFUSED):
        msg = f"unknown outcome {new.outcome!r} of a reply"
        raise ValueError(msg)
    _check_words(new.answer, MAX_ANSWER)
    reply = session.get(Reply, new.reply_id)
    if reply is None:
        msg = f"there is no reply {new.reply_id}; nothing was kept"
        raise ReplyRefused(msg, code="gone")
    if session.get(ReplyAnswer, reply.id) is not None:
        raise _answered()
    decision_id = _correct(session, reply, new, account_id=account_id, now=now) if new.outcome == UPHELD else None
    row = ReplyAnswer(reply_id=reply.id, outcome=new.outcome, answer=new.answer, decision_id=decision_id)
    row.account_id, row.at = account_id, now
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # two people at the same moment
        raise _answered() from error
    detail = {"reply": reply.id, "outcome": new.outcome, "decision": decision_id}
    subject = f"campaign:{reply.campaign_id}"
    append_event(session, action="answer_reply", subject=subject, account_id=account_id, at=now, detail=detail)
    return row


def list_replies(
    session: Session, *, waiting: bool, scope: Scope = EVERYTHING, limit: int = 20, offset: int = 0
) -> Sequence[ReplyCase]:
    """Return replies about items in a scope: those that wait, oldest first, or those answered, newest first."""
    order = (Reply.received_on, Reply.id) if waiting else (Reply.id.desc(),)
    query = select(Reply.id).where(_is_answered(not_yet=waiting), *_within(scope)).order_by(*order)
    ids = session.scalars(query.limit(limit).offset(offset)).all()
    found = {case.reply.id: case for case in _cases(session, Reply.id.in_(ids))}
    return [found[one] for one in ids]


def count_waiting_replies(session: Session, scope: Scope = EVERYTHING) -> int:
    """Return how many replies about items in a scope have no answer yet."""
    query = select(func.count()).where(_is_answered(not_yet=True), *_within(scope)).select_from(Reply)
    return session.scalar(query) or 0


def read_reply(session: Session, reply_id: int) -> ReplyCase | None:
    """Return one reply, or None where there is none of this number."""
    return next(iter(_cases(session, Reply.id == reply_id)), None)


def replies_of(session: Session, campaign_ids: Iterable[int]) -> Sequence[ReplyCase]:
    """Return the replies about some items, newest first; an item's merged ones have to be named as well."""
    return _cases(session, Reply.campaign_id.in_(sorted(set(campaign_ids))))


def _correct(session: Session, reply: Reply, new: NewAnswer, *, account_id: int, now: datetime) -> int:
    """Decide the item as legitimate and return the decision; one that already says so stays."""
    campaign = current_campaign(session, reply.campaign_id)
    if campaign is None or new.snapshot_id is None:
        msg = "the item of this reply has no version to decide on; nothing was kept"
        raise ReplyRefused(msg, code="gone")
    live = live_decision(session, new.snapshot_id) if campaign.current_snapshot_id == new.snapshot_id else None
    if live is not None and live.id == new.replaces and live.verdict == "legitimate":
        return live.id
    said = Verdict(
        campaign_id=campaign.id,
        snapshot_id=new.snapshot_id,
        screening_id=new.screening_id,
        verdict="legitimate",
        note=new.answer,
        replaces=new.replaces,
    )
    return record_decision(session, said, account_id=account_id, now=now).id


def _check_reply(session: Session, new: NewReply, *, today: date) -> None:
    _check_words(new.said, MAX_SAID)
    _check_words(new.from_whom, MAX_FROM)
    if new.received_on > today:
        msg = f"the day is in the future; today is {today:%d/%m/%Y}"
        raise ReplyRefused(msg, code="bad_day")
    # held until the end, so that one press of the button that arrives twice finds what it has kept itself
    if session.get(Campaign, new.campaign_id, with_for_update=True) is None:
        msg = f"there is no item {new.campaign_id}; nothing was kept"
        raise ReplyRefused(msg, code="gone")


def _check_words(words: str, most: int) -> None:
    if not words.strip():
        msg = "words are missing; nothing was kept"
        raise ReplyRefused(msg, code="no_words")
    if len(words) > most:
        msg = f"{len(words):,} characters, at most {most:,} are kept; shorten it"
        raise ReplyRefused(msg, code="too_long")


def _answered() -> ReplyRefused:
    return ReplyRefused("this reply was already answered; reload it to see how", code="answered")


def _is_answered(*, not_yet: bool) -> ColumnElement[bool]:
    answered = exists().where(ReplyAnswer.reply_id == Reply.id)
    return ~answered if not_yet else answered


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    return [] if scope.is_everything else [is_now_in_scope(Reply.campaign_id, scope)]


def _cases(session: Session, condition: ColumnElement[bool]) -> list[ReplyCase]:
    names = {account.id: account for account in session.scalars(select(Account))}
    query = select(Reply, ReplyAnswer).outerjoin(ReplyAnswer, ReplyAnswer.reply_id == Reply.id)
    rows = session.execute(query.where(condition).order_by(Reply.id.desc())).all()
    return [
        ReplyCase(
            reply=reply,
            taken_by=names[reply.account_id],
            answer=answer,
            answered_by=names[answer.account_id] if answer else None,
        )
        for reply, answer in rows
    ]
