"""A broker's dossier as JSON: every row that it rests on, with the keys by which it is found again."""

from typing import Any

from storage.broker_dossiers.dossier_records import Dossier, DossierAdvert, DossierContact
from storage.personal_data.third_persons import POSTER
from storage.tables import BrokerLink


def dossier_row(dossier: Dossier) -> dict[str, Any]:
    """Return a dossier as plain values; times in ISO form, UTC."""
    return {
        "broker": dossier.broker.id,
        "first_seen_at": dossier.first_seen_at.isoformat(),
        "last_seen_at": dossier.last_seen_at.isoformat(),
        # those of the board, the building or a neighbour are no business of whoever gets the file
        "contacts": [_contact(one) for one in dossier.contacts if one.whose == POSTER],
        "adverts": [_advert(one) for one in dossier.adverts],
        "provinces": dict(dossier.provinces.most_common()),
        "destinations": dict(dossier.destinations.most_common()),
        "fees": [
            {"seen_at": one.seen_at.isoformat(), "advert": one.advert_id, "quote": one.quote, **one.value}
            for one in dossier.fees
        ],
        "verdicts": dict(dossier.verdicts),
        "risk": (
            {"share": dossier.risk.share, "low": dossier.risk.low, "high": dossier.risk.high, "of": dossier.risk.of}
            if dossier.risk
            else None
        ),
        "register": [
            {
                "listed_on": one.listed_on.isoformat(),
                "name": one.name,
                "licence": one.licence_number,
                "status": one.status,
                "by": one.by,
            }
            for one in dossier.register
        ],
        "links": [_link(one) for one in dossier.links],
        "suggestions": [_link(one) for one in dossier.suggestions],
        "judgements": [
            {"a": one.advert_a, "b": one.advert_b, "verdict": one.verdict, "at": one.at.isoformat(), "why": one.why}
            for one in dossier.judgements
        ],
        "lineage": [
            {"was": one.was_id, "into": one.into_id, "at": one.at.isoformat(), "adverts": one.adverts, "deed": one.deed}
            for one in dossier.lineage
        ],
    }


def _contact(one: DossierContact) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "value": one.value,
        "shown": one.shown,
        "whose": one.whose,
        "adverts": one.adverts,
        "first_seen_at": one.first_seen_at.isoformat(),
        "last_seen_at": one.last_seen_at.isoformat(),
    }


def _advert(one: DossierAdvert) -> dict[str, Any]:
    return {
        "advert": one.advert.id,
        "version": one.version.id,
        "site": one.site,
        "url": one.advert.url,
        "posted_at": one.posted_at.isoformat(),
        "title": one.version.title,
        "employer_name": one.version.employer_name,
        "capture": one.version.capture_id,
        "content_sha256": one.version.content_sha256,
        "score": one.screening.score if one.screening else None,
        "band": one.screening.band if one.screening else None,
    }


def _link(one: BrokerLink) -> dict[str, Any]:
    return {
        "a": one.advert_a,
        "b": one.advert_b,
        "probability": one.probability,
        "bits": one.bits,
        "status": one.status,
        "held_by": one.held_by,
        "reasons": one.reasons,
    }
