"""What one item is made of on its page: records free of the database, masked where the reader has to ask first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from review_app.service.copies import CopiesHead
from review_app.service.facts import FactRow
from review_app.service.fee_steps import FeeSteps
from review_app.service.masking import Mask, Sight
from review_app.service.paper_trail import PaperTrail
from review_app.service.register_result import RegisterAnswer
from storage.broker_dossiers.broker_glance import Glance


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What exactly was on the screen; every press of a decision key carries it."""

    campaign_id: int
    snapshot_id: int
    screening_id: int | None
    live_decision_id: int | None
    score_was_shown: bool = True
    """False where the model's opinion is kept back until somebody decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the text comes from."""

    site: str
    url: str
    captured_at: datetime
    sha256: str
    capture_id: int
    capture_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A wording of the same advert; its text is read when it is opened."""

    id: int
    number: int
    seen_at: datetime
    capture_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One indicator that fired."""

    number: int
    code: str
    strength: str
    sentence: str
    """In the reader's language."""
    quotes: Sequence[dict[str, Any]]
    law: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the model said."""

    score: float
    band: str
    intercept: float
    reasons: Sequence[dict[str, Any]]
    typologies: Sequence[str]
    model: str
    law_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A decision that somebody made on this item."""

    id: int
    who: str
    at: datetime
    verdict: str
    typologies: Sequence[str]
    note: str
    closed_at: datetime | None
    of_this_version: bool
    is_bulk: bool
    """Part of a decision on many items at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What was decided of copies before, while nobody decided on this very version."""

    who: str
    at: datetime
    verdict: str
    seen: int
    unseen: int
    contradicted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """All of it."""

    drawn: Drawn
    asked_id: int
    """The number in the address; another one where that campaign was taken into this one."""
    title: str
    employer_name: str
    place: str
    text: str
    posted_on: date | None
    expires_on: date | None
    source: Source
    version: Version
    earlier: Sequence[Version]
    is_screened: bool
    score_hidden: bool
    opinion: Opinion | None
    """None as well while it is kept back."""
    findings: Sequence[FindingRow]
    facts: Sequence[FactRow]
    fees: FeeSteps | None
    register: RegisterAnswer | None
    brokers: Sequence[Glance]
    more_brokers: int
    copies: CopiesHead
    live: Said | None
    decisions: Sequence[Said]
    suggested: Suggested | None
    trail: PaperTrail
    sight: Sight
    mask: Mask
    """For what is read later, such as other versions."""
