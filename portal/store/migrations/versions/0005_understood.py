"""What citizens say about how they understand a text: numbers by month, and words of nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this form."""
    op.create_table(
        "understood",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "key", "language", "register", "digest", "month", "answer", name=op.f("pk_understood")
        ),
    )
    op.create_table(
        "understood_word",
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("passed_in", sa.Date(), nullable=True),
        sa.Column("passed_by", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_understood_word")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("understood_word")
    op.drop_table("understood")
