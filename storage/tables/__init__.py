"""Every table, gathered so that `Base.metadata` is whole for migrations."""

from storage.tables.accounts import Account, LoginSession
from storage.tables.adverts import Advert, AdvertVersion, Extraction
from storage.tables.audit import AuditEvent
from storage.tables.base import Base, UtcDateTime
from storage.tables.brokers import (
    Broker,
    BrokerJudgement,
    BrokerLineage,
    BrokerLink,
    BrokerMember,
    ContactJudgement,
    SharedContact,
)
from storage.tables.crawl import Capture, CrawlIssue, CrawlLease, CrawlRun, Site
from storage.tables.linking import AdvertContact, CampaignTemplate, Contact, CopyKey, LinkReading, SlotValues
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
    "AdvertContact",
    "AdvertVersion",
    "AuditEvent",
    "Base",
    "Broker",
    "BrokerJudgement",
    "BrokerLineage",
    "BrokerLink",
    "BrokerMember",
    "Campaign",
    "CampaignMember",
    "CampaignSnapshot",
    "CampaignTemplate",
    "Capture",
    "Contact",
    "ContactJudgement",
    "CopyKey",
    "CrawlIssue",
    "CrawlLease",
    "CrawlRun",
    "Decision",
    "Extraction",
    "Fact",
    "Finding",
    "LinkReading",
    "LoginSession",
    "ModelVersion",
    "RegisterEntry",
    "RegisterSnapshot",
    "Screening",
    "SharedContact",
    "Site",
    "SlotValues",
    "SnapshotVersion",
    "UtcDateTime",
]
