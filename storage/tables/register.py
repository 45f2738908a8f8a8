"""Tables of the licence register: each list that was imported, whole, and its rows; nothing of them is ever changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


class RegisterSnapshot(Base):
    """The list of licensed enterprises as it stood on one day, as one file said."""

    __tablename__ = "register_snapshot"
    __table_args__ = (UniqueConstraint("listed_on", "sha256"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    name: Mapped[str] = mapped_column(String(80), unique=True, comment="its date and the head of its hash")
    listed_on: Mapped[date] = mapped_column(index=True, comment="day the list speaks of")
    source_file: Mapped[str] = mapped_column(Text, comment="name of the file, without its folder")
    sha256: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the file's bytes")
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was imported")
    rows: Mapped[int] = mapped_column(comment="entries in it")


class RegisterEntry(Base):
    """One enterprise, or branch of one, as a list printed it."""

    __tablename__ = "register_entry"
    __table_args__ = (
        UniqueConstraint("snapshot_id", "row"),
        CheckConstraint("status IN ('licensed', 'expired', 'suspended', 'revoked', 'unknown')", name="status"),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("register_snapshot.id"), comment="list it stands in")
    row: Mapped[int] = mapped_column(comment="row of the file, as a person counts")
    licence_number: Mapped[str] = mapped_column(String(60), comment="canonical (2098/LĐTBXH-GP); may be empty")
    tax_code: Mapped[str] = mapped_column(String(20), comment="digits, branch after a dash; may be empty")
    name: Mapped[str] = mapped_column(Text, comment="as printed")
    trade_name: Mapped[str] = mapped_column(Text, comment="as printed; may be empty")
    folded: Mapped[str] = mapped_column(Text, comment="both names, lower case without accents, for search")
    address: Mapped[str] = mapped_column(Text, comment="as printed; may be empty")
    phone: Mapped[str] = mapped_column(Text, comment="as printed; may be empty")
    website: Mapped[str] = mapped_column(Text, comment="as printed; may be empty")
    status_text: Mapped[str] = mapped_column(Text, comment="status as printed")
    status: Mapped[str] = mapped_column(
        String(10), comment="licensed | expired | suspended | revoked | unknown (printed, not understood)"
    )
    branch_of: Mapped[str] = mapped_column(Text, comment="enterprise it is a branch of; empty for an enterprise")
    may_collect: Mapped[bool] = mapped_column(comment="may take fees and deposits from workers; a branch may not")
