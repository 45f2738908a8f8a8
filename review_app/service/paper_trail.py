"""What left the office about an item, and what came back: its referrals, and replies of those concerned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from review_app.service.masking import Mask
from storage.campaigns import campaigns_within
from storage.referring.referral_lists import ReferralCase, referrals_of_campaigns
from storage.referring.replies import replies_of
from storage.tables import Referral, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLine:
    """One referral of the item."""

    id: int
    kind: str
    status: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLine:
    """One reply to the item; who says it is for the page of replies to show."""

    id: int
    received_on: date
    said: str
    outcome: str
    """upheld | refused; empty while it waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTrail:
    """Both."""

    referrals: Sequence[ReferralLine] = ()
    replies: Sequence[ReplyLine] = ()


def referral_lines(cases: Iterable[ReferralCase]) -> list[ReferralLine]:
    """Return what a list of referrals shows of each."""
    return [
        ReferralLine(
            id=case.referral.id,
            kind=case.referral.kind,
            status=case.status,
            who=case.proposer.full_name,
            at=case.referral.at,
        )
        for case in cases
    ]


def read_trail(session: Session, campaign_id: int, mask: Mask) -> PaperTrail:
    """Return the papers about a campaign and those that it took in, as their reader may see them."""
    within = campaigns_within(campaign_id)
    written = select(Referral.campaign_id).where(Referral.campaign_id.in_(within))
    received = select(Reply.campaign_id).where(Reply.campaign_id.in_(within))
    campaign_ids = sorted({*session.scalars(written), *session.scalars(received)})
    return PaperTrail(
        referrals=referral_lines(referrals_of_campaigns(session, campaign_ids)),
        replies=[
            ReplyLine(
                id=case.reply.id,
                received_on=case.reply.received_on,
                said=mask.text(case.reply.said),
                outcome=case.answer.outcome if case.answer else "",
            )
            for case in replies_of(session, campaign_ids)
        ],
    )
