"""Which broker is meant by what a person types: an id, a number, a licence, a name."""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from storage.brokers import current_broker
from storage.folding import fold
from storage.tables import AdvertContact, AdvertVersion, BrokerMember, Contact

_FEWEST_DIGITS, _FEWEST_LETTERS = 8, 3
_FEWEST_OF_A_LICENCE = 2
_MOST_WORDS = 12
_NAMES = ("company", "person")
_WORD = re.compile(r"[^\W_]+")


def find_brokers(session: Session, wanted: str, *, limit: int = 20) -> list[str]:
    """Return the brokers meant by an id, a contact or words of one name, those with most adverts first.

    A name is that of an employer as an advert has it, or of a firm or person as readers found it; its words may be
    typed in any order, in part, without accents and signs.
    """
    broker = current_broker(session, wanted.strip())
    if broker is not None:
        return [broker.id]
    meant = [_by_contact(wanted.strip())]
    words = _words(wanted)
    if words:
        meant.append(_by_employer(words))
    query = (
        select(BrokerMember.broker_id)
        .where(BrokerMember.left_at.is_(None), or_(*(BrokerMember.version_id.in_(versions) for versions in meant)))
        .group_by(BrokerMember.broker_id)
        .order_by(func.count(BrokerMember.advert_id.distinct()).desc(), BrokerMember.broker_id)
        .limit(limit)
    )
    return list(session.scalars(query))


def _by_contact(wanted: str) -> Select[int]:
    query = select(AdvertContact.version_id).join(Contact, Contact.id == AdvertContact.contact_id)
    return query.where(or_(*_meant(wanted)))


def _by_employer(words: Sequence[str]) -> Select[int]:
    """Return the question for versions whose employer has all of these words in the name that a list shows."""
    # folding is letter for letter, so that the folded text begins with as many signs of the employer
    name = func.substr(AdvertVersion.folded, 1, func.length(AdvertVersion.employer_name))
    query = select(BrokerMember.version_id).join(AdvertVersion, AdvertVersion.id == BrokerMember.version_id)
    said = [name.contains(word, autoescape=True) for word in words]
    return query.where(BrokerMember.left_at.is_(None), AdvertVersion.employer_name != "", *said)


def _words(wanted: str) -> list[str]:
    """Return the words of a name; none where so little is typed that it would mean nearly everybody."""
    words = list(dict.fromkeys(_WORD.findall(fold(wanted))))[:_MOST_WORDS]
    is_number = sum(sign.isdigit() for sign in wanted) >= _FEWEST_DIGITS
    return [] if is_number or sum(map(len, words)) < _FEWEST_LETTERS else words


def _meant(wanted: str) -> list[ColumnElement[bool]]:
    digits = "".join(sign for sign in wanted if sign.isdigit())
    folded = fold(wanted)
    meant: list[ColumnElement[bool]] = [Contact.value.in_({wanted, folded, folded.removeprefix("@"), wanted.upper()})]
    if len(digits) >= _FEWEST_DIGITS:
        national = f"0{digits[2:]}" if digits.startswith("84") else digits
        meant.append(Contact.value.in_({national, digits}))
    elif len(digits) >= _FEWEST_OF_A_LICENCE and wanted.startswith(digits):
        # the number of a licence without the letters behind it
        meant.append((Contact.kind == "licence") & Contact.value.startswith(f"{digits}/", autoescape=True))
    words = _words(wanted)
    if words:
        meant.append(and_(Contact.kind.in_(_NAMES), *(Contact.value.contains(one, autoescape=True) for one in words)))
    return meant
