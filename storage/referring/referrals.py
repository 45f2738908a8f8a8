"""Step 9: documents that leave the office: one person proposes, another approves, and what came of it is entered.

A referral's content never changes; its status is that of its newest event. Nobody approves what they proposed, also
where a page forgot to ask: it is refused here.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import CodedRefusal
from storage.tables import Campaign, CampaignSnapshot, Decision, Referral, ReferralEvent

KINDS = ("transfer_slip", "verification_letter", "takedown_request", "online_record")
"""Documents that can be proposed, in the order of the menu."""

PROPOSED, APPROVED, REFUSED, WITHDRAWN = "proposed", "approved", "refused", "withdrawn"
_DEEDS = {APPROVED: "approve", REFUSED: "refuse", WITHDRAWN: "withdraw"}
"""Event → its name in the audit chain; every other is the recording of an outcome."""

MAX_WORDS = 10_000
"""Characters of a reason or note; longer ones are refused, never cut."""

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class ReferralRefused(CodedRefusal):
    """Raised when a deed on a referral is refused; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """What an officer proposes to send."""

    kind: str
    """One of `KINDS`."""
    campaign_id: int
    snapshot_id: int
    """The item version that was drawn."""
    decision_id: int
    """The decision in force that it rests on."""
    recipient: str
    """Code of the routing table; empty for a record that stays in the office."""
    law_date: date
    content: dict[str, Any]
    """JSON: all that the document says, as it is now."""
    why: str
    broker_id: str | None = None


def propose_referral(session: Session, new: NewReferral, *, account_id: int, now: datetime) -> Referral:
    """Keep a proposal with its content as it is now.

    Raises:
        ReferralRefused: the decision is not in force, not "suspicious" or not on the version drawn, or the same
            document for the same recipient is already under way.
        ValueError: the kind is unknown.
    """
    if new.kind not in KINDS:
        msg = f"unknown kind of document {new.kind!r}; say one of {', '.join(KINDS)}"
        raise ValueError(msg)
    check_words(new.why, wanted=True)
    _check_decision(session, new)
    if _under_way(session, new):
        msg = "this document for this recipient is already under way; open it instead"
        raise ReferralRefused(msg, code="already")
    referral = Referral(
        kind=new.kind,
        campaign_id=new.campaign_id,
        snapshot_id=new.snapshot_id,
        decision_id=new.decision_id,
        broker_id=new.broker_id,
        recipient=new.recipient,
        law_date=new.law_date,
        content=new.content,
        why=new.why,
        account_id=account_id,
        at=now,
    )
    session.add(referral)
    session.flush()
    detail = {"kind": new.kind, "decision": new.decision_id, "content": content_hash(new.content)}
    append_event(
        session, action="propose", subject=f"referral:{referral.id}", account_id=account_id, at=now, detail=detail
    )
    return referral


def settle_referral(
    session: Session, referral_id: int, kind: str, *, note: str, account_id: int, now: datetime
) -> ReferralEvent:
    """Approve or refuse a colleague's proposal, or withdraw one's own; once.

    Raises:
        ReferralRefused: it is one's own (or, to withdraw, is not), it was settled before, the decision it rests on is
            not in force any more, or a refusal gives no reason.
        ValueError: the kind is none of the three.
    """
    if kind not in _DEEDS:
        msg = f"unknown way to settle a proposal {kind!r}"
        raise ValueError(msg)
    check_words(note, wanted=kind == REFUSED)
    referral = held_referral(session, referral_id)
    if events_of(session, referral_id):
        raise _settled()
    if kind == WITHDRAWN and referral.account_id != account_id:
        msg = "only the person who proposed can withdraw; refuse it instead"
        raise ReferralRefused(msg, code="not_own")
    if kind != WITHDRAWN and referral.account_id == account_id:
        msg = "nobody settles what they proposed themselves; another person has to, or withdraw it"
        raise ReferralRefused(msg, code="own")
    if kind == APPROVED and not decision_stands(session, referral):
        msg = "the decision that this proposal rests on is not in force any more; refuse or withdraw it"
        raise ReferralRefused(msg, code="undone")
    event = ReferralEvent(kind=kind, happened_on=day_of(now), note=note, referral_id=referral_id)
    return add_event(session, event, account_id=account_id, now=now)


def events_of(session: Session, referral_id: int) -> Sequence[ReferralEvent]:
    """Return what happened to a referral, in the order in which it was entered."""
    query = select(ReferralEvent).where(ReferralEvent.referral_id == referral_id).order_by(ReferralEvent.id)
    return session.scalars(query).all()


def status_of(events: Sequence[ReferralEvent]) -> str:
    """Return where a referral stands: the kind of its newest event, or that it is proposed."""
    return events[-1].kind if events else PROPOSED


def decision_stands(session: Session, referral: Referral) -> bool:
    """Tell whether the decision under a referral is in force; it stays so until this unit of work ends."""
    query = select(Decision).where(Decision.id == referral.decision_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one().closed_at is None


def content_hash(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a content, the same whatever the database did to the order of its keys."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def day_of(moment: datetime) -> date:
    """Return the day of a moment in Việt Nam, where the office is."""
    return moment.astimezone(_ZONE).date()


def _check_decision(session: Session, new: NewReferral) -> None:
    query = select(Decision).where(Decision.id == new.decision_id).with_for_update()
    decision = session.scalars(query).first()
    snapshot = session.get(CampaignSnapshot, new.snapshot_id)
    if decision is None or snapshot is None or snapshot.campaign_id != new.campaign_id:
        msg = "the item or its decision does not exist; nothing was kept"
        raise ReferralRefused(msg, code="gone")
    if decision.closed_at is not None or decision.verdict != "suspicious":
        msg = "only an item that is decided as suspicious, by a decision in force, can be referred"
        raise ReferralRefused(msg, code="undone")
    campaign = session.get_one(Campaign, new.campaign_id)
    if decision.snapshot_id != new.snapshot_id or campaign.current_snapshot_id != new.snapshot_id:
        msg = "the item changed since it was decided; decide on the new version first"
        raise ReferralRefused(msg, code="stale")


def _under_way(session: Session, new: NewReferral) -> bool:
    query = select(Referral.id).where(
        Referral.decision_id == new.decision_id, Referral.kind == new.kind, Referral.recipient == new.recipient
    )
    return any(
        status_of(events_of(session, one)) not in (REFUSED, WITHDRAWN) for one in session.scalars(query.limit(100))
    )


def held_referral(session: Session, referral_id: int) -> Referral:
    """Return a referral with which nobody else does anything until this unit of work ends.

    Raises:
        ReferralRefused: there is none of this number.
    """
    if session.get_bind().dialect.name == "postgresql":
        # no row lock: that would take the right to update a table whose rows nobody may update
        hold = text("SELECT pg_advisory_xact_lock(hashtext('soitin referral'), :number)")
        session.execute(hold, {"number": referral_id % 2**31})
    referral = session.get(Referral, referral_id)
    if referral is None:
        msg = f"there is no referral {referral_id}; nothing was kept"
        raise ReferralRefused(msg, code="gone")
    return referral


def add_event(session: Session, event: ReferralEvent, *, account_id: int, now: datetime) -> ReferralEvent:
    """Add an event with its trace in the audit chain.

    Raises:
        ReferralRefused: it settles what somebody settled at the same moment.
    """
    event.account_id, event.at = account_id, now
    session.add(event)
    try:
        session.flush()
    except IntegrityError as error:  # the unique index lets one verdict through
        raise _settled() from error
    append_event(
        session,
        action=_DEEDS.get(event.kind, "record_outcome"),
        subject=f"referral:{event.referral_id}",
        account_id=account_id,
        at=now,
        detail={
            "event": event.id,
            "kind": event.kind,
            "on": event.happened_on.isoformat(),
            "fine_vnd": event.fine_vnd,
        },
    )
    return event


def _settled() -> ReferralRefused:
    return ReferralRefused("this proposal was already settled; reload it to see by whom", code="settled")


def check_words(words: str, *, wanted: bool = False) -> None:
    """Refuse a note that is too long, and an empty one where a reason is wanted.

    Raises:
        ReferralRefused: it is.
    """
    if wanted and not words.strip():
        msg = "give the reason; nothing was kept"
        raise ReferralRefused(msg, code="no_reason")
    if len(words) > MAX_WORDS:
        msg = f"{len(words):,} characters, at most {MAX_WORDS:,} are kept; shorten it"
        raise ReferralRefused(msg, code="too_long")
