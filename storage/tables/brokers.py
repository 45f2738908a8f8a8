"""Tables of brokers: who stands behind which adverts, by what, and what people said; closed, never removed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


def _one_open(name: str, *columns: str, closed: str = "closed_at") -> Index:
    """Return an index that lets only one row without an end stand for the same columns."""
    is_open = text(f"{closed} IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=is_open, postgresql_where=is_open)


class Broker(Base):
    """Whoever stands behind adverts by their contacts; each linked advert has one, alone where nothing links it."""

    __tablename__ = "broker"
    id: Mapped[str] = mapped_column(String(40), primary_key=True, comment="b- and a hash of its founding advert")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it came to be")
    formed_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="run that formed it last; later judgements wait")
    merged_into_id: Mapped[str | None] = mapped_column(
        ForeignKey("broker.id"), comment="broker that has all its adverts now; empty while it has some"
    )


class BrokerMember(Base):
    """An advert's time with a broker; one at a time, old ones stay."""

    __tablename__ = "broker_member"
    __table_args__ = (_one_open("uq_broker_member_advert_id_now", "advert_id", closed="left_at"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    broker_id: Mapped[str] = mapped_column(ForeignKey("broker.id"), index=True, comment="broker")
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"), index=True, comment="advert")
    version_id: Mapped[int] = mapped_column(ForeignKey("advert_version.id"), comment="version that was linked")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="since when")
    deed: Mapped[str] = mapped_column(String(40), comment="merge, split, move or undo that put it there; else empty")
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="until when; empty while it is there")


class BrokerLineage(Base):
    """Adverts that went from one broker to another, by a run or by a person's deed."""

    __tablename__ = "broker_lineage"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    was_id: Mapped[str] = mapped_column(ForeignKey("broker.id"), index=True, comment="broker before")
    into_id: Mapped[str] = mapped_column(ForeignKey("broker.id"), index=True, comment="broker after")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    adverts: Mapped[int] = mapped_column(comment="how many went")
    deed: Mapped[str] = mapped_column(String(40), comment="what a person did; empty for a run")


class BrokerLink(Base):
    """Why two adverts have one broker, or may have: the newest open row of a pair counts."""

    __tablename__ = "broker_link"
    __table_args__ = (_one_open("uq_broker_link_pair_open", "advert_a", "advert_b"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    advert_a: Mapped[int] = mapped_column(ForeignKey("advert.id"), comment="the lower of the two")
    advert_b: Mapped[int] = mapped_column(ForeignKey("advert.id"), index=True, comment="the higher of the two")
    probability: Mapped[float] = mapped_column(comment="that one broker is behind both")
    bits: Mapped[float] = mapped_column(comment="match weight; the reasons add up to it")
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, comment="comparison, vietnamese, english, bits")
    status: Mapped[str] = mapped_column(String(10), comment="linked | suggested | held")
    held_by: Mapped[str] = mapped_column(String(20), comment="judgement | licence | weakest_link | name | …; or empty")
    found_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="run that found it")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="since when it does not hold any more")


class BrokerJudgement(Base):
    """What a person said of two adverts: one broker, two, or not to be told; closed by undo or by another."""

    __tablename__ = "broker_judgement"
    __table_args__ = (_one_open("uq_broker_judgement_pair_open", "advert_a", "advert_b"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    advert_a: Mapped[int] = mapped_column(ForeignKey("advert.id"), comment="the lower of the two")
    advert_b: Mapped[int] = mapped_column(ForeignKey("advert.id"), index=True, comment="the higher of the two")
    verdict: Mapped[str] = mapped_column(String(10), comment="same | different | unsure")
    deed: Mapped[str] = mapped_column(String(40), index=True, comment="judge, merge, split or move and its number")
    why: Mapped[str] = mapped_column(Text, comment="in the person's words; may be empty")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True, comment="who")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when undone or replaced")
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who undid or replaced it")
    closed_deed: Mapped[str | None] = mapped_column(String(40), comment="by which deed")


class SharedContact(Base):
    """A contact that a run took for nobody's own, because of how it is used; waits for a person's word."""

    __tablename__ = "shared_contact"
    __table_args__ = (_one_open("uq_shared_contact_contact_id_open", "contact_id"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), comment="which")
    why: Mapped[str] = mapped_column(Text, comment="Vietnamese / English sentence")
    found_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="run that found it")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when a person said what it is")


class ContactJudgement(Base):
    """What a person said of a contact: shared by many and weightless, or somebody's own however widely used."""

    __tablename__ = "contact_judgement"
    __table_args__ = (_one_open("uq_contact_judgement_contact_id_open", "contact_id"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), comment="which")
    is_shared: Mapped[bool] = mapped_column(comment="true: weighs nothing; false: is the poster's own")
    why: Mapped[str] = mapped_column(Text, comment="in the person's words; may be empty")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when undone or replaced")
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who undid or replaced it")
