"""Make what is personal in an advert version unreadable, in every row that hangs on it, within one unit of work.

Counts, scores, offsets, typologies and provinces stay; a contact's value becomes a pseudonym, so that links stay. What
is done stands in the table `erasure`, and no trigger lets a row be changed without it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.folding import fold
from storage.personal_data.erased_rows import RowsOfVersion, rewrite_rows
from storage.personal_data.pseudonyms import Pseudonyms
from storage.tables import Advert, AdvertVersion, Base, Erasure
from storage.unreadable import Personal, number_pattern

_BY_CONTENT = "sha256:"
EVERYTHING, NUMBER = "everything", "number"
"""How much an erasure takes: all that is personal, or one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Why something is made unreadable, by whom, and what of it."""

    pseudonyms: Pseudonyms
    now: datetime
    clock: str = ""
    """Retention clock that ran out; '' where a person asked."""
    request_id: int | None = None
    account_id: int | None = None
    number: str = ""
    """The one number that is meant; '' for everything."""

    @property
    def scope(self) -> str:
        """How much it takes."""
        return NUMBER if self.number else EVERYTHING


def erase_version(session: Session, version_id: int, order: Order) -> Erasure:
    """Make a version unreadable as ordered; one in which there is nothing gets its row as well."""
    version = session.get_one(AdvertVersion, version_id)
    rows = RowsOfVersion.load(session, version)
    personal = rows.personal(order.number)
    subject = f"advert_version:{version_id}"
    is_first = session.scalars(select(Erasure.id).where(Erasure.subject == subject).limit(1)).first() is None
    erasure = open_erasure(session, subject, words_of(version), order)
    text = rows.text_without(personal, order.number)
    was = version.text
    replaced = rewrite_rows(session, rows, personal, text, order.number, order.pseudonyms)
    same_fold = version.folded == fold(f"{version.employer_name}\n{was}")
    folded = Personal(known=[fold(one) for one in personal.known], spared=personal.spared, number=personal.number)
    version.title, version.employer_name = personal.covered(version.title), personal.covered(version.employer_name)
    version.place, version.salary_text = personal.covered(version.place), personal.covered(version.salary_text)
    version.text, version.stated = text, personal.covered_in(version.stated)
    version.folded = fold(f"{version.employer_name}\n{text}") if same_fold else folded.covered(version.folded)
    if is_first:
        # whoever has the text without the number could try out all numbers against a plain hash of the whole
        version.content_sha256 = order.pseudonyms.keyed(version.content_sha256)
    _cover_address(session, version.advert_id, personal, order)
    session.flush()
    close_erasure(session, erasure, words_of(version), replaced + (was != text))
    return erasure


def open_erasure(session: Session, subject: str, words: str, order: Order) -> Erasure:
    """Add the row under which the triggers let the words of one row be replaced."""
    row = Erasure(
        subject=subject,
        scope=order.scope,
        clock=order.clock,
        request_id=order.request_id,
        account_id=order.account_id,
        at=order.now,
        keyed_before=order.pseudonyms.keyed(words),
    )
    session.add(row)
    session.flush()
    return row


def close_erasure(session: Session, erasure: Erasure, words: str, strings: int) -> None:
    """Close it for good, with what the words are now."""
    erasure.sha256_after, erasure.strings, erasure.ended_at = sha256_of(words), strings, erasure.at
    session.flush()


def sha256_of(words: str) -> str:
    """Return the hash under which the words of a row are known after an erasure."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def words_of(row: Base) -> str:
    """Return the words of a row that an erasure may replace, in one line of JSON."""
    columns = WORDS[row.__tablename__]
    return json.dumps({name: getattr(row, name) for name in columns}, ensure_ascii=False, sort_keys=True)


WORDS: dict[str, tuple[str, ...]] = {
    "advert_version": ("title", "employer_name", "text", "folded", "place", "salary_text", "stated"),
    "decision": ("note",),
    "lease": ("why",),
    "broker_judgement": ("why",),
    "contact_judgement": ("why",),
    "referral": ("content", "why"),
    "referral_event": ("note",),
    "reply": ("from_whom", "said"),
    "reply_answer": ("answer",),
    "capture": ("url", "etag", "last_modified"),
}
"""Table → its words, of rows that have erasures of their own."""


def erased_versions(session: Session, *, scope: str | None = None) -> set[int]:
    """Return the versions that were made unreadable, wholly (`everything`), of a number, or either."""
    query = select(Erasure.subject).where(
        Erasure.ended_at.is_not(None), Erasure.subject.startswith("advert_version:", autoescape=True)
    )
    if scope is not None:
        query = query.where(Erasure.scope == scope)
    return {int(subject.partition(":")[2]) for subject in session.scalars(query)}


def _cover_address(session: Session, advert_id: int, personal: Personal, order: Order) -> None:
    """Take known numbers out of an advert's address; others in it are mostly those of the board."""
    advert = session.get_one(Advert, advert_id)
    if advert.identity.startswith(_BY_CONTENT):
        advert.identity = "keyed:" + order.pseudonyms.keyed(advert.identity.removeprefix(_BY_CONTENT))
    only: list[Any] = [number_pattern(one) for one in personal.known if one.lstrip("+").isdigit()]
    only += [personal.number] if personal.number else []
    for pattern in only:
        spare = Personal(number=pattern)
        advert.url = spare.covered(advert.url) if advert.url else advert.url
        if pattern.search(advert.identity):
            # two adverts must not come to have one identity
            advert.identity = f"{spare.covered(advert.identity)}#{order.pseudonyms.keyed(advert.identity)[:8]}"
