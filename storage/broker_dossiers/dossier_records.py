"""What a broker's dossier is made of; rows of storage as they are, and what is counted over them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.intervals import Interval
from storage.tables import Advert, AdvertVersion, Broker, BrokerJudgement, BrokerLineage, BrokerLink, Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierContact:
    """A contact of a broker: how often it uses it, and when."""

    id: int
    kind: str
    value: str
    shown: str
    whose: str
    adverts: int
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAdvert:
    """One advert as it is linked, with its newest screening."""

    advert: Advert
    version: AdvertVersion
    site: str
    posted_at: datetime
    screening: Screening | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAsked:
    """One sum that an advert asks, with the words."""

    seen_at: datetime
    advert_id: int
    value: dict[str, Any]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStatus:
    """What one list of licensed enterprises said of a licence, a tax code or a name that the broker uses."""

    listed_on: date
    name: str
    licence_number: str
    status: str
    by: str
    """licence | tax_code"""
    tax_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A broker."""

    broker: Broker
    first_seen_at: datetime
    last_seen_at: datetime
    contacts: Sequence[DossierContact]
    adverts: Sequence[DossierAdvert]
    """Newest first."""
    provinces: Counter[str]
    destinations: Counter[str]
    fees: Sequence[FeeAsked]
    """Oldest first."""
    verdicts: Counter[str]
    """Decisions in force, a snapshot each."""
    risk: Interval | None
    """Share of suspicious among those that are not unsure; None while there are none."""
    register: Sequence[RegisterStatus]
    """By day of the list; licences and tax codes that the adverts print, which may be somebody else's."""
    links: Sequence[BrokerLink]
    suggestions: Sequence[BrokerLink]
    """To adverts of others: below the threshold, or held back."""
    judgements: Sequence[BrokerJudgement]
    lineage: Sequence[BrokerLineage]
