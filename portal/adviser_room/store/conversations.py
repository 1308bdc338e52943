"""Conversations and their messages, sealed as they are. Nothing here commits."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from portal.adviser_room.store.models import ConversationRow, WordsRow
from portal.core.room import Writer

_CONVERSATION = ConversationRow.__table__
_MESSAGE = WordsRow.__table__
Found = Row[Any]


def add(connection: Connection, row: dict[str, Any]) -> int:
    """Write a conversation; return its number."""
    number = connection.execute(
        insert(ConversationRow).values(**row).returning(ConversationRow.id)
    ).scalar_one()
    return int(number)


def find(connection: Connection, public_id: str) -> Found | None:
    """Return a conversation, None when there is none of that name."""
    statement = select(_CONVERSATION).where(ConversationRow.public_id == public_id)
    return connection.execute(statement).one_or_none()


def find_own(connection: Connection, public_id: str, person: str) -> Found | None:
    """Return somebody's own conversation. Another's and none at all are the same answer."""
    statement = select(_CONVERSATION).where(
        ConversationRow.public_id == public_id, ConversationRow.person == person
    )
    return connection.execute(statement).one_or_none()


def own(connection: Connection, person: str) -> list[Found]:
    """Return somebody's conversations, the latest word first."""
    statement = select(_CONVERSATION).where(ConversationRow.person == person)
    statement = statement.order_by(ConversationRow.last_at.desc(), ConversationRow.id.desc())
    return list(connection.execute(statement))


def all_open(connection: Connection) -> list[Found]:
    """Return every conversation that is not over: first what has waited longest."""
    statement = select(_CONVERSATION).where(ConversationRow.closed_at.is_(None))
    statement = statement.order_by(
        ConversationRow.waits.desc(), ConversationRow.waits_since, ConversationRow.id
    )
    return list(connection.execute(statement))


def over(connection: Connection, most: int) -> list[Found]:
    """Return the conversations that ended last."""
    statement = select(_CONVERSATION).where(ConversationRow.closed_at.is_not(None))
    statement = statement.order_by(ConversationRow.closed_at.desc()).limit(most)
    return list(connection.execute(statement))


def change(connection: Connection, number: int, **values: Any) -> None:
    """Change what is known of a conversation."""
    connection.execute(update(ConversationRow).where(ConversationRow.id == number).values(**values))


def add_message(
    connection: Connection, number: int, writer: Writer, sealed: bytes, **more: Any
) -> None:
    """Write a message; ``more`` is when it was written, and the form that sent it."""
    row = {"conversation_id": number, "writer": writer, "sealed": sealed, **more}
    connection.execute(insert(WordsRow), row)


def was_sent(connection: Connection, form_token: str) -> bool:
    """Tell whether this very form has been sent before."""
    statement = select(WordsRow.id).where(WordsRow.form_token == form_token)
    return connection.execute(statement).first() is not None


def messages(connection: Connection, number: int) -> list[Found]:
    """Return the messages of a conversation, oldest first."""
    statement = select(_MESSAGE).where(WordsRow.conversation_id == number)
    return list(connection.execute(statement.order_by(WordsRow.id)))


def remove_silent_since(connection: Connection, moment: datetime, opened_before: datetime) -> int:
    """Remove conversations whose last word is older, and that are in a published report.

    Returns how many. What belongs to them goes with them.
    """
    statement = delete(ConversationRow).where(
        ConversationRow.last_at < moment, ConversationRow.opened_at < opened_before
    )
    return int(connection.execute(statement).rowcount)
