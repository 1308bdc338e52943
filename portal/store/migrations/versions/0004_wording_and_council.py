"""The municipality's own texts, and the council's audit of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this form."""
    op.create_table(
        "review_round",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("recommendation", sa.String(length=16), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("dissent", sa.Text(), nullable=True),
        sa.Column("minutes", sa.LargeBinary(), nullable=True),
        sa.Column("entered_by", sa.String(length=120), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_round")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_round_public_id")),
    )
    op.create_table(
        "wording_own",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("ground", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=True),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_to", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_own")),
        sa.UniqueConstraint(
            "key",
            "language",
            "register",
            "number",
            name=op.f("uq_wording_own_key_language_register_number"),
        ),
    )
    with op.batch_alter_table("wording_own", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wording_own_state_shown_from", ["state", "shown_from"], unique=False
        )

    op.create_table(
        "review_round_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("own_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["own_id"], ["wording_own.id"], name=op.f("fk_review_round_text_own_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_review_round_text_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_round_text")),
        sa.UniqueConstraint(
            "round_id",
            "key",
            "language",
            "register",
            name=op.f("uq_review_round_text_round_id_key_language_register"),
        ),
    )
    with op.batch_alter_table("review_round_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_round_text_own_id"), ["own_id"], unique=False)

    op.create_table(
        "wording_audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=True),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_wording_audit_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_audit")),
    )
    with op.batch_alter_table("wording_audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wording_audit_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "ix_wording_audit_text", ["key", "language", "register"], unique=False
        )

    op.create_table(
        "wording_comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=120), nullable=True),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("entered_by", sa.String(length=64), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=120), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("led_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["led_to"], ["wording_own.id"], name=op.f("fk_wording_comment_led_to")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_wording_comment_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_comment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_wording_comment_public_id")),
    )
    with op.batch_alter_table("wording_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wording_comment_led_to"), ["led_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_wording_comment_round_id"), ["round_id"], unique=False)
        batch_op.create_index("ix_wording_comment_state_due_on", ["state", "due_on"], unique=False)
        batch_op.create_index(
            "ix_wording_comment_text", ["key", "language", "register"], unique=False
        )

    op.create_table(
        "wording_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("own_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["own_id"], ["wording_own.id"], name=op.f("fk_wording_log_own_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_log")),
    )
    with op.batch_alter_table("wording_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wording_log_own_id"), ["own_id"], unique=False)

    op.create_table(
        "wording_shipped",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("release", sa.String(length=16), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["wording_release.name"], name=op.f("fk_wording_shipped_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_shipped")),
        sa.UniqueConstraint(
            "language",
            "register",
            "from_at",
            name=op.f("uq_wording_shipped_language_register_from_at"),
        ),
    )
    op.create_table(
        "review_round_read",
        sa.Column("text_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["review_round_text.id"], name=op.f("fk_review_round_read_text_id")
        ),
        sa.PrimaryKeyConstraint("text_id", "member", name=op.f("pk_review_round_read")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("review_round_read")
    op.drop_table("wording_shipped")
    with op.batch_alter_table("wording_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wording_log_own_id"))

    op.drop_table("wording_log")
    with op.batch_alter_table("wording_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_wording_comment_text")
        batch_op.drop_index("ix_wording_comment_state_due_on")
        batch_op.drop_index(batch_op.f("ix_wording_comment_round_id"))
        batch_op.drop_index(batch_op.f("ix_wording_comment_led_to"))

    op.drop_table("wording_comment")
    with op.batch_alter_table("wording_audit", schema=None) as batch_op:
        batch_op.drop_index("ix_wording_audit_text")
        batch_op.drop_index(batch_op.f("ix_wording_audit_round_id"))

    op.drop_table("wording_audit")
    with op.batch_alter_table("review_round_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_round_text_own_id"))

    op.drop_table("review_round_text")
    with op.batch_alter_table("wording_own", schema=None) as batch_op:
        batch_op.drop_index("ix_wording_own_state_shown_from")

    op.drop_table("wording_own")
    op.drop_table("review_round")
