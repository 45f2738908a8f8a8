"""The adverts of a broker, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from review_app.service.broker import masks_of, scope_of
from review_app.service.database import engine
from review_app.service.logins import Person
from storage.broker_dossiers.broker_parts import read_contacts, read_verdicts
from storage.broker_dossiers.dossiers import read_adverts
from storage.campaigns import campaigns_of
from storage.database import reading
from storage.known import hidden_items

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertRow:
    """One advert."""

    advert_id: int
    campaign_id: int | None
    title: str
    employer_name: str
    site: str
    province: str
    posted_at: datetime
    gone: bool
    """Whether it was seen taken down."""
    band: str | None
    score: float | None
    verdict: str
    """The newest on this very version; empty while there is none."""
    score_hidden: bool
    """Shown without score until somebody decides on its item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertsPage:
    """Some of them, newest first."""

    rows: Sequence[AdvertRow]
    number: int
    more: bool


def read_page(reader: Person, token: str | None, broker_id: str, number: int, *, size: int = PAGE) -> AdvertsPage:
    """Return a page of a broker's adverts, of those that lie within what this person works on."""
    number = max(1, number)
    with reading(engine()) as session:
        found = read_adverts(session, broker_id, scope=scope_of(reader), most=size + 1, offset=(number - 1) * size)
        shown = found[:size]
        masks = masks_of(session, reader, token, broker_id, read_contacts(session, broker_id))
        campaigns = campaigns_of(session, [one.advert.id for one in shown])
        hidden = hidden_items(session, campaigns.values())
        _, verdicts = read_verdicts(session, broker_id)
    rows = [
        AdvertRow(
            advert_id=one.advert.id,
            campaign_id=campaigns.get(one.advert.id),
            title=masks.text(one.version.title),
            employer_name=masks.text(one.version.employer_name),
            site=one.site,
            province=one.version.province,
            posted_at=one.posted_at,
            gone=one.advert.removed_seen_at is not None,
            band=one.screening.band if one.screening else None,
            score=one.screening.score if one.screening else None,
            verdict=verdicts.get(one.version.id, ""),
            score_hidden=campaigns.get(one.advert.id) in hidden,
        )
        for one in shown
    ]
    return AdvertsPage(rows=rows, number=number, more=len(found) > size)
