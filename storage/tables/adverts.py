"""Tables of adverts: what it is (identity), what it said at a time (version), how a capture was read (extraction)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


class Advert(Base):
    """One advert of one site; identity is site + canonical address, else the hash of its content."""

    __tablename__ = "advert"
    __table_args__ = (UniqueConstraint("site_id", "identity"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), comment="site")
    identity: Mapped[str] = mapped_column(Text, comment="canonical address, or sha256:… where there is none")
    url: Mapped[str | None] = mapped_column(Text, comment="address a person can open; empty for files")
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="first capture")
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="newest capture that still showed it")
    removed_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it was first seen gone")


class AdvertVersion(Base):
    """What an advert said; a changed advert adds a version, none is ever changed or removed.

    The highest number is what it says now. What an archive adds later of an earlier time gets 0, -1, … by number.
    """

    __tablename__ = "advert_version"
    __table_args__ = (UniqueConstraint("advert_id", "number"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"), comment="advert")
    number: Mapped[int] = mapped_column(comment="1, 2, … within the advert")
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"), index=True, comment="evidence it was read from")
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="time of that capture")
    content_sha256: Mapped[str] = mapped_column(String(64), comment="hash of all that was read")
    title: Mapped[str] = mapped_column(Text, comment="as written; may be empty")
    employer_name: Mapped[str] = mapped_column(Text, comment="as written; may be empty")
    text: Mapped[str] = mapped_column(Text, comment="title and body as a person reads them; quotes point in here")
    folded: Mapped[str] = mapped_column(Text, comment="lower case without accents (đ too), for search")
    place: Mapped[str] = mapped_column(Text, comment="workplace as written; may be empty")
    province: Mapped[str] = mapped_column(String(60), comment="province as the page states it; may be empty")
    salary_text: Mapped[str] = mapped_column(Text, comment="wage as written; may be empty")
    wage_min: Mapped[int | None] = mapped_column(BigInteger, comment="stated lowest, in units of wage_currency")
    wage_max: Mapped[int | None] = mapped_column(BigInteger, comment="stated highest")
    wage_currency: Mapped[str | None] = mapped_column(String(3), comment="ISO 4217")
    wage_period: Mapped[str | None] = mapped_column(String(10), comment="hour | day | week | month | year | piece")
    posted_on: Mapped[date | None] = mapped_column(comment="date of posting as stated")
    expires_on: Mapped[date | None] = mapped_column(comment="last day as stated")
    source: Mapped[str] = mapped_column(String(20), comment="json_ld | microdata | selectors | main_text | file")
    repairs: Mapped[list[str]] = mapped_column(JSON, comment="kinds of mending that extraction had to do")
    stated: Mapped[dict[str, Any]] = mapped_column(JSON, comment="other fields as the page states them")


class Extraction(Base):
    """How one capture was read: into which version, or why not; a second reading adds a row."""

    __tablename__ = "extraction"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"), index=True, comment="capture that was read")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    outcome: Mapped[str] = mapped_column(String(20), comment="advert | not_an_advert | failed")
    reason: Mapped[str] = mapped_column(Text, comment="why not, in a sentence; empty for an advert")
    version_id: Mapped[int | None] = mapped_column(ForeignKey("advert_version.id"), index=True, comment="what it gave")
