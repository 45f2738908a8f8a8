"""Take down replies of those concerned and answer them, and say in a sentence what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from review_app import referral_wording, wording
from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.logins import Person
from review_app.service.referring import Done, clean, scope_of
from storage.campaigns import current_campaign
from storage.database import reading, unit_of_work
from storage.errors import StorageError
from storage.people.scope import is_in_scope
from storage.personal_data.masks import mask_personal
from storage.referring.referrals import day_of
from storage.referring.replies import (
    NewAnswer,
    NewReply,
    ReplyCase,
    ReplyRefused,
    answer_reply,
    count_waiting_replies,
    list_replies,
    take_reply,
)
from storage.tables import Reply
from storage.worklist.items import Item, read_item

PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One reply with what its reader needs to answer it."""

    id: int
    campaign_id: int
    title: str
    received_on: date
    from_whom: str
    said: str
    taken_by: str
    at: datetime
    outcome: str
    """upheld | refused; empty while it waits."""
    answer: str
    answered_by: str
    answered_at: datetime | None
    verdict: str
    """What is decided of the item now; empty where nothing is."""
    snapshot_id: int | None
    screening_id: int | None
    decision_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPage:
    """One page of replies."""

    lines: Sequence[Line]
    number: int
    more: bool


def today() -> date:
    """Return the day in the office."""
    return day_of(now())


def count_waiting(person: Person) -> int:
    """Return how many replies wait about items that a person works on."""
    with reading(engine()) as session:
        return count_waiting_replies(session, scope_of(person))


def read_page(person: Person, *, waiting: bool, number: int) -> ReplyPage:
    """Return a page of replies about items that a person works on."""
    with reading(engine()) as session:
        within, begin = scope_of(person), (number - 1) * PAGE
        found = list_replies(session, waiting=waiting, scope=within, limit=PAGE + 1, offset=begin)
        lines = [_line(session, case) for case in found[:PAGE]]
    return ReplyPage(lines=lines, number=number, more=len(found) > PAGE)


def title_of(person: Person, campaign_id: int) -> str | None:
    """Return the title of an item that a person works on, None where there is none of this number."""
    with reading(engine()) as session:
        item = read_item(session, campaign_id) if _is_seen(session, person, campaign_id) else None
        return mask_personal(item.version.title, names=()) if item else None


def take(person: Person, campaign_id: int, received_on: date, from_whom: str, said: str) -> Done:
    """Take down a reply; the same twice on one day is one."""
    if not person.may("take_reply"):
        return _not_allowed()
    new = NewReply(campaign_id=campaign_id, received_on=received_on, from_whom=clean(from_whom), said=clean(said))
    try:
        with unit_of_work(engine()) as session:
            if not _is_seen(session, person, campaign_id):
                return _refused("gone")
            reply = take_reply(session, new, account_id=person.id, now=now())
    except ReplyRefused as refused:
        return _refused(refused.code)
    return Done(kept=True, said=_("Taken down as reply {number}.").format(number=reply.id))


def answer(person: Person, line: Line, outcome: str, words: str) -> Done:
    """Answer the reply that was drawn; upheld, its item becomes legitimate and the next model learns it."""
    if not person.may("answer_reply"):
        return _not_allowed()
    new = NewAnswer(
        reply_id=line.id,
        outcome=outcome,
        answer=clean(words),
        snapshot_id=line.snapshot_id,
        screening_id=line.screening_id,
        replaces=line.decision_id,
    )
    try:
        with unit_of_work(engine()) as session:
            reply = session.get(Reply, line.id)
            if reply is None or not _is_seen(session, person, reply.campaign_id):
                return _refused("gone")
            answer_reply(session, new, account_id=person.id, now=now())
    except ReplyRefused as refused:
        return _refused(refused.code)
    except StorageError:
        said = _("The item is not as it was drawn, or a colleague holds it. Nothing was kept; read it again.")
        return Done(kept=False, said=said)
    if outcome == "refused":
        return Done(kept=True, said=_("Answered: not accepted."))
    return Done(kept=True, said=_("Answered: accepted. The item is now “{verdict}”.").format(verdict=_legitimate()))


def _legitimate() -> str:
    return wording.verdict("legitimate")[1].lower()


def _is_seen(session: Session, person: Person, campaign_id: int) -> bool:
    campaign = current_campaign(session, campaign_id)
    return campaign is not None and is_in_scope(session, campaign.id, scope_of(person))


def _line(session: Session, case: ReplyCase) -> Line:
    reply, given = case.reply, case.answer
    item: Item | None = read_item(session, reply.campaign_id)
    live = item.live if item else None
    return Line(
        id=reply.id,
        campaign_id=reply.campaign_id,
        title=mask_personal(item.version.title, names=()) if item else "",
        received_on=reply.received_on,
        from_whom=reply.from_whom,
        said=reply.said,
        taken_by=case.taken_by.full_name,
        at=reply.at,
        outcome=given.outcome if given else "",
        answer=given.answer if given else "",
        answered_by=case.answered_by.full_name if case.answered_by else "",
        answered_at=given.at if given else None,
        verdict=live.verdict if live else "",
        snapshot_id=item.snapshot_id if item else None,
        screening_id=item.screening.id if item and item.screening else None,
        decision_id=live.id if live else None,
    )


def _refused(code: str) -> Done:
    return Done(kept=False, said=referral_wording.reply_refused(code))


def _not_allowed() -> Done:
    return Done(kept=False, said=_("Your role may not do this. Nothing was kept."))
