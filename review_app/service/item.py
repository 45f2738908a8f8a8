"""One item with all that a person needs to decide, read at one moment and free of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from review_app.service.database import engine
from review_app.service.facts import FactRow, fact_rows
from review_app.service.sentences import in_words
from storage.database import reading
from storage.items import Item, read_item
from storage.tables import Account, AdvertVersion, Decision, ModelVersion, Screening

_BY_STRENGTH = {"strong": 0, "medium": 1, "weak": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What exactly was on the screen; every press of a decision key carries it."""

    campaign_id: int
    snapshot_id: int
    screening_id: int | None
    live_decision_id: int | None


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
    """An earlier wording of the same advert."""

    number: int
    seen_at: datetime
    capture_id: int
    text: str


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

    who: str
    at: datetime
    verdict: str
    note: str
    closed_at: datetime | None
    of_this_version: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """All of it."""

    drawn: Drawn
    title: str
    employer_name: str
    place: str
    text: str
    posted_on: date | None
    expires_on: date | None
    source: Source
    earlier: Sequence[Version]
    opinion: Opinion | None
    findings: Sequence[FindingRow]
    facts: Sequence[FactRow]
    live: Said | None
    decisions: Sequence[Said]


def read(campaign_id: int) -> ItemPage | None:
    """Return an item, or None where there is none of this number."""
    with reading(engine()) as session:
        item = read_item(session, campaign_id)
        if item is None:
            return None
        model = session.get(ModelVersion, item.screening.model_version_id) if item.screening else None
        return _page(item, model.name if model else "")


def _page(item: Item, model: str) -> ItemPage:
    version, capture = item.version, item.capture
    decisions = [_said(decision, account, item.snapshot_id) for decision, account in item.decisions]
    return ItemPage(
        drawn=Drawn(
            campaign_id=item.campaign_id,
            snapshot_id=item.snapshot_id,
            screening_id=item.screening.id if item.screening else None,
            live_decision_id=item.live.id if item.live else None,
        ),
        title=version.title,
        employer_name=version.employer_name,
        place=version.place or version.province,
        text=version.text,
        posted_on=version.posted_on,
        expires_on=version.expires_on,
        source=Source(
            site=item.site.title,
            url=item.advert.url or "",
            captured_at=capture.fetched_at,
            sha256=capture.body_sha256,
            capture_id=capture.id,
            capture_url=capture.url,
        ),
        earlier=[_earlier(old) for old in item.earlier_versions],
        opinion=_opinion(item.screening, model) if item.screening else None,
        findings=_findings(item),
        facts=fact_rows(item.facts),
        live=next((said for said in decisions if said.closed_at is None and said.of_this_version), None),
        decisions=decisions,
    )


def _earlier(version: AdvertVersion) -> Version:
    return Version(number=version.number, seen_at=version.seen_at, capture_id=version.capture_id, text=version.text)


def _opinion(screening: Screening, model: str) -> Opinion:
    return Opinion(
        score=screening.score,
        band=screening.band,
        intercept=screening.intercept,
        reasons=screening.reasons,
        typologies=screening.typologies,
        model=model,
        law_date=screening.law_date,
    )


def _findings(item: Item) -> list[FindingRow]:
    ordered = sorted(item.findings, key=lambda finding: _BY_STRENGTH.get(finding.strength, 3))
    return [
        FindingRow(
            number=number,
            code=f.code,
            strength=f.strength,
            sentence=in_words(f.code, f.sentence),
            quotes=f.quotes,
            law=f.law,
        )
        for number, f in enumerate(ordered, start=1)
    ]


def _said(decision: Decision, account: Account, snapshot_id: int) -> Said:
    return Said(
        who=account.full_name,
        at=decision.at,
        verdict=decision.verdict,
        note=decision.note,
        closed_at=decision.closed_at,
        of_this_version=decision.snapshot_id == snapshot_id,
    )
