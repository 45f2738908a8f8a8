"""Contacts that runs took for everybody's: a person says whether they are, and may take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from review_app import written
from review_app.language import _, language
from review_app.service.broker import scope_of
from review_app.service.broker_deeds import Outcome
from review_app.service.database import engine, now
from review_app.service.logins import Person
from storage.broker_dossiers.judgements import MAX_WHY
from storage.broker_dossiers.judgements import Person as Judge
from storage.broker_dossiers.shared_contacts import (
    count_waiting_contacts,
    employers_beside,
    judge_waiting,
    judged_contacts,
    touches_scope,
    undo_contact,
    waiting_contacts,
)
from storage.database import reading, unit_of_work
from storage.errors import NothingToJudge
from storage.personal_data.masks import mask_personal, mask_value
from storage.tables import ContactJudgement, SharedContact

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A contact that weighs nothing until somebody says what it is."""

    id: int
    kind: str
    shown: str
    why: str
    versions: int
    employers: Sequence[str]
    """Some of those that print it, the commonest first."""
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a person said of one."""

    id: int
    kind: str
    shown: str
    is_shared: bool
    why: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """Both."""

    waiting: Sequence[Waiting]
    left: int
    """How many wait beside those."""
    judged: Sequence[Judged]


def count_waiting(reader: Person) -> int:
    """Return how many contacts wait for a word, of those that touch what this person works on."""
    with reading(engine()) as session:
        return count_waiting_contacts(session, scope_of(reader))


def read_page(reader: Person) -> SharedPage:
    """Return what waits and what was said, of contacts that touch what this person works on.

    Numbers and names in networks stay hidden here.
    """
    scope = scope_of(reader)
    with reading(engine()) as session:
        found = waiting_contacts(session, scope, limit=MOST)
        total = count_waiting_contacts(session, scope)
        employers = employers_beside(session, [one.contact_id for one in found], scope)
        waiting = [
            Waiting(
                id=one.id,
                kind=one.kind,
                shown=mask_value(one.kind, one.shown),
                why=_in_words(one.why),
                versions=one.readings,
                employers=[mask_personal(name, names=()) for name in employers[one.contact_id]],
                found_at=one.found_at,
            )
            for one in found
        ]
        judged = [
            Judged(
                id=one.id,
                kind=one.kind,
                shown=mask_value(one.kind, one.shown),
                is_shared=one.is_shared,
                why=mask_personal(one.why),
                who=one.full_name,
                at=one.at,
            )
            for one in judged_contacts(session, scope, limit=MOST)
        ]
    return SharedPage(waiting=waiting, left=total - len(waiting), judged=judged)


def say(reader: Person, waiting_id: int, why: str, *, is_shared: bool) -> Outcome:
    """Say of a contact that everybody uses it, or that it is somebody's own."""
    why = why.strip()
    if not reader.may("judge_broker"):
        return Outcome(kept=False, said=_("Your role reads brokers and does not judge them."))
    if len(why) > MAX_WHY:
        words = _("The reason has {length} characters, at most {most} are kept. Nothing was changed; shorten it.")
        return Outcome(kept=False, said=words.format(length=written.count(len(why)), most=written.count(MAX_WHY)))
    try:
        with unit_of_work(engine()) as session:
            if not _is_seen(session, reader, session.get(SharedContact, waiting_id)):
                return Outcome(kept=False, said=_elsewhere())
            judge_waiting(session, waiting_id, Judge(account_id=reader.id, now=now(), why=why), is_shared=is_shared)
    except NothingToJudge:
        return Outcome(kept=False, said=_("Somebody judged this contact meanwhile. Nothing was changed; look again."))
    if is_shared:
        return Outcome(kept=True, said=_("Kept: shared by many. It ties no adverts; the next linking run obeys."))
    return Outcome(kept=True, said=_("Kept: one poster’s own. It ties adverts again; the next linking run obeys."))


def undo(reader: Person, judgement_id: int) -> Outcome:
    """Take back what was said of a contact."""
    if not reader.may("judge_broker"):
        return Outcome(kept=False, said=_("Your role reads brokers and does not judge them."))
    try:
        with unit_of_work(engine()) as session:
            if not _is_seen(session, reader, session.get(ContactJudgement, judgement_id)):
                return Outcome(kept=False, said=_elsewhere())
            undo_contact(session, judgement_id, Judge(account_id=reader.id, now=now()))
    except NothingToJudge:
        return Outcome(kept=False, said=_("This was taken back or replaced before. Nothing was changed."))
    return Outcome(kept=True, said=_("Taken back; the contact waits again."))


def _is_seen(session: Session, reader: Person, row: SharedContact | ContactJudgement | None) -> bool:
    """Tell whether a contact touches what somebody works on; of one that is not there, the deed itself will say so."""
    return row is None or touches_scope(session, row.contact_id, scope_of(reader))


def _elsewhere() -> str:
    return _("No advert that you work on has this contact any more. Nothing was changed.")


def _in_words(why: str) -> str:
    """Return the half of a kept sentence that is in the reader's language."""
    vietnamese, _slash, english = why.partition(" / ")
    return vietnamese if language() == "vi" else english or vietnamese
