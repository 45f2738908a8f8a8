"""A person concerned asks that what reaches them be made unreadable: done at once, or refused with the reason; kept.

Law 91/2025/QH15 Art. 4 gives the right, Art. 14.2 with Art. 19 lets the office refuse while the data serves against a
breach of law (secondary texts only, not verified): here, while a referral that rests on the advert is under way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.errors import StorageError
from storage.personal_data.erase_words import cover_everywhere, find_number
from storage.personal_data.erasure import NUMBER, Order, erase_version
from storage.personal_data.erasure_beside import named_beside
from storage.personal_data.erasure_record import keep_record
from storage.personal_data.pseudonyms import Pseudonyms, is_pseudonym
from storage.personal_data.retention import held_adverts
from storage.referring.referrals import day_of
from storage.tables import Advert, AdvertContact, AdvertVersion, Contact, ErasureRequest, Fact, Screening
from storage.unreadable import Personal, national_number, number_pattern

DONE, REFUSED = "done", "refused"
_LABELS = "labels"
"""Folder in the home with files of labels that were imported."""
_LONGEST = 2000


class BadRequest(StorageError, ValueError):
    """Raised when a request names nothing, has no reason, or lies in the future; nothing was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asks for: one number everywhere, or all that is personal in one advert."""

    why: str
    requested_on: date
    phone: str = ""
    advert_id: int | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it."""

    request_id: int
    outcome: str
    sentence: str
    version_ids: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    left: tuple[str, ...] = field(default=())
    """Rows that still have the number, and may: of the audit chain and of the register."""
    beside: tuple[str, ...] = ()
    """Files beside the database in which the words may stand still, each with what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a request would reach, before anything is done."""

    version_ids: tuple[int, ...]
    adverts: int
    referral_ids: tuple[int, ...]
    """Referrals under way that rest on one of the adverts: while there are any, the request is refused."""


def reach_of(session: Session, request: Request, *, now: datetime) -> Reach:
    """Return what a request would reach; nothing is changed or kept.

    Raises:
        BadRequest: see there.
        NoNumber: the phone number is none.
    """
    number = _checked(session, request, now)
    version_ids = _versions_with(session, number) if number else _versions_of(session, request.advert_id)
    held = held_adverts(session)
    adverts = {session.get_one(AdvertVersion, one).advert_id for one in version_ids}
    holding = {held[advert] for advert in adverts if advert in held}
    return Reach(version_ids=tuple(version_ids), adverts=len(adverts), referral_ids=tuple(sorted(holding)))


def answer_request(session: Session, request: Request, pseudonyms: Pseudonyms, home: Path, *, now: datetime) -> Answer:
    """Do what a person concerned asks for, or refuse it; either is kept and written into the audit chain.

    Raises:
        BadRequest: see there.
        NoNumber: the phone number is none.
        RecordRefused: the record outside the database is damaged; nothing was erased.
        OSError: a file of labels, or the record, cannot be written.
    """
    reach = reach_of(session, request, now=now)
    number, version_ids = national_number(request.phone) if request.phone else "", reach.version_ids
    if reach.referral_ids:
        numbers = ", ".join(map(str, reach.referral_ids))
        sentence = f"referral {numbers} rests on it and is under way; ask again when it has ended"
        return _kept(session, request, pseudonyms.of(number) if number else "", REFUSED, sentence, now)
    sentence = f"{len(version_ids)} versions of {reach.adverts} adverts were made unreadable"
    answer = _kept(session, request, pseudonyms.of(number) if number else "", DONE, sentence, now)
    keep_record(session, home, session.get_one(ErasureRequest, answer.request_id), pseudonyms)
    order = Order(
        pseudonyms=pseudonyms, now=now, request_id=answer.request_id, account_id=request.account_id, number=number
    )
    done = [erase_version(session, one, order).id for one in version_ids]
    files: list[str] = []
    left: list[str] = []
    if number:
        personal = Personal(number=number_pattern(number))
        done += cover_everywhere(session, personal, order)
        files = _cover_labels(home, personal)
        left = find_number(session, personal)
    _note(session, request, answer, done, now)
    return Answer(
        request_id=answer.request_id,
        outcome=DONE,
        sentence=sentence,
        version_ids=version_ids,
        files=tuple(files),
        left=tuple(left),
        beside=tuple(named_beside(session, home, version_ids)),
    )


def named_again(session: Session, pseudonyms: Pseudonyms) -> list[int]:
    """Return adverts that name a number which somebody asked to have erased before: kept since, for a person to see."""
    asked = set(
        session.scalars(
            select(ErasureRequest.pseudonym).where(ErasureRequest.outcome == DONE, ErasureRequest.pseudonym != "")
        )
    )
    if not asked:
        return []
    again = [
        key
        for key, value in session.execute(select(Contact.id, Contact.value).where(Contact.kind == "phone"))
        if not is_pseudonym(value) and pseudonyms.of(value.split("x")[0]) in asked
    ]
    query = (
        select(AdvertVersion.advert_id)
        .join(AdvertContact, AdvertContact.version_id == AdvertVersion.id)
        .where(AdvertContact.contact_id.in_(again))
    )
    return sorted(set(session.scalars(query)))


def list_requests(session: Session) -> Sequence[ErasureRequest]:
    """Return every request, oldest first."""
    return session.scalars(select(ErasureRequest).order_by(ErasureRequest.id)).all()


def _checked(session: Session, request: Request, now: datetime) -> str:
    """Return the number that is meant, or nothing for an advert."""
    if bool(request.phone) == (request.advert_id is not None):
        msg = "name either a phone number or an advert"
        raise BadRequest(msg)
    if not request.why.strip() or len(request.why) > _LONGEST:
        msg = f"a reason is needed, of at most {_LONGEST} characters: who asks, and for what"
        raise BadRequest(msg)
    if request.requested_on > day_of(now):
        msg = f"the request cannot be of {request.requested_on}, which has not come yet"
        raise BadRequest(msg)
    if request.advert_id is not None and session.get(Advert, request.advert_id) is None:
        msg = f"there is no advert {request.advert_id}"
        raise BadRequest(msg)
    return national_number(request.phone) if request.phone else ""


def _versions_of(session: Session, advert_id: int | None) -> list[int]:
    query = select(AdvertVersion.id).where(AdvertVersion.advert_id == advert_id)
    return list(session.scalars(query.order_by(AdvertVersion.id)))


def _versions_with(session: Session, number: str) -> list[int]:
    """Return the versions in which readers found the number, however it was disguised, or where it simply stands."""
    named = (
        select(AdvertContact.version_id)
        .join(Contact)
        .where((Contact.value == number) | Contact.value.startswith(f"{number}x"))
    )
    found = set(session.scalars(named))
    read = select(Screening.version_id, Fact.value).join(Fact, Fact.screening_id == Screening.id)
    for version_id, value in session.execute(read.where(Fact.kind.in_(("phones", "contacts", "bank_accounts")))):
        if number in (value.get("value"), value.get("number")):
            found.add(version_id)
    pattern = number_pattern(number)
    written = select(AdvertVersion.id, AdvertVersion.text, AdvertVersion.title, AdvertVersion.employer_name)
    for version_id, *words in session.execute(written.execution_options(yield_per=1000)):
        if any(pattern.search(one) for one in words):
            found.add(version_id)
    return sorted(found)


def _kept(session: Session, request: Request, pseudonym: str, outcome: str, sentence: str, now: datetime) -> Answer:
    row = ErasureRequest(
        kind="phone" if request.phone else "advert",
        pseudonym=pseudonym,
        advert_id=request.advert_id,
        requested_on=request.requested_on,
        why=Personal().covered(request.why.strip()),
        outcome=outcome,
        answer=sentence,
        account_id=request.account_id,
        at=now,
    )
    session.add(row)
    session.flush()
    answer = Answer(request_id=row.id, outcome=outcome, sentence=sentence)
    if outcome == REFUSED:
        _note(session, request, answer, [], now)
    return answer


def _note(session: Session, request: Request, answer: Answer, erasures: Sequence[int], now: datetime) -> None:
    append_event(
        session,
        action="erase" if answer.outcome == DONE else "refuse_erasure",
        subject=f"erasure_request:{answer.request_id}",
        account_id=request.account_id,
        at=now,
        detail={"erasures": list(erasures), "scope": NUMBER if request.phone else "advert"},
    )


def _cover_labels(home: Path, personal: Personal) -> list[str]:
    """Take the number out of imported label files, which the next model learns from; return their names."""
    changed = []
    for path in sorted((home / _LABELS).glob("*.jsonl")):
        words = path.read_text("utf-8")
        if personal.spans(words):
            half = path.with_name(f".{path.name}.part")
            half.write_text(personal.covered(words), "utf-8")
            half.replace(path)
            changed.append(path.name)
    return changed
