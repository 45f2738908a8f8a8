"""Step 9: what came of a referral once it was approved: sent, answered, fined; each entry with its day, none changed.

An entry made by mistake is put right by the right one after it, with a note: the newest says where the referral stands.
The day of sending can be put right so as long as nothing followed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from storage.referring.referrals import (
    APPROVED,
    PROPOSED,
    REFUSED,
    WITHDRAWN,
    ReferralRefused,
    add_event,
    check_words,
    day_of,
    events_of,
    held_referral,
)
from storage.tables import ReferralEvent

SENT = "sent"
OUTCOMES = (SENT, "answered", "fined", "transferred", "taken_down", "no_violation")
"""What can happen to an approved one: it is sent first, the rest is what the recipient did."""

STATUSES = (PROPOSED, APPROVED, REFUSED, WITHDRAWN, *OUTCOMES)
_MOST_FINE = 10**13


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Something that happened to an approved referral."""

    kind: str
    """One of `OUTCOMES`."""
    happened_on: date
    seen: int
    """How many events the person saw; one more since then, and nothing is entered."""
    fine_vnd: int | None = None
    note: str = ""


def record_outcome(
    session: Session, referral_id: int, outcome: Outcome, *, account_id: int, now: datetime
) -> ReferralEvent:
    """Enter that an approved referral was sent, or what the recipient did.

    Raises:
        ReferralRefused: it is not approved, was not sent, was sent before and something followed, the day of sending
            is put right without a note, the day is in the future or before what it follows, a fine has no sum or
            something else has one, or somebody entered an event meanwhile.
        ValueError: the kind is unknown.
    """
    if outcome.kind not in OUTCOMES:
        msg = f"unknown outcome {outcome.kind!r}; say one of {', '.join(OUTCOMES)}"
        raise ValueError(msg)
    check_words(outcome.note)
    _check_fine(outcome)
    held_referral(session, referral_id)
    events = events_of(session, referral_id)
    _check_order(events, outcome)
    _check_day(events, outcome, today=day_of(now))
    event = ReferralEvent(
        kind=outcome.kind,
        happened_on=outcome.happened_on,
        fine_vnd=outcome.fine_vnd,
        note=outcome.note,
        referral_id=referral_id,
    )
    return add_event(session, event, account_id=account_id, now=now)


def _check_fine(outcome: Outcome) -> None:
    fine = outcome.fine_vnd
    if (outcome.kind == "fined") != (fine is not None) or (fine is not None and not 0 < fine <= _MOST_FINE):
        msg = "a fine needs its sum in đồng, and only a fine has one"
        raise ReferralRefused(msg, code="fine")


def _check_order(events: Sequence[ReferralEvent], outcome: Outcome) -> None:
    kinds = {event.kind for event in events}
    if APPROVED not in kinds:
        msg = "only an approved referral has outcomes"
        raise ReferralRefused(msg, code="not_approved")
    if len(events) != outcome.seen:
        msg = "somebody entered something meanwhile; read it first"
        raise ReferralRefused(msg, code="changed")
    if outcome.kind != SENT and SENT not in kinds:
        msg = "enter first that it was sent"
        raise ReferralRefused(msg, code="not_sent")
    if outcome.kind == SENT and SENT in kinds:
        if events[-1].kind != SENT:
            msg = "it was sent before, and its recipient did something since"
            raise ReferralRefused(msg, code="sent_already")
        # only puts the day right: why the one before is wrong has to stand beside it
        check_words(outcome.note, wanted=True)


def _check_day(events: Sequence[ReferralEvent], outcome: Outcome, *, today: date) -> None:
    before = SENT if outcome.kind != SENT else APPROVED
    first = next(event.happened_on for event in reversed(events) if event.kind == before)
    if not first <= outcome.happened_on <= today:
        msg = f"the day must lie between {first:%d/%m/%Y} and today, {today:%d/%m/%Y}"
        raise ReferralRefused(msg, code="bad_day")
