"""the order of the queue, who may see what, and search."""

import sqlalchemy as sa
from alembic import op

from storage.worklist.facets import fill_all
from storage.worklist.ranking import Weights, rank_rows
from storage.worklist.search_index import make_search_table
from storage.tables.base import UtcDateTime
from storage.tables.crawl import Key

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema; then reckon for what is there what is kept from now on with each change.

    The two functions name the columns they touch, all of which exist from here on.
    """
    _columns()
    _facets()
    _say_how_codes_go_with_kinds()
    make_search_table(op.get_bind())
    fill_all(op.get_bind())
    rank_rows(op.get_bind(), Weights())


def _say_how_codes_go_with_kinds() -> None:
    """Tell PostgreSQL that a code belongs to one kind: taking them for independent, it reads the whole table instead."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE STATISTICS campaign_facet_kind_code (dependencies, mcv) ON kind, code FROM campaign_facet")


def _facets() -> None:
    op.create_table(
        "campaign_facet",
        sa.Column("campaign_id", Key, autoincrement=False, nullable=False, comment="campaign"),
        sa.Column(
            "kind", sa.String(length=12), nullable=False, comment="province | destination | typology | site"
        ),
        sa.Column(
            "code", sa.String(length=80), nullable=False, comment="code of it; empty for a place that nobody knows"
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_campaign_facet_campaign_id_campaign"),
        sa.PrimaryKeyConstraint("campaign_id", "kind", "code", name="pk_campaign_facet"),
    )
    op.create_index(
        "ix_campaign_facet_kind_code_campaign_id", "campaign_facet", ["kind", "code", "campaign_id"], unique=False
    )


def _columns() -> None:
    columns = (
        sa.Column("band", sa.String(length=30), nullable=True, comment="band of that screening; empty until screened"),
        sa.Column(
            "adverts", sa.Integer(), server_default="0", nullable=False, comment="copies in its current snapshot"
        ),
        sa.Column(
            "sites", sa.Integer(), server_default="0", nullable=False, comment="sites on which they stand"
        ),
        sa.Column(
            "first_seen_at", UtcDateTime(timezone=True), nullable=True, comment="when the first of them was seen"
        ),
        sa.Column(
            "priority",
            sa.Double(),
            server_default=sa.text("-2000000.0"),
            nullable=False,
            comment="place in the queue, the highest first",
        ),
        sa.Column(
            "waits",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="nobody decided on its current snapshot yet",
        ),
        sa.Column(
            "drawn_at_random",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="not flagged, and drawn by lot to be looked at among the flagged",
        ),
        sa.Column(
            "score_hidden",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="shown without score until somebody decides",
        ),
    )
    for column in columns:
        op.add_column("campaign", column)
    op.create_index("ix_campaign_waits_priority_id", "campaign", ["waits", "priority", "id"], unique=False)
    op.create_index("ix_campaign_priority_id", "campaign", ["priority", "id"], unique=False)
    op.create_index("ix_campaign_merged_into_id", "campaign", ["merged_into_id"], unique=False)
