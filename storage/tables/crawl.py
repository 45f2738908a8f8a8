"""Tables of the crawl: sites, runs and who holds them, what a run complained about, and the captures, the evidence."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, UtcDateTime

# SQLite gives automatic numbers to INTEGER keys only.
Key = BigInteger().with_variant(Integer, "sqlite")


class Site(Base):
    """A source of adverts: a web site with a site file, or `import` for files."""

    __tablename__ = "site"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    name: Mapped[str] = mapped_column(String(80), unique=True, comment="folder name of the site file")
    title: Mapped[str] = mapped_column(String(200), comment="name that people know it by")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="first use")


class CrawlRun(Base):
    """One run of one site, or one import; filled in when it ends."""

    __tablename__ = "crawl_run"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True, comment="site that was crawled")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="start")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end; empty while running or if killed")
    outcome: Mapped[str | None] = mapped_column(String(20), comment="good | bad | stopped; empty while running")
    cause: Mapped[str | None] = mapped_column(Text, comment="why it was bad or stopped, in a sentence")
    cause_code: Mapped[str] = mapped_column(
        String(200), default="", server_default="", comment="the same for programs: a code, or the checks violated"
    )
    continues_id: Mapped[int | None] = mapped_column(
        ForeignKey("crawl_run.id"), comment="interrupted run whose work this one takes up"
    )
    pages: Mapped[int] = mapped_column(default=0, comment="captures kept")
    adverts: Mapped[int] = mapped_column(default=0, comment="pages read as adverts")
    new_adverts: Mapped[int] = mapped_column(default=0, comment="adverts seen for the first time")
    new_versions: Mapped[int] = mapped_column(default=0, comment="known adverts whose content changed")
    removed: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="known adverts seen gone for the first time"
    )
    revisited: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="adverts looked at again though nothing named them"
    )
    named: Mapped[int | None] = mapped_column(
        comment="adverts that the site led to, not due or not; empty for an import"
    )
    coverage: Mapped[dict[str, float] | None] = mapped_column(
        JSON, comment="share of the adverts read that state each field; at the end"
    )
    refused: Mapped[int] = mapped_column(default=0, comment="pages that are not adverts")
    failed: Mapped[int] = mapped_column(default=0, comment="pages that should be adverts and could not be read")


class CrawlLease(Base):
    """Who crawls a site now; one row a site, so that two runs of it never overlap, on whatever machines."""

    __tablename__ = "crawl_lease"
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True, autoincrement=False, comment="site")
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), comment="run that holds it")
    holder: Mapped[str] = mapped_column(String(200), comment="process and machine, for a person")
    token: Mapped[str] = mapped_column(String(200), comment="the same for programs: machine, process and its start")
    since: Mapped[datetime] = mapped_column(UtcDateTime, comment="taken when")
    until: Mapped[datetime] = mapped_column(UtcDateTime, comment="ends by itself then, if it is not renewed")


class CrawlIssue(Base):
    """Something about a run that a person should look at: every warning of the crawler is such a row."""

    __tablename__ = "crawl_issue"
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), index=True, comment="run")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    kind: Mapped[str] = mapped_column(String(60), comment="short code, for counting")
    url: Mapped[str | None] = mapped_column(Text, comment="page it is about")
    message: Mapped[str] = mapped_column(Text, comment="one sentence for a person")


class Capture(Base):
    """What a server sent, or a file that was imported, kept in a WARC record; never changed, never removed."""

    __tablename__ = "capture"
    __table_args__ = (Index("ix_capture_site_id_url", "site_id", "url"),)
    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="key")
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), comment="site")
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_run.id"), index=True, comment="run")
    url: Mapped[str] = mapped_column(Text, comment="address fetched, or file:… of an import")
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when the response arrived")
    status: Mapped[int] = mapped_column(comment="HTTP status; 200 for a file")
    content_type: Mapped[str] = mapped_column(String(200), comment="as the server said; empty if it did not")
    kind: Mapped[str] = mapped_column(String(20), comment="advert | listing | sitemap | file")
    warc_path: Mapped[str] = mapped_column(String(300), comment="file below the warc folder")
    warc_offset: Mapped[int] = mapped_column(BigInteger, comment="first byte of the record's gzip member")
    warc_length: Mapped[int] = mapped_column(BigInteger, comment="bytes of the gzip member")
    warc_sha256: Mapped[str] = mapped_column(String(64), comment="SHA-256 of that gzip member, headers included")
    body_sha256: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the body before content decoding")
    body_bytes: Mapped[int] = mapped_column(BigInteger, comment="length of that body")
    etag: Mapped[str] = mapped_column(
        Text, default="", server_default="", comment="ETag of the page, to ask whether it changed; may be empty"
    )
    last_modified: Mapped[str] = mapped_column(
        String(60), default="", server_default="", comment="Last-Modified of the page as the server wrote it"
    )
    revisit_of: Mapped[int | None] = mapped_column(
        ForeignKey("capture.id"), comment="capture whose body this one repeats; its record is a WARC revisit"
    )
