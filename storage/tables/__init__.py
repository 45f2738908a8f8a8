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
from storage.tables.office import Lease, SavedFilter, Setting
from storage.tables.personal_data import Erasure, ErasureRequest
from storage.tables.referrals import CaseFile, Referral, ReferralEvent, Reply, ReplyAnswer
from storage.tables.register import RegisterEntry, RegisterSnapshot
from storage.tables.reviews import (
    MERGED,
    Campaign,
    CampaignFacet,
    CampaignMember,
    CampaignSnapshot,
    Decision,
    SnapshotVersion,
)
from storage.tables.screenings import Fact, Finding, ModelVersion, Screening

__all__ = [
    "MERGED",
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
    "CampaignFacet",
    "CampaignMember",
    "CampaignSnapshot",
    "CampaignTemplate",
    "Capture",
    "CaseFile",
    "Contact",
    "ContactJudgement",
    "CopyKey",
    "CrawlIssue",
    "CrawlLease",
    "CrawlRun",
    "Decision",
    "Erasure",
    "ErasureRequest",
    "Extraction",
    "Fact",
    "Finding",
    "Lease",
    "LinkReading",
    "LoginSession",
    "ModelVersion",
    "Referral",
    "ReferralEvent",
    "RegisterEntry",
    "RegisterSnapshot",
    "Reply",
    "ReplyAnswer",
    "SavedFilter",
    "Screening",
    "Setting",
    "SharedContact",
    "Site",
    "SlotValues",
    "SnapshotVersion",
    "UtcDateTime",
]
