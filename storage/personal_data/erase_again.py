"""After a backup was restored: erase again what persons had erased since it was made, as the record outside it says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event
from storage.personal_data.erase_requests import DONE, Answer, Request, answer_request
from storage.personal_data.erasure_record import (
    RECORD,
    Erased,
    RecordRefused,
    about_advert,
    known_by,
    read_erasures,
    undone,
)
from storage.personal_data.pseudonyms import KEY, Pseudonyms, is_pseudonym
from storage.tables import AdvertVersion, Contact, ErasureRequest, Reply
from storage.unreadable import NoNumber, national_number

_LIKE_A_NUMBER = re.compile(r"\+?\d(?:[ .()\-]{0,3}\d){7,14}")


def erase_again(session: Session, pseudonyms: Pseudonyms, home: Path, *, now: datetime) -> Sequence[Answer]:
    """Do each request of the record again that this database does not know; return the answers.

    A number is known again by its pseudonym, hence only with the key of before. One that is nowhere is done with.

    Raises:
        RecordRefused: the record cannot be read, or was written under another key.
        OSError: a file of labels, or the record, cannot be written.
    """
    missing = undone(session, read_erasures(home / RECORD))
    if any(one.key != known_by(pseudonyms) for one in missing):
        msg = f"{KEY} is not the key under which {RECORD} was written; put the one of before back: nothing was erased"
        raise RecordRefused(msg)
    wanted = {one.about for one in missing if one.kind == "phone"}
    numbers = _numbers(session, pseudonyms, wanted) if wanted else {}
    return [_done(session, one, numbers, pseudonyms, home, now) for one in missing]


def _done(
    session: Session, one: Erased, numbers: Mapping[str, str], pseudonyms: Pseudonyms, home: Path, now: datetime
) -> Answer:
    # after a restore the key of a row may be another advert's
    is_there = one.about in numbers or (
        one.advert_id is not None and about_advert(session, one.advert_id, pseudonyms) == one.about
    )
    asked = date.fromisoformat(one.requested_on)
    if is_there:
        phone = numbers.get(one.about, "")
        request = Request(why=one.why, requested_on=asked, phone=phone, advert_id=one.advert_id)
        return answer_request(session, request, pseudonyms, home, now=now)
    sentence = "what was erased then does not stand in the backup that was restored"
    row = ErasureRequest(
        kind=one.kind,
        # of an advert as well: it was collected after the backup, so that there is no row to point at
        pseudonym=one.about,
        advert_id=None,
        requested_on=asked,
        why=one.why,
        outcome=DONE,
        answer=sentence,
        at=now,
    )
    session.add(row)
    session.flush()
    detail: dict[str, Any] = {"erasures": [], "scope": "number" if one.kind == "phone" else "advert"}
    subject = f"erasure_request:{row.id}"
    append_event(session, action="erase", subject=subject, account_id=None, at=now, detail=detail)
    return Answer(request_id=row.id, outcome=DONE, sentence=sentence)


def _numbers(session: Session, pseudonyms: Pseudonyms, wanted: set[str]) -> dict[str, str]:
    """Return pseudonym → number, for those that stand anywhere in adverts, contacts or replies."""
    tried: dict[str, str] = {}
    for number in _written(session):
        tried.setdefault(number, pseudonyms.of(number))
    return {pseudonym: number for number, pseudonym in tried.items() if pseudonym in wanted}


def _written(session: Session) -> Iterator[str]:
    for value in session.scalars(select(Contact.value).where(Contact.kind == "phone")):
        if not is_pseudonym(value):
            yield value.split("x")[0]
    words = select(AdvertVersion.text, AdvertVersion.title, AdvertVersion.employer_name)
    said = select(Reply.said, Reply.from_whom)
    for query in (words, said):
        for row in session.execute(query.execution_options(yield_per=1000)):
            for match in _LIKE_A_NUMBER.finditer("\n".join(row)):
                try:
                    yield national_number(match[0])
                except NoNumber:
                    continue
