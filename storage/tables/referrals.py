"""Tables of what leaves the office, and comes back: referrals, what came of them, replies of those concerned."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key

_ONE_VERDICT = text("kind IN ('approved', 'refused', 'withdrawn')")


class Referral(Base):
    """A document that an officer proposed to send, with everything in it as it was then; what came of it is events."""

    __tablename__ = "referral"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    kind: Mapped[str] = mapped_column(
        String(30), comment="transfer_slip | verification_letter | takedown_request | online_record"
    )
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True, comment="item it is about")
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("campaign_snapshot.id"), comment="the very versions")
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True, comment="decision it rests on")
    broker_id: Mapped[str | None] = mapped_column(
        ForeignKey("broker.id"), index=True, comment="broker it names, if any"
    )
    recipient: Mapped[str] = mapped_column(String(60), comment="code of the routing table")
    law_date: Mapped[date] = mapped_column(comment="day whose law it states")
    content: Mapped[dict[str, Any]] = mapped_column(JSON, comment="facts, quotes, law, hashes as proposed")
    why: Mapped[str] = mapped_column(Text, comment="in the words of who proposed it")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True, comment="who proposed it")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")


class ReferralEvent(Base):
    """What happened to a referral: approved by a second person or not, sent, and what the recipient did."""

    __tablename__ = "referral_event"
    __table_args__ = (
        Index(
            "uq_referral_event_referral_id_verdict",
            "referral_id",
            unique=True,
            sqlite_where=_ONE_VERDICT,
            postgresql_where=_ONE_VERDICT,
        ),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True, comment="referral")
    kind: Mapped[str] = mapped_column(
        String(20),
        comment="approved | refused | withdrawn | sent | answered | fined | transferred | taken_down | no_violation",
    )
    happened_on: Mapped[date] = mapped_column(comment="day on which it happened")
    fine_vnd: Mapped[int | None] = mapped_column(BigInteger, comment="fine imposed, if one was")
    note: Mapped[str] = mapped_column(Text, comment="in the person's words; may be empty")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who entered it")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when entered")


class CaseFile(Base):
    """A document or bundle that was made of an approved referral; its bytes lie in the home under their hash."""

    __tablename__ = "case_file"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True, comment="referral")
    name: Mapped[str] = mapped_column(String(120), comment="name it is downloaded by")
    sha256: Mapped[str] = mapped_column(String(64), comment="hash of its bytes, and its place in the home")
    size: Mapped[int] = mapped_column(BigInteger, comment="bytes")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who had it made")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")


class Reply(Base):
    """What somebody concerned says to an advert being flagged, as it was received."""

    __tablename__ = "reply"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True, comment="item it is about")
    received_on: Mapped[date] = mapped_column(comment="day")
    from_whom: Mapped[str] = mapped_column(Text, comment="who says it, and by what they can be reached")
    said: Mapped[str] = mapped_column(Text, comment="in their words")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who took it down")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")


class ReplyAnswer(Base):
    """What the office answered, once; an upheld reply names the decision that corrects."""

    __tablename__ = "reply_answer"
    reply_id: Mapped[int] = mapped_column(
        ForeignKey("reply.id"), primary_key=True, autoincrement=False, comment="reply that is answered"
    )
    outcome: Mapped[str] = mapped_column(String(20), comment="upheld | refused")
    answer: Mapped[str] = mapped_column(Text, comment="to them, with the reason")
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id"), comment="decision by which it was corrected; empty if refused"
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), comment="who answered")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
