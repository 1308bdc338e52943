"""The rows. Data and constraints, nothing else; ``sealed`` is what only the room's key opens."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from portal.database.row_types import NAMES, ROW_ID, UTCDateTime


class RoomRow(DeclarativeBase):
    """Base of every table of the room. None of them is the portal's."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: Any = {  # noqa: RUF012 - what SQLAlchemy reads from the class
        datetime: UTCDateTime,
        str: String(120),
        bytes: LargeBinary,
    }


def _conversation() -> Mapped[int]:
    return mapped_column(ForeignKey("room_conversation.id", ondelete="CASCADE"), index=True)


class ConversationRow(RoomRow):
    """One question and what came of it.

    ``person`` is the room's own keyed hash, None for a call back asked for without signing in.
    ``sealed`` holds the name, phone and when to call.
    """

    __tablename__ = "room_conversation"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    person: Mapped[str | None] = mapped_column(String(64), index=True)
    way: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    sealed: Mapped[bytes]
    waits: Mapped[bool]
    waits_since: Mapped[datetime]
    opened_at: Mapped[datetime] = mapped_column(index=True)
    last_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    complaint_helped: Mapped[bool]
    handed_over: Mapped[bool]


class WordsRow(RoomRow):
    """One message. Never changed; gone with its conversation."""

    __tablename__ = "room_message"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    conversation_id: Mapped[int] = _conversation()
    writer: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[bytes]
    written_at: Mapped[datetime]
    form_token: Mapped[str | None] = mapped_column(String(64), unique=True)


class TicketRow(RoomRow):
    """What one copy can be handed in with, once, within the hour. Only its hash is kept."""

    __tablename__ = "room_ticket"

    ticket_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[int] = _conversation()
    expires_at: Mapped[datetime] = mapped_column(index=True)


class CopyRow(RoomRow):
    """A copy of a case that the citizen has lent. Taken back or out of date, the row is gone."""

    __tablename__ = "room_copy"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    conversation_id: Mapped[int] = _conversation()
    what: Mapped[str] = mapped_column(String(20))
    until: Mapped[date] = mapped_column(index=True)
    sealed: Mapped[bytes]
    received_at: Mapped[datetime]


class ComplaintRow(RoomRow):
    """The citizen's complaint as they write it, and what the adviser suggests beside it."""

    __tablename__ = "room_complaint"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("room_conversation.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes]
    suggested: Mapped[bytes | None]
    written_at: Mapped[datetime]


class ThemeRow(RoomRow):
    """What a conversation was about: one of the municipality's dated list of themes."""

    __tablename__ = "room_theme"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("room_conversation.id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[str] = mapped_column(String(40), primary_key=True)


class ReportRow(RoomRow):
    """A published report, as it was published. Counted once and never again."""

    __tablename__ = "room_report"

    period: Mapped[str] = mapped_column(String(6), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class RoomSignInRow(RoomRow):
    """A session. The cookie holds a random token; only its hash is kept.

    ``sealed`` is the name and who vouched, with what they want back at sign-out; ``logout_key``
    the keyed hash of what they name the session by, when they end it.
    """

    __tablename__ = "room_sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    person: Mapped[str | None] = mapped_column(String(64))
    sealed: Mapped[bytes]
    logout_key: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AttemptRow(RoomRow):
    """A sign-in on its way: somebody was sent to a provider and has not come back. Used once."""

    __tablename__ = "room_sign_in_attempt"

    handle_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes]
    result: Mapped[bytes | None]
    used: Mapped[bool]
    expires_at: Mapped[datetime] = mapped_column(index=True)


__all__ = [
    "AttemptRow",
    "ComplaintRow",
    "ConversationRow",
    "CopyRow",
    "ReportRow",
    "RoomRow",
    "RoomSignInRow",
    "ThemeRow",
    "TicketRow",
    "WordsRow",
]
