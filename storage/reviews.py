"""Step 9: what waits for a person, and what people decided; every action names the exact item version it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.audit import append_event
from storage.errors import AlreadyDecided, NoteTooLong, NothingToUndo, StaleItem
from storage.tables import Account, Campaign, Decision, SnapshotVersion

VERDICTS = ("suspicious", "legitimate", "unsure")
"""What a person can say of an item. `unsure` is kept and shown, never trained on."""

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


def record_decision(session: Session, said: Verdict, *, account_id: int, now: datetime) -> Decision:
    """Add a decision and its audit event; the decision it replaces is closed, not changed.

    Raises:
        StaleItem: the item has other versions now than the person saw.
        AlreadyDecided: a live decision stands that the person did not see.
        NoteTooLong: the note has more than `MAX_NOTE` characters.
        ValueError: the verdict is unknown.
    """
    _check(said)
    campaign = session.scalars(select(Campaign).where(Campaign.id == said.campaign_id).with_for_update()).first()
    if campaign is None or campaign.current_snapshot_id != said.snapshot_id:
        raise _what_changed(session, campaign, said)
    live = live_decision(session, said.snapshot_id)
    if live is not None and live.id != said.replaces:
        raise _who_decided(session, live)
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
    )
    session.add(decision)
    try:
        session.flush()
    except IntegrityError as error:  # two people at the same moment: the partial unique index lets one through
        msg = "somebody else decided this item at the same moment; reload it to see what they said"
        raise AlreadyDecided(msg) from error
    append_event(
        session,
        action="decide",
        subject=f"snapshot:{said.snapshot_id}",
        account_id=account_id,
        at=now,
        detail={"decision": decision.id, "verdict": said.verdict, "replaces": live.id if live else None},
    )
    return decision


def undo_decision(session: Session, decision_id: int, *, account_id: int, now: datetime) -> Decision:
    """Close one's own live decision, so that the item waits again; the row stays in the history.

    Raises:
        NothingToUndo: the decision is not live any more, or somebody else's.
    """
    decision = session.scalars(select(Decision).where(Decision.id == decision_id).with_for_update()).first()
    if decision is None or decision.closed_at is not None:
        msg = "this decision is not in force any more; nothing was changed"
        raise NothingToUndo(msg)
    if decision.account_id != account_id:
        msg = "only the person who decided can undo; decide anew to overrule a colleague"
        raise NothingToUndo(msg, foreign=True)
    decision.closed_at, decision.closed_by = now, account_id
    session.flush()
    append_event(
        session,
        action="undo",
        subject=f"snapshot:{decision.snapshot_id}",
        account_id=account_id,
        at=now,
        detail={"decision": decision.id},
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


def versions_of(session: Session, snapshot_id: int) -> Sequence[int]:
    """Return the advert versions that make up an item version."""
    return session.scalars(
        select(SnapshotVersion.version_id).where(SnapshotVersion.snapshot_id == snapshot_id).order_by("version_id")
    ).all()


def _check(said: Verdict) -> None:
    if said.verdict not in VERDICTS:
        msg = f"unknown verdict {said.verdict!r}; say one of {', '.join(VERDICTS)}"
        raise ValueError(msg)
    if len(said.note) > MAX_NOTE:
        msg = f"the note has {len(said.note):,} characters, at most {MAX_NOTE:,} are kept; shorten it"
        raise NoteTooLong(msg)


def _what_changed(session: Session, campaign: Campaign | None, said: Verdict) -> StaleItem:
    if campaign is None or campaign.current_snapshot_id is None:
        return StaleItem(f"item {said.campaign_id} does not exist any more; nothing was kept", gone=True)
    before = set(versions_of(session, said.snapshot_id))
    now = set(versions_of(session, campaign.current_snapshot_id))
    msg = (
        f"item {campaign.id} changed while you read it: {len(now - before)} new and {len(before - now)} old "
        "versions differ; nothing was kept, read it again"
    )
    return StaleItem(msg, added=len(now - before), removed=len(before - now))


def _who_decided(session: Session, live: Decision) -> AlreadyDecided:
    account = session.get_one(Account, live.account_id)
    msg = f"{account.full_name} already decided this item ({live.verdict}); nothing was kept, reload to see it"
    return AlreadyDecided(msg, account_id=account.id, full_name=account.full_name, verdict=live.verdict)
