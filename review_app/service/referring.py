"""Propose, settle and follow referrals, each as one unit of work, and say in a sentence what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from review_app import referral_wording
from review_app.case_file.contents import freeze
from review_app.language import _
from review_app.service.case_material import gather, recipient_of
from review_app.service.database import engine, now
from review_app.service.logins import Person
from storage.campaigns import current_campaign
from storage.database import reading, unit_of_work
from storage.people.scope import Scope, is_in_scope
from storage.referring.referral_outcomes import Outcome, record_outcome
from storage.referring.referrals import NewReferral, ReferralRefused, propose_referral, settle_referral
from storage.tables import Referral
from storage.worklist.items import read_item

LONGEST_ADDRESSEE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a press."""

    kept: bool
    said: str
    """A sentence for the person; empty where there is nothing to say."""
    referral_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an officer fills in, with what was drawn when they did."""

    campaign_id: int
    snapshot_id: int
    decision_id: int
    kind: str
    recipient: str
    """Code of the routing table; empty for a record that stays in the office."""
    addressee: str
    """As it will stand on the document; may be empty."""
    why: str
    broker_id: str | None = None


def propose(person: Person, said: Proposal) -> Done:
    """Keep a proposal with all that the item says now; a second press changes nothing."""
    if not person.may("propose"):
        return _not_allowed()
    if len(said.addressee) > LONGEST_ADDRESSEE:
        return _refused("too_long")
    with reading(engine()) as session:
        if not is_in_scope(session, said.campaign_id, scope_of(person)):
            return _out_of_scope()
        item = read_item(session, said.campaign_id)
        if item is None or item.snapshot_id != said.snapshot_id:
            return _refused("stale")
        law_date = item.screening.law_date if item.screening else now().date()
        recipient = recipient_of(said.recipient, clean(said.addressee), law_date)
        broker_id = said.broker_id if said.broker_id in item.brokers else None
        content = freeze(gather(session, item, recipient=recipient, broker_id=broker_id, now=now()))
    new = NewReferral(
        kind=said.kind,
        campaign_id=item.campaign_id,
        snapshot_id=item.snapshot_id,
        decision_id=said.decision_id,
        recipient=said.recipient,
        law_date=law_date,
        content=content,
        why=clean(said.why),
        broker_id=broker_id,
    )

    def deed(session: Session) -> int:
        return propose_referral(session, new, account_id=person.id, now=now()).id

    return _attempt(deed, _("Proposed. Another person has to approve it."))


def settle(person: Person, referral_id: int, kind: str, note: str) -> Done:
    """Approve or refuse a colleague's proposal, or withdraw one's own."""
    if not person.may("propose" if kind == "withdrawn" else "approve"):
        return _not_allowed()

    def deed(session: Session) -> int:
        _require_scope(session, person, referral_id)
        settle_referral(session, referral_id, kind, note=clean(note), account_id=person.id, now=now())
        return referral_id

    return _attempt(deed, _("Kept: {state}.").format(state=referral_wording.state(kind)[1]))


def enter(person: Person, referral_id: int, outcome: Outcome) -> Done:
    """Enter that a referral was sent, or what its recipient did."""
    if not person.may("record_outcome"):
        return _not_allowed()

    def deed(session: Session) -> int:
        _require_scope(session, person, referral_id)
        record_outcome(session, referral_id, outcome, account_id=person.id, now=now())
        return referral_id

    return _attempt(deed, _("Kept: {state}.").format(state=referral_wording.state(outcome.kind)[1]))


def outcome_of(kind: str, happened_on: date, *, seen: int, fine: str, note: str) -> Outcome | None:
    """Return what a person entered, None where the fine is no whole sum; dots and spaces between digits are let be."""
    digits = fine.replace(".", "").replace(" ", "").replace("đ", "") if kind == "fined" else ""
    if kind == "fined" and not (digits.isascii() and digits.isdigit() and len(digits) < 15):  # noqa: PLR2004 - enough
        return None
    fine_vnd = int(digits) if digits else None
    return Outcome(kind=kind, happened_on=happened_on, seen=seen, fine_vnd=fine_vnd, note=clean(note))


def clean(words: str) -> str:
    """Return words as they are kept; a database cannot hold a zero byte."""
    return words.replace("\x00", "").strip()


def scope_of(person: Person) -> Scope:
    """Return what a person works on."""
    return Scope(person.provinces, person.destinations)


def is_seen_by(session: Session, person: Person, referral: Referral) -> bool:
    """Tell whether a referral is about an item that a person works on."""
    campaign = current_campaign(session, referral.campaign_id)
    return campaign is not None and is_in_scope(session, campaign.id, scope_of(person))


def _require_scope(session: Session, person: Person, referral_id: int) -> None:
    referral = session.get(Referral, referral_id)
    if referral is None or not is_seen_by(session, person, referral):
        msg = "there is no such referral among those that this person works on"
        raise ReferralRefused(msg, code="gone")


def _attempt(deed: Callable[[Session], int], said: str) -> Done:
    try:
        with unit_of_work(engine()) as session:
            referral_id = deed(session)
    except ReferralRefused as refused:
        return _refused(refused.code)
    return Done(kept=True, said=said, referral_id=referral_id)


def _refused(code: str) -> Done:
    return Done(kept=False, said=referral_wording.referral_refused(code))


def _not_allowed() -> Done:
    return Done(kept=False, said=_("Your role may not do this. Nothing was kept."))


def _out_of_scope() -> Done:
    return Done(kept=False, said=_("This item lies outside of what you work on. Nothing was kept."))
