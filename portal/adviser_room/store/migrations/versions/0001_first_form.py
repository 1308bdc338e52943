"""The first form: conversations, shared copies, complaints, themes, reports, sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this form."""
    op.create_table(
        "room_conversation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("complaint_helped", sa.Boolean(), nullable=False),
        sa.Column("handed_over", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_conversation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_room_conversation_public_id")),
    )
    with op.batch_alter_table("room_conversation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_conversation_opened_at"), ["opened_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_room_conversation_person"), ["person"], unique=False)

    op.create_table(
        "room_report",
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_room_report")),
    )
    op.create_table(
        "room_sign_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("logout_key", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_room_sign_in")),
    )
    with op.batch_alter_table("room_sign_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_sign_in_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_room_sign_in_logout_key"), ["logout_key"], unique=False
        )

    op.create_table(
        "room_sign_in_attempt",
        sa.Column("handle_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("handle_hash", name=op.f("pk_room_sign_in_attempt")),
    )
    with op.batch_alter_table("room_sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_sign_in_attempt_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "room_complaint",
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("suggested", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["room_conversation.id"],
            name=op.f("fk_room_complaint_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_room_complaint")),
    )
    op.create_table(
        "room_copy",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["room_conversation.id"],
            name=op.f("fk_room_copy_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_copy")),
        sa.UniqueConstraint("public_id", name=op.f("uq_room_copy_public_id")),
    )
    with op.batch_alter_table("room_copy", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_copy_conversation_id"), ["conversation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_room_copy_until"), ["until"], unique=False)

    op.create_table(
        "room_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("writer", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["room_conversation.id"],
            name=op.f("fk_room_message_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_message")),
        sa.UniqueConstraint("form_token", name=op.f("uq_room_message_form_token")),
    )
    with op.batch_alter_table("room_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_message_conversation_id"), ["conversation_id"], unique=False
        )

    op.create_table(
        "room_theme",
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["room_conversation.id"],
            name=op.f("fk_room_theme_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "theme", name=op.f("pk_room_theme")),
    )
    op.create_table(
        "room_ticket",
        sa.Column("ticket_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["room_conversation.id"],
            name=op.f("fk_room_ticket_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ticket_hash", name=op.f("pk_room_ticket")),
    )
    with op.batch_alter_table("room_ticket", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_ticket_conversation_id"), ["conversation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_room_ticket_expires_at"), ["expires_at"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("room_ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_ticket_expires_at"))
        batch_op.drop_index(batch_op.f("ix_room_ticket_conversation_id"))

    op.drop_table("room_ticket")
    op.drop_table("room_theme")
    with op.batch_alter_table("room_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_message_conversation_id"))

    op.drop_table("room_message")
    with op.batch_alter_table("room_copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_copy_until"))
        batch_op.drop_index(batch_op.f("ix_room_copy_conversation_id"))

    op.drop_table("room_copy")
    op.drop_table("room_complaint")
    with op.batch_alter_table("room_sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_sign_in_attempt_expires_at"))

    op.drop_table("room_sign_in_attempt")
    with op.batch_alter_table("room_sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_sign_in_logout_key"))
        batch_op.drop_index(batch_op.f("ix_room_sign_in_expires_at"))

    op.drop_table("room_sign_in")
    op.drop_table("room_report")
    with op.batch_alter_table("room_conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_conversation_person"))
        batch_op.drop_index(batch_op.f("ix_room_conversation_opened_at"))

    op.drop_table("room_conversation")
