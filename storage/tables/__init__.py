"""Every table, gathered so that `Base.metadata` is whole for migrations."""

from storage.tables.accounts import Account, LoginSession
from storage.tables.adverts import Advert, AdvertVersion, Extraction
from storage.tables.audit import AuditEvent
from storage.tables.base import Base, UtcDateTime
from storage.tables.crawl import Capture, CrawlIssue, CrawlLease, CrawlRun, Site
from storage.tables.register import RegisterEntry, RegisterSnapshot
from storage.tables.reviews import (
    Campaign,
    CampaignMember,
    CampaignSnapshot,
    Decision,
    SnapshotVersion,
)
from storage.tables.screenings import Fact, Finding, ModelVersion, Screening

__all__ = [
    "Account",
    "Advert",
    "AdvertVersion",
    "AuditEvent",
    "Base",
    "Campaign",
    "CampaignMember",
    "CampaignSnapshot",
    "Capture",
    "CrawlIssue",
    "CrawlLease",
    "CrawlRun",
    "Decision",
    "Extraction",
    "Fact",
    "Finding",
    "LoginSession",
    "ModelVersion",
    "RegisterEntry",
    "RegisterSnapshot",
    "Screening",
    "Site",
    "SnapshotVersion",
    "UtcDateTime",
]
