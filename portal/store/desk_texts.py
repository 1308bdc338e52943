"""The texts caseworkers have published, for the one measure that is made of all of them."""

from collections.abc import Iterator
from datetime import datetime

import orjson
from sqlalchemy import Connection, func, select

from portal.core.events import OWN_SOURCE
from portal.core.vocabulary import EventType
from portal.store.models import EventRow

_POSTED = (
    EventRow.source == OWN_SOURCE,
    EventRow.type == str(EventType.UPDATE_POSTED),
    EventRow.origin == "desk",
)


def first_posted(connection: Connection) -> datetime | None:
    """Return when the first text was published at the desk, None when none was."""
    return connection.scalar(select(func.min(EventRow.recorded_at)).where(*_POSTED))


def posted(connection: Connection, begins: datetime, ends: datetime) -> Iterator[tuple[int, str]]:
    """Yield the texts published from ``begins`` until before ``ends``, with their cases' numbers.

    The number tells texts of one case from those of several, and goes no further.
    """
    statement = select(EventRow.case_id, EventRow.data).where(
        *_POSTED, EventRow.recorded_at >= begins, EventRow.recorded_at < ends
    )
    for row in connection.execute(statement):
        yield row.case_id, str(orjson.loads(row.data).get("note") or "")
