"""Which broker is meant by what a person types: an id, a number, a licence, a name."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from storage.brokers import current_broker
from storage.folding import fold
from storage.tables import AdvertContact, BrokerMember, Contact

_FEWEST_DIGITS, _FEWEST_LETTERS = 8, 3
_FEWEST_OF_A_LICENCE = 2
_NAMES = ("company", "person")


def find_brokers(session: Session, wanted: str, *, limit: int = 20) -> list[str]:
    """Return the brokers meant by an id, a contact or a part of a name, those with most adverts first."""
    broker = current_broker(session, wanted.strip())
    if broker is not None:
        return [broker.id]
    return _by_contact(session, wanted.strip(), limit)


def _by_contact(session: Session, wanted: str, limit: int) -> list[str]:
    query = (
        select(BrokerMember.broker_id)
        .join(AdvertContact, AdvertContact.version_id == BrokerMember.version_id)
        .join(Contact, Contact.id == AdvertContact.contact_id)
        .where(BrokerMember.left_at.is_(None), or_(*_meant(wanted)))
        .group_by(BrokerMember.broker_id)
        .order_by(func.count(BrokerMember.advert_id.distinct()).desc(), BrokerMember.broker_id)
        .limit(limit)
    )
    return list(session.scalars(query))


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
    if len(folded) >= _FEWEST_LETTERS and len(digits) < _FEWEST_DIGITS:
        meant.append(Contact.kind.in_(_NAMES) & Contact.value.contains(folded, autoescape=True))
    return meant
