"""Real sign-in, invitations to relatives, and who has looked at a case."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from portal.core.ages import of_age_on

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What is written of a look stays as it was written. A look is removed when its time is over; its
# seal never is.
_KEPT = {"look": ("UPDATE",), "look_seal": ("UPDATE", "DELETE")}


def upgrade() -> None:
    """Go to this form."""
    op.create_table(
        "kept_form",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
        sa.UniqueConstraint("person", "path", name=op.f("uq_kept_form_person_path")),
    )
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_form_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=True),
        sa.Column("on_behalf", sa.String(length=64), nullable=True),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.create_index("ix_look_case_id_at", ["case_id", "at"], unique=False)

    op.create_table(
        "look_seal",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("look", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_look_seal")),
        sa.UniqueConstraint("look", name=op.f("uq_look_seal_look")),
    )
    op.create_table(
        "look_explained",
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("thing", name=op.f("pk_look_explained")),
    )
    with op.batch_alter_table("look_explained", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_look_explained_at"), ["at"], unique=False)

    op.create_table(
        "sign_in_attempt",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_attempt_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("finder", sa.String(length=8), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("giver", sa.String(length=64), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("basis", sa.String(length=24), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_invitation_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("finder", name=op.f("uq_invitation_finder")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_expires_at"), ["expires_at"], unique=False)

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.add_column(sa.Column("grown_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("basis", sa.String(length=24), nullable=True))

    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("provider", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("assurance", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("mandates", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("identifier", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("logout", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("logout_key", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_sign_in_logout_key"), ["logout_key"], unique=False)

    _children_of_age()
    _keep_looks()


def downgrade() -> None:
    """Go back."""
    _let_looks_go()
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_logout_key"))
        batch_op.drop_column("logout_key")
        batch_op.drop_column("logout")
        batch_op.drop_column("identifier")
        batch_op.drop_column("mandates")
        batch_op.drop_column("assurance")
        batch_op.drop_column("provider")

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_column("basis")
        batch_op.drop_column("grown_on")

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_expires_at"))
        batch_op.drop_index(batch_op.f("ix_invitation_case_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_expires_at"))

    op.drop_table("sign_in_attempt")
    with op.batch_alter_table("look_explained", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_look_explained_at"))

    op.drop_table("look_explained")
    op.drop_table("look_seal")
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.drop_index("ix_look_case_id_at")

    op.drop_table("look")
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_form_saved_at"))

    op.drop_table("kept_form")


def _children_of_age() -> None:
    """Tell each parent when the child is of age: new events would, but old cases have none."""
    connection = op.get_bind()
    party = sa.table(
        "party",
        sa.column("case_id", sa.BigInteger),
        sa.column("role", sa.String),
        sa.column("birth_date", sa.Date),
        sa.column("wrong", sa.Boolean),
        sa.column("grown_on", sa.Date),
    )
    children = (
        sa.select(party.c.case_id, sa.func.min(party.c.birth_date, type_=sa.Date))
        .where(party.c.role == "child", party.c.birth_date.is_not(None), party.c.wrong.is_(False))
        .group_by(party.c.case_id)
    )
    born: list[tuple[int, date]] = [(case, day) for case, day in connection.execute(children)]
    for case, day in born:
        connection.execute(
            sa.update(party)
            .where(party.c.case_id == case, party.c.role == "parent")
            .values(grown_on=of_age_on(day))
        )


def _keep_looks() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION look_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'looks are only ever added'; END $$"
        )
    for table, kinds in _KEPT.items():
        for kind in kinds:
            op.execute(_trigger(table, kind))


def _trigger(table: str, kind: str) -> str:
    name = f"{table}_{kind.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        return (
            f"CREATE TRIGGER {name} BEFORE {kind} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION look_is_kept()"
        )
    return (
        f"CREATE TRIGGER {name} BEFORE {kind} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'looks are only ever added'); END"
    )


def _let_looks_go() -> None:
    on = op.get_bind().dialect.name == "postgresql"
    for table, kinds in _KEPT.items():
        for kind in kinds:
            op.execute(f"DROP TRIGGER {table}_{kind.lower()}" + (f" ON {table}" if on else ""))
    if on:
        op.execute("DROP FUNCTION look_is_kept()")
