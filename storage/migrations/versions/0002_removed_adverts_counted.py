"""removed adverts counted on the run."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema; runs before this release marked no removals, so zero is true of them."""
    op.add_column(
        "crawl_run",
        sa.Column(
            "removed",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="known adverts seen gone for the first time",
        ),
    )


def downgrade() -> None:
    """Take the count away; `advert.removed_seen_at` still says what was removed."""
    with op.batch_alter_table("crawl_run") as run:
        run.drop_column("removed")
