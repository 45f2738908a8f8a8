"""leases of crawls, runs that take up one another, and what is needed to ask whether a page changed."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import UtcDateTime
from storage.tables.crawl import Key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema; runs and captures that stand keep their rows, and say nothing in the new columns."""
    # SQLite takes a foreign key only together with its column
    inline = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "crawl_lease",
        sa.Column("site_id", Key, autoincrement=False, nullable=False, comment="site"),
        sa.Column("run_id", Key, nullable=False, comment="run that holds it"),
        sa.Column("holder", sa.String(200), nullable=False, comment="process and machine, for a person"),
        sa.Column(
            "token", sa.String(200), nullable=False, comment="the same for programs: machine, process and its start"
        ),
        sa.Column("since", UtcDateTime(timezone=True), nullable=False, comment="taken when"),
        sa.Column(
            "until", UtcDateTime(timezone=True), nullable=False, comment="ends by itself then, if it is not renewed"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["crawl_run.id"], name="fk_crawl_lease_run_id_crawl_run"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_crawl_lease_site_id_site"),
        sa.PrimaryKeyConstraint("site_id", name="pk_crawl_lease"),
    )
    for column in (
        sa.Column(
            "cause_code",
            sa.String(200),
            server_default="",
            nullable=False,
            comment="the same for programs: a code, or the checks violated",
        ),
        sa.Column(
            "continues_id",
            Key,
            sa.ForeignKey("crawl_run.id", name="fk_crawl_run_continues_id_crawl_run"),
            comment="interrupted run whose work this one takes up",
        ),
        sa.Column(
            "revisited",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="adverts looked at again though nothing named them",
        ),
        sa.Column("named", sa.Integer(), comment="adverts that the site led to, not due or not; empty for an import"),
        sa.Column("coverage", sa.JSON(), comment="share of the adverts read that state each field; at the end"),
    ):
        op.add_column("crawl_run", column, inline_references=inline)
    for column in (
        sa.Column(
            "etag",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="ETag of the page, to ask whether it changed; may be empty",
        ),
        sa.Column(
            "last_modified",
            sa.String(60),
            server_default="",
            nullable=False,
            comment="Last-Modified of the page as the server wrote it",
        ),
        sa.Column(
            "revisit_of",
            Key,
            sa.ForeignKey("capture.id", name="fk_capture_revisit_of_capture"),
            comment="capture whose body this one repeats; its record is a WARC revisit",
        ),
    ):
        op.add_column("capture", column, inline_references=inline)


def downgrade() -> None:
    """Take it away again; revisit records stay in the WARC files."""
    with op.batch_alter_table("capture") as capture:
        for column in ("revisit_of", "last_modified", "etag"):
            capture.drop_column(column)
    with op.batch_alter_table("crawl_run") as run:
        for column in ("coverage", "named", "revisited", "continues_id", "cause_code"):
            run.drop_column(column)
    op.drop_table("crawl_lease")
