"""The rows. Data and constraints, nothing else."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

ROW_ID = BigInteger().with_variant(Integer, "sqlite")


class UTCDateTime(TypeDecorator[datetime]):
    """A moment. Refuses naive values; SQLite forgets zones, so it is kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC.

        Raises:
            ValueError: The value has no time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: Any = {datetime: UTCDateTime, str: String(120), bytes: LargeBinary}


class SourceRow(Row):
    """A case system, how far it has been read and when it was last heard from."""

    __tablename__ = "source"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    cursor: Mapped[str | None] = mapped_column(String(200))
    etag: Mapped[str | None] = mapped_column(String(200))
    heard_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]


class CaseRow(Row):
    """A case of a source. ``public_id`` is what stands in URLs and says nothing."""

    __tablename__ = "case_file"
    __table_args__ = (UniqueConstraint("source", "reference"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    source: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]


class EventRow(Row):
    """One event as a source reported it. Never changed once written.

    ``data`` is JSON without identifiers: a person stands there as a keyed hash.
    ``digest`` is a keyed digest of what was sent, to tell a repeat from another content.
    """

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("source", "event_id"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    source: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[str]
    type: Mapped[str]
    occurred_at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime]
    received_at: Mapped[datetime]
    origin: Mapped[str] = mapped_column(String(10))
    history: Mapped[bool]
    digest: Mapped[bytes]
    data: Mapped[str] = mapped_column(Text)


class PartyRow(Row):
    """A person's place in a case as the events leave it: a reading, made anew by them."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("case_id", "ref"),
        Index("ix_party_person_case", "person", "case_id"),
    )

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    ref: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    person: Mapped[str] = mapped_column(String(64))
    name: Mapped[str | None]
    birth_date: Mapped[date | None]
    protected: Mapped[bool]
    language: Mapped[str | None] = mapped_column(String(3))
    exempt_from_digital_post: Mapped[bool | None]
    scope: Mapped[str] = mapped_column(String(80))
    custody: Mapped[str | None] = mapped_column(String(10))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    died: Mapped[bool]
    wrong: Mapped[bool]


class PersonRow(Row):
    """A person's identifier, encrypted, by its keyed hash. Needed only where something is sent."""

    __tablename__ = "person"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    identifier: Mapped[bytes]


class SetAsideRow(Row):
    """Something a source sent that cannot be used. Kept whole (encrypted) and shown to staff."""

    __tablename__ = "set_aside"
    __table_args__ = (UniqueConstraint("source", "digest"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    digest: Mapped[bytes]
    received_at: Mapped[datetime]
    origin: Mapped[str] = mapped_column(String(10))
    event_id: Mapped[str | None]
    code: Mapped[str] = mapped_column(String(40))
    pointer: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(300))
    payload: Mapped[bytes]


class SignInRow(Row):
    """A session. The cookie holds a random token; only its hash is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str | None] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class WordingTextRow(Row):
    """One version of one text. Written once, never changed."""

    __tablename__ = "wording_text"
    __table_args__ = (UniqueConstraint("key", "language", "register", "digest"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    key: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    register: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class WordingReleaseRow(Row):
    """All the words that stood together at one time, named by their digest."""

    __tablename__ = "wording_release"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    recorded_at: Mapped[datetime]


class WordingReleaseTextRow(Row):
    """Which version of each text a release holds."""

    __tablename__ = "wording_release_text"

    release: Mapped[str] = mapped_column(ForeignKey("wording_release.name"), primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("wording_text.id"), primary_key=True)
