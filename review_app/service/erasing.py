"""Requests of persons concerned to have what is personal made unreadable: what one reaches, doing it, what was done."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from review_app import written
from review_app.language import _, ngettext
from review_app.service.database import engine, now
from review_app.service.logins import Person
from review_app.service.referring import Done, clean
from storage.database import reading, unit_of_work
from storage.errors import StorageError
from storage.people.accounts import list_accounts
from storage.personal_data.erase_requests import (
    DONE,
    Answer,
    BadRequest,
    Reach,
    Request,
    answer_request,
    list_requests,
    reach_of,
)
from storage.personal_data.freed_space import free_space
from storage.personal_data.pseudonyms import open_pseudonyms
from storage.referring.referrals import day_of
from storage.settings import settings
from storage.tables import Erasure, ErasureRequest
from storage.unreadable import NoNumber

DEED = "erase"
_RESTS = re.compile(r"referral ([\d, ]+) rests on it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an administrator fills in."""

    who: str
    paper: str
    requested_on: date | None
    """None where what was typed is no day."""
    phone: str = ""
    advert: str = ""
    """Number of the advert; empty where a phone number is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a request would reach; or why it cannot be made."""

    asked: Asked
    reach: Reach | None
    said: str
    """One sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One request with what was answered."""

    id: int
    requested_on: date
    advert_id: int | None
    done: bool
    answer: str
    why: str
    who: str
    """Full name; empty for a command."""
    at: datetime


def today() -> date:
    """Return the day in the office."""
    return day_of(now())


def look(person: Person, asked: Asked) -> Look:
    """Say what a request would reach; nothing is kept, not even that somebody looked."""
    if not person.may(DEED):
        return Look(asked=asked, reach=None, said=_not_allowed())
    if asked.requested_on is None or asked.requested_on > today():
        said = _("Write the day of the request as day/month/year, such as {today}, and none in the future.")
        return Look(asked=asked, reach=None, said=said.format(today=written.day(today())))
    try:
        with reading(engine()) as session:
            reach = reach_of(session, _request(person, asked), now=now())
    except (BadRequest, NoNumber) as error:
        return Look(asked=asked, reach=None, said=_refused(error))
    return Look(asked=asked, reach=reach, said=_reached(reach))


def erase(person: Person, looked: Look) -> Done:
    """Do what was shown, or keep that it is refused; where it would reach something else by now, nothing is done."""
    if not person.may(DEED):
        return Done(kept=False, said=_not_allowed())
    try:
        request, home = _request(person, looked.asked), settings().home
        with unit_of_work(engine()) as session:
            if reach_of(session, request, now=now()) != looked.reach:
                return Done(
                    kept=False, said=_("It would reach something else by now. Nothing was changed; look again.")
                )
            answer = answer_request(session, request, open_pseudonyms(home, make=True), home, now=now())
    except (BadRequest, NoNumber) as error:
        return Done(kept=False, said=_refused(error))
    except (DBAPIError, StorageError, OSError):
        return Done(kept=False, said=_not_let())
    return Done(kept=True, said=_what_came_of(answer))


def _what_came_of(answer: Answer) -> str:
    if answer.outcome != DONE:
        return _("Kept as request {number}: refused.").format(number=answer.request_id)
    said = [_("Kept as request {number}: done.").format(number=answer.request_id)]
    if answer.left:
        said.append(_("Still named, and to be left: {rows}.").format(rows=", ".join(answer.left)))
    if answer.beside:
        number = len(answer.beside)
        beside = ngettext(
            "It still stands in {number} file beside the database, a case file or an older copy, which stays as it is.",
            "It still stands in {number} files beside the database, case files or older copies, which stay as is.",
            number,
        )
        said.append(beside.format(number=number))
    if free_space(engine()):
        said.append(_("The database was in use: run “soitin purge” later, so that nothing lingers in its free pages."))
    return " ".join(said)


def read() -> list[Line]:
    """Return every request, newest first."""
    with reading(engine()) as session:
        names = {account.id: account.full_name for account in list_accounts(session)}
        return [_line(session, row, names.get(row.account_id or 0, "")) for row in reversed(list_requests(session))]


def _request(person: Person, asked: Asked) -> Request:
    who, paper = clean(asked.who), clean(asked.paper)
    if not who or not paper or asked.requested_on is None:
        msg = "a request says who asks, by what paper, and on what day"
        raise BadRequest(msg)
    digits = asked.advert.strip()
    is_advert = digits.isascii() and digits.isdigit() and len(digits) < 16  # noqa: PLR2004 - what a key can be
    return Request(
        why=f"{who}; {paper}",
        requested_on=asked.requested_on,
        phone=asked.phone.strip(),
        advert_id=int(digits) if is_advert else None,
        account_id=person.id,
    )


def _reached(reach: Reach) -> str:
    if reach.referral_ids:
        numbers = ", ".join(map(str, reach.referral_ids))
        said = _("Referral {numbers} rests on it and is under way: the request will be kept as refused.")
        return said.format(numbers=numbers)
    if not reach.version_ids:
        return _("No advert names it. Notes, replies and files of labels are looked through as well.")
    said = ngettext("It reaches {number} advert", "It reaches {number} adverts", reach.adverts)
    versions = ngettext("in {number} version.", "in {number} versions.", len(reach.version_ids))
    return f"{said.format(number=reach.adverts)} {versions.format(number=len(reach.version_ids))}"


def _line(session: Session, row: ErasureRequest, who: str) -> Line:
    return Line(
        id=row.id,
        requested_on=row.requested_on,
        advert_id=row.advert_id,
        done=row.outcome == DONE,
        answer=_answered(session, row),
        why=row.why,
        who=who,
        at=row.at,
    )


def _answered(session: Session, row: ErasureRequest) -> str:
    """Return what was answered, in the reader's language; a sentence of another release as it was kept."""
    if row.outcome == DONE:
        rows, words = session.execute(
            select(func.count(), func.coalesce(func.sum(Erasure.strings), 0)).where(Erasure.request_id == row.id)
        ).one()
        return _("{rows} kept rows made unreadable, {words} strings replaced").format(rows=rows, words=words)
    held = _RESTS.search(row.answer)
    return _("referral {numbers} rests on it and is under way").format(numbers=held[1]) if held else row.answer


def _refused(error: StorageError) -> str:
    if isinstance(error, NoNumber):
        return _("That is no phone number: digits, with spaces, dots or dashes between them.")
    return _("Say who asks, by what paper, on what day, and a phone number or the number of an advert that is there.")


def _not_let() -> str:
    return _(
        "Nothing was changed: the database or a file beside it does not let the app replace what is kept. "
        "Whoever keeps the machine does it with “soitin erase”."
    )


def _not_allowed() -> str:
    return _("Your role may not do this. Nothing was kept.")
