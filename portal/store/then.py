"""What was known at a moment: events that had come, letters that had been made.

What the portal had received counts, not when a case system says that it wrote something down.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from portal.core.events import OWN_SOURCE, CaseEvent
from portal.store.cases import to_event
from portal.store.models import CaseRow, EventRow


def events_then(connection: Connection, case_id: int, at: datetime) -> list[CaseEvent]:
    """Return the events of a case that had come by a moment, in the order they happened."""
    statement = select(
        EventRow.event_id,
        EventRow.type,
        EventRow.occurred_at,
        EventRow.sequence,
        EventRow.data,
    ).where(EventRow.case_id == case_id, EventRow.received_at <= at)
    return sorted(map(to_event, connection.execute(statement)), key=CaseEvent.order)


def first_came(connection: Connection, case_id: int) -> datetime | None:
    """Return when the first event of a case came, None when none has."""
    return connection.scalar(
        select(func.min(EventRow.received_at)).where(EventRow.case_id == case_id)
    )


def told_by(connection: Connection, source: str, at: datetime) -> datetime | None:
    """Return when a case system had last told an event of any case by a moment.

    That it was asked and had nothing to tell is kept nowhere for an earlier day.
    """
    statement = (
        select(EventRow.received_at)
        .where(EventRow.source == source, EventRow.received_at <= at)
        .order_by(EventRow.id.desc())
        .limit(1)
    )
    return connection.scalar(statement) if source != OWN_SOURCE else None


def made_by(rows: Iterable[Any], at: datetime) -> list[Any]:
    """Return those of some letters that had been made by a moment."""
    return [row for row in rows if row.made_at <= at]


def case_named(connection: Connection, source: str, reference: str) -> Any:
    """Return id, public id and source of a case system's case, None when it has none."""
    statement = select(CaseRow.id, CaseRow.public_id, CaseRow.source).where(
        CaseRow.source == source, CaseRow.reference == reference
    )
    return connection.execute(statement).one_or_none()
