"""The desk: who has a case, what waits, what somebody has begun to write."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.models.base import ROW_ID, Row


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
