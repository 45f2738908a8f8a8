"""Tables of what the model says of a version: score, findings, facts; added with each model, never overwritten."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


class ModelVersion(Base):
    """A model that has screened something, known by the hash of its content."""

    __tablename__ = "model_version"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    name: Mapped[str] = mapped_column(String(80), unique=True, comment="name with content hash")
    first_used_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="first screening")
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON, comment="its manifest.json")


class Screening(Base):
    """One reading of one advert version by one model under the law of one day."""

    __tablename__ = "screening"
    __table_args__ = (
        UniqueConstraint("version_id", "model_version_id", "register_snapshot", "law_date"),
        Index("ix_screening_band_score", "band", "score"),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    version_id: Mapped[int] = mapped_column(ForeignKey("advert_version.id"), comment="what was screened")
    model_version_id: Mapped[int] = mapped_column(ForeignKey("model_version.id"), index=True, comment="by which model")
    register_snapshot: Mapped[str] = mapped_column(String(80), default="", comment="licence register used; '' if none")
    law_date: Mapped[date] = mapped_column(comment="day whose law was applied")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    score: Mapped[float] = mapped_column(comment="calibrated, 0 to 1")
    band: Mapped[str] = mapped_column(String(30), comment="high | medium | low | not_enough_information")
    logit: Mapped[float] = mapped_column(comment="intercept plus all reasons, before calibration")
    intercept: Mapped[float] = mapped_column(comment="of the model")
    typologies: Mapped[list[str]] = mapped_column(JSON, comment="codes of design section 4")
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, comment="name and contribution; the largest and `other`"
    )


class Finding(Base):
    """One indicator that fired in a screening, with its quotes and the law it touches."""

    __tablename__ = "finding"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id"), index=True, comment="screening")
    code: Mapped[str] = mapped_column(String(80), index=True, comment="name of the indicator")
    strength: Mapped[str] = mapped_column(String(10), comment="strong | medium | weak")
    sentence: Mapped[str] = mapped_column(Text, comment="what a person reads, Vietnamese")
    quotes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, comment="start, end, text within the version's text")
    law: Mapped[list[dict[str, Any]]] = mapped_column(JSON, comment="document, article, act, fines")


class Fact(Base):
    """One fact read from a version during a screening, with its quote."""

    __tablename__ = "fact"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id"), index=True, comment="screening")
    kind: Mapped[str] = mapped_column(String(40), comment="phones | wages | fees | … as in the screen contract")
    value: Mapped[Any] = mapped_column(JSON, comment="the fact without its quote")
    quote_start: Mapped[int | None] = mapped_column(comment="offset in the version's text")
    quote_end: Mapped[int | None] = mapped_column(comment="offset after the last character")
    quote_text: Mapped[str | None] = mapped_column(Text, comment="the words themselves")
