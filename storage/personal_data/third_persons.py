"""What leaves the office without contacts of persons who are not concerned: the board, the building, a neighbour.

By the words around a contact (`advert_contact.whose`, see the glossary) it is the poster's, the board's, the building's
or somebody else's; only the poster's goes out.
"""

import re
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.contacts import in_parts
from storage.personal_data.masks import PERSONAL_CONTACTS
from storage.tables import AdvertContact, Contact
from storage.unreadable import Personal

POSTER = "poster"
_NOTHING = re.compile(r"(?!)")
_PERSONAL = (*PERSONAL_CONTACTS, "person")


def words_of_third_persons(session: Session, version_ids: Collection[int]) -> dict[int, list[str]]:
    """Return version → how contacts of persons other than the poster are written in it."""
    found: dict[int, list[str]] = defaultdict(list)
    for part in in_parts(sorted(version_ids)):
        query = (
            select(AdvertContact.version_id, AdvertContact.quote_text, AdvertContact.shown)
            .join(Contact, Contact.id == AdvertContact.contact_id)
            .where(AdvertContact.version_id.in_(part), AdvertContact.whose != POSTER, Contact.kind.in_(_PERSONAL))
        )
        for version_id, quote, shown in session.execute(query):
            found[version_id] += [quote or shown, shown]
    return dict(found)


def without_words(text: str, words: Collection[str]) -> str:
    """Return a text of the same length with some words covered wherever they stand, and nothing else."""
    # a number that no text has, so that only the words are looked for
    return Personal(known=list(words), number=_NOTHING).covered(text) if words else text
