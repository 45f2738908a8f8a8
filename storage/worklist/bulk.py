"""Step 9: one verdict on many items, only on a frozen selection: exactly the item versions that a preview showed.

All or nothing: what the preview showed as decidable is decided in one unit of work, or, where anything of it changed
since, nothing is, and the person hears which items changed. So the number on the button is the number that is kept.
What colleagues decided or hold is never overruled by a decision on many.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import ChangedSincePreview, NothingToUndo
from storage.people.scope import Scope, in_scope
from storage.tables import Account, AdvertVersion, Campaign, CampaignSnapshot, Decision, Screening, SnapshotVersion
from storage.worklist.claims import lock_active_account
from storage.worklist.holders import holders_of
from storage.worklist.reviews import Verdict, record_decision, undo_decision

MOST = 200
"""Items of one decision: what a person can look through in a preview, and what fits into one query."""

OK, STALE, GONE, DECIDED, HELD, OUT_OF_SCOPE = "ok", "stale", "gone", "decided", "held", "out_of_scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """What would happen to one chosen item."""

    campaign_id: int
    snapshot_id: int
    """The item version that was chosen."""
    state: str
    """ok | stale | gone | decided | held | out_of_scope"""
    title: str = ""
    adverts: int = 0
    """Copies that the decision would be about."""
    screening_id: int | None = None
    score_was_shown: bool = False
    who: str = ""
    """Who decided, or holds it."""
    verdict: str = ""
    """What they decided."""
    until: datetime | None = None
    """Until when they hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of many items at once."""

    verdict: str
    note: str = ""
    typologies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """Who chooses, what they work on, and when."""

    account_id: int
    scope: Scope
    now: datetime


def preview(session: Session, chosen: Mapping[int, int], chooser: Chooser) -> list[PreviewRow]:
    """Return what deciding on chosen item versions (campaign → snapshot) would do, in the order chosen.

    Raises:
        ValueError: nothing is chosen, or more than `MOST`.
    """
    if not 1 <= len(chosen) <= MOST:
        msg = f"{len(chosen)} items are chosen; choose 1 to {MOST}"
        raise ValueError(msg)
    rows = {row.campaign_id: row for row in _shown(session, chosen)}
    hindered = _hindered(session, rows, chooser)
    return [
        hindered.get(key) or rows.get(key) or PreviewRow(campaign_id=key, snapshot_id=snapshot, state=GONE)
        for key, snapshot in chosen.items()
    ]


def decide_many(session: Session, rows: Sequence[PreviewRow], said: Said, chooser: Chooser) -> str:
    """Decide on every row that its preview showed as ok, and return the deed by which all of it can be undone.

    Raises:
        ChangedSincePreview: a row is not ok any more; nothing is decided, on no item.
        UnknownAccount: the account is disabled.
        NoteTooLong: the note has more than `storage.worklist.reviews.MAX_NOTE` characters.
        ValueError: no row is ok, or what is said cannot be said of any item.
    """
    wanted = [row for row in rows if row.state == OK]
    _lock(session, [row.campaign_id for row in wanted])
    lock_active_account(session, chooser.account_id)
    now_there = preview(session, {row.campaign_id: row.snapshot_id for row in wanted}, chooser)
    changed = [row.campaign_id for row in now_there if row.state != OK]
    if changed:
        msg = f"{len(changed)} of {len(wanted)} items changed since they were shown; nothing was kept, look again"
        raise ChangedSincePreview(msg, changed=changed)
    deed = f"many-{secrets.token_hex(8)}"
    decisions = [
        record_decision(session, _verdict(row, said, deed), account_id=chooser.account_id, now=chooser.now).id
        for row in wanted
    ]
    detail = {"verdict": said.verdict, "typologies": list(said.typologies), "decisions": decisions}
    _audit(session, "decide_many", deed, detail, chooser.account_id, chooser.now)
    return deed


def undo_deed(session: Session, deed: str, *, account_id: int, now: datetime) -> int:
    """Undo all that is still in force of one's own decision on many, and return how many that was.

    Members that were undone alone, or overruled by a colleague, stay as they are.

    Raises:
        NothingToUndo: nothing of it is in force any more, or it is somebody else's.
        UnknownAccount: the account is disabled.
    """
    of_deed = select(Decision.id, CampaignSnapshot.campaign_id).join(CampaignSnapshot)
    found = session.execute(of_deed.where(Decision.deed == deed, Decision.deed != "")).all()
    _lock(session, [campaign_id for _, campaign_id in found])
    live = select(Decision.id).where(Decision.deed == deed, Decision.closed_at.is_(None)).order_by(Decision.id)
    decisions = session.scalars(live).all() if found else []
    if not decisions:
        msg = "nothing of this decision on many items is in force any more; nothing was changed"
        raise NothingToUndo(msg)
    for decision_id in decisions:
        undo_decision(session, decision_id, account_id=account_id, now=now)
    _audit(session, "undo_many", deed, {"decisions": list(decisions)}, account_id, now)
    return len(decisions)


def count_of_deed(session: Session, deed: str) -> int:
    """Return how many decisions of a deed are in force."""
    query = select(func.count()).where(Decision.deed == deed, Decision.deed != "", Decision.closed_at.is_(None))
    return session.scalar(query) or 0


def _verdict(row: PreviewRow, said: Said, deed: str) -> Verdict:
    return Verdict(
        campaign_id=row.campaign_id,
        snapshot_id=row.snapshot_id,
        screening_id=row.screening_id,
        verdict=said.verdict,
        note=said.note,
        typologies=said.typologies,
        score_was_shown=row.score_was_shown,
        deed=deed,
    )


def _lock(session: Session, campaign_ids: Sequence[int]) -> None:
    """Lock items one after the other by key, so that two decisions on many never wait for one another in a circle."""
    query = select(Campaign.id).where(Campaign.id.in_(campaign_ids)).order_by(Campaign.id).with_for_update()
    session.execute(query).all()


def _shown(session: Session, chosen: Mapping[int, int]) -> Iterator[PreviewRow]:
    """Yield the chosen items that there are, as if nothing stood against them."""
    counted = select(SnapshotVersion.snapshot_id, func.count()).where(SnapshotVersion.snapshot_id.in_(chosen.values()))
    adverts = dict(session.execute(counted.group_by(SnapshotVersion.snapshot_id)).all())
    newest = select(func.max(SnapshotVersion.version_id)).where(
        SnapshotVersion.snapshot_id == Campaign.current_snapshot_id
    )
    query = (
        select(Campaign, AdvertVersion.title)
        .outerjoin(Screening, Screening.id == Campaign.worst_screening_id)
        .join(AdvertVersion, AdvertVersion.id == func.coalesce(Screening.version_id, newest.scalar_subquery()))
        .where(Campaign.id.in_(chosen))
        .execution_options(populate_existing=True)
    )
    for campaign, title in session.execute(query):
        snapshot_id = chosen[campaign.id]
        yield PreviewRow(
            campaign_id=campaign.id,
            snapshot_id=snapshot_id,
            state=OK if campaign.current_snapshot_id == snapshot_id else STALE,
            title=title,
            adverts=adverts.get(snapshot_id, 0),
            screening_id=campaign.worst_screening_id,
            score_was_shown=campaign.worst_screening_id is not None and not campaign.score_hidden,
        )


def _hindered(session: Session, rows: Mapping[int, PreviewRow], chooser: Chooser) -> dict[int, PreviewRow]:
    """Return those rows on which nobody can decide in this way, with the first reason why."""
    found: dict[int, PreviewRow] = {}
    within = set(session.scalars(select(Campaign.id).where(Campaign.id.in_(rows), *in_scope(chooser.scope))))
    found |= {key: replace(row, state=OUT_OF_SCOPE, title="") for key, row in rows.items() if key not in within}
    decided = (
        select(CampaignSnapshot.campaign_id, Account.full_name, Decision.verdict)
        .join(Decision, Decision.snapshot_id == CampaignSnapshot.id)
        .join(Account, Account.id == Decision.account_id)
        .where(Decision.snapshot_id.in_([row.snapshot_id for row in rows.values()]), Decision.closed_at.is_(None))
    )
    for key, who, verdict in session.execute(decided):
        found.setdefault(key, replace(rows[key], state=DECIDED, who=who, verdict=verdict))
    for key, hold in holders_of(session, rows.keys(), now=chooser.now).items():
        if hold.account_id != chooser.account_id:
            found.setdefault(key, replace(rows[key], state=HELD, who=hold.full_name, until=hold.until))
    return found


def _audit(session: Session, action: str, deed: str, detail: dict[str, Any], account_id: int, at: datetime) -> None:
    append_event(session, action=action, subject=f"deed:{deed}", account_id=account_id, at=at, detail=detail)
