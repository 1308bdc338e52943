"""Ask the adviser, be called back, and write to each other. Every word is sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.adviser_room.seals import Seals, new_id
from portal.adviser_room.store import conversations, copies
from portal.adviser_room.store.engine import empty_log
from portal.core.room import Way, Writer


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody brings to the adviser.

    Attributes:
        way: In writing, or to be called back.
        language: What it is written in, and answered in.
        person: The room's hash of who asks; None without sign-in.
        name: What to call them; None when they did not say.
        text: What it is about; may be empty for a call back.
        phone: The number to call; None in writing.
        when: When it suits; None when they did not say.
        form_token: What the form is known by, so that one sent twice asks once.
    """

    way: Way
    language: str
    person: str | None
    name: str | None
    text: str
    phone: str | None = None
    when: str | None = None
    form_token: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message, opened."""

    writer: Writer
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation, opened. ``asked`` holds name, phone and when, each may be None."""

    number: int
    public_id: str
    person: str | None
    way: Way
    language: str
    asked: dict[str, str | None]
    waits: bool
    waits_since: datetime
    opened_at: datetime
    closed_at: datetime | None
    complaint_helped: bool
    handed_over: bool


def ask(engine: Engine, seals: Seals, question: Question, now: datetime) -> str | None:
    """Open a conversation; return its name in addresses, None when this form was sent before."""
    with engine.begin() as connection:
        token = question.form_token
        if token and conversations.was_sent(connection, token):
            return None
        public_id = new_id()
        number = conversations.add(connection, _row(seals, question, public_id, now))
        if question.text or token:
            conversations.add_message(
                connection,
                number,
                Writer.CITIZEN,
                seals.seal(question.text),
                written_at=now,
                form_token=token,
            )
    return public_id


def write(
    engine: Engine,
    seals: Seals,
    number: int,
    writer: Writer,
    text: str,
    form_token: str | None,
    now: datetime,
) -> None:
    """Add a message, once. A conversation that was over is open again."""
    with engine.begin() as connection:
        if form_token and conversations.was_sent(connection, form_token):
            return
        conversations.add_message(
            connection, number, writer, seals.seal(text), written_at=now, form_token=form_token
        )
        conversations.change(
            connection,
            number,
            waits=writer is Writer.CITIZEN,
            waits_since=now,
            last_at=now,
            closed_at=None,
        )


def have_called(engine: Engine, number: int, now: datetime) -> None:
    """Remember that the adviser has called: nothing waits any more."""
    with engine.begin() as connection:
        conversations.change(connection, number, waits=False, waits_since=now, last_at=now)


def close(engine: Engine, number: int, now: datetime) -> None:
    """End a conversation. What was lent for it is deleted: there is nothing left to read it for."""
    with engine.begin() as connection:
        conversations.change(connection, number, waits=False, closed_at=now, last_at=now)
        copies.remove_of(connection, number)
    empty_log(engine)


def opened(seals: Seals, row: Any) -> Conversation:
    """Return a conversation with what was sealed."""
    return Conversation(
        number=row.id,
        public_id=row.public_id,
        person=row.person,
        way=Way(row.way),
        language=row.language,
        asked=seals.open(row.sealed),
        waits=row.waits,
        waits_since=row.waits_since,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        complaint_helped=row.complaint_helped,
        handed_over=row.handed_over,
    )


def messages_of(connection: Connection, seals: Seals, number: int) -> list[Message]:
    """Return what was written in a conversation, oldest first; a call back may be without words."""
    found = [
        Message(Writer(row.writer), seals.open(row.sealed), row.written_at)
        for row in conversations.messages(connection, number)
    ]
    return [message for message in found if message.text]


def _row(seals: Seals, question: Question, public_id: str, now: datetime) -> dict[str, Any]:
    asked = {"name": question.name, "phone": question.phone, "when": question.when}
    return {
        "public_id": public_id,
        "person": question.person,
        "way": question.way,
        "language": question.language,
        "sealed": seals.seal(asked),
        "waits": True,
        "waits_since": now,
        "opened_at": now,
        "last_at": now,
        "closed_at": None,
        "complaint_helped": False,
        "handed_over": False,
    }
