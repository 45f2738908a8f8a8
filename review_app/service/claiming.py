"""Who holds an item, taking it, handing it back, giving it to a colleague: each press one unit of work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from review_app.language import _, marked
from review_app.service.database import engine, now
from review_app.service.deciding import outside
from review_app.service.item import Drawn
from review_app.service.logins import Person
from review_app.service.refusals import Outcome, attempt, clock, refused
from storage.database import reading, unit_of_work
from storage.personal_data.masks import mask_personal
from storage.tables import Decision, Screening
from storage.worklist.assignments import give_item, receivers
from storage.worklist.claims import MAX_WHY, claim_item, lease_time, renew_claim, return_item
from storage.worklist.holders import Hold, holders_of, items_held
from storage.worklist.reviews import TYPOLOGIES

RETURN_REASONS = (
    marked("Not enough to decide by"),
    marked("Needs somebody who knows this market"),
    marked("End of my working day"),
)
"""Ready reasons for handing an item back, in the order of the dialog."""
GIVE_REASONS = (
    marked("Knows this place or market"),
    marked("Works on the same campaign already"),
    marked("Evens out the work"),
)
"""Ready reasons for giving an item to somebody."""
_RENEW_EVERY = 10
"""A hold is prolonged when a tenth of its time has gone: not at every drawing, each of which would be a write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the keys of an item depend on, for one person at one moment."""

    hold: Hold | None
    is_mine: bool
    kinds: Sequence[str]
    """Every kind of deception; those that the model suggests come first."""
    suggested: int
    """How many it suggests; none while its opinion is kept back."""
    own_decision: int | None
    """The decision in force on this item, if it is the person's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """One line of what a person holds."""

    campaign_id: int
    title: str
    until: datetime
    given_by: str | None
    why: str


def standing(person: Person, drawn: Drawn) -> Standing:
    """Return who holds an item and what else its keys need; drawing it prolongs the hold of who is at work on it."""
    with reading(engine()) as session:
        hold = holders_of(session, [drawn.campaign_id], now=now()).get(drawn.campaign_id)
        live = session.get(Decision, drawn.live_decision_id) if drawn.live_decision_id else None
        suggested = _suggested(session, drawn)
        whole = lease_time(session)
    is_mine = hold is not None and hold.account_id == person.id
    if hold is not None and is_mine and hold.until - now() < whole - whole / _RENEW_EVERY:
        _renew(person, drawn.campaign_id)
        with reading(engine()) as session:
            hold = holders_of(session, [drawn.campaign_id], now=now()).get(drawn.campaign_id)
    return Standing(
        hold=hold,
        is_mine=hold is not None and hold.account_id == person.id,
        kinds=[*suggested, *(code for code in TYPOLOGIES if code not in suggested)],
        suggested=len(suggested),
        own_decision=live.id if live is not None and live.account_id == person.id else None,
    )


def claim(person: Person, campaign_id: int) -> Outcome:
    """Take an item, so that nobody else decides on it."""
    if not person.may("claim"):
        return refused(_("Your role does not take items. Nothing was changed."))

    def deed(session: Session) -> Outcome:
        if said_no := outside(session, person, campaign_id):
            return said_no
        hold = claim_item(session, campaign_id, account_id=person.id, now=now())
        return Outcome(kept=True, said=_("You hold this item until {time}.").format(time=clock(hold.until)))

    return attempt(deed)


def hand_back(person: Person, campaign_id: int, why: str) -> Outcome:
    """Give an item back to the queue, with the reason."""
    if not person.may("claim"):
        return refused(_("Your role does not take items. Nothing was changed."))
    if said := _odd_reason(why):
        return refused(said)

    def deed(session: Session) -> Outcome:
        return_item(session, campaign_id, account_id=person.id, why=why, now=now())
        return Outcome(kept=True, said=_("Handed back. Colleagues can take it now."))

    return attempt(deed)


def give(person: Person, campaign_id: int, to_account: int, why: str) -> Outcome:
    """Give an item to a colleague, whoever holds it."""
    if not person.may("reassign"):
        return refused(_("Your role does not give items to others. Nothing was changed."))
    if said := _odd_reason(why):
        return refused(said)

    def deed(session: Session) -> Outcome:
        if said_no := outside(session, person, campaign_id):
            return said_no
        hold = give_item(session, campaign_id, to_account, account_id=person.id, why=why, now=now())
        said = _("Given to {who}, until {time}.").format(who=hold.full_name, time=clock(hold.until))
        return Outcome(kept=True, said=said)

    return attempt(deed)


def colleagues(campaign_id: int) -> dict[int, str]:
    """Return to whom an item can be given: account → name."""
    with reading(engine()) as session:
        return {account.id: account.full_name for account in receivers(session, campaign_id)}


def held_rows(person: Person) -> list[HeldRow]:
    """Return what a person holds; what runs out first stands first."""
    with reading(engine()) as session:
        return [
            HeldRow(
                campaign_id=one.hold.campaign_id,
                title=mask_personal(one.title, names=()),
                until=one.hold.until,
                given_by=one.given_by,
                why=one.why if one.given_by else "",
            )
            for one in items_held(session, person.id, now=now())
        ]


def _renew(person: Person, campaign_id: int) -> None:
    try:
        with unit_of_work(engine(), is_durable=False) as session:
            renew_claim(session, campaign_id, account_id=person.id, now=now())
    except OperationalError:
        # somebody writes for long; the page is drawn all the same, and prolongs the hold at its next drawing
        return


def _suggested(session: Session, drawn: Drawn) -> list[str]:
    """Return the model's kinds of deception, but for items on which people shall judge without it."""
    if not drawn.score_was_shown or drawn.screening_id is None:
        return []
    screening = session.get(Screening, drawn.screening_id)
    return [code for code in screening.typologies if code in TYPOLOGIES] if screening else []


def _odd_reason(why: str) -> str:
    if not why.strip():
        return _("Give a reason. Nothing was changed.")
    if len(why.strip()) > MAX_WHY:
        return _("The reason is too long. Nothing was changed; shorten it.")
    return ""
