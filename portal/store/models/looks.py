"""Who has looked at a case, and who was invited to."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.models.base import ROW_ID, Row


class InvitationRow(Row):
    """A citizen's invitation to a relative, until it is taken up with its code.

    ``finder`` is the first part of the code, which finds the row; ``proof`` a keyed digest of
    the rest. ``giver`` is the person, ``party`` their reference in the case; ``name`` what the
    citizen calls the relative, encrypted.
    """

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    finder: Mapped[str] = mapped_column(String(8), unique=True)
    proof: Mapped[bytes]
    giver: Mapped[str] = mapped_column(String(64))
    party: Mapped[str] = mapped_column(String(80))
    name: Mapped[bytes]
    scope: Mapped[str] = mapped_column(String(80))
    basis: Mapped[str] = mapped_column(String(24))
    valid_to: Mapped[date | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    tries_left: Mapped[int]
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None] = mapped_column(String(64))
    withdrawn_at: Mapped[datetime | None]


class LookRow(Row):
    """One look at a case by somebody else than the person it is about. Never its content.

    Written once; triggers refuse a change. Only when its time is over is it removed, and its
    seal stays. ``actor`` is the key of staff or the hash of a person, ``on_behalf`` the hash of
    whom they represent. ``digest`` is of all that stands here together with ``salt``.
    """

    __tablename__ = "look"
    # One only: each would be written with every page somebody else opens.
    __table_args__ = (Index("ix_look_case_id_at", "case_id", "at"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str | None]
    role: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str | None]
    on_behalf: Mapped[str | None] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(24))
    purpose: Mapped[str] = mapped_column(String(24))
    salt: Mapped[bytes]
    digest: Mapped[bytes]


class LookSealRow(Row):
    """The chain over the looks: each seal holds the one before. Never changed, never removed."""

    __tablename__ = "look_seal"

    position: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    look: Mapped[int] = mapped_column(BigInteger, unique=True)
    digest: Mapped[bytes]
    chain: Mapped[bytes]
    sealed_at: Mapped[datetime]


class LookExplainedRow(Row):
    """That somebody asked about unusual looks and it was explained. What was said stands nowhere.

    ``thing`` is the digest that names what was asked about, ``by`` the key of who asked.
    """

    __tablename__ = "look_explained"

    thing: Mapped[str] = mapped_column(String(64), primary_key=True)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)
