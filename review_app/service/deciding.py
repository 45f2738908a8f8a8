"""Decide and undo, each as one unit of work, and say in a sentence what came of it."""

from dataclasses import dataclass
from typing import Any

from review_app import wording, written
from review_app.language import _, ngettext
from review_app.service.database import engine, now
from review_app.service.item import Drawn
from review_app.service.logins import Person
from storage.database import reading, unit_of_work
from storage.errors import AlreadyDecided, NoteTooLong, NothingToUndo, StaleItem
from storage.reviews import MAX_NOTE, Verdict, last_own_decision, record_decision, undo_decision
from storage.tables import CampaignSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a press of a key."""

    kept: bool
    said: str
    """A sentence for the person; empty where there is nothing to say."""
    campaign_id: int | None = None
    """The item it is about, where that is not the one drawn."""


def decide(person: Person, drawn: Drawn, verdict: str, note: str) -> Outcome:
    """Record what a person said of exactly what they saw; a second press of the same key changes nothing."""
    said = Verdict(
        campaign_id=drawn.campaign_id,
        snapshot_id=drawn.snapshot_id,
        screening_id=drawn.screening_id,
        verdict=verdict,
        note=note.strip(),
        replaces=drawn.live_decision_id,
    )
    try:
        with unit_of_work(engine()) as session:
            record_decision(session, said, account_id=person.id, now=now())
    except StaleItem as stale:
        return Outcome(kept=False, said=_stale(stale))
    except AlreadyDecided as already:
        return Outcome(kept=False, said="" if already.account_id == person.id else _already(already))
    except NoteTooLong:
        return Outcome(kept=False, said=_note_too_long(len(said.note)))
    return Outcome(kept=True, said=_("Kept: {verdict}.").format(verdict=wording.verdict(verdict)[1].lower()))


def undoable(person: Person) -> int | None:
    """Return the person's newest decision in force, which is what the undo key is about."""
    with reading(engine()) as session:
        decision = last_own_decision(session, person.id)
        return decision.id if decision else None


def undo(person: Person, decision_id: int | None) -> Outcome:
    """Take back the decision that the undo key was drawn for; a second press changes nothing."""
    if decision_id is None:
        return Outcome(kept=False, said=_("There is nothing of yours to undo."))
    try:
        with unit_of_work(engine()) as session:
            decision = undo_decision(session, decision_id, account_id=person.id, now=now())
            campaign_id = session.get_one(CampaignSnapshot, decision.snapshot_id).campaign_id
    except NothingToUndo as nothing:
        return Outcome(kept=False, said=_("Only the person who decided can undo that.") if nothing.foreign else "")
    word = wording.verdict(decision.verdict)[1].lower()
    return Outcome(
        kept=True, said=_("Undone: {verdict}. This item waits again.").format(verdict=word), campaign_id=campaign_id
    )


def _stale(stale: StaleItem) -> str:
    if stale.gone:
        return _("This item does not exist any more. Nothing was kept.")
    changed = ngettext(
        "The advert changed while you read it ({number} new version). Nothing was kept; read it again.",
        "The advert changed while you read it ({number} new versions). Nothing was kept; read it again.",
        stale.added,
    )
    return changed.format(number=stale.added)


def _already(already: AlreadyDecided) -> str:
    if not already.full_name:
        return _("A colleague decided this item at the same moment. Nothing was kept; see what they said.")
    return _("{who} already decided this item: {verdict}. Nothing was kept.").format(
        who=already.full_name, verdict=wording.verdict(already.verdict)[1].lower()
    )


def _note_too_long(length: int) -> str:
    words: dict[str, Any] = {"length": written.count(length), "most": written.count(MAX_NOTE)}
    return _("The note has {length} characters, at most {most} are kept. Nothing was kept; shorten it.").format(**words)
