"""Tables of people: accounts and their server-side login sessions."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key


class Account(Base):
    """A person who may log in; disabled, never removed, so that history keeps its names."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    name: Mapped[str] = mapped_column(String(80), unique=True, comment="login name, lower case")
    full_name: Mapped[str] = mapped_column(String(200), comment="as shown to colleagues")
    role: Mapped[str] = mapped_column(String(20), comment="officer | leader | analyst | operator | administrator")
    password_hash: Mapped[str] = mapped_column(Text, comment="argon2id")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="no login since then")
    failed_logins: Mapped[int] = mapped_column(default=0, comment="in a row")
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="no login before then")
    must_change_password: Mapped[bool] = mapped_column(default=False, comment="nothing but that until it is done")
    provider_subject: Mapped[str | None] = mapped_column(
        String(400),
        index=True,
        unique=True,
        comment="who it is for an OpenID provider, as issuer and subject; empty if local",
    )
    provinces: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True), comment="codes of provinces it works on; empty for all"
    )
    destinations: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True), comment="countries it works on, two letters; empty for all"
    )


class LoginSession(Base):
    """One login in one browser; ended on logout, whatever the browser still holds."""

    __tablename__ = "session"
    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True, comment="hash of the cookie's value")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True, comment="who")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="login")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="worth nothing after that")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="logout or disabling")
    kind: Mapped[str] = mapped_column(String(10), default="password", comment="password | provider")
    provider_session: Mapped[str | None] = mapped_column(
        String(200), index=True, comment="session at the provider, by which it may be ended from there"
    )
