"""What citizens sent and what is sent to them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.models.base import ROW_ID, Row


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
    wording_release: Mapped[str | None] = mapped_column(String(40))
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
