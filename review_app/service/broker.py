"""One broker as a page shows it: figures, contacts, register, referrals; read at one moment, free of the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from review_app import broker_wording, wording, written
from review_app.service.broker_masks import Masks
from review_app.service.database import engine
from review_app.service.facts import describe
from review_app.service.logins import Person
from review_app.service.paper_trail import ReferralLine, referral_lines
from storage.broker_dossiers.broker_figures import Asked, Figures, read_figures
from storage.broker_dossiers.broker_list import sees_broker
from storage.broker_dossiers.broker_parts import read_contacts, read_lineage, read_register
from storage.broker_dossiers.broker_state import BrokerState, broker_state
from storage.broker_dossiers.dossier_records import DossierContact
from storage.database import reading
from storage.intervals import Interval
from storage.people.scope import Scope
from storage.personal_data.reveals import broker_subject, is_revealed
from storage.referring.referral_lists import referrals_of_broker
from storage.register import latest_snapshot

_KINDS = {kind: place for place, kind in enumerate(broker_wording.CONTACTS)}
"""Kinds of contacts in the order of the page: by which one is reached or paid, then what names somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A contact, hidden or not."""

    kind: str
    shown: str
    whose: str
    adverts: int
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """What the newest list of licensed enterprises says of a licence or tax code that the adverts print."""

    kind: str
    """licence | tax_code"""
    printed: str
    status: str
    """Empty where the list does not have it."""
    name: str
    listed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A fee that is asked, or a wage that is offered."""

    kind: str
    said: str
    adverts: int
    first_seen_at: datetime
    last_seen_at: datetime
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerPage:
    """All of it."""

    state: BrokerState
    """What every act on this page carries."""
    asked_for: str
    """The id in the address, where that was merged into this one; else empty."""
    names: Sequence[tuple[str, int]]
    adverts: int
    outside: int
    """How many of them lie outside what the reader works on: they are counted, and neither titled nor quoted."""
    first_seen_at: datetime
    last_seen_at: datetime
    sites: Sequence[tuple[str, int]]
    posts: Sequence[tuple[datetime, str]]
    verdicts: Counter[str]
    risk: Interval | None
    bands: Counter[str]
    provinces: Sequence[tuple[str, int]]
    destinations: Sequence[tuple[str, int]]
    asked: Sequence[AskedRow]
    contacts: Sequence[ContactRow]
    register: Sequence[RegisterRow]
    listed_on: date | None
    """Day of the newest list; None while there is none."""
    referrals: Sequence[ReferralLine]
    revealed: bool

    @property
    def id(self) -> str:
        """The broker's."""
        return self.state.broker_id

    @property
    def name(self) -> str:
        """By what to call it: the commonest name of an employer, else its id."""
        return self.names[0][0] if self.names else self.id


def read(reader: Person, token: str | None, broker_id: str) -> BrokerPage | None:
    """Return a broker, or the one it was merged into; None where there is none that this person may see."""
    with reading(engine()) as session:
        figures = read_figures(session, broker_id, scope_of(reader))
        if figures is None or not sees_broker(session, figures.broker.id, scope_of(reader)):
            return None
        contacts = read_contacts(session, figures.broker.id)
        masks = masks_of(session, reader, token, figures.broker.id, contacts)
        snapshot = latest_snapshot(session)
        listed_on = snapshot.listed_on if snapshot else None
        return _page(
            figures,
            masks,
            contacts,
            state=broker_state(session, figures.broker.id),
            asked_for="" if figures.broker.id == broker_id else broker_id,
            register=_register(session, contacts, listed_on) if listed_on else [],
            listed_on=listed_on,
            referrals=_referrals(session, figures.broker.id),
        )


def scope_of(reader: Person) -> Scope:
    """Return what a person works on."""
    return Scope(reader.provinces, reader.destinations)


def masks_of(
    session: Session, reader: Person, token: str | None, broker_id: str, contacts: Sequence[DossierContact]
) -> Masks:
    """Return what hides the contacts of a broker from a person, as things stand in their login."""
    subject = broker_subject(broker_id)
    may = reader.may("reveal")
    return Masks(contacts, lifted=may and is_revealed(session, subject, account_id=reader.id, token=token))


def _page(figures: Figures, masks: Masks, contacts: Sequence[DossierContact], **rest: object) -> BrokerPage:
    return BrokerPage(
        names=[(masks.text(name), count) for name, count in figures.employers.most_common()],
        adverts=figures.adverts,
        outside=figures.outside,
        first_seen_at=figures.first_seen_at,
        last_seen_at=figures.last_seen_at,
        sites=figures.sites.most_common(),
        posts=figures.posts,
        verdicts=figures.verdicts,
        risk=figures.risk,
        bands=figures.bands,
        provinces=figures.provinces.most_common(),
        destinations=[(written.country(code), count) for code, count in figures.destinations.most_common()],
        asked=[_asked(one, masks) for one in figures.asked],
        contacts=[_contact(one, masks) for one in sorted(contacts, key=_place)],
        revealed=masks.lifted,
        **rest,  # type: ignore[arg-type]  # named by the one caller above
    )


def _place(one: DossierContact) -> tuple[bool, bool, int, int]:
    """Return where a contact stands: the poster's own first, what recurs before the rest, then by kind and use."""
    return one.whose != "poster", one.adverts == 1, _KINDS.get(one.kind, len(_KINDS)), -one.adverts


def _contact(one: DossierContact, masks: Masks) -> ContactRow:
    return ContactRow(
        kind=one.kind,
        shown=masks.contact(one.kind, one.shown, one.whose),
        whose=one.whose,
        adverts=one.adverts,
        first_seen_at=one.first_seen_at,
        last_seen_at=one.last_seen_at,
    )


def _asked(one: Asked, masks: Masks) -> AskedRow:
    return AskedRow(
        kind=wording.fact_kind(one.kind),
        said=masks.text(describe(one.kind, one.value)),
        adverts=one.adverts,
        first_seen_at=one.first_seen_at,
        last_seen_at=one.last_seen_at,
        quote=masks.text(one.quote),
    )


def _register(session: Session, contacts: Sequence[DossierContact], listed_on: date) -> list[RegisterRow]:
    newest = {
        (entry.by, entry.licence_number if entry.by == "licence" else entry.tax_code): entry
        for entry in read_register(session, contacts)
        if entry.listed_on == listed_on
    }
    printed = [(one, newest.get((one.kind, one.value))) for one in contacts if one.kind in ("licence", "tax_code")]
    return [
        RegisterRow(
            kind=one.kind,
            printed=one.shown,
            status=entry.status if entry else "",
            name=entry.name if entry else "",
            listed_on=listed_on,
        )
        for one, entry in printed
    ]


def _referrals(session: Session, broker_id: str) -> list[ReferralLine]:
    former = {one.was_id for one in read_lineage(session, broker_id) if one.into_id == broker_id}
    return referral_lines(referrals_of_broker(session, {broker_id, *former}))
