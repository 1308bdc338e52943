"""Complaints as citizens write them, and what the adviser suggests. One a conversation."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from portal.adviser_room.store.models import ComplaintRow

_COMPLAINT = ComplaintRow.__table__


def find(connection: Connection, number: int) -> Row[Any] | None:
    """Return the complaint of a conversation, None when none is begun."""
    statement = select(_COMPLAINT).where(ComplaintRow.conversation_id == number)
    return connection.execute(statement).one_or_none()


def write(connection: Connection, number: int, sealed: bytes, now: datetime) -> None:
    """Keep the citizen's own words."""
    if find(connection, number) is None:
        row = {"conversation_id": number, "sealed": sealed, "written_at": now, "suggested": None}
        connection.execute(insert(ComplaintRow), row)
        return
    _change(connection, number, sealed=sealed, written_at=now)


def suggest(connection: Connection, number: int, suggested: bytes | None) -> None:
    """Keep what the adviser suggests beside the citizen's words; None takes it away."""
    _change(connection, number, suggested=suggested)


def _change(connection: Connection, number: int, **values: Any) -> None:
    connection.execute(
        update(ComplaintRow).where(ComplaintRow.conversation_id == number).values(**values)
    )
