"""Deciding on many items: what would happen to each, then all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from review_app import wording
from review_app.language import _, ngettext
from review_app.service.database import engine, now
from review_app.service.deciding import within
from review_app.service.logins import Person
from review_app.service.refusals import Outcome, attempt, note_too_long, refused
from storage.database import reading
from storage.personal_data.masks import mask_personal
from storage.worklist.bulk import MOST, OK, Chooser, PreviewRow, Said, decide_many, preview
from storage.worklist.reviews import MAX_NOTE, TYPOLOGIES

__all__ = ["MAX_NOTE", "MOST", "TYPOLOGIES", "PreviewRow", "decidable", "decide", "look"]


def look(person: Person, chosen: Mapping[int, int]) -> list[PreviewRow]:
    """Return what deciding on some item versions (campaign → snapshot) would do; of none or too many, nothing."""
    if not 1 <= len(chosen) <= MOST:
        return []
    with reading(engine()) as session:
        rows = preview(session, chosen, _chooser(person))
    return [replace(row, title=mask_personal(row.title, names=())) for row in rows]


def decidable(rows: Sequence[PreviewRow]) -> int:
    """Return on how many items of a preview a decision would be kept."""
    return sum(row.state == OK for row in rows)


def decide(
    person: Person, rows: Sequence[PreviewRow], verdict: str, note: str, typologies: tuple[str, ...] = ()
) -> Outcome:
    """Decide on exactly the items that a preview showed as decidable, or on none of them."""
    note = note.strip()
    if not person.may("decide"):
        return refused(_("Your role does not decide on items. Nothing was kept."))
    if said := note_too_long(note):
        return refused(said)
    if not decidable(rows):
        return refused(_("There is nothing to decide on in this list. Nothing was kept."))

    def deed(session: Session) -> Outcome:
        # kinds ticked before another verdict was chosen are none of it
        kinds = typologies if verdict == "suspicious" else ()
        decide_many(session, rows, Said(verdict=verdict, note=note, typologies=kinds), _chooser(person))
        number, word = decidable(rows), wording.verdict(verdict)[1].lower()
        words = ngettext("Kept: {number} decision, {verdict}.", "Kept: {number} decisions, {verdict}.", number)
        return Outcome(kept=True, said=words.format(number=number, verdict=word))

    return attempt(deed)


def _chooser(person: Person) -> Chooser:
    return Chooser(account_id=person.id, scope=within(person), now=now())
