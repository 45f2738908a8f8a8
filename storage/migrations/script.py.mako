"""${message}."""

import sqlalchemy as sa
from alembic import op

import storage.tables.base

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take it back; for development only."""
    ${downgrades if downgrades else "pass"}
