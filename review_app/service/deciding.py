"""Decide and undo, each as one unit of work, and say in a sentence what came of it."""

from dataclasses import dataclass
from textwrap import shorten

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from review_app import wording
from review_app.language import _, ngettext
from review_app.service.database import engine, now
from review_app.service.item import Drawn
from review_app.service.logins import Person
from review_app.service.refusals import Outcome, attempt, note_too_long, refused
from storage.database import reading
from storage.errors import AlreadyDecided
from storage.people.scope import Scope, is_in_scope
from storage.personal_data.masks import mask_personal
from storage.tables import AdvertVersion, CampaignSnapshot, Decision, Screening, SnapshotVersion
from storage.worklist.bulk import count_of_deed, undo_deed
from storage.worklist.claims import lock_item
from storage.worklist.reviews import Verdict, last_own_decision, record_decision, undo_decision

__all__ = ["Outcome", "Undoable", "decide", "outside", "undo", "undo_one", "undoable", "within"]

_LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoable:
    """A person's newest decision in force, with all that was decided by the same deed."""

    decision_id: int
    deed: str = ""
    number: int = 1
    """Decisions of the deed that are in force."""


def decide(person: Person, drawn: Drawn, verdict: str, note: str, typologies: tuple[str, ...] = ()) -> Outcome:
    """Record what a person said of exactly what they saw; a second press of the same key changes nothing."""
    note = note.strip()
    if not person.may("decide"):
        return _may_not_decide()
    if said := note_too_long(note):
        return refused(said)
    if typologies and verdict != "suspicious":
        return refused(_("Kinds of deception go with “suspicious” only. Nothing was kept; take them out or say so."))
    verdict_said = Verdict(
        campaign_id=drawn.campaign_id,
        snapshot_id=drawn.snapshot_id,
        screening_id=drawn.screening_id,
        verdict=verdict,
        note=note,
        replaces=drawn.live_decision_id,
        typologies=typologies,
        score_was_shown=drawn.score_was_shown and drawn.screening_id is not None,
    )
    return attempt(lambda session: _record(session, person, verdict_said))


def undoable(person: Person) -> Undoable | None:
    """Return the person's newest decision in force, which is what the undo key is about."""
    with reading(engine()) as session:
        decision = last_own_decision(session, person.id)
        if decision is None:
            return None
        number = count_of_deed(session, decision.deed) if decision.deed else 1
        return Undoable(decision_id=decision.id, deed=decision.deed, number=number)


def undo(person: Person, what: Undoable | None) -> Outcome:
    """Take back what the undo key was drawn for, a deed on many as a whole; a second press changes nothing."""
    if what is None:
        return refused(_("There is nothing of yours to undo."))
    if not person.may("decide"):
        return _may_not_decide()
    if _decided_since(person, what):
        return refused(_("You have decided since this was drawn; press again to undo your last decision."))
    if not what.deed:
        return undo_one(person, what.decision_id)

    def deed(session: Session) -> Outcome:
        number = undo_deed(session, what.deed, account_id=person.id, now=now())
        said = ngettext(
            "Undone: {number} decision. It waits again.", "Undone: {number} decisions. They wait again.", number
        )
        return Outcome(kept=True, said=said.format(number=number))

    return attempt(deed)


def _decided_since(person: Person, what: Undoable) -> bool:
    """Tell whether the key was pressed on a page drawn before the newest decision, which is what the person means."""
    with reading(engine()) as session:
        drawn, newest = session.get(Decision, what.decision_id), last_own_decision(session, person.id)
    if drawn is None or drawn.closed_at is not None or newest is None:
        return False
    return newest.id != drawn.id and not (what.deed and newest.deed == what.deed)


def undo_one(person: Person, decision_id: int) -> Outcome:
    """Take back one decision, also where it is part of a deed on many; the others of it stay."""
    if not person.may("decide"):
        return _may_not_decide()

    def deed(session: Session) -> Outcome:
        decision = undo_decision(session, decision_id, account_id=person.id, now=now())
        return _undone(session, decision)

    return attempt(deed)


def within(person: Person) -> Scope:
    """Return what a person works on."""
    return Scope(person.provinces, person.destinations)


def outside(session: Session, person: Person, campaign_id: int) -> Outcome | None:
    """Return the refusal of an item that a person does not work on; None for one that they may act on, locked.

    Raises:
        StaleItem: there is no such item any more.
    """
    lock_item(session, campaign_id)
    if is_in_scope(session, campaign_id, within(person)):
        return None
    return refused(_("This item lies outside of what you work on. Nothing was kept."))


def _record(session: Session, person: Person, said: Verdict) -> Outcome:
    if said_no := outside(session, person, said.campaign_id):
        return said_no
    try:
        record_decision(session, said, account_id=person.id, now=now())
    except AlreadyDecided as already:
        # the same key again, before the next item was drawn
        if (already.account_id, already.verdict) == (person.id, said.verdict) and said.note in ("", already.note):
            return refused("")
        raise
    word = wording.verdict(said.verdict)[1].lower()
    words = _("Kept: {verdict}. Item {number}: {title}")
    return Outcome(kept=True, said=words.format(verdict=word, number=said.campaign_id, title=_title(session, said)))


def _title(session: Session, said: Verdict) -> str:
    """Return the title of what was decided on, short: the page shows the next item by then."""
    seen = session.get(Screening, said.screening_id) if said.screening_id else None
    versions = select(func.max(SnapshotVersion.version_id)).where(SnapshotVersion.snapshot_id == said.snapshot_id)
    version = session.get(AdvertVersion, seen.version_id if seen else session.scalar(versions))
    title = " ".join(mask_personal(version.title, names=()).split()) if version else ""
    return shorten(title, _LONGEST_TITLE, placeholder=" …") or _("(no title)")


def _may_not_decide() -> Outcome:
    return refused(_("Your role does not decide on items. Nothing was kept."))


def _undone(session: Session, decision: Decision) -> Outcome:
    word = wording.verdict(decision.verdict)[1].lower()
    return Outcome(
        kept=True,
        said=_("Undone: {verdict}. This item waits again.").format(verdict=word),
        campaign_id=session.get_one(CampaignSnapshot, decision.snapshot_id).campaign_id,
        note=decision.note,
        typologies=tuple(decision.typologies),
    )
