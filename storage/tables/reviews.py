"""Tables of the review: campaigns, the snapshots people judge, and their decisions, which nothing ever removes."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Key

MERGED = -2e6
"""Priority of a campaign that has no adverts any more: behind all others."""


class Campaign(Base):
    """Adverts that are copies of one offer; each advert is alone in one until it is grouped.

    All but key, time and `merged_into_id` is reckoned from other rows, for a fast queue (worklist/ranking.py); what the
    pointers point at never changes.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        Index("ix_campaign_risk", "risk"),
        Index("ix_campaign_waits_priority_id", "waits", "priority", "id"),
        Index("ix_campaign_priority_id", "priority", "id"),
        Index("ix_campaign_merged_into_id", "merged_into_id"),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key; the item id in the queue")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it came to be")
    current_snapshot_id: Mapped[int | None] = mapped_column(
        # use_alter: campaign and snapshot point at one another
        ForeignKey("campaign_snapshot.id", use_alter=True),
        comment="its versions now; the item version in the queue",
    )
    worst_screening_id: Mapped[int | None] = mapped_column(
        ForeignKey("screening.id"), comment="newest screening with the highest score among its versions"
    )
    risk: Mapped[float | None] = mapped_column(comment="score of that screening; empty until screened")
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaign.id"), comment="campaign that has all its adverts now; empty while it has some"
    )
    band: Mapped[str | None] = mapped_column(String(30), comment="band of that screening; empty until screened")
    adverts: Mapped[int] = mapped_column(default=0, comment="copies in its current snapshot")
    sites: Mapped[int] = mapped_column(default=0, comment="sites on which they stand")
    first_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when the first of them was seen")
    priority: Mapped[float] = mapped_column(default=MERGED, comment="place in the queue, the highest first")
    waits: Mapped[bool] = mapped_column(default=False, comment="nobody decided on its current snapshot yet")
    drawn_at_random: Mapped[bool] = mapped_column(
        default=False, comment="not flagged, and drawn by lot to be looked at among the flagged"
    )
    score_hidden: Mapped[bool] = mapped_column(default=False, comment="shown without score until somebody decides")


class CampaignFacet(Base):
    """What a campaign is filtered by, of all its adverts; made anew with the pointers of the campaign."""

    __tablename__ = "campaign_facet"
    __table_args__ = (Index("ix_campaign_facet_kind_code_campaign_id", "kind", "code", "campaign_id"),)
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id"), primary_key=True, autoincrement=False, comment="campaign"
    )
    kind: Mapped[str] = mapped_column(String(12), primary_key=True, comment="province | destination | typology | site")
    code: Mapped[str] = mapped_column(
        String(80), primary_key=True, comment="code of it; empty for a place that nobody knows"
    )


class CampaignMember(Base):
    """An advert's time in a campaign; one membership at a time, old ones stay."""

    __tablename__ = "campaign_member"
    __table_args__ = (
        Index(
            "uq_campaign_member_advert_id_now",
            "advert_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True, comment="campaign")
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"), comment="advert")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="since when")
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="until when; empty while it is a member")


class CampaignSnapshot(Base):
    """The exact advert versions of a campaign at a moment; what a person sees and decides on."""

    __tablename__ = "campaign_snapshot"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key; the item version")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True, comment="campaign")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")


class SnapshotVersion(Base):
    """One advert version in a snapshot."""

    __tablename__ = "snapshot_version"
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("campaign_snapshot.id"), primary_key=True, comment="snapshot")
    version_id: Mapped[int] = mapped_column(
        ForeignKey("advert_version.id"), primary_key=True, index=True, comment="advert version in it"
    )


class Decision(Base):
    """What a person decided about a snapshot; a changed mind adds a row and closes the old one."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(
            "uq_decision_snapshot_id_live",
            "snapshot_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("campaign_snapshot.id"), comment="the very versions seen")
    screening_id: Mapped[int | None] = mapped_column(
        ForeignKey("screening.id"), comment="screening shown to the person"
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True, comment="who")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    verdict: Mapped[str] = mapped_column(String(20), comment="suspicious | legitimate | unsure")
    note: Mapped[str] = mapped_column(Text, comment="in the person's words; may be empty")
    typologies: Mapped[list[str]] = mapped_column(JSON, default=list, comment="kinds of deception, as the person says")
    score_was_shown: Mapped[bool | None] = mapped_column(
        comment="whether the score was on the screen; empty if unknown"
    )
    deed: Mapped[str] = mapped_column(
        String(40), default="", index=True, comment="decision on many that it is part of; empty for one alone"
    )
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when undone or replaced; empty while live")
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"), comment="who undid or replaced it")
