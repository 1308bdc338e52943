"""Sessions, and those who work here."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.models.base import ROW_ID, Row


class SignInRow(Row):
    """A session. The cookie holds a random token; only its hash is kept.

    ``provider`` is who vouched for the person, ``assurance`` how well. ``mandates`` is JSON:
    whom the provider says they may act for. ``identifier`` and ``logout`` (what the provider
    wants back when somebody signs out) are encrypted; ``logout_key`` is a keyed hash of what
    the provider names the session by, when it ends it.
    """

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str | None] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None]
    staff: Mapped[str | None] = mapped_column(String(64))
    unit: Mapped[str | None]
    provider: Mapped[str | None] = mapped_column(String(20))
    assurance: Mapped[str | None] = mapped_column(String(20))
    mandates: Mapped[str | None] = mapped_column(Text)
    identifier: Mapped[bytes | None]
    logout: Mapped[bytes | None]
    logout_key: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SignInAttemptRow(Row):
    """A sign-in on its way: somebody was sent to a provider and has not come back.

    A cookie holds the token, the row its hash. ``data`` is what the answer must fit,
    ``result`` who it says it is; both encrypted. Used once.
    """

    __tablename__ = "sign_in_attempt"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    data: Mapped[bytes]
    result: Mapped[bytes | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class KeptFormRow(Row):
    """What a citizen sent after their session had run out: theirs to take up again.

    ``content`` is encrypted JSON of the form's fields.
    """

    __tablename__ = "kept_form"
    __table_args__ = (UniqueConstraint("person", "path"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    person: Mapped[str] = mapped_column(String(64))
    path: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes]
    saved_at: Mapped[datetime] = mapped_column(index=True)


class StaffRow(Row):
    """Somebody who works here. Cases name their caseworker; the name ties the two."""

    __tablename__ = "staff_member"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    unit: Mapped[str | None]
    role: Mapped[str] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
