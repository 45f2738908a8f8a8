"""who holds an item, filters and settings of the office, referrals, replies, and accounts of a provider."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import UtcDateTime
from storage.tables.crawl import Key

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema; decisions that stand say nothing in the new columns, sessions were opened by password."""
    _tables()
    _columns()


def _tables() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("account_id", Key, nullable=False, comment="owner"),
        sa.Column("name", sa.String(length=80), nullable=False, comment="as its owner calls it"),
        sa.Column("wanted", sa.JSON(), nullable=False, comment="what it lets through"),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("removed_at", UtcDateTime(timezone=True), nullable=True, comment="when taken away; empty while kept"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_saved_filter_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filter"),
    )
    op.create_index(
        "uq_saved_filter_account_id_name_kept",
        "saved_filter",
        ["account_id", "name"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False, comment="which"),
        sa.Column("value", sa.JSON(), nullable=False, comment="as agreed"),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("changed_by", Key, nullable=True, comment="who; empty for a command"),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name="fk_setting_changed_by_account"),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "lease",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("campaign_id", Key, nullable=False, comment="item"),
        sa.Column("account_id", Key, nullable=False, comment="who holds it"),
        sa.Column("taken_at", UtcDateTime(timezone=True), nullable=False, comment="since when"),
        sa.Column(
            "expires_at", UtcDateTime(timezone=True), nullable=False, comment="runs out then unless it is renewed"
        ),
        sa.Column("given_by", Key, nullable=True, comment="who gave it; empty if taken"),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True, comment="until when; empty while it is held"),
        sa.Column("ended_how", sa.String(length=20), nullable=False, comment="decided | returned | given | ran_out"),
        sa.Column("why", sa.Text(), nullable=False, comment="reason given with returning or giving it"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_lease_account_id_account"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_lease_campaign_id_campaign"),
        sa.ForeignKeyConstraint(["given_by"], ["account.id"], name="fk_lease_given_by_account"),
        sa.PrimaryKeyConstraint("id", name="pk_lease"),
    )
    op.create_index("ix_lease_account_id", "lease", ["account_id"], unique=False)
    op.create_index("ix_lease_campaign_id", "lease", ["campaign_id"], unique=False)
    op.create_index(
        "uq_lease_campaign_id_open",
        "lease",
        ["campaign_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "reply",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("campaign_id", Key, nullable=False, comment="item it is about"),
        sa.Column("received_on", sa.Date(), nullable=False, comment="day"),
        sa.Column("from_whom", sa.Text(), nullable=False, comment="who says it, and by what they can be reached"),
        sa.Column("said", sa.Text(), nullable=False, comment="in their words"),
        sa.Column("account_id", Key, nullable=False, comment="who took it down"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_reply_account_id_account"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_reply_campaign_id_campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
    )
    op.create_index("ix_reply_campaign_id", "reply", ["campaign_id"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column(
            "kind",
            sa.String(length=30),
            nullable=False,
            comment="transfer_slip | verification_letter | takedown_request | online_record",
        ),
        sa.Column("campaign_id", Key, nullable=False, comment="item it is about"),
        sa.Column("snapshot_id", Key, nullable=False, comment="the very versions"),
        sa.Column("decision_id", Key, nullable=False, comment="decision it rests on"),
        sa.Column("broker_id", sa.String(length=40), nullable=True, comment="broker it names, if any"),
        sa.Column("recipient", sa.String(length=60), nullable=False, comment="code of the routing table"),
        sa.Column("law_date", sa.Date(), nullable=False, comment="day whose law it states"),
        sa.Column("content", sa.JSON(), nullable=False, comment="facts, quotes, law, hashes as proposed"),
        sa.Column("why", sa.Text(), nullable=False, comment="in the words of who proposed it"),
        sa.Column("account_id", Key, nullable=False, comment="who proposed it"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_referral_account_id_account"),
        sa.ForeignKeyConstraint(["broker_id"], ["broker.id"], name="fk_referral_broker_id_broker"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_referral_campaign_id_campaign"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_referral_decision_id_decision"),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["campaign_snapshot.id"], name="fk_referral_snapshot_id_campaign_snapshot"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
    )
    op.create_index("ix_referral_account_id", "referral", ["account_id"], unique=False)
    op.create_index("ix_referral_broker_id", "referral", ["broker_id"], unique=False)
    op.create_index("ix_referral_campaign_id", "referral", ["campaign_id"], unique=False)
    op.create_index("ix_referral_decision_id", "referral", ["decision_id"], unique=False)
    op.create_table(
        "reply_answer",
        sa.Column("reply_id", Key, autoincrement=False, nullable=False, comment="reply that is answered"),
        sa.Column("outcome", sa.String(length=20), nullable=False, comment="upheld | refused"),
        sa.Column("answer", sa.Text(), nullable=False, comment="to them, with the reason"),
        sa.Column("decision_id", Key, nullable=True, comment="decision by which it was corrected; empty if refused"),
        sa.Column("account_id", Key, nullable=False, comment="who answered"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_reply_answer_account_id_account"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_reply_answer_decision_id_decision"),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_reply_answer_reply_id_reply"),
        sa.PrimaryKeyConstraint("reply_id", name="pk_reply_answer"),
    )
    op.create_table(
        "case_file",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("referral_id", Key, nullable=False, comment="referral"),
        sa.Column("name", sa.String(length=120), nullable=False, comment="name it is downloaded by"),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="hash of its bytes, and its place in the home"
        ),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="bytes"),
        sa.Column("account_id", Key, nullable=False, comment="who had it made"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_case_file_account_id_account"),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name="fk_case_file_referral_id_referral"),
        sa.PrimaryKeyConstraint("id", name="pk_case_file"),
    )
    op.create_index("ix_case_file_referral_id", "case_file", ["referral_id"], unique=False)
    op.create_table(
        "referral_event",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("referral_id", Key, nullable=False, comment="referral"),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="approved | refused | withdrawn | sent | answered | fined | transferred | taken_down | no_violation",
        ),
        sa.Column("happened_on", sa.Date(), nullable=False, comment="day on which it happened"),
        sa.Column("fine_vnd", sa.BigInteger(), nullable=True, comment="fine imposed, if one was"),
        sa.Column("note", sa.Text(), nullable=False, comment="in the person's words; may be empty"),
        sa.Column("account_id", Key, nullable=False, comment="who entered it"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when entered"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_referral_event_account_id_account"),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name="fk_referral_event_referral_id_referral"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_event"),
    )
    op.create_index("ix_referral_event_referral_id", "referral_event", ["referral_id"], unique=False)
    op.create_index(
        "uq_referral_event_referral_id_verdict",
        "referral_event",
        ["referral_id"],
        unique=True,
        sqlite_where=sa.text("kind IN ('approved', 'refused', 'withdrawn')"),
        postgresql_where=sa.text("kind IN ('approved', 'refused', 'withdrawn')"),
    )


def _columns() -> None:
    op.add_column(
        "account",
        sa.Column(
            "must_change_password",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="nothing but that until it is done",
        ),
    )
    op.add_column(
        "account",
        sa.Column(
            "provider_subject",
            sa.String(length=400),
            nullable=True,
            comment="who it is for an OpenID provider, as issuer and subject; empty if local",
        ),
    )
    op.add_column(
        "account",
        sa.Column("provinces", sa.JSON(), nullable=True, comment="codes of provinces it works on; empty for all"),
    )
    op.add_column(
        "account",
        sa.Column(
            "destinations", sa.JSON(), nullable=True, comment="countries it works on, two letters; empty for all"
        ),
    )
    op.create_index("ix_account_provider_subject", "account", ["provider_subject"], unique=True)
    op.add_column(
        "decision",
        sa.Column(
            "typologies",
            sa.JSON(),
            server_default=sa.text("'[]'"),
            nullable=False,
            comment="kinds of deception, as the person says",
        ),
    )
    op.add_column(
        "decision",
        sa.Column(
            "score_was_shown",
            sa.Boolean(),
            nullable=True,
            comment="whether the score was on the screen; empty if unknown",
        ),
    )
    op.add_column(
        "decision",
        sa.Column(
            "deed",
            sa.String(length=40),
            server_default="",
            nullable=False,
            comment="decision on many that it is part of; empty for one alone",
        ),
    )
    op.create_index("ix_decision_deed", "decision", ["deed"], unique=False)
    op.add_column(
        "session",
        sa.Column(
            "kind", sa.String(length=10), server_default="password", nullable=False, comment="password | provider"
        ),
    )
    op.add_column(
        "session",
        sa.Column(
            "provider_session",
            sa.String(length=200),
            nullable=True,
            comment="session at the provider, by which it may be ended from there",
        ),
    )
    op.create_index("ix_session_provider_session", "session", ["provider_session"], unique=False)
