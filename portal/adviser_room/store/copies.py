"""What citizens lend the adviser of their cases, and the tickets it is handed in with."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from portal.adviser_room.store.models import CopyRow, TicketRow

_COPY = CopyRow.__table__
Found = Row[Any]


def add_ticket(connection: Connection, ticket_hash: str, number: int, expires: datetime) -> None:
    """Write a ticket for a conversation. A conversation has one at a time."""
    connection.execute(delete(TicketRow).where(TicketRow.conversation_id == number))
    connection.execute(
        insert(TicketRow),
        {"ticket_hash": ticket_hash, "conversation_id": number, "expires_at": expires},
    )


def use_ticket(connection: Connection, ticket_hash: str, now: datetime) -> int | None:
    """Use a ticket up; return its conversation, None when it is unknown, used or out of time.

    The row is deleted and its number returned in one statement: of two that come at once one
    gets it.
    """
    statement = (
        delete(TicketRow)
        .where(TicketRow.ticket_hash == ticket_hash, TicketRow.expires_at > now)
        .returning(TicketRow.conversation_id)
    )
    found: int | None = connection.execute(statement).scalar_one_or_none()
    return found


def add(connection: Connection, row: dict[str, Any]) -> None:
    """Keep a copy."""
    connection.execute(insert(CopyRow), row)


def standing(connection: Connection, number: int, today: date) -> list[Found]:
    """Return the copies of a conversation that may be read today, the newest first."""
    statement = select(_COPY).where(CopyRow.conversation_id == number, CopyRow.until >= today)
    return list(connection.execute(statement.order_by(CopyRow.id.desc())))


def find(connection: Connection, number: int, public_id: str, today: date) -> Found | None:
    """Return one of them, None when it was taken back or its day has passed."""
    statement = select(_COPY).where(
        CopyRow.conversation_id == number, CopyRow.public_id == public_id, CopyRow.until >= today
    )
    return connection.execute(statement).one_or_none()


def remove(connection: Connection, number: int, public_id: str) -> bool:
    """Delete a copy; tell whether it was there."""
    statement = delete(CopyRow).where(
        CopyRow.conversation_id == number, CopyRow.public_id == public_id
    )
    return bool(connection.execute(statement).rowcount)


def remove_of(connection: Connection, number: int) -> None:
    """Delete every copy and ticket of a conversation: it is over."""
    connection.execute(delete(CopyRow).where(CopyRow.conversation_id == number))
    connection.execute(delete(TicketRow).where(TicketRow.conversation_id == number))


def remove_past(connection: Connection, today: date, now: datetime) -> int:
    """Delete the copies whose day has passed, and the tickets out of time. Returns how many."""
    copies = connection.execute(delete(CopyRow).where(CopyRow.until < today)).rowcount
    tickets = connection.execute(delete(TicketRow).where(TicketRow.expires_at <= now)).rowcount
    return int(copies + tickets)
