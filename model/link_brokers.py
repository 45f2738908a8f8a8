"""Brokers in the database: only those are formed anew that new adverts or people's judgements concern."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from model.brokers import link_brokers
from model.kept_readings import restore_all
from model.linking.records import Grouping, Judgement, Link, LinkReading, SharedContact
from model.linking.uses import REACHING
from storage.broker_dossiers.broker_work import (
    Stamp,
    brokers_to_form,
    hold_linking,
    open_judgements,
    stamp,
    told_contacts,
    unlinked_adverts,
)
from storage.brokers import (
    KeptLink,
    adverts_of,
    brokers_of,
    keep_links,
    keep_shared,
    new_broker_id,
    note_formed,
    put_with_brokers,
)
from storage.campaigns import campaigns_of, members_of
from storage.contacts import KeptReading, adverts_beside, load_readings, newest_readings
from storage.database import reading, unit_of_work
from storage.errors import StorageError
from storage.tables import Broker

MOST_OF_A_NAME, MOST_COPIES = 300, 30
"""Adverts of one firm or house, and of one campaign, that a new one is compared with: the newest."""
TRIES = 3
_FORMS = ("", "joint_stock", "limited")


@dataclass(slots=True, kw_only=True)
class BrokerCounts:
    """What a run did with brokers."""

    adverts: int = 0
    """Compared anew."""
    changed: int = 0
    """Adverts that went to another broker than before."""
    suggestions: int = 0
    conflicts: tuple[str, ...] = ()
    """A sentence for each judgement that contradicts others."""
    cuts: tuple[str, ...] = ()
    """A sentence for each giant group that was parted."""
    learned: int = 0
    """Contacts newly taken for shared; they wait for a person's word."""


@dataclass(frozen=True, kw_only=True)
class _Work:
    """What a run starts from."""

    stamp: Stamp
    readings: list[LinkReading]
    versions: Mapping[int, int]
    fresh: frozenset[int]
    whole: bool
    """Everything is compared: at first, or after much came at once."""
    known: Mapping[int, str]
    campaigns: Mapping[int, int]
    judgements: tuple[Judgement, ...]
    shared: tuple[SharedContact, ...]


def link_kept_brokers(engine: Engine, *, now: Callable[[], datetime]) -> BrokerCounts:
    """Link the adverts that have no broker yet, and form those anew that people judged since.

    What was found is kept only if nobody joined or judged meanwhile; else it is done again.

    Raises:
        StorageError: people judged during each of three attempts.
    """
    for _ in range(TRIES):
        with reading(engine) as session:
            work = _gather(session)
        if work is None:
            return BrokerCounts()
        grouping = link_brokers(
            work.readings,
            {str(advert): str(campaign) for advert, campaign in work.campaigns.items()},
            judgements=work.judgements,
            shared=work.shared,
            known={str(advert): broker for advert, broker in work.known.items()},
            fresh=None if work.whole else {str(advert) for advert in work.fresh},
        )
        with unit_of_work(engine) as session:
            hold_linking(session)
            if stamp(session) == work.stamp:
                return _keep(session, work, grouping, now=now())
    msg = "people judged brokers during each of three attempts to link them; nothing is lost, run `soitin link` again"
    raise StorageError(msg)


def _gather(session: Session) -> _Work | None:
    unlinked = unlinked_adverts(session)
    fresh = {*unlinked, *_all(adverts_of(session, brokers_to_form(session)))}
    if not fresh:
        return None
    versions = newest_readings(session)
    told = told_contacts(session)
    judgements = open_judgements(session)
    whole = len(fresh) * 2 > len(versions)
    given = set(versions) if whole else _concerned(session, fresh, versions, told)
    if not whole:
        judged = {one for row in judgements for one in (row.advert_a, row.advert_b)}
        anew = {broker for advert, broker in brokers_of(session, given).items() if advert in judged}
        anew |= set(brokers_of(session, judged).values()) & set(brokers_of(session, given).values())
        given |= set(_all(adverts_of(session, anew)))
    return _Work(
        stamp=stamp(session),
        readings=restore_all(load_readings(session, {versions[advert] for advert in given})),
        versions=versions,
        fresh=frozenset(fresh),
        whole=whole,
        known=brokers_of(session, given),
        campaigns=campaigns_of(session, given),
        judgements=tuple(
            Judgement(a=str(row.advert_a), b=str(row.advert_b), verdict=row.verdict, made_at=row.at, id=f"{row.id:012}")  # type: ignore[arg-type]  # as the table says
            for row in judgements
        ),
        shared=tuple(
            SharedContact(kind=kind, value=value, why=why, learned=False, weighs=not is_shared)
            for (kind, value), (is_shared, why) in sorted(told.items())
        ),
    )


def _concerned(
    session: Session, fresh: set[int], versions: Mapping[int, int], told: Mapping[tuple[str, str], tuple[bool, str]]
) -> set[int]:
    """Return the fresh adverts, those of their brokers so far, and all that share a contact, a firm or a text."""
    weightless = {key for key, (is_shared, _) in told.items() if is_shared}
    read = load_readings(session, {versions[advert] for advert in fresh})
    reaching = {(kind, value) for kind, value in _own_contacts(read) if kind in REACHING} - weightless
    names = {(kind, value) for kind, value in _own_contacts(read) if kind == "address"} - weightless
    words = {value.split("|", 1)[0] for kind, value in _own_contacts(read) if kind == "company"}
    names |= {("company", f"{name}|{form}") for name in words for form in _FORMS}
    names |= {(kind, value) for kind, value in _own_contacts(read) if kind == "company"}
    given = fresh | adverts_beside(session, reaching) | adverts_beside(session, names, most=MOST_OF_A_NAME)
    for copies in members_of(session, campaigns_of(session, fresh).values()).values():
        given |= {advert for advert in copies[-MOST_COPIES:] if advert in versions}
    known = set(brokers_of(session, fresh).values())
    return given | set(_all(adverts_of(session, known)))


def _own_contacts(read: Iterable[KeptReading]) -> set[tuple[str, str]]:
    return {(found.kind, found.value) for one in read for found in one.contacts if found.whose == "poster"}


def _keep(session: Session, work: _Work, grouping: Grouping, *, now: datetime) -> BrokerCounts:
    brokers = _with_new_names(session, work, grouping)
    # a settled broker that was taken into another goes with all its adverts, those not given included
    for was, into in _settled_and_joined(work, brokers):
        brokers = dict.fromkeys(adverts_of(session, [was])[was], into) | brokers
    changed = put_with_brokers(session, brokers, work.versions, now=now)
    formed = {brokers[advert] for advert in brokers if advert in work.fresh or work.whole}
    note_formed(session, formed, now=now)
    links = [_kept_link(link) for link in (*grouping.links, *grouping.suggestions)]
    compared = set(brokers) if work.whole else set(work.fresh)
    keep_links(session, links, compared, now=now)
    learned = {(one.kind, one.value): one.why for one in grouping.learned}
    return BrokerCounts(
        adverts=len(compared),
        changed=changed,
        suggestions=len(grouping.suggestions),
        conflicts=tuple(one.sentence for one in grouping.conflicts),
        cuts=tuple(one.sentence for one in grouping.cuts),
        learned=keep_shared(session, learned, now=now),
    )


def _settled_and_joined(work: _Work, brokers: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return (broker, the one that has it now) for those that were not asked again and went whole."""
    judged = {int(advert) for one in work.judgements for advert in (one.a, one.b)}
    went: dict[str, set[str]] = {}
    for advert, was in work.known.items():
        anew = work.whole or advert in work.fresh or advert in judged
        went.setdefault(was, set()).update({""} if anew else {brokers[advert]})
    return [
        (was, min(into)) for was, into in sorted(went.items()) if len(into) == 1 and into != {was} and "" not in into
    ]


def _with_new_names(session: Session, work: _Work, grouping: Grouping) -> dict[int, str]:
    """Return advert → broker; a new one whose id somebody had before, and lost, gets an id that nobody had."""
    before = set(work.known.values())
    renamed: dict[str, str] = {}
    brokers = {int(advert): broker for advert, broker in grouping.brokers.items()}
    for advert, broker in sorted(brokers.items()):
        if broker not in before and broker not in renamed:
            taken = session.get(Broker, broker) is not None
            renamed[broker] = new_broker_id(session, advert, salt=broker) if taken else broker
    return {advert: renamed.get(broker, broker) for advert, broker in brokers.items()}


def _kept_link(link: Link) -> KeptLink:
    return KeptLink(
        advert_a=int(link.a),
        advert_b=int(link.b),
        probability=link.probability,
        bits=link.bits,
        reasons=tuple(asdict(reason) for reason in link.reasons),
        status=link.status,
        held_by=link.held_by,
    )


def _all(found: Mapping[str, Iterable[int]]) -> list[int]:
    return [advert for adverts in found.values() for advert in adverts]
