"""What the pages of referrals are drawn from, free of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One referral in the list."""

    id: int
    kind: str
    status: str
    title: str
    addressee: str
    proposer: str
    at: datetime
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralList:
    """One page of referrals, newest first."""

    lines: Sequence[Line]
    number: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a referral."""

    kind: str
    happened_on: date
    fine_vnd: int | None
    note: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A document or bundle that was kept."""

    id: int
    name: str
    size: int
    sha256: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """One referral with all that its reader needs to settle or follow it."""

    line: Line
    campaign_id: int
    broker_id: str | None
    law_date: date
    why: str
    route: Mapping[str, Any]
    findings: Sequence[tuple[str, Sequence[str]]]
    """Sentence and quotes of each, masked."""
    laws: Sequence[str]
    captures: int
    events: Sequence[Event]
    files: Sequence[File]
    decision_stands: bool
    may_settle: bool
    may_withdraw: bool
    may_make: bool
    outcomes: Sequence[str]
    """What can be entered now."""
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A row of the routing table to choose."""

    code: str
    finding: str
    to: Sequence[str]
    urgent: bool
    verified: bool
    fits: bool
    """The item has a kind of deception that it speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What proposing begins with."""

    campaign_id: int
    snapshot_id: int
    decision_id: int | None
    """The decision in force, if it is "suspicious"; None where nothing can be proposed."""
    title: str
    kinds: Sequence[str]
    recipients: Sequence[Recipient]
    brokers: Sequence[str]
    earlier: Sequence[Line]
