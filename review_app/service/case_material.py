"""Gather what a referral says from storage and the model, as it stands at this moment."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from model.fee_sheet import fee_sheet
from model.indicators.advert import Advert as AdvertSeen
from model.kept_facts import KeptFact, facts_again
from model.law.recipients import Route
from model.law.tables import rows_on
from model.linking.reading import read_link
from model.linking.records import LinkRow
from model.records import AdvertText
from model.register.index import Register
from model.register.matching import look_up, named_in
from model.text import align
from review_app import wording
from review_app.case_file.contents import MOST_ADVERTS, Material, SeenAdvert, SeenFact
from review_app.case_file.third_persons import SeenContact
from review_app.language import language, use_language
from review_app.service.facts import describe
from storage.brokers import current_broker
from storage.office_names import OFFICE_NAME, OFFICE_PARENT
from storage.office_settings import read_setting
from storage.register import entries, snapshot_named
from storage.tables import (
    Account,
    Advert,
    AdvertVersion,
    Capture,
    ModelVersion,
    Site,
    SnapshotVersion,
)
from storage.worklist.items import Item


def gather(
    session: Session, item: Item, *, recipient: dict[str, Any], broker_id: str | None, now: datetime
) -> Material:
    """Return all that a referral about an item says; `recipient` as `recipient_of` gives it."""
    law_date = item.screening.law_date if item.screening else now.date()
    advert = _as_read(item, law_date)
    return Material(
        adverts=_adverts(session, item),
        adverts_in_all=item.adverts,
        text=item.version.text,
        facts=_facts(item),
        contacts=_contacts(item),
        findings=[_finding(finding) for finding in item.findings],
        arithmetic=_arithmetic(advert),
        register=_register(session, item, advert),
        decision=_decision(session, item),
        screening=_screening(session, item),
        recipient=recipient,
        office={
            "parent": read_setting(session, OFFICE_PARENT.name),
            "name": read_setting(session, OFFICE_NAME.name),
        },
        broker=_broker(session, broker_id),
        abroad=advert.abroad,
        frozen_at=now,
    )


def recipient_of(code: str, addressee: str, on: date) -> dict[str, Any]:
    """Return a row of the routing table with the name to write on the document; a record in the office has neither.

    Raises:
        ValueError: the table of that day has no such row.
    """
    if not code:
        return {"code": "", "to": [], "copy_to": [], "urgent": False, "addressee": addressee}
    route = next((row for row in rows_on(Route, on) if row.id == code), None)
    if route is None:
        msg = f"the routing table of {on} has no row {code!r}"
        raise ValueError(msg)
    return {
        "code": route.id,
        "finding": route.finding,
        "to": list(route.to),
        "copy_to": list(route.copy_to),
        "urgent": route.urgent,
        "document": route.document,
        "article": route.article,
        "verified": route.verified,
        "mark": route.mark,
        "source": route.source,
        "addressee": addressee,
    }


def _as_read(item: Item, law_date: date) -> AdvertSeen:
    kept = [
        KeptFact(fact.kind, fact.value, fact.quote_start, fact.quote_end, fact.quote_text)
        for fact in item.facts
        if isinstance(fact.value, dict)
    ]
    version = item.version
    told = AdvertText(text=version.text, title=version.title, employer_name=version.employer_name)
    return AdvertSeen(told, align(version.text), facts_again(kept), law_date)


def _adverts(session: Session, item: Item) -> list[SeenAdvert]:
    """Return the adverts of the item with their captures, the drawn one first; a look at the item brings fewer."""
    query = (
        select(AdvertVersion, Advert, Site, Capture)
        .options(defer(AdvertVersion.text), defer(AdvertVersion.folded))
        .join(SnapshotVersion, SnapshotVersion.version_id == AdvertVersion.id)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .join(Capture, Capture.id == AdvertVersion.capture_id)
        .where(SnapshotVersion.snapshot_id == item.snapshot_id)
        .order_by((AdvertVersion.id == item.version.id).desc(), AdvertVersion.seen_at.desc(), AdvertVersion.id.desc())
    )
    return [
        SeenAdvert(
            version_id=version.id,
            title=version.title,
            employer_name=version.employer_name,
            site=site.title,
            url=advert.url or "",
            place=version.place or version.province,
            posted_on=version.posted_on,
            capture_id=capture.id,
            captured_at=capture.fetched_at,
            capture_url=capture.url,
            body_sha256=capture.body_sha256,
            warc_sha256=capture.warc_sha256,
            body_bytes=capture.body_bytes,
        )
        for version, advert, site, capture in session.execute(query.limit(MOST_ADVERTS))
    ]


def _facts(item: Item) -> list[SeenFact]:
    """Return the facts in Vietnamese, whatever language the reader has chosen: the document is Vietnamese."""
    spoken = language()
    use_language("vi")
    try:
        order = {kind: place for place, kind in enumerate(wording.FACTS)}
        return [
            SeenFact(
                kind=fact.kind,
                name=wording.fact_kind(fact.kind),
                words=describe(fact.kind, fact.value),
                value=fact.value,
                quote=fact.quote_text or "",
            )
            for fact in sorted(item.facts, key=lambda fact: order.get(fact.kind, len(order)))
            if not (fact.kind == "terms" and fact.value.get("what") == "contract_months")
        ]
    finally:
        use_language(spoken)


def _contacts(item: Item) -> list[SeenContact]:
    """Return every contact of the drawn advert and whose it is, read anew from the very text that is frozen."""
    version = item.version
    row = LinkRow(
        id=str(version.id),
        text=version.text,
        site=item.site.name,
        url=item.advert.url or "",
        title=version.title,
        employer_name=version.employer_name,
    )
    return [
        SeenContact(kind=one.kind, value=one.value, shown=one.shown, whose=one.whose) for one in read_link(row).contacts
    ]


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "code": finding.code,
        "strength": finding.strength,
        "sentence": finding.sentence,
        "quotes": finding.quotes,
        "law": finding.law,
    }


def _arithmetic(advert: AdvertSeen) -> list[dict[str, Any]]:
    return [
        {
            "kind": fee.kind,
            "missing": list(fee.reckoning.missing),
            "steps": [
                {"sentence": one.sentence, "law": one.law, "verified": one.verified, "estimated": one.estimated}
                for one in fee.reckoning.steps
            ],
        }
        for fee in fee_sheet(advert)
    ]


def _register(session: Session, item: Item, advert: AdvertSeen) -> dict[str, Any] | None:
    """Return what the list said that the screening used; None where it used none or the advert names nobody."""
    name = item.screening.register_snapshot if item.screening else ""
    snapshot = snapshot_named(session, name) if name else None
    if snapshot is None:
        return None
    listed = Register(name=snapshot.name, listed_on=snapshot.listed_on, entries=entries(session, snapshot.id))
    result = look_up(listed, named_in(advert.advert, advert.facts), advert.on)
    if result is None:
        return None
    said = {"snapshot": snapshot.name, "listed_on": snapshot.listed_on.isoformat(), "sha256": snapshot.sha256}
    return said | {"outcome": result.outcome, "sentence": result.sentence}


def _decision(session: Session, item: Item) -> dict[str, Any]:
    if item.live is None:
        return {}
    who = session.get_one(Account, item.live.account_id)
    return {
        "id": item.live.id,
        "verdict": item.live.verdict,
        "typologies": [_typology(code) for code in item.live.typologies],
        "at": item.live.at.isoformat(),
        "by": who.full_name,
    }


def _typology(code: str) -> dict[str, str]:
    return {"code": code, "name": wording.TYPOLOGIES.get(code, code)}


def _screening(session: Session, item: Item) -> dict[str, Any]:
    if item.screening is None:
        return {}
    return {
        "id": item.screening.id,
        "score": item.screening.score,
        "band": item.screening.band,
        "model": session.get_one(ModelVersion, item.screening.model_version_id).name,
        "law_date": item.screening.law_date.isoformat(),
        "register": item.screening.register_snapshot,
    }


def _broker(session: Session, broker_id: str | None) -> dict[str, Any] | None:
    broker = current_broker(session, broker_id) if broker_id else None
    return {"id": broker.id} if broker is not None else None
