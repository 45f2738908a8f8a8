"""Which kept adverts a text resembles: word for word or nearly, or by a contact of its poster. Nothing is kept."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from model.campaigns import compared_tokens
from model.kept_readings import compared_hash, restore
from model.linking.reading import read_link
from model.linking.records import LinkReading, LinkRow
from model.linking.shingles import copy_keys, likeness, sketch
from storage.contacts import adverts_beside, load_readings
from storage.copies import versions_under, versions_with_same_words

_PLAIN = frozenset(("company", "person", "address", "web"))
"""Contact points that strangers share: by these alone an advert is not called known."""


@dataclass(frozen=True, slots=True)
class Resembling:
    """Adverts, by their keys."""

    copies: frozenset[int]
    """With nearly the same words."""
    same_contact: frozenset[int]
    """With a number, account, name in a network or licence that the text gives as its poster's."""


def find_copies(session: Session, text: str, *, title: str = "", employer_name: str = "") -> Resembling:
    """Return the kept adverts that a text resembles."""
    reading = read_link(LinkRow(id="0", text=text, title=title, employer_name=employer_name))
    keys = {
        (point.kind, point.value) for point in reading.contacts if point.whose == "poster" and point.kind not in _PLAIN
    }
    return Resembling(_copies(session, reading), frozenset(adverts_beside(session, keys) if keys else ()))


def _copies(session: Session, reading: LinkReading) -> frozenset[int]:
    tokens = compared_tokens(reading)
    if not tokens:
        return frozenset()
    mine = sketch(tokens)
    versions = versions_under(session, copy_keys(mine)) | versions_with_same_words(session, [compared_hash(reading)])
    found = [(one.advert_id, compared_tokens(restore(one))) for one in load_readings(session, versions)]
    return frozenset(advert for advert, theirs in found if theirs and likeness(mine, sketch(theirs)).copies)
