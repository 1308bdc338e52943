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


class SignInRow(Row):
    """A session. The cookie holds a random token; only its hash is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str | None] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None]
    staff: Mapped[str | None] = mapped_column(String(64))
    unit: Mapped[str | None]
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


class StaffRow(Row):
    """Somebody who works here. Cases name their caseworker; the name ties the two."""

    __tablename__ = "staff_member"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    unit: Mapped[str | None]
    role: Mapped[str] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))


class DeskRow(Row):
    """Who has a case, as its events leave it: a reading, made anew by them."""

    __tablename__ = "desk_case"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), primary_key=True)
    caseworker: Mapped[str | None] = mapped_column(index=True)
    deputy: Mapped[str | None]
    coordinator: Mapped[str | None]
    unit: Mapped[str | None] = mapped_column(index=True)
    closed: Mapped[bool]


class DeskReadRow(Row):
    """How far the feed's events have been read for the desk: the id of the last one."""

    __tablename__ = "desk_read"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    event_id: Mapped[int] = mapped_column(BigInteger)


class TaskRow(Row):
    """Something that waits for somebody here: a reading, made anew by the events.

    ``from_day`` is the first day it stands on a list, ``due_on`` the last good day.
    Without an ``owner`` it is its unit's.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_owner_from_day", "owner", "from_day"),
        Index("ix_task_owner_unit_from_day", "owner_unit", "from_day"),
    )

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str | None]
    from_day: Mapped[date]
    due_on: Mapped[date | None]
    owner: Mapped[str | None]
    owner_unit: Mapped[str | None]


class DraftRow(Row):
    """What somebody here has begun to write. Kept until it is posted or thrown away.

    ``content`` is encrypted JSON of the form's fields; ``based_on`` the id of the case's
    last event when the writing began.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("writer", "case_id", "form"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    writer: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    form: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes]
    based_on: Mapped[int | None] = mapped_column(BigInteger)
    saved_at: Mapped[datetime]


class MessageRow(Row):
    """What a citizen sent, as it arrived. ``text`` is encrypted; never changed.

    ``sent_by`` is the person who sent it, ``party`` their place in the case.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    sent_by: Mapped[str] = mapped_column(String(64))
    party: Mapped[str] = mapped_column(String(80))
    text: Mapped[bytes]
    received_at: Mapped[datetime]
    form_token: Mapped[str | None] = mapped_column(String(64), unique=True)


class AttachmentRow(Row):
    """A file of a message. Its bytes lie encrypted in a folder under its public id.

    ``name`` is encrypted. ``state`` is waiting, clean, infected or unscanned.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    name: Mapped[bytes]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(12), index=True)
    scanned_at: Mapped[datetime | None]


class DocumentRow(Row):
    """The authority's own document: the decision itself, with reasons and guidance.

    ``about`` is the reference of the decision or complaint. ``content`` is the PDF.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("case_id", "about", "digest"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes]
    digest: Mapped[bytes]
    received_at: Mapped[datetime]


class LetterRow(Row):
    """A letter to one person: ordered, then made once, or dropped because it was not true any more.

    ``occasion`` says what it is about, so that the same letter is never ordered twice.
    ``wish`` is encrypted JSON: what the one who ordered it wrote. ``html`` and ``pdf`` are
    the letter itself; they never change.
    """

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("case_id", "party", "kind", "occasion"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    party: Mapped[str] = mapped_column(String(80))
    person: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    occasion: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), index=True)
    wish: Mapped[bytes | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    language: Mapped[str | None] = mapped_column(String(3))
    register: Mapped[str | None] = mapped_column(String(10))
    large_print: Mapped[bool] = mapped_column(default=False)
    html: Mapped[str | None] = mapped_column(Text)
    pdf: Mapped[bytes | None]
    digest: Mapped[bytes | None]
    wording_release: Mapped[str | None] = mapped_column(String(16))
    ordered_by: Mapped[str | None]
    ordered_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    dropped_because: Mapped[str | None] = mapped_column(String(40))


class OutboxRow(Row):
    """One thing to be sent one way. Written together with what it tells of.

    ``dedupe_key`` goes along, so that whoever receives can tell a repeat. ``payload`` is
    encrypted JSON; ``state`` is waiting, sent, failed or stopped.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_next_at", "state", "next_at"),)

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    person: Mapped[str | None] = mapped_column(String(64))
    address: Mapped[bytes | None]
    kind: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    payload: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))


class JournalRow(Row):
    """What the case system must take over: an update, a message or a letter.

    ``thing`` is the event's id, the message's or the letter's public id. Kept until the
    case system has said under which reference it has journalised it.
    """

    __tablename__ = "journal_item"
    __table_args__ = (
        UniqueConstraint("kind", "thing"),
        Index("ix_journal_item_open", "acknowledged_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    thing: Mapped[str]
    created_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    reference: Mapped[str | None] = mapped_column(String(80))
