"""Which campaigns were proposed for labelling and why; those drawn by lot give an estimate of missed fraud."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.tables import AdvertVersion, AuditEvent, Campaign, CampaignSnapshot, Decision, Finding, Screening

ACTION = "propose_sample"
UNFLAGGED = ("low", "not_enough_information")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A campaign that waits for a decision, as its worst screening sees it."""

    campaign_id: int
    title: str
    score: float
    band: str
    counting: bool
    """A finding that is not weak fired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What became of all campaigns that were ever drawn by lot among the unflagged."""

    drawn: int
    suspicious: int
    legitimate: int
    unsure: int


def waiting_candidates(session: Session) -> list[Candidate]:
    """Return every campaign that was screened and waits, by its key."""
    counting = (
        select(Finding.id)
        .where(Finding.screening_id == Screening.id, Finding.strength != "weak")
        .correlate(Screening)
        .exists()
    )
    decided = (
        select(Decision.id)
        .where(Decision.snapshot_id == Campaign.current_snapshot_id, Decision.closed_at.is_(None))
        .correlate(Campaign)
        .exists()
    )
    query = (
        select(Campaign.id, AdvertVersion.title, Screening.score, Screening.band, counting)
        .join(Screening, Screening.id == Campaign.worst_screening_id)
        .join(AdvertVersion, AdvertVersion.id == Screening.version_id)
        .where(~decided)
        .order_by(Campaign.id)
    )
    return [
        Candidate(campaign_id=key, title=title, score=score, band=band, counting=bool(fired))
        for key, title, score, band, fired in session.execute(query)
    ]


def keep_sample(session: Session, chosen: Mapping[str, Sequence[int]], *, unflagged: int, now: datetime) -> None:
    """Write down which campaigns were proposed for which reason, and from how many unflagged ones."""
    detail = {"chosen": {reason: list(keys) for reason, keys in chosen.items()}, "unflagged": unflagged}
    append_event(session, action=ACTION, subject="sample:labels", account_id=None, at=now, detail=detail)


def drawn_by_lot(session: Session) -> set[int]:
    """Return the campaigns that were ever drawn by lot: for labelling, or to be looked at among the flagged ones.

    Of the queue's lot, those that wait count as long as it falls on them, and those decided on since then.
    """
    details = session.scalars(select(AuditEvent.detail).where(AuditEvent.action == ACTION))
    proposed = {key for detail in details for key in json.loads(detail)["chosen"].get("random", ())}
    return proposed | set(session.scalars(select(Campaign.id).where(Campaign.drawn_at_random)))


def outcome_of_lot(session: Session) -> Drawn:
    """Count what people said of the campaigns drawn by lot; the newest decision in force of each counts."""
    drawn = drawn_by_lot(session)
    query = (
        select(CampaignSnapshot.campaign_id, Decision.verdict)
        .join(Decision, Decision.snapshot_id == CampaignSnapshot.id)
        .where(Decision.closed_at.is_(None))
        .order_by(Decision.id)
    )
    said = {key: verdict for key, verdict in session.execute(query) if key in drawn}
    verdicts = list(said.values())
    return Drawn(
        drawn=len(drawn),
        suspicious=verdicts.count("suspicious"),
        legitimate=verdicts.count("legitimate"),
        unsure=verdicts.count("unsure"),
    )
