"""Two wordings of one advert beside one another, read when somebody opens them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from review_app.service.database import engine
from review_app.service.differences import Change, differences
from review_app.service.masking import Mask
from storage.database import reading
from storage.personal_data.masks import PERSON, PERSONAL_CONTACTS, PERSONAL_FACTS
from storage.tables import AdvertContact, AdvertVersion, Contact, Fact, Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A version, and how it came from the one before."""

    text: str
    changes: Sequence[Change] | None
    """From the one before; None where they are too long to compare, or there is none before."""
    has_before: bool


def compare(version_id: int, mask: Mask) -> Comparison | None:
    """Return a version as a reader may see it, with what changed from the one before it; None if there is none."""
    with reading(engine()) as session:
        version = session.get(AdvertVersion, version_id)
        if version is None:
            return None
        before = _before(session, version)
        both = [version, *([before] if before else [])]
        names = (*mask.names, *_names(session, both))
        mask = replace(mask, known=(*mask.known, *_contacts(session, both)), names=names)
    shown = mask.text(version.text)
    if before is None:
        return Comparison(text=shown, changes=None, has_before=False)
    return Comparison(
        text=shown,
        changes=differences(before.text, version.text, mask.text(before.text), shown),
        has_before=True,
    )


def _contacts(session: Session, versions: Sequence[AdvertVersion]) -> list[str]:
    """Return what reaches a person in these very wordings: others than the one shown may name others."""
    which = [one.id for one in versions]
    linked = (
        select(func.coalesce(AdvertContact.quote_text, AdvertContact.shown))
        .join(Contact, Contact.id == AdvertContact.contact_id)
        .where(AdvertContact.version_id.in_(which), Contact.kind.in_(PERSONAL_CONTACTS))
    )
    read = (
        select(Fact.kind, Fact.value, Fact.quote_text)
        .join(Screening, Screening.id == Fact.screening_id)
        .where(Screening.version_id.in_(which), Fact.kind.in_(PERSONAL_FACTS))
    )
    quotes = [quote for kind, value, quote in session.execute(read) if (kind, value.get("kind")) != ("contacts", "web")]
    return [said for said in (*session.scalars(linked), *quotes) if said]


def _names(session: Session, versions: Sequence[AdvertVersion]) -> Sequence[str]:
    """Return the private persons whom these wordings name."""
    which = [one.id for one in versions]
    named = select(AdvertContact.shown).join(Contact, Contact.id == AdvertContact.contact_id)
    return session.scalars(named.where(AdvertContact.version_id.in_(which), Contact.kind == PERSON)).all()


def _before(session: Session, version: AdvertVersion) -> AdvertVersion | None:
    query = (
        select(AdvertVersion)
        .where(AdvertVersion.advert_id == version.advert_id, AdvertVersion.number < version.number)
        .order_by(AdvertVersion.number.desc())
    )
    return session.scalars(query.limit(1)).first()
