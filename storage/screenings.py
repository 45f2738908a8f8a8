"""Steps 5 to 7, the keeping of them: which versions wait for the current model, and adding what it said."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from storage.campaigns import refresh_risk
from storage.records import PendingVersion
from storage.tables import (
    Advert,
    AdvertVersion,
    Campaign,
    Fact,
    Finding,
    ModelVersion,
    Screening,
    Site,
    SnapshotVersion,
)


def model_version(session: Session, name: str, manifest: dict[str, Any], *, now: datetime) -> ModelVersion:
    """Return the row of a model, made at its first use."""
    row = session.scalars(select(ModelVersion).where(ModelVersion.name == name)).first()
    if row is None:
        row = ModelVersion(name=name, first_used_at=now, manifest=manifest)
        session.add(row)
        session.flush()
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What a version must have been screened by: a model and, where one is kept, a licence register."""

    model_name: str
    register_snapshot: str = ""
    """Name of the list in use; '' where none is kept, and then any list will do."""
    abroad_words: tuple[str, ...] = ()
    """Folded words by which a text is about work abroad where no country was read from it."""


def count_pending(session: Session, current: Current) -> int:
    """Return how many versions have no screening by this model, or need one under this register."""
    return session.scalar(select(func.count()).select_from(_pending(current).subquery())) or 0


def pending_versions(session: Session, current: Current, *, limit: int) -> Iterator[PendingVersion]:
    """Yield up to `limit` versions that have no screening by this model, or need one under this register, oldest first.

    A newer register concerns only what can be held against it: adverts that name a licence, and those about work abroad
    that name somebody. All others keep the screening that they have.
    """
    query = (
        _pending(current)
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


def still_waiting(session: Session, current: Current, version_ids: Collection[int]) -> set[int]:
    """Return which of these versions nobody has screened meanwhile; their campaigns stay as they are until the end.

    They are locked one after the other by key, so that this and a decision on many never wait for one another in a
    circle. The caller holds linking (`hold_linking`): of two runs that screened the same, one keeps it.
    """
    shown = select(SnapshotVersion.snapshot_id).where(SnapshotVersion.version_id.in_(version_ids))
    campaigns = select(Campaign.id).where(Campaign.current_snapshot_id.in_(shown))
    session.execute(campaigns.order_by(Campaign.id).with_for_update()).all()
    waiting = _pending(current).where(AdvertVersion.id.in_(version_ids)).with_only_columns(AdvertVersion.id)
    return set(session.scalars(waiting))


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


def _pending(current: Current) -> Select[Any]:
    by_model = (
        select(Screening.id)
        .join(ModelVersion, ModelVersion.id == Screening.model_version_id)
        .where(Screening.version_id == AdvertVersion.id, ModelVersion.name == current.model_name)
    )
    waits = ~by_model.exists()
    if current.register_snapshot:
        under_it = by_model.where(Screening.register_snapshot == current.register_snapshot)
        waits = or_(waits, and_(~under_it.exists(), _can_be_held_against_a_register(current)))
    return select(AdvertVersion).where(waits)


def _can_be_held_against_a_register(current: Current) -> ColumnElement[bool]:
    """Tell by the facts that the model read: a licence is named, or work abroad and whoever is behind it."""
    abroad = [AdvertVersion.folded.contains(word, autoescape=True) for word in current.abroad_words]
    named = ("companies", "tax_codes", "phones", "contacts")
    somebody = or_(AdvertVersion.employer_name != "", _has_fact(current, *named))
    return or_(_has_fact(current, "licences"), and_(or_(_has_fact(current, "destinations"), *abroad), somebody))


def _has_fact(current: Current, *kinds: str) -> ColumnElement[bool]:
    read = (
        select(Fact.id)
        .join(Screening, Screening.id == Fact.screening_id)
        .join(ModelVersion, ModelVersion.id == Screening.model_version_id)
        .where(Screening.version_id == AdvertVersion.id, ModelVersion.name == current.model_name, Fact.kind.in_(kinds))
        .correlate(AdvertVersion)
    )
    return exists(read)


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
