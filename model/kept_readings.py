"""Readings of linking on their way to storage and back."""

import hashlib
from collections.abc import Iterable

from model.campaigns import compared_tokens
from model.linking.reading import read_link
from model.linking.records import ContactPoint, LinkReading, LinkRow, Slot, Template
from model.text import LONGEST_TEXT, Quote
from storage.contacts import FoundContact, KeptReading
from storage.unread import UnreadVersion

_LONGEST_VALUE = 300
"""As storage has room for; what is longer is a misreading."""


def read_version(version: UnreadVersion) -> KeptReading:
    """Read what an advert says now; a text longer than any advert is read as far as one goes."""
    row = LinkRow(
        id=str(version.advert_id),
        text=version.text[:LONGEST_TEXT],
        site=version.site,
        url=version.url,
        posted_at=version.posted_at,
        title=version.title,
        employer_name=version.employer_name,
    )
    read = read_link(row)
    return KeptReading(
        version_id=version.version_id,
        advert_id=version.advert_id,
        site=version.site,
        employer_name=version.employer_name,
        posted_at=version.posted_at,
        tokens=" ".join(read.template.tokens),
        slots=tuple((one.kind, one.value, one.quote.start, one.quote.end, one.token) for one in read.template.slots),
        trade=tuple(sorted(read.trade)),
        compared_sha256=compared_hash(read),
        contacts=tuple(_kept(point) for point in read.contacts if len(point.value) <= _LONGEST_VALUE),
    )


def restore(kept: KeptReading) -> LinkReading:
    """Return a reading as linking takes it; its id is the key of the advert."""
    return LinkReading(
        id=str(kept.advert_id),
        site=kept.site,
        posted_at=kept.posted_at,
        contacts=tuple(_point(one) for one in kept.contacts),
        template=Template(
            tokens=tuple(kept.tokens.split()),
            slots=tuple(
                Slot(kind=kind, value=value, quote=Quote(start=start, end=end, text=value), token=token)
                for kind, value, start, end, token in kept.slots
            ),
        ),
        trade=frozenset(kept.trade),
        employer_name=kept.employer_name,
    )


def restore_all(kept: Iterable[KeptReading]) -> list[LinkReading]:
    """Return several of them."""
    return [restore(one) for one in kept]


def member_without_words(advert: int) -> LinkReading:
    """Return a reading that counts as a member of a campaign and is compared with nothing."""
    return LinkReading(id=str(advert), site="", posted_at=None, contacts=(), template=Template(tokens=()))


def compared_hash(reading: LinkReading) -> str:
    """Return the hash of what copies are compared by: two of one hash are word for word the same, but for slots."""
    return hashlib.sha256("\n".join(compared_tokens(reading)).encode()).hexdigest()


def _kept(point: ContactPoint) -> FoundContact:
    quote = (point.quote.start, point.quote.end, point.quote.text) if point.quote else None
    return FoundContact(kind=point.kind, value=point.value, shown=point.shown, whose=point.whose, quote=quote)


def _point(found: FoundContact) -> ContactPoint:
    quote = Quote(start=found.quote[0], end=found.quote[1], text=found.quote[2]) if found.quote else None
    return ContactPoint(kind=found.kind, value=found.value, shown=found.shown, quote=quote, whose=found.whose)
