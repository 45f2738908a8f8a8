"""contacts, templates, brokers and what people said of them."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import UtcDateTime
from storage.tables.crawl import Key

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand the schema; nothing that stands is touched, and what stands waits for its first `soitin link`."""
    _read()
    _grouped()
    _judged()
    # SQLite takes a foreign key only together with its column
    op.add_column(
        "campaign",
        sa.Column(
            "merged_into_id",
            Key,
            sa.ForeignKey("campaign.id", name="fk_campaign_merged_into_id_campaign"),
            comment="campaign that has all its adverts now; empty while it has some",
        ),
        inline_references=op.get_bind().dialect.name == "sqlite",
    )


def _read() -> None:
    op.create_table(
        "contact",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("kind", sa.String(20), nullable=False, comment="phone | telegram | bank | company | address | …"),
        sa.Column("value", sa.String(300), nullable=False, comment="one spelling for all ways of writing it"),
        sa.Column("shown", sa.Text(), nullable=False, comment="as people write it"),
        sa.Column("first_seen_at", UtcDateTime(timezone=True), nullable=False, comment="oldest version that has it"),
        sa.Column("last_seen_at", UtcDateTime(timezone=True), nullable=False, comment="newest version that has it"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("kind", "value", name="uq_contact_kind_value"),
    )
    op.create_index("ix_contact_value", "contact", ["value"])
    op.create_table(
        "advert_contact",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("version_id", Key, nullable=False, comment="where it stands"),
        sa.Column("contact_id", Key, nullable=False, comment="what stands there"),
        sa.Column(
            "whose", sa.String(10), nullable=False, comment="poster | board | building | other, by the words around it"
        ),
        sa.Column("shown", sa.Text(), nullable=False, comment="as written there"),
        sa.Column(
            "quote_start",
            sa.Integer(),
            nullable=True,
            comment="offset in the version's text; empty if not from the text",
        ),
        sa.Column("quote_end", sa.Integer(), nullable=True, comment="offset after the last character"),
        sa.Column("quote_text", sa.Text(), nullable=True, comment="the words themselves"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["advert_version.id"], name="fk_advert_contact_version_id_advert_version"
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_advert_contact_contact_id_contact"),
        sa.PrimaryKeyConstraint("id", name="pk_advert_contact"),
    )
    op.create_index("ix_advert_contact_contact_id", "advert_contact", ["contact_id"])
    op.create_index("ix_advert_contact_version_id", "advert_contact", ["version_id"])
    op.create_table(
        "link_reading",
        sa.Column("version_id", Key, autoincrement=False, nullable=False, comment="what was read"),
        sa.Column("advert_id", Key, nullable=False, comment="advert it is a version of"),
        sa.Column("read_at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "posted_at", UtcDateTime(timezone=True), nullable=False, comment="posting as stated, else when it was seen"
        ),
        sa.Column(
            "tokens",
            sa.Text(),
            nullable=False,
            comment="template: folded syllables, slots as <kind>, in one line",
        ),
        sa.Column("slots", sa.JSON(), nullable=False, comment="kind, value, start, end, token of each slot"),
        sa.Column("trade", sa.JSON(), nullable=False, comment="what the work is, coarsely"),
        sa.Column("compared_sha256", sa.String(64), nullable=False, comment="hash of what copies are compared by"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["advert_version.id"], name="fk_link_reading_version_id_advert_version"
        ),
        sa.ForeignKeyConstraint(["advert_id"], ["advert.id"], name="fk_link_reading_advert_id_advert"),
        sa.PrimaryKeyConstraint("version_id", name="pk_link_reading"),
    )
    op.create_index("ix_link_reading_advert_id", "link_reading", ["advert_id"])
    op.create_index("ix_link_reading_compared_sha256", "link_reading", ["compared_sha256"])
    op.create_table(
        "copy_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False, comment="band or anchor"),
        sa.Column("version_id", Key, nullable=False, comment="version with that template"),
        sa.ForeignKeyConstraint(["version_id"], ["advert_version.id"], name="fk_copy_key_version_id_advert_version"),
        sa.PrimaryKeyConstraint("key", "version_id", name="pk_copy_key"),
    )
    op.create_index("ix_copy_key_version_id", "copy_key", ["version_id"])
    op.create_table(
        "campaign_template",
        sa.Column("campaign_id", Key, autoincrement=False, nullable=False, comment="campaign"),
        sa.Column("version_id", Key, nullable=False, comment="version that stands for all"),
        sa.Column("template", sa.Text(), nullable=False, comment="its words, slots as {1:fee}"),
        sa.Column("slots", sa.JSON(), nullable=False, comment="kind of each slot, in order"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_campaign_template_campaign_id_campaign"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["advert_version.id"], name="fk_campaign_template_version_id_advert_version"
        ),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_campaign_template"),
    )
    op.create_table(
        "slot_values",
        sa.Column("campaign_id", Key, nullable=False, comment="campaign"),
        sa.Column("version_id", Key, nullable=False, comment="member"),
        sa.Column("slot_values", sa.JSON(), nullable=False, comment="one for each slot; null where it has none"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_slot_values_campaign_id_campaign"),
        sa.ForeignKeyConstraint(["version_id"], ["advert_version.id"], name="fk_slot_values_version_id_advert_version"),
        sa.PrimaryKeyConstraint("campaign_id", "version_id", name="pk_slot_values"),
    )


def _grouped() -> None:
    op.create_table(
        "broker",
        sa.Column("id", sa.String(40), nullable=False, comment="b- and a hash of its founding advert"),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False, comment="when it came to be"),
        sa.Column(
            "formed_at",
            UtcDateTime(timezone=True),
            nullable=False,
            comment="run that formed it last; later judgements wait",
        ),
        sa.Column(
            "merged_into_id",
            sa.String(40),
            nullable=True,
            comment="broker that has all its adverts now; empty while it has some",
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["broker.id"], name="fk_broker_merged_into_id_broker"),
        sa.PrimaryKeyConstraint("id", name="pk_broker"),
    )
    op.create_table(
        "broker_member",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("broker_id", sa.String(40), nullable=False, comment="broker"),
        sa.Column("advert_id", Key, nullable=False, comment="advert"),
        sa.Column("version_id", Key, nullable=False, comment="version that was linked"),
        sa.Column("joined_at", UtcDateTime(timezone=True), nullable=False, comment="since when"),
        sa.Column(
            "deed", sa.String(40), nullable=False, comment="merge, split, move or undo that put it there; else empty"
        ),
        sa.Column("left_at", UtcDateTime(timezone=True), nullable=True, comment="until when; empty while it is there"),
        sa.ForeignKeyConstraint(["broker_id"], ["broker.id"], name="fk_broker_member_broker_id_broker"),
        sa.ForeignKeyConstraint(["advert_id"], ["advert.id"], name="fk_broker_member_advert_id_advert"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["advert_version.id"], name="fk_broker_member_version_id_advert_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_broker_member"),
    )
    op.create_index("ix_broker_member_advert_id", "broker_member", ["advert_id"])
    op.create_index("ix_broker_member_broker_id", "broker_member", ["broker_id"])
    op.create_index(
        "uq_broker_member_advert_id_now",
        "broker_member",
        ["advert_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "broker_lineage",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("was_id", sa.String(40), nullable=False, comment="broker before"),
        sa.Column("into_id", sa.String(40), nullable=False, comment="broker after"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("adverts", sa.Integer(), nullable=False, comment="how many went"),
        sa.Column("deed", sa.String(40), nullable=False, comment="what a person did; empty for a run"),
        sa.ForeignKeyConstraint(["was_id"], ["broker.id"], name="fk_broker_lineage_was_id_broker"),
        sa.ForeignKeyConstraint(["into_id"], ["broker.id"], name="fk_broker_lineage_into_id_broker"),
        sa.PrimaryKeyConstraint("id", name="pk_broker_lineage"),
    )
    op.create_index("ix_broker_lineage_into_id", "broker_lineage", ["into_id"])
    op.create_index("ix_broker_lineage_was_id", "broker_lineage", ["was_id"])


def _judged() -> None:
    op.create_table(
        "broker_link",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("advert_a", Key, nullable=False, comment="the lower of the two"),
        sa.Column("advert_b", Key, nullable=False, comment="the higher of the two"),
        sa.Column("probability", sa.Double(), nullable=False, comment="that one broker is behind both"),
        sa.Column("bits", sa.Double(), nullable=False, comment="match weight; the reasons add up to it"),
        sa.Column("reasons", sa.JSON(), nullable=False, comment="comparison, vietnamese, english, bits"),
        sa.Column("status", sa.String(10), nullable=False, comment="linked | suggested | held"),
        sa.Column(
            "held_by", sa.String(20), nullable=False, comment="judgement | licence | weakest_link | name | …; or empty"
        ),
        sa.Column("found_at", UtcDateTime(timezone=True), nullable=False, comment="run that found it"),
        sa.Column(
            "closed_at", UtcDateTime(timezone=True), nullable=True, comment="since when it does not hold any more"
        ),
        sa.ForeignKeyConstraint(["advert_a"], ["advert.id"], name="fk_broker_link_advert_a_advert"),
        sa.ForeignKeyConstraint(["advert_b"], ["advert.id"], name="fk_broker_link_advert_b_advert"),
        sa.PrimaryKeyConstraint("id", name="pk_broker_link"),
    )
    op.create_index("ix_broker_link_advert_b", "broker_link", ["advert_b"])
    op.create_index(
        "uq_broker_link_pair_open",
        "broker_link",
        ["advert_a", "advert_b"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "broker_judgement",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("advert_a", Key, nullable=False, comment="the lower of the two"),
        sa.Column("advert_b", Key, nullable=False, comment="the higher of the two"),
        sa.Column("verdict", sa.String(10), nullable=False, comment="same | different | unsure"),
        sa.Column("deed", sa.String(40), nullable=False, comment="judge, merge, split or move and its number"),
        sa.Column("why", sa.Text(), nullable=False, comment="in the person's words; may be empty"),
        sa.Column("account_id", Key, nullable=False, comment="who"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True, comment="when undone or replaced"),
        sa.Column("closed_by", Key, nullable=True, comment="who undid or replaced it"),
        sa.Column("closed_deed", sa.String(40), nullable=True, comment="by which deed"),
        sa.ForeignKeyConstraint(["advert_a"], ["advert.id"], name="fk_broker_judgement_advert_a_advert"),
        sa.ForeignKeyConstraint(["advert_b"], ["advert.id"], name="fk_broker_judgement_advert_b_advert"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_broker_judgement_account_id_account"),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name="fk_broker_judgement_closed_by_account"),
        sa.PrimaryKeyConstraint("id", name="pk_broker_judgement"),
    )
    op.create_index("ix_broker_judgement_account_id", "broker_judgement", ["account_id"])
    op.create_index("ix_broker_judgement_advert_b", "broker_judgement", ["advert_b"])
    op.create_index("ix_broker_judgement_deed", "broker_judgement", ["deed"])
    op.create_index(
        "uq_broker_judgement_pair_open",
        "broker_judgement",
        ["advert_a", "advert_b"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "shared_contact",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("contact_id", Key, nullable=False, comment="which"),
        sa.Column("why", sa.Text(), nullable=False, comment="Vietnamese / English sentence"),
        sa.Column("found_at", UtcDateTime(timezone=True), nullable=False, comment="run that found it"),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True, comment="when a person said what it is"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_shared_contact_contact_id_contact"),
        sa.PrimaryKeyConstraint("id", name="pk_shared_contact"),
    )
    op.create_index(
        "uq_shared_contact_contact_id_open",
        "shared_contact",
        ["contact_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "contact_judgement",
        sa.Column("id", Key, nullable=False, comment="key"),
        sa.Column("contact_id", Key, nullable=False, comment="which"),
        sa.Column(
            "is_shared", sa.Boolean(), nullable=False, comment="true: weighs nothing; false: is the poster's own"
        ),
        sa.Column("why", sa.Text(), nullable=False, comment="in the person's words; may be empty"),
        sa.Column("account_id", Key, nullable=False, comment="who"),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False, comment="when"),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True, comment="when undone or replaced"),
        sa.Column("closed_by", Key, nullable=True, comment="who undid or replaced it"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_contact_judgement_contact_id_contact"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_contact_judgement_account_id_account"),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name="fk_contact_judgement_closed_by_account"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_judgement"),
    )
    op.create_index(
        "uq_contact_judgement_contact_id_open",
        "contact_judgement",
        ["contact_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def downgrade() -> None:
    """Take it away again; campaigns stay as they were grouped."""
    with op.batch_alter_table("campaign") as campaign:
        campaign.drop_column("merged_into_id")
    for table in (
        "contact_judgement",
        "shared_contact",
        "broker_judgement",
        "broker_link",
        "broker_lineage",
        "broker_member",
        "broker",
        "slot_values",
        "campaign_template",
        "copy_key",
        "link_reading",
        "advert_contact",
        "contact",
    ):
        op.drop_table(table)
