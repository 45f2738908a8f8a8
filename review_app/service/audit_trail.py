"""The audit chain for those who may read it: pages of it, its verdict, and a table to take away."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from review_app import audit_subjects, audit_words
from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.downloads import Sheet
from review_app.service.exporting import Export
from review_app.service.logins import Person
from review_app.written import ZONE
from storage.audit_chain.audit import append_event, find_breaks
from storage.audit_chain.audit_trail import (
    TrailEvent,
    TrailFilter,
    actions_there,
    count_events,
    list_events,
    newest_number,
)
from storage.audit_chain.checkpoints import find_checkpoint_breaks, last_checkpoint
from storage.database import reading, unit_of_work
from storage.people.accounts import list_accounts
from storage.personal_data.masks import mask_personal
from storage.settings import settings

DEED = "read_audit"
PAGE = 50
MOST_BREAKS = 50
MOST_TAKEN = 200_000
"""Events in one download."""
_OWN_WORDS = frozenset(("note", "reason", "why"))
"""Keys beside an event under which stands what a person typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks of the chain."""

    who: int | None = None
    actions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    """The last day."""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailPage:
    """One page of the chain."""

    events: Sequence[TrailEvent]
    number: int
    pages: int
    found: int
    up_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the chain holds."""

    events: int
    breaks: tuple[str, ...]
    """One sentence each, `MOST_BREAKS` at most."""
    at: datetime


def read_page(wanted: Wanted, *, number: int, up_to: int | None) -> TrailPage:
    """Return a page; `up_to` keeps the pages still while others work, None begins at the newest event."""
    with reading(engine()) as session:
        top = newest_number(session) if up_to is None else up_to
        narrowed = _filter(wanted, top)
        found = count_events(session, narrowed)
        pages = max(1, -(-found // PAGE))
        page = min(max(1, number), pages)
        events = [_masked(one) for one in list_events(session, narrowed, limit=PAGE, offset=(page - 1) * PAGE)]
    return TrailPage(events=events, number=page, pages=pages, found=found, up_to=top)


def choices() -> tuple[dict[int, str], Sequence[str]]:
    """Return who there is by key, and the kinds of deeds in the chain."""
    with reading(engine()) as session:
        people = {account.id: account.full_name for account in list_accounts(session)}
        return people, actions_there(session)


def last_signed() -> tuple[datetime, int] | None:
    """Return when the chain was last signed, and up to which event; None if never."""
    return last_checkpoint(settings().home)


def check(person: Person, on_progress: Callable[[float], object]) -> Verdict | None:
    """Read the whole chain and say whether it holds; that it was asked is an event itself. None if one may not.

    Args:
        person: Who asks.
        on_progress: Told a share from 0 to 1, a hundred times at most.
    """
    if not person.may(DEED):
        return None
    with reading(engine()) as session:
        events = newest_number(session)
        step = max(1, events // 100)

        def tell(read: int) -> None:
            if read % step == 0:
                on_progress(min(1.0, read / max(1, events)))

        chain = list(islice(find_breaks(session, tell), MOST_BREAKS))
        breaks = (*chain, *islice(find_checkpoint_breaks(session, settings().home), MOST_BREAKS - len(chain)))
    detail = {"events": events, "breaks": len(breaks)}
    with unit_of_work(engine()) as session:
        append_event(session, action="verify_audit", subject="audit", account_id=person.id, at=now(), detail=detail)
    return Verdict(events=events, breaks=breaks, at=now())


def export(wanted: Wanted) -> Export:
    """Return the table of what is asked, for a download."""

    def make(_person: Person) -> Sequence[Sheet]:
        with reading(engine()) as session:
            events = [_masked(one) for one in list_events(session, _filter(wanted, None), limit=MOST_TAKEN)]
        heads = [_("Number"), _("When"), _("Who"), _("What"), _("Code"), _("About"), _("Item"), _("Details"), _("Hash")]
        rows = [
            (
                *(event.number, event.at, event.who, audit_words.deed(event.action, event.detail)),
                *(event.action, event.subject, _item_of(event), event.detail, event.sha256),
            )
            for event in events
        ]
        return [Sheet(name=_("Audit"), heads=heads, rows=rows)]

    return Export(what="audit", subject="audit", make=make, deed=DEED)


def _masked(event: TrailEvent) -> TrailEvent:
    """Return an event without the contacts that somebody typed into a reason; the chain itself stays as it is."""
    said = audit_words.as_mapping(event.detail)
    hidden = {key: mask_personal(value) for key, value in said.items() if key in _OWN_WORDS and isinstance(value, str)}
    if all(said[key] == value for key, value in hidden.items()):
        return event
    return replace(event, detail=json.dumps(said | hidden, ensure_ascii=False, sort_keys=True))


def _item_of(event: TrailEvent) -> int | None:
    kind, _colon, key = event.subject.partition(":")
    return int(key) if kind == "campaign" and key.isdecimal() else event.campaign_id


def _filter(wanted: Wanted, up_to: int | None) -> TrailFilter:
    typed = wanted.subject.strip().replace("\x00", "")
    item, exactly = audit_subjects.meant(typed)
    return TrailFilter(
        account_id=wanted.who,
        actions=wanted.actions,
        since=_midnight(wanted.since) if wanted.since else None,
        until=_midnight(wanted.until + timedelta(days=1)) if wanted.until else None,
        subject="" if item is not None or exactly else typed,
        exactly=exactly,
        item=item,
        up_to=up_to,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)
