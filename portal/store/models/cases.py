"""What case systems told: cases, events, who is in them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.models.base import ROW_ID, Row


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
    grown_on: Mapped[date | None]
    basis: Mapped[str | None] = mapped_column(String(24))
    died: Mapped[bool]
    wrong: Mapped[bool]


class PersonRow(Row):
    """A person's identifier, encrypted, by its keyed hash. Needed only where something is sent.

    ``email`` is the address the person gave for notices, encrypted; it stands in no event.
    """

    __tablename__ = "person"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    identifier: Mapped[bytes]
    email: Mapped[bytes | None]


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
