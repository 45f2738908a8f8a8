"""What storage refuses, as a sentence for the person who pressed; and the one way in which a press is carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from review_app import wording, written
from review_app.language import _, marked, ngettext
from review_app.service.database import engine
from storage.database import unit_of_work
from storage.errors import (
    AlreadyDecided,
    CannotReceive,
    ChangedSincePreview,
    ItemChanges,
    ItemHeld,
    NotHeld,
    NothingToUndo,
    StaleItem,
    StorageError,
    UnknownAccount,
)
from storage.worklist.reviews import MAX_NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a press of a key."""

    kept: bool
    said: str
    """A sentence for the person; empty where there is nothing to say."""
    campaign_id: int | None = None
    """The item it is about, where that is not the one drawn."""
    note: str = ""
    """The note of a decision that was taken back, to go on from."""
    typologies: tuple[str, ...] = ()
    """Its kinds of deception."""


_CANNOT_RECEIVE = {
    "disabled": marked("This account is disabled. Nothing was changed."),
    "role": marked("This colleague's role does not decide on items. Nothing was changed."),
    "scope": marked("This colleague does not work on the places of this item. Nothing was changed."),
    "holds": marked("This colleague holds the item already. Nothing was changed."),
}


def attempt(deed: Callable[[Session], Outcome]) -> Outcome:
    """Carry out a deed as one unit of work; whatever refuses it, or a database that does not answer, is a sentence."""
    try:
        with unit_of_work(engine()) as session:
            return deed(session)
    except StorageError as refused:
        return Outcome(kept=False, said=sentence(refused))
    except SQLAlchemyError:
        said = _("The database does not answer. Nothing was kept, your note is still here; try again in a minute.")
        return Outcome(kept=False, said=said)


def refused(said: str) -> Outcome:
    """Return that nothing was done, and why."""
    return Outcome(kept=False, said=said)


def note_too_long(note: str) -> str:
    """Return a sentence where a note is longer than what is kept, else nothing."""
    if len(note) <= MAX_NOTE:
        return ""
    return _("The note has {length} characters, at most {most} are kept. Nothing was kept; shorten it.").format(
        length=written.count(len(note)), most=written.count(MAX_NOTE)
    )


def clock(at: datetime) -> str:
    """Write the time of a moment, in Vietnam: 10:15; nobody holds an item for longer than a day."""
    return written.moment(at)[-5:]


def sentence(error: StorageError) -> str:
    """Return what a refusal says, in the reader's language; in English for one that no press here can meet."""
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return words(error)
    return str(error)


def _stale(stale: StaleItem) -> str:
    if stale.gone and stale.changes.into is not None:
        said = _("This item was taken into item {item}. Nothing was kept; go on there.")
        return said.format(item=stale.changes.into)
    if stale.gone:
        return _("This item does not exist any more. Nothing was kept.")
    changed = ngettext(
        "The advert changed while you read it ({number} new version). Nothing was kept; read it again.",
        "The advert changed while you read it ({number} new versions). Nothing was kept; read it again.",
        stale.changes.added,
    )
    details = "; ".join(_differences(stale.changes))
    said = changed.format(number=stale.changes.added)
    return " ".join([said, _("Different: {details}.").format(details=details)]) if details else said


def _differences(changes: ItemChanges) -> list[str]:
    parts = (
        (changes.titles, ngettext("{number} title", "{number} titles", changes.titles)),
        (changes.lines, ngettext("{number} line of text", "{number} lines of text", changes.lines)),
        (changes.joined, ngettext("{number} advert more", "{number} adverts more", changes.joined)),
        (changes.left, ngettext("{number} advert fewer", "{number} adverts fewer", changes.left)),
    )
    return [words.format(number=written.count(number)) for number, words in parts if number]


def _already(already: AlreadyDecided) -> str:
    return _("{who} already decided this item: {verdict}. Nothing was kept.").format(
        who=already.full_name, verdict=wording.verdict(already.verdict)[1].lower()
    )


def _held(held: ItemHeld) -> str:
    said = _("{who} holds this item until {time}. Nothing was kept; your note is still here.")
    return said.format(who=held.full_name, time=clock(held.until))


def _not_held(_error: NotHeld) -> str:
    return _("You do not hold this item any more. Nothing was changed.")


def _nothing_to_undo(nothing: NothingToUndo) -> str:
    return _("Only the person who decided can undo that.") if nothing.foreign else ""


def _cannot_receive(cannot: CannotReceive) -> str:
    return _(_CANNOT_RECEIVE[cannot.why])


def _changed(changed: ChangedSincePreview) -> str:
    number = len(changed.changed)
    said = ngettext(
        "{number} item changed since it was listed. Nothing was kept, on no item; look at the list again.",
        "{number} items changed since they were listed. Nothing was kept, on no item; look at the list again.",
        number,
    )
    return said.format(number=number)


def _unknown_account(_error: UnknownAccount) -> str:
    return _("Your account is disabled. Nothing was kept.")


_WORDS: dict[type[StorageError], Callable[..., str]] = {
    StaleItem: _stale,
    AlreadyDecided: _already,
    ItemHeld: _held,
    NotHeld: _not_held,
    NothingToUndo: _nothing_to_undo,
    CannotReceive: _cannot_receive,
    ChangedSincePreview: _changed,
    UnknownAccount: _unknown_account,
}
