"""Tables of what linking reads of a version: contact points, template, and the keys under which copies are found."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


class Contact(Base):
    """A phone, name in a network, account, house, name of a firm …: by what somebody is reached or named."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("kind", "value"), Index("ix_contact_value", "value"))
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    kind: Mapped[str] = mapped_column(String(20), comment="phone | telegram | bank | company | address | …")
    value: Mapped[str] = mapped_column(String(300), comment="one spelling for all ways of writing it")
    shown: Mapped[str] = mapped_column(Text, comment="as people write it")
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="oldest version that has it")
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="newest version that has it")


class AdvertContact(Base):
    """A contact in an advert version, with its quote."""

    __tablename__ = "advert_contact"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    version_id: Mapped[int] = mapped_column(ForeignKey("advert_version.id"), index=True, comment="where it stands")
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True, comment="what stands there")
    whose: Mapped[str] = mapped_column(String(10), comment="poster | board | building | other, by the words around it")
    shown: Mapped[str] = mapped_column(Text, comment="as written there")
    quote_start: Mapped[int | None] = mapped_column(comment="offset in the version's text; empty if not from the text")
    quote_end: Mapped[int | None] = mapped_column(comment="offset after the last character")
    quote_text: Mapped[str | None] = mapped_column(Text, comment="the words themselves")


class LinkReading(Base):
    """A version as linking read it, once: its template with what stands in the slots, so that nothing is regrouped."""

    __tablename__ = "link_reading"
    version_id: Mapped[int] = mapped_column(
        ForeignKey("advert_version.id"), primary_key=True, autoincrement=False, comment="what was read"
    )
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"), index=True, comment="advert it is a version of")
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="posting as stated, else when it was seen")
    tokens: Mapped[str] = mapped_column(Text, comment="template: folded syllables, slots as <kind>, in one line")
    slots: Mapped[list[list[Any]]] = mapped_column(JSON, comment="kind, value, start, end, token of each slot")
    trade: Mapped[list[str]] = mapped_column(JSON, comment="what the work is, coarsely")
    compared_sha256: Mapped[str] = mapped_column(String(64), index=True, comment="hash of what copies are compared by")


class CopyKey(Base):
    """A key under which copies of a template are found; kept for the different templates of a campaign only."""

    __tablename__ = "copy_key"
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, comment="band or anchor")
    version_id: Mapped[int] = mapped_column(
        ForeignKey("advert_version.id"), primary_key=True, index=True, comment="version with that template"
    )


class CampaignTemplate(Base):
    """The words of a campaign that grew, once, with its slots; those of the version that stands for all."""

    __tablename__ = "campaign_template"
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False, comment="campaign"
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("advert_version.id"), comment="version that stands for all")
    template: Mapped[str] = mapped_column(Text, comment="its words, slots as {1:fee}")
    slots: Mapped[list[str]] = mapped_column(JSON, comment="kind of each slot, in order")


class SlotValues(Base):
    """What a version has in the slots of a campaign's template."""

    __tablename__ = "slot_values"
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True, comment="campaign")
    version_id: Mapped[int] = mapped_column(ForeignKey("advert_version.id"), primary_key=True, comment="member")
    slot_values: Mapped[list[str | None]] = mapped_column(JSON, comment="one for each slot; null where it has none")
