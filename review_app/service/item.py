"""One item with all that a person needs to decide, read at one moment, masked, and free of the database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from model.indicators.advert import Advert
from model.kept_facts import KeptFact, facts_again
from model.records import AdvertText
from model.text import LONGEST_TEXT, align
from review_app.service.copies import copies_of
from review_app.service.database import engine
from review_app.service.facts import fact_rows
from review_app.service.fee_steps import fee_steps
from review_app.service.item_masks import mask_of, personal_spans_of
from review_app.service.item_records import (
    Drawn,
    FindingRow,
    ItemPage,
    Opinion,
    Said,
    Source,
    Suggested,
    Version,
)
from review_app.service.logins import Person
from review_app.service.masking import Mask, Sight, sight
from review_app.service.paper_trail import read_trail
from review_app.service.register_result import register_answer
from review_app.service.sentences import in_words
from storage.broker_dossiers.broker_glance import glance_at
from storage.broker_dossiers.suggested import SuggestedVerdict
from storage.campaigns import current_campaign
from storage.database import reading
from storage.people.scope import Scope, is_in_scope
from storage.personal_data.reveals import item_subject
from storage.tables import Account, AdvertVersion, Decision, ModelVersion, Screening
from storage.worklist.items import MOST_MEMBERS, Item, read_item

__all__ = ["Drawn", "FindingRow", "ItemPage", "Opinion", "Said", "Source", "Version", "read"]

_BY_STRENGTH = {"strong": 0, "medium": 1, "weak": 2}
MOST_BROKERS = 3
"""Brokers of one item that are told of; more are a sign that linking has to be looked at."""


MASKED = Sight(lifted=False, may_lift=False)


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """An item of provinces or countries that its reader does not work on."""

    campaign_id: int


def look_at(
    reader: Person, token: str | None, campaign_id: int, *, copies_page: int = 1
) -> ItemPage | OutOfScope | None:
    """Return an item as a person may see it; why they may not, or None where there is none of this number.

    Args:
        reader: who looks.
        token: the secret of their login, for which masks may have been lifted.
        campaign_id: the item; one that was taken into another gives that other.
        copies_page: which page of its copies, from 1.
    """
    with reading(engine()) as session:
        campaign = current_campaign(session, campaign_id)
        if campaign is None:
            return None
        if not is_in_scope(session, campaign.id, Scope(reader.provinces, reader.destinations)):
            return OutOfScope(campaign_id)
    seen = sight(reader, token, item_subject(campaign.id))
    return read(campaign_id, seen, copies_page=copies_page)


def read(campaign_id: int, seen: Sight = MASKED, *, copies_page: int = 1) -> ItemPage | None:
    """Return an item with its contacts masked or not, or None where there is none of this number."""
    number = max(1, copies_page)
    with reading(engine()) as session:
        item = read_item(session, campaign_id, members_from=(number - 1) * MOST_MEMBERS)
        if item is None:
            return None
        return _page(session, item, campaign_id, seen, number)


def _page(session: Session, item: Item, asked_id: int, seen: Sight, number: int) -> ItemPage:
    mask, version, shown = mask_of(item, seen), item.version, not item.score_hidden
    text = mask.text(version.text, personal_spans_of(item))
    decisions = [_said(decision, account, item.snapshot_id, mask) for decision, account in item.decisions]
    looked_at = _advert(item) if item.screening else None
    return ItemPage(
        drawn=_drawn(item),
        asked_id=asked_id,
        title=mask.text(version.title),
        employer_name=mask.text(version.employer_name),
        place=mask.text(version.place or version.province),
        text=text,
        posted_on=version.posted_on,
        expires_on=version.expires_on,
        source=_source(item, mask),
        version=_version(version),
        earlier=[_version(old) for old in item.earlier_versions],
        is_screened=item.screening is not None,
        score_hidden=item.score_hidden,
        opinion=_opinion(session, item.screening) if item.screening and shown else None,
        findings=_findings(item, mask, text) if shown else [],
        facts=fact_rows(item.facts, mask),
        fees=fee_steps(looked_at, mask) if looked_at else None,
        register=register_answer(session, engine(), item.screening, looked_at, mask)
        if item.screening and looked_at
        else None,
        brokers=[one for one in (glance_at(session, key) for key in item.brokers[:MOST_BROKERS]) if one],
        more_brokers=max(0, len(item.brokers) - MOST_BROKERS),
        copies=copies_of(item, number, mask, with_scores=shown),
        live=next((said for said in decisions if said.closed_at is None and said.of_this_version), None),
        decisions=decisions,
        suggested=_suggested(item.suggested) if item.suggested and shown else None,
        trail=read_trail(session, item.campaign_id, mask),
        sight=seen,
        mask=mask,
    )


def _drawn(item: Item) -> Drawn:
    return Drawn(
        campaign_id=item.campaign_id,
        snapshot_id=item.snapshot_id,
        screening_id=item.screening.id if item.screening else None,
        live_decision_id=item.live.id if item.live else None,
        score_was_shown=not item.score_hidden and item.screening is not None,
    )


def _source(item: Item, mask: Mask) -> Source:
    return Source(
        site=item.site.title,
        url=mask.text(item.advert.url or ""),
        captured_at=item.capture.fetched_at,
        sha256=item.capture.body_sha256,
        capture_id=item.capture.id,
        capture_url=mask.text(item.capture.url),
    )


def _version(version: AdvertVersion) -> Version:
    return Version(id=version.id, number=version.number, seen_at=version.seen_at, capture_id=version.capture_id)


def _advert(item: Item) -> Advert:
    """Return the advert as the model looks at it, with the facts that were read when it was screened."""
    version, text = item.version, item.version.text[:LONGEST_TEXT]
    rows = [KeptFact(one.kind, one.value, one.quote_start, one.quote_end, one.quote_text) for one in item.facts]
    said = AdvertText(text=text, title=version.title, employer_name=version.employer_name)
    on = item.screening.law_date if item.screening else version.seen_at.date()
    return Advert(said, align(text), facts_again(rows), on)


def _opinion(session: Session, screening: Screening) -> Opinion:
    model = session.get(ModelVersion, screening.model_version_id)
    return Opinion(
        score=screening.score,
        band=screening.band,
        intercept=screening.intercept,
        reasons=screening.reasons,
        typologies=screening.typologies,
        model=model.name if model else "",
        law_date=screening.law_date,
    )


def _findings(item: Item, mask: Mask, text: str) -> list[FindingRow]:
    ordered = sorted(item.findings, key=lambda finding: _BY_STRENGTH.get(finding.strength, 3))
    return [
        FindingRow(
            number=number,
            code=f.code,
            strength=f.strength,
            sentence=mask.text(in_words(f.code, f.sentence)),
            quotes=[_quote(quote, item.version.text, text, mask) for quote in f.quotes],
            law=f.law,
        )
        for number, f in enumerate(ordered, start=1)
    ]


def _quote(quote: dict[str, Any], original: str, shown: str, mask: Mask) -> dict[str, Any]:
    """Return a quote with the words that stand in the text as it is shown; one that stands nowhere is masked itself."""
    start, end, words = quote.get("start"), quote.get("end"), str(quote.get("text", ""))
    stands = isinstance(start, int) and isinstance(end, int) and 0 <= start < end and original[start:end] == words
    return {**quote, "text": shown[start:end] if stands else mask.text(words)}


def _said(decision: Decision, account: Account, snapshot_id: int, mask: Mask) -> Said:
    return Said(
        id=decision.id,
        who=account.full_name,
        at=decision.at,
        verdict=decision.verdict,
        typologies=decision.typologies or (),
        note=mask.text(decision.note),
        closed_at=decision.closed_at,
        of_this_version=decision.snapshot_id == snapshot_id,
        is_bulk=bool(decision.deed),
    )


def _suggested(verdict: SuggestedVerdict) -> Suggested:
    return Suggested(
        who=verdict.account.full_name,
        at=verdict.decision.at,
        verdict=verdict.decision.verdict,
        seen=verdict.seen,
        unseen=verdict.unseen,
        contradicted=verdict.contradicted,
    )
