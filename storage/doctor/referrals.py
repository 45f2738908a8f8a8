"""What left the office: settled by a second person and once, in an order that can be, with its files as they were."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import select

from storage.doctor.place import Place
from storage.referring.case_files import find_damaged_case_files
from storage.referring.referral_outcomes import OUTCOMES, SENT
from storage.referring.referrals import APPROVED, REFUSED, WITHDRAWN
from storage.tables import Referral, ReferralEvent, Reply, ReplyAnswer


def find_referrals_astray(place: Place) -> Iterator[str]:
    """Yield referrals settled by the one who proposed them or twice, and outcomes that nothing led to."""
    query = select(Referral, ReferralEvent).join(ReferralEvent, ReferralEvent.referral_id == Referral.id)
    events: dict[int, list[ReferralEvent]] = {}
    proposers: dict[int, int] = {}
    for referral, event in place.session.execute(query.order_by(ReferralEvent.id)):
        events.setdefault(referral.id, []).append(event)
        proposers[referral.id] = referral.account_id
    for referral_id, happened in events.items():
        yield from _astray(referral_id, happened, proposers[referral_id])


def find_case_files_damaged(place: Place) -> Iterator[str]:
    """Yield documents and bundles whose bytes are missing or differ."""
    yield from find_damaged_case_files(place.session, place.home)


def find_replies_astray(place: Place) -> Iterator[str]:
    """Yield replies that are upheld without the decision that corrects."""
    query = select(Reply.id).join(ReplyAnswer, ReplyAnswer.reply_id == Reply.id)
    query = query.where(ReplyAnswer.outcome == "upheld", ReplyAnswer.decision_id.is_(None)).order_by(Reply.id)
    for reply_id in place.session.scalars(query):
        yield f"reply {reply_id} is upheld, and no decision corrects its item"


def _astray(referral_id: int, happened: Sequence[ReferralEvent], proposer: int) -> Iterator[str]:
    settled = [event for event in happened if event.kind in (APPROVED, REFUSED, WITHDRAWN)]
    if len(settled) > 1:
        yield f"referral {referral_id} was settled {len(settled)} times"
    for event in settled:
        if (event.account_id == proposer) != (event.kind == WITHDRAWN):
            who = "another" if event.kind == WITHDRAWN else "its own proposer"
            yield f"referral {referral_id} was {event.kind} by {who}"
    kinds = [event.kind for event in happened]
    if kinds[0] not in (APPROVED, REFUSED, WITHDRAWN) or (kinds[0] != APPROVED and len(kinds) > 1):
        yield f"referral {referral_id} has outcomes without an approval"
    elif len(kinds) > 1 and (kinds[1] != SENT or not set(kinds[1:]) <= set(OUTCOMES) or _is_sent_again(kinds)):
        yield f"referral {referral_id} has outcomes in an order that cannot be: {', '.join(kinds)}"


def _is_sent_again(kinds: Sequence[str]) -> bool:
    """Tell whether it was sent anew after its recipient did something; before that the day is only put right."""
    return any(kind == SENT and before not in (APPROVED, SENT) for before, kind in pairwise(kinds))
