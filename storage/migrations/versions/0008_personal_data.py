"""what was made unreadable of persons, when and why."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import UtcDateTime
from storage.tables.crawl import Key

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema; nothing that stands is touched."""
    op.create_table(
        "erasure_request",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("kind", sa.String(20), nullable=False, comment="phone | advert: by what the person is concerned"),
        sa.Column("pseudonym", sa.String(80), nullable=False, comment="what stands for the number; '' for adverts"),
        sa.Column("advert_id", Key, nullable=True, comment="advert, where it was named"),
        sa.Column("requested_on", sa.Date(), nullable=False, comment="day on which the request came in"),
        sa.Column("why", sa.Text(), nullable=False, comment="reason given, with what looks personal hidden"),
        sa.Column("outcome", sa.String(10), nullable=False, comment="done | refused"),
        sa.Column("answer", sa.Text(), nullable=False, comment="what was done, or why it was refused, in a sentence"),
        sa.Column("account_id", Key, nullable=True, comment="who; empty for a command"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when it was answered"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_erasure_request_account_id_account"),
        sa.ForeignKeyConstraint(["advert_id"], ["advert.id"], name="fk_erasure_request_advert_id_advert"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_request"),
    )
    op.create_index("ix_erasure_request_pseudonym", "erasure_request", ["pseudonym"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("subject", sa.String(60), nullable=False, comment="table:key of the row; advert_version:ID, …"),
        sa.Column(
            "scope",
            sa.String(10),
            nullable=False,
            comment="everything | number: all that is personal, or one number",
        ),
        sa.Column(
            "clock", sa.String(20), nullable=False, comment="retention clock that ran out; '' where a person asked"
        ),
        sa.Column("request_id", Key, nullable=True, comment="request; empty for a clock"),
        sa.Column("account_id", Key, nullable=True, comment="who; empty for a command"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "keyed_before",
            sa.String(64),
            nullable=False,
            comment="HMAC-SHA256 of the row's words before, under a key outside the database",
        ),
        sa.Column("sha256_after", sa.String(64), nullable=False, comment="SHA-256 of them after; '' while open"),
        sa.Column("strings", sa.Integer(), nullable=False, comment="personal strings replaced"),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True, comment="when it was done; empty while open"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_erasure_account_id_account"),
        sa.ForeignKeyConstraint(["request_id"], ["erasure_request.id"], name="fk_erasure_request_id_erasure_request"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
    )
    op.create_index("ix_erasure_subject", "erasure", ["subject"], unique=False)
    op.create_index(
        "uq_erasure_subject_open",
        "erasure",
        ["subject"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
