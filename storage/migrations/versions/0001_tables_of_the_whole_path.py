"""tables of the whole path."""

import sqlalchemy as sa
from alembic import op

import storage.tables.base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema."""
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column("name", sa.String(length=80), nullable=False, comment="login name, lower case"),
        sa.Column("full_name", sa.String(length=200), nullable=False, comment="as shown to colleagues"),
        sa.Column(
            "role",
            sa.String(length=20),
            nullable=False,
            comment="officer | leader | analyst | operator | administrator",
        ),
        sa.Column("password_hash", sa.Text(), nullable=False, comment="argon2id"),
        sa.Column("created_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "disabled_at", storage.tables.base.UtcDateTime(timezone=True), nullable=True, comment="no login since then"
        ),
        sa.Column("failed_logins", sa.Integer(), nullable=False, comment="in a row"),
        sa.Column(
            "locked_until",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=True,
            comment="no login before then",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
    )
    op.create_table(
        "model_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column("name", sa.String(length=80), nullable=False, comment="name with content hash"),
        sa.Column(
            "first_used_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="first screening"
        ),
        sa.Column("manifest", sa.JSON(), nullable=False, comment="its manifest.json"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_version")),
        sa.UniqueConstraint("name", name=op.f("uq_model_version_name")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column("name", sa.String(length=80), nullable=False, comment="folder name of the site file"),
        sa.Column("title", sa.String(length=200), nullable=False, comment="name that people know it by"),
        sa.Column("created_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="first use"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("name", name=op.f("uq_site_name")),
    )
    op.create_table(
        "advert",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="site"),
        sa.Column("identity", sa.Text(), nullable=False, comment="canonical address, or sha256:… where there is none"),
        sa.Column("url", sa.Text(), nullable=True, comment="address a person can open; empty for files"),
        sa.Column(
            "first_seen_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="first capture"
        ),
        sa.Column(
            "last_seen_at",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=False,
            comment="newest capture that still showed it",
        ),
        sa.Column(
            "removed_seen_at",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=True,
            comment="when it was first seen gone",
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_advert_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advert")),
        sa.UniqueConstraint("site_id", "identity", name=op.f("uq_advert_site_id_identity")),
    )
    op.create_table(
        "audit_event",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="1, 2, 3 … without gaps",
        ),
        sa.Column("at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "account_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="who; empty before a login",
        ),
        sa.Column(
            "action",
            sa.String(length=40),
            nullable=False,
            comment="decide | undo | log_in | log_in_refused | log_out | …",
        ),
        sa.Column("subject", sa.String(length=200), nullable=False, comment="what it was done to, as kind:key"),
        sa.Column("detail", sa.Text(), nullable=False, comment="JSON with sorted keys"),
        sa.Column(
            "previous", sa.String(length=64), nullable=False, comment="hash of the row before; zeros for the first"
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="hash over all of the above"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_audit_event_account_id_account")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("sha256", name=op.f("uq_audit_event_sha256")),
    )
    op.create_table(
        "crawl_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column(
            "site_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="site that was crawled",
        ),
        sa.Column("started_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="start"),
        sa.Column(
            "finished_at",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=True,
            comment="end; empty while running or if killed",
        ),
        sa.Column("outcome", sa.String(length=20), nullable=True, comment="good | bad | stopped; empty while running"),
        sa.Column("cause", sa.Text(), nullable=True, comment="why it was bad or stopped, in a sentence"),
        sa.Column("pages", sa.Integer(), nullable=False, comment="captures kept"),
        sa.Column("adverts", sa.Integer(), nullable=False, comment="pages read as adverts"),
        sa.Column("new_adverts", sa.Integer(), nullable=False, comment="adverts seen for the first time"),
        sa.Column("new_versions", sa.Integer(), nullable=False, comment="known adverts whose content changed"),
        sa.Column("refused", sa.Integer(), nullable=False, comment="pages that are not adverts"),
        sa.Column("failed", sa.Integer(), nullable=False, comment="pages that should be adverts and could not be read"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_crawl_run_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawl_run")),
    )
    op.create_index(op.f("ix_crawl_run_site_id"), "crawl_run", ["site_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("token_sha256", sa.String(length=64), nullable=False, comment="hash of the cookie's value"),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="who"),
        sa.Column("created_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="login"),
        sa.Column(
            "expires_at",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=False,
            comment="worth nothing after that",
        ),
        sa.Column(
            "ended_at", storage.tables.base.UtcDateTime(timezone=True), nullable=True, comment="logout or disabling"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id_account")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"], unique=False)
    op.create_table(
        "capture",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="site"),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="run"),
        sa.Column("url", sa.Text(), nullable=False, comment="address fetched, or file:… of an import"),
        sa.Column(
            "fetched_at",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=False,
            comment="when the response arrived",
        ),
        sa.Column("status", sa.Integer(), nullable=False, comment="HTTP status; 200 for a file"),
        sa.Column(
            "content_type", sa.String(length=200), nullable=False, comment="as the server said; empty if it did not"
        ),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="advert | listing | sitemap | file"),
        sa.Column("warc_path", sa.String(length=300), nullable=False, comment="file below the warc folder"),
        sa.Column("warc_offset", sa.BigInteger(), nullable=False, comment="first byte of the record's gzip member"),
        sa.Column("warc_length", sa.BigInteger(), nullable=False, comment="bytes of the gzip member"),
        sa.Column("warc_sha256", sa.String(length=64), nullable=False, comment="SHA-256 of that gzip member, headers included"),
        sa.Column(
            "body_sha256", sa.String(length=64), nullable=False, comment="SHA-256 of the body before content decoding"
        ),
        sa.Column("body_bytes", sa.BigInteger(), nullable=False, comment="length of that body"),
        sa.ForeignKeyConstraint(["run_id"], ["crawl_run.id"], name=op.f("fk_capture_run_id_crawl_run")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_capture_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    op.create_index(op.f("ix_capture_run_id"), "capture", ["run_id"], unique=False)
    op.create_index("ix_capture_site_id_url", "capture", ["site_id", "url"], unique=False)
    op.create_table(
        "crawl_issue",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="run"),
        sa.Column("at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("kind", sa.String(length=60), nullable=False, comment="short code, for counting"),
        sa.Column("url", sa.Text(), nullable=True, comment="page it is about"),
        sa.Column("message", sa.Text(), nullable=False, comment="one sentence for a person"),
        sa.ForeignKeyConstraint(["run_id"], ["crawl_run.id"], name=op.f("fk_crawl_issue_run_id_crawl_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawl_issue")),
    )
    op.create_index(op.f("ix_crawl_issue_run_id"), "crawl_issue", ["run_id"], unique=False)
    op.create_table(
        "advert_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column("advert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="advert"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, … within the advert"),
        sa.Column(
            "capture_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="evidence it was read from",
        ),
        sa.Column(
            "seen_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="time of that capture"
        ),
        sa.Column("content_sha256", sa.String(length=64), nullable=False, comment="hash of all that was read"),
        sa.Column("title", sa.Text(), nullable=False, comment="as written; may be empty"),
        sa.Column("employer_name", sa.Text(), nullable=False, comment="as written; may be empty"),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="title and body as a person reads them; quotes point in here"
        ),
        sa.Column("folded", sa.Text(), nullable=False, comment="lower case without accents (đ too), for search"),
        sa.Column("place", sa.Text(), nullable=False, comment="workplace as written; may be empty"),
        sa.Column(
            "province", sa.String(length=60), nullable=False, comment="province as the page states it; may be empty"
        ),
        sa.Column("salary_text", sa.Text(), nullable=False, comment="wage as written; may be empty"),
        sa.Column("wage_min", sa.BigInteger(), nullable=True, comment="stated lowest, in units of wage_currency"),
        sa.Column("wage_max", sa.BigInteger(), nullable=True, comment="stated highest"),
        sa.Column("wage_currency", sa.String(length=3), nullable=True, comment="ISO 4217"),
        sa.Column(
            "wage_period", sa.String(length=10), nullable=True, comment="hour | day | week | month | year | piece"
        ),
        sa.Column("posted_on", sa.Date(), nullable=True, comment="date of posting as stated"),
        sa.Column("expires_on", sa.Date(), nullable=True, comment="last day as stated"),
        sa.Column(
            "source", sa.String(length=20), nullable=False, comment="json_ld | microdata | selectors | main_text | file"
        ),
        sa.Column("repairs", sa.JSON(), nullable=False, comment="kinds of mending that extraction had to do"),
        sa.Column("stated", sa.JSON(), nullable=False, comment="other fields as the page states them"),
        sa.ForeignKeyConstraint(["advert_id"], ["advert.id"], name=op.f("fk_advert_version_advert_id_advert")),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_advert_version_capture_id_capture")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advert_version")),
        sa.UniqueConstraint("advert_id", "number", name=op.f("uq_advert_version_advert_id_number")),
    )
    op.create_index(op.f("ix_advert_version_capture_id"), "advert_version", ["capture_id"], unique=False)
    op.create_table(
        "extraction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column(
            "capture_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="capture that was read",
        ),
        sa.Column("at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("outcome", sa.String(length=20), nullable=False, comment="advert | not_an_advert | failed"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why not, in a sentence; empty for an advert"),
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True, comment="what it gave"
        ),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_extraction_capture_id_capture")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["advert_version.id"], name=op.f("fk_extraction_version_id_advert_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extraction")),
    )
    op.create_index(op.f("ix_extraction_capture_id"), "extraction", ["capture_id"], unique=False)
    op.create_index(op.f("ix_extraction_version_id"), "extraction", ["version_id"], unique=False)
    op.create_table(
        "screening",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column(
            "version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="what was screened",
        ),
        sa.Column(
            "model_version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="by which model",
        ),
        sa.Column(
            "register_snapshot", sa.String(length=80), nullable=False, comment="licence register used; '' if none"
        ),
        sa.Column("law_date", sa.Date(), nullable=False, comment="day whose law was applied"),
        sa.Column("at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("score", sa.Double(), nullable=False, comment="calibrated, 0 to 1"),
        sa.Column("band", sa.String(length=30), nullable=False, comment="high | medium | low | not_enough_information"),
        sa.Column("logit", sa.Double(), nullable=False, comment="intercept plus all reasons, before calibration"),
        sa.Column("intercept", sa.Double(), nullable=False, comment="of the model"),
        sa.Column("typologies", sa.JSON(), nullable=False, comment="codes of design section 4"),
        sa.Column("reasons", sa.JSON(), nullable=False, comment="name and contribution; the largest and `other`"),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_screening_model_version_id_model_version")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["advert_version.id"], name=op.f("fk_screening_version_id_advert_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
        sa.UniqueConstraint(
            "version_id",
            "model_version_id",
            "register_snapshot",
            "law_date",
            name=op.f("uq_screening_version_id_model_version_id_register_snapshot_law_date"),
        ),
    )
    op.create_index("ix_screening_band_score", "screening", ["band", "score"], unique=False)
    op.create_index(op.f("ix_screening_model_version_id"), "screening", ["model_version_id"], unique=False)
    op.create_table(
        "campaign",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="key; the item id in the queue",
        ),
        sa.Column(
            "created_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when it came to be"
        ),
        sa.Column(
            "current_snapshot_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="its versions now; the item version in the queue",
        ),
        sa.Column(
            "worst_screening_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="newest screening with the highest score among its versions",
        ),
        sa.Column("risk", sa.Double(), nullable=True, comment="score of that screening; empty until screened"),
        sa.ForeignKeyConstraint(
            ["worst_screening_id"], ["screening.id"], name=op.f("fk_campaign_worst_screening_id_screening")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index("ix_campaign_risk", "campaign", ["risk"], unique=False)
    op.create_table(
        "fact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column(
            "screening_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="screening"
        ),
        sa.Column(
            "kind", sa.String(length=40), nullable=False, comment="phones | wages | fees | … as in the screen contract"
        ),
        sa.Column("value", sa.JSON(), nullable=False, comment="the fact without its quote"),
        sa.Column("quote_start", sa.Integer(), nullable=True, comment="offset in the version's text"),
        sa.Column("quote_end", sa.Integer(), nullable=True, comment="offset after the last character"),
        sa.Column("quote_text", sa.Text(), nullable=True, comment="the words themselves"),
        sa.ForeignKeyConstraint(["screening_id"], ["screening.id"], name=op.f("fk_fact_screening_id_screening")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_index(op.f("ix_fact_screening_id"), "fact", ["screening_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column(
            "screening_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="screening"
        ),
        sa.Column("code", sa.String(length=80), nullable=False, comment="name of the indicator"),
        sa.Column("strength", sa.String(length=10), nullable=False, comment="strong | medium | weak"),
        sa.Column("sentence", sa.Text(), nullable=False, comment="what a person reads, Vietnamese"),
        sa.Column("quotes", sa.JSON(), nullable=False, comment="start, end, text within the version's text"),
        sa.Column("law", sa.JSON(), nullable=False, comment="document, article, act, fines"),
        sa.ForeignKeyConstraint(["screening_id"], ["screening.id"], name=op.f("fk_finding_screening_id_screening")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_code"), "finding", ["code"], unique=False)
    op.create_index(op.f("ix_finding_screening_id"), "finding", ["screening_id"], unique=False)
    op.create_table(
        "campaign_member",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="campaign"
        ),
        sa.Column("advert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="advert"),
        sa.Column("joined_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="since when"),
        sa.Column(
            "left_at",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=True,
            comment="until when; empty while it is a member",
        ),
        sa.ForeignKeyConstraint(["advert_id"], ["advert.id"], name=op.f("fk_campaign_member_advert_id_advert")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_member_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_member")),
    )
    op.create_index(op.f("ix_campaign_member_campaign_id"), "campaign_member", ["campaign_id"], unique=False)
    op.create_index(
        "uq_campaign_member_advert_id_now",
        "campaign_member",
        ["advert_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "campaign_snapshot",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key; the item version"
        ),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="campaign"
        ),
        sa.Column("created_at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_snapshot_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_snapshot")),
    )
    op.create_index(op.f("ix_campaign_snapshot_campaign_id"), "campaign_snapshot", ["campaign_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="key"),
        sa.Column(
            "snapshot_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the very versions seen",
        ),
        sa.Column(
            "screening_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="screening shown to the person",
        ),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="who"),
        sa.Column("at", storage.tables.base.UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("verdict", sa.String(length=20), nullable=False, comment="suspicious | legitimate | unsure"),
        sa.Column("note", sa.Text(), nullable=False, comment="in the person's words; may be empty"),
        sa.Column(
            "closed_at",
            storage.tables.base.UtcDateTime(timezone=True),
            nullable=True,
            comment="when undone or replaced; empty while live",
        ),
        sa.Column(
            "closed_by",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="who undid or replaced it",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_decision_account_id_account")),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name=op.f("fk_decision_closed_by_account")),
        sa.ForeignKeyConstraint(["screening_id"], ["screening.id"], name=op.f("fk_decision_screening_id_screening")),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["campaign_snapshot.id"], name=op.f("fk_decision_snapshot_id_campaign_snapshot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_account_id"), "decision", ["account_id"], unique=False)
    op.create_index(
        "uq_decision_snapshot_id_live",
        "decision",
        ["snapshot_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "snapshot_version",
        sa.Column(
            "snapshot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="snapshot"
        ),
        sa.Column(
            "version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="advert version in it",
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["campaign_snapshot.id"], name=op.f("fk_snapshot_version_snapshot_id_campaign_snapshot")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["advert_version.id"], name=op.f("fk_snapshot_version_version_id_advert_version")
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "version_id", name=op.f("pk_snapshot_version")),
    )
    op.create_index(op.f("ix_snapshot_version_version_id"), "snapshot_version", ["version_id"], unique=False)
    # campaign and snapshot point at one another, so one of the keys comes after both tables
    with op.batch_alter_table("campaign") as campaign:
        campaign.create_foreign_key(
            "fk_campaign_current_snapshot_id_campaign_snapshot", "campaign_snapshot", ["current_snapshot_id"], ["id"]
        )


def downgrade() -> None:
    """Refuse: the first schema has nothing before it, and evidence is never dropped."""
    msg = "the first schema cannot be taken back; use an empty database"
    raise NotImplementedError(msg)
