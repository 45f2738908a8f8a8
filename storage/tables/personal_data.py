"""Tables of personal data made unreadable: what persons asked for, and every row that was rewritten for it.

They are the one exception to "nothing is overwritten": a trigger lets the words of a row be replaced only while an
erasure of that very row is open, see `storage/personal_data/rewrites.py`.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key

_OPEN = text("ended_at IS NULL")


class ErasureRequest(Base):
    """What a person concerned asked for, and what the office answered; kept without the number it was about."""

    __tablename__ = "erasure_request"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    kind: Mapped[str] = mapped_column(String(20), comment="phone | advert: by what the person is concerned")
    pseudonym: Mapped[str] = mapped_column(String(80), index=True, comment="what stands for the number; '' for adverts")
    advert_id: Mapped[int | None] = mapped_column(ForeignKey("advert.id"), comment="advert, where it was named")
    requested_on: Mapped[date] = mapped_column(comment="day on which the request came in")
    why: Mapped[str] = mapped_column(Text, comment="reason given, with what looks personal hidden")
    outcome: Mapped[str] = mapped_column(String(10), comment="done | refused")
    answer: Mapped[str] = mapped_column(Text, comment="what was done, or why it was refused, in a sentence")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who; empty for a command")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was answered")


class Erasure(Base):
    """One row whose personal strings were made unreadable; open while that is done, then closed for good."""

    __tablename__ = "erasure"
    __table_args__ = (
        Index("uq_erasure_subject_open", "subject", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    subject: Mapped[str] = mapped_column(String(60), index=True, comment="table:key of the row; advert_version:ID, …")
    scope: Mapped[str] = mapped_column(String(10), comment="everything | number: all that is personal, or one number")
    clock: Mapped[str] = mapped_column(String(20), comment="retention clock that ran out; '' where a person asked")
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("erasure_request.id"), comment="request; empty for a clock"
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who; empty for a command")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    keyed_before: Mapped[str] = mapped_column(
        String(64), comment="HMAC-SHA256 of the row's words before, under a key outside the database"
    )
    sha256_after: Mapped[str] = mapped_column(String(64), default="", comment="SHA-256 of them after; '' while open")
    strings: Mapped[int] = mapped_column(default=0, comment="personal strings replaced")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it was done; empty while open")
