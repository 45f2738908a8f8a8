"""Steps 5 to 7, the keeping of them: which versions wait for the current model, and adding what it said."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.campaigns import refresh_risk
from storage.records import PendingVersion
from storage.tables import Advert, AdvertVersion, Fact, Finding, ModelVersion, Screening, Site


def model_version(session: Session, name: str, manifest: dict[str, Any], *, now: datetime) -> ModelVersion:
    """Return the row of a model, made at its first use."""
    row = session.scalars(select(ModelVersion).where(ModelVersion.name == name)).first()
    if row is None:
        row = ModelVersion(name=name, first_used_at=now, manifest=manifest)
        session.add(row)
        session.flush()
    return row


def count_pending(session: Session, model_name: str) -> int:
    """Return how many versions have no screening by this model."""
    return session.scalar(select(func.count()).select_from(_pending(model_name).subquery())) or 0


def pending_versions(session: Session, model_name: str, *, limit: int) -> Iterator[PendingVersion]:
    """Yield up to `limit` versions that have no screening by this model, oldest first."""
    query = (
        _pending(model_name)
        .join(Advert, Advert.id == AdvertVersion.advert_id)
        .join(Site, Site.id == Advert.site_id)
        .add_columns(Advert.url, Site.name)
        .order_by(AdvertVersion.id)
        .limit(limit)
    )
    for version, url, site in session.execute(query):
        yield PendingVersion(
            id=version.id,
            title=version.title,
            employer_name=version.employer_name,
            text=version.text,
            url=url,
            site=site,
            posted_on=version.posted_on,
            seen_at=version.seen_at,
        )


def keep_screening(
    session: Session, version_id: int, row: dict[str, Any], *, model: ModelVersion, law_date: date, now: datetime
) -> Screening:
    """Add a screening with its findings and facts from a row of the `soitin screen` contract."""
    screening = Screening(
        version_id=version_id,
        model_version_id=model.id,
        register_snapshot=row.get("register_snapshot", ""),
        law_date=law_date,
        at=now,
        score=row["score"],
        band=row["band"],
        logit=row["logit"],
        intercept=row["intercept"],
        typologies=row["typologies"],
        reasons=row["reasons"],
    )
    session.add(screening)
    session.flush()
    session.add_all(
        Finding(
            screening_id=screening.id,
            code=finding["code"],
            strength=finding["strength"],
            sentence=finding["sentence"],
            quotes=finding["quotes"],
            law=finding["law"],
        )
        for finding in row["findings"]
    )
    session.add_all(fact for fact in _facts(screening.id, row["facts"]))
    session.flush()
    refresh_risk(session, version_id)
    return screening


def _pending(model_name: str) -> Any:
    screened = (
        select(Screening.id)
        .join(ModelVersion, ModelVersion.id == Screening.model_version_id)
        .where(Screening.version_id == AdvertVersion.id, ModelVersion.name == model_name)
    )
    return select(AdvertVersion).where(~screened.exists())


def _facts(screening_id: int, facts: dict[str, Any]) -> Iterator[Fact]:
    for kind, value in facts.items():
        for item in value if isinstance(value, list) else ([] if value is None else [{"value": value}]):
            rest = dict(item)
            quote = rest.pop("quote", None) or {}
            yield Fact(
                screening_id=screening_id,
                kind=kind,
                value=rest,
                quote_start=quote.get("start"),
                quote_end=quote.get("end"),
                quote_text=quote.get("text"),
            )
