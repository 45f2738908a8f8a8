"""The audit chain: who did what, when; every row carries the hash of the one before."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


class AuditEvent(Base):
    """One decision, login, export or reading of masked data; append-only, refused otherwise by triggers."""

    __tablename__ = "audit_event"
    number: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="1, 2, 3 … without gaps")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who; empty before a login")
    action: Mapped[str] = mapped_column(String(40), comment="decide | undo | log_in | log_in_refused | log_out | …")
    subject: Mapped[str] = mapped_column(String(200), comment="what it was done to, as kind:key")
    detail: Mapped[str] = mapped_column(Text, comment="JSON with sorted keys")
    previous: Mapped[str] = mapped_column(String(64), comment="hash of the row before; zeros for the first")
    sha256: Mapped[str] = mapped_column(String(64), unique=True, comment="hash over all of the above")
