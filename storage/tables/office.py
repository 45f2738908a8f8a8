"""Tables of the office: who holds an item now, filters that people keep, and settings that they agreed on."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


class Lease(Base):
    """A person's time with an item: nobody else decides on it until it ends or runs out; old ones stay."""

    __tablename__ = "lease"
    __table_args__ = (
        Index(
            "uq_lease_campaign_id_open",
            "campaign_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True, comment="item")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True, comment="who holds it")
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="since when")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="runs out then unless it is renewed")
    given_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who gave it; empty if taken")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="until when; empty while it is held")
    ended_how: Mapped[str] = mapped_column(String(20), default="", comment="decided | returned | given | ran_out")
    why: Mapped[str] = mapped_column(Text, default="", comment="reason given with returning or giving it")


class SavedFilter(Base):
    """A filter of the queue under a name; taken away by its owner, never removed."""

    __tablename__ = "saved_filter"
    __table_args__ = (
        Index(
            "uq_saved_filter_account_id_name_kept",
            "account_id",
            "name",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="owner")
    name: Mapped[str] = mapped_column(String(80), comment="as its owner calls it")
    wanted: Mapped[dict[str, Any]] = mapped_column(JSON, comment="what it lets through")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when taken away; empty while kept")


class Setting(Base):
    """Something that the office agreed on, changed in the app; what it was before stands in the audit chain."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(60), primary_key=True, comment="which")
    value: Mapped[Any] = mapped_column(JSON, comment="as agreed")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who; empty for a command")
