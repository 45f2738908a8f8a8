"""the licence register: dated lists and their entries."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import UtcDateTime
from storage.tables.crawl import Key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema; nothing that stands is touched."""
    op.create_table(
        "register_snapshot",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("name", sa.String(80), nullable=False, comment="its date and the head of its hash"),
        sa.Column("listed_on", sa.Date(), nullable=False, comment="day the list speaks of"),
        sa.Column("source_file", sa.Text(), nullable=False, comment="name of the file, without its folder"),
        sa.Column("sha256", sa.String(64), nullable=False, comment="SHA-256 of the file's bytes"),
        sa.Column("imported_at", UtcDateTime(timezone=True), nullable=False, comment="when it was imported"),
        sa.Column("rows", sa.Integer(), nullable=False, comment="entries in it"),
        sa.PrimaryKeyConstraint("id", name="pk_register_snapshot"),
        sa.UniqueConstraint("listed_on", "sha256", name="uq_register_snapshot_listed_on_sha256"),
        sa.UniqueConstraint("name", name="uq_register_snapshot_name"),
    )
    op.create_index("ix_register_snapshot_listed_on", "register_snapshot", ["listed_on"])
    op.create_table(
        "register_entry",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("snapshot_id", Key, nullable=False, comment="list it stands in"),
        sa.Column("row", sa.Integer(), nullable=False, comment="row of the file, as a person counts"),
        sa.Column("licence_number", sa.String(60), nullable=False, comment="canonical (2098/LĐTBXH-GP); may be empty"),
        sa.Column("tax_code", sa.String(20), nullable=False, comment="digits, branch after a dash; may be empty"),
        sa.Column("name", sa.Text(), nullable=False, comment="as printed"),
        sa.Column("trade_name", sa.Text(), nullable=False, comment="as printed; may be empty"),
        sa.Column("folded", sa.Text(), nullable=False, comment="both names, lower case without accents, for search"),
        sa.Column("address", sa.Text(), nullable=False, comment="as printed; may be empty"),
        sa.Column("phone", sa.Text(), nullable=False, comment="as printed; may be empty"),
        sa.Column("website", sa.Text(), nullable=False, comment="as printed; may be empty"),
        sa.Column("status_text", sa.Text(), nullable=False, comment="status as printed"),
        sa.Column(
            "status",
            sa.String(10),
            nullable=False,
            comment="licensed | expired | suspended | revoked | unknown (printed, not understood)",
        ),
        sa.Column(
            "branch_of", sa.Text(), nullable=False, comment="enterprise it is a branch of; empty for an enterprise"
        ),
        sa.Column(
            "may_collect",
            sa.Boolean(),
            nullable=False,
            comment="may take fees and deposits from workers; a branch may not",
        ),
        sa.CheckConstraint(
            "status IN ('licensed', 'expired', 'suspended', 'revoked', 'unknown')",
            name=op.f("ck_register_entry_status"),
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["register_snapshot.id"], name="fk_register_entry_snapshot_id_register_snapshot"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
        sa.UniqueConstraint("snapshot_id", "row", name="uq_register_entry_snapshot_id_row"),
    )


def downgrade() -> None:
    """Take the register away, with every list in it."""
    op.drop_table("register_entry")
    op.drop_table("register_snapshot")
