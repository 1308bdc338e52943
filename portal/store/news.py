"""Which events came since anybody was last told of news. Nothing here commits."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select

from portal.store.models import DeskReadRow, EventRow

_NAME = "news"
_LAST_FEW = 5_000


def read_until(connection: Connection) -> int | None:
    """Return the id of the last event that was looked at; None when nobody ever looked."""
    found: int | None = connection.scalar(
        select(DeskReadRow.event_id).where(DeskReadRow.name == _NAME)
    )
    return found


def mark_read(connection: Connection, event_id: int) -> None:
    """Keep how far the events have been looked at."""
    connection.execute(delete(DeskReadRow).where(DeskReadRow.name == _NAME))
    connection.execute(insert(DeskReadRow), {"name": _NAME, "event_id": event_id})


def last_event(connection: Connection) -> int:
    """Return the id of the newest event, 0 when there is none."""
    return connection.scalar(select(func.max(EventRow.id))) or 0


def events_since(
    connection: Connection, event_id: int, since: datetime, types: Collection[str], most: int
) -> list[Any]:
    """Return events of some types that are not history, in the order they were written.

    Those after ``event_id``, and of the last few before it those that came after ``since``:
    two transactions may be seen in another order than their ids say.
    """
    statement = (
        select(EventRow.id, EventRow.case_id, EventRow.event_id, EventRow.received_at)
        .where(
            EventRow.id > event_id - _LAST_FEW,
            or_(EventRow.id > event_id, EventRow.received_at > since),
            EventRow.history.is_(False),
            EventRow.type.in_(types),
        )
        .order_by(EventRow.id)
        .limit(most)
    )
    return list(connection.execute(statement))


def history_of(connection: Connection, case_id: int) -> frozenset[str]:
    """Return the ids of a case's events that are history: nothing is sent because of them."""
    statement = select(EventRow.event_id).where(
        EventRow.case_id == case_id, EventRow.history.is_(True)
    )
    return frozenset(connection.scalars(statement))
