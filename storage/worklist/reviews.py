"""Step 9: what waits for a person, and what people decided; every action names the exact item version it is about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import AlreadyDecided, NoteTooLong, NothingToUndo, StaleItem
from storage.tables import Account, Campaign, CampaignSnapshot, Decision
from storage.worklist.claims import close_as_decided, lock_active_account, lock_item
from storage.worklist.item_changes import changes_between
from storage.worklist.ranking import refresh_waits, refresh_waits_of_snapshot

VERDICTS = ("suspicious", "legitimate", "unsure")
"""What a person can say of an item. `unsure` is kept and shown, never trained on."""

TYPOLOGIES = (
    *("scam_compound", "unlicensed_overseas_broker", "excess_or_illegal_fee", "deposit_or_upfront_fee"),
    *("task_scam", "home_piecework", "brand_impersonation", "id_retention", "underage_or_sexual_exploitation"),
    *("fishing_debt_bondage", "organ_surrogacy_marriage", "money_mule_or_smuggling", "fake_training"),
    "licence_lookalike",
)
"""Kinds of deception that a person can name beside `suspicious`."""

MAX_NOTE = 10_000
"""Characters of a note; a longer one is refused, never cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person says of an item, with what they saw when they said it."""

    campaign_id: int
    snapshot_id: int
    """The item version that was drawn."""
    screening_id: int | None
    """The screening that was drawn; None where there was none."""
    verdict: str
    note: str = ""
    replaces: int | None = None
    """The live decision that the person saw and overrules; None if none was shown."""
    typologies: tuple[str, ...] = ()
    """Kinds of deception; with `suspicious` only."""
    score_was_shown: bool | None = None
    """Whether the model's score was on the screen; None where nobody knows."""
    deed: str = ""
    """The decision on many items that it is part of."""


def record_decision(session: Session, said: Verdict, *, account_id: int, now: datetime) -> Decision:
    """Add a decision and its audit event, and end the person's hold on the item.

    The decision that it replaces is closed, not changed.

    Raises:
        StaleItem: the item has other versions now than the person saw.
        AlreadyDecided: a live decision stands that the person did not see.
        ItemHeld: a colleague holds the item.
        UnknownAccount: the account is disabled.
        NoteTooLong: the note has more than `MAX_NOTE` characters.
        ValueError: the verdict or a typology is unknown, or typologies stand beside another verdict than `suspicious`.
    """
    check_verdict(said)
    campaign = lock_item(session, said.campaign_id)
    lock_active_account(session, account_id)
    if campaign.current_snapshot_id != said.snapshot_id:
        raise _stale(session, said, campaign.current_snapshot_id or 0)
    live = live_decision(session, said.snapshot_id)
    if live is not None and live.id != said.replaces:
        raise _already_decided(session, live)
    lease_id = close_as_decided(session, said.campaign_id, account_id=account_id, now=now)
    if live is not None:
        live.closed_at, live.closed_by = now, account_id
        session.flush()
    decision = Decision(
        snapshot_id=said.snapshot_id,
        screening_id=said.screening_id,
        account_id=account_id,
        at=now,
        verdict=said.verdict,
        note=said.note,
        typologies=list(said.typologies),
        score_was_shown=said.score_was_shown,
        deed=said.deed,
    )
    session.add(decision)
    refresh_waits(session, said.campaign_id)
    detail = {"decision": decision.id, "verdict": said.verdict, "replaces": live.id if live else None}
    detail |= {"lease": lease_id, "typologies": list(said.typologies)} | ({"deed": said.deed} if said.deed else {})
    append_event(
        session, action="decide", subject=f"snapshot:{said.snapshot_id}", account_id=account_id, at=now, detail=detail
    )
    return decision


def undo_decision(session: Session, decision_id: int, *, account_id: int, now: datetime) -> Decision:
    """Close one's own live decision, so that the item waits again; the row stays in the history.

    Raises:
        NothingToUndo: the decision is not live any more, or somebody else's.
        UnknownAccount: the account is disabled.
    """
    decision = _locked(session, decision_id)
    lock_active_account(session, account_id)
    if decision is None or decision.closed_at is not None:
        msg = "this decision is not in force any more; nothing was changed"
        raise NothingToUndo(msg)
    if decision.account_id != account_id:
        msg = "only the person who decided can undo; decide anew to overrule a colleague"
        raise NothingToUndo(msg, foreign=True)
    decision.closed_at, decision.closed_by = now, account_id
    refresh_waits_of_snapshot(session, decision.snapshot_id)
    append_event(
        session,
        action="undo",
        subject=f"snapshot:{decision.snapshot_id}",
        account_id=account_id,
        at=now,
        detail={"decision": decision.id} | ({"deed": decision.deed} if decision.deed else {}),
    )
    return decision


def live_decision(session: Session, snapshot_id: int) -> Decision | None:
    """Return the decision in force on an item version, or None."""
    query = select(Decision).where(Decision.snapshot_id == snapshot_id, Decision.closed_at.is_(None))
    return session.scalars(query).first()


def last_own_decision(session: Session, account_id: int) -> Decision | None:
    """Return the person's newest decision that is in force, which is what undo is about."""
    query = select(Decision).where(Decision.account_id == account_id, Decision.closed_at.is_(None))
    return session.scalars(query.order_by(Decision.id.desc()).limit(1)).first()


def check_verdict(said: Verdict) -> None:
    """Refuse what nobody can say of any item.

    Raises:
        NoteTooLong: the note has more than `MAX_NOTE` characters.
        ValueError: the verdict or a typology is unknown, or typologies stand beside another verdict than `suspicious`.
    """
    if said.verdict not in VERDICTS:
        msg = f"unknown verdict {said.verdict!r}; say one of {', '.join(VERDICTS)}"
        raise ValueError(msg)
    unknown = [code for code in said.typologies if code not in TYPOLOGIES]
    if unknown or len(set(said.typologies)) < len(said.typologies):
        msg = f"unknown or doubled typologies {', '.join(unknown or said.typologies)}; say some of {TYPOLOGIES}"
        raise ValueError(msg)
    if said.typologies and said.verdict != "suspicious":
        msg = f"typologies go with the verdict suspicious only, not with {said.verdict}"
        raise ValueError(msg)
    if len(said.note) > MAX_NOTE:
        msg = f"the note has {len(said.note):,} characters, at most {MAX_NOTE:,} are kept; shorten it"
        raise NoteTooLong(msg)


def _locked(session: Session, decision_id: int) -> Decision | None:
    """Return a decision after locking its item, which whoever decides on it locks first as well."""
    of_decision = select(CampaignSnapshot.campaign_id).join(Decision, Decision.snapshot_id == CampaignSnapshot.id)
    session.scalars(
        select(Campaign.id).where(Campaign.id.in_(of_decision.where(Decision.id == decision_id))).with_for_update()
    ).all()
    query = select(Decision).where(Decision.id == decision_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).first()


def _stale(session: Session, said: Verdict, current_id: int) -> StaleItem:
    changes = changes_between(session, said.snapshot_id, current_id)
    msg = (
        f"item {said.campaign_id} changed while you read it: {changes.added} new and {changes.removed} old "
        "versions differ; nothing was kept, read it again"
    )
    return StaleItem(msg, changes=changes)


def _already_decided(session: Session, live: Decision) -> AlreadyDecided:
    account = session.get_one(Account, live.account_id)
    msg = f"{account.full_name} already decided this item ({live.verdict}); nothing was kept, reload to see it"
    return AlreadyDecided(
        msg, account_id=account.id, full_name=account.full_name, verdict=live.verdict, note=live.note, at=live.at
    )
