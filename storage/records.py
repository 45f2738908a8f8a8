"""What crosses between packages: plain frozen records, free of frameworks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Wage:
    """A wage as the page's structured part states it; amounts are whole units of the currency."""

    min: int | None
    max: int | None
    currency: str
    period: str
    """hour | day | week | month | year | piece"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedAdvert:
    """One advert as read from one capture, before anything is inferred from it."""

    title: str
    employer_name: str
    text: str
    """Title and body as a person reads them; every quote of every later step points into this text."""
    source: str
    """json_ld | microdata | selectors | main_text | file"""
    canonical_url: str | None = None
    """Address that identifies the advert, free of tracking; None where there is none."""
    place: str = ""
    province: str = ""
    salary_text: str = ""
    wage: Wage | None = None
    posted_on: date | None = None
    expires_on: date | None = None
    repairs: tuple[str, ...] = ()
    """Kinds of mending that were needed, for counting ("dates_swapped", "html_in_text" …)."""
    stated: dict[str, Any] = field(default_factory=dict)
    """Other fields as stated, JSON values only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCapture:
    """A response or a file on its way into the WARC store."""

    url: str
    fetched_at: datetime
    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes
    """As sent: before content decoding."""
    kind: str
    """advert | listing | sitemap | file"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPage:
    """A capture read back from its WARC file."""

    id: int
    url: str
    fetched_at: datetime
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    """As sent: before content decoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAdvert:
    """What `keep_advert` did with an extracted advert."""

    advert_id: int
    version_id: int
    change: str
    """new | edited | unchanged | older: a version that was in force before the newest one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingVersion:
    """An advert version that waits for a screening by the current model."""

    id: int
    title: str
    employer_name: str
    text: str
    url: str | None
    site: str
    posted_on: date | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterList:
    """Where a list of licensed enterprises comes from, and which day it speaks of."""

    listed_on: date
    source_file: str
    """Name without folder."""
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEnterprise:
    """One row of such a list, as printed but for number, tax code and status code; what is not printed is empty."""

    row: int
    """As a person counts the rows of the file."""
    name: str
    status_text: str
    status: str
    """licensed | expired | suspended | revoked | unknown"""
    licence_number: str = ""
    tax_code: str = ""
    trade_name: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    branch_of: str = ""
    may_collect: bool = True
