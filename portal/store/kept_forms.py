"""What citizens sent after their session had run out. Nothing here commits.

How long it waits is the municipality's decision; services/forget.py removes it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from portal.store.models import KeptFormRow


def keep(connection: Connection, person: str, path: str, content: bytes, now: datetime) -> None:
    """Keep a form in place of the one before of the same page."""
    kept = {"content": content, "saved_at": now}
    changed = connection.execute(update(KeptFormRow).where(*_is(person, path)).values(kept))
    if changed.rowcount == 0:
        connection.execute(insert(KeptFormRow), {"person": person, "path": path, **kept})


def find(connection: Connection, person: str, path: str) -> bytes | None:
    """Return what somebody sent from a page, encrypted; None when nothing waits."""
    statement = select(KeptFormRow.content).where(*_is(person, path))
    return connection.execute(statement).scalar_one_or_none()


def newest(connection: Connection, person: str) -> str | None:
    """Return the page that somebody sent something from last, None when nothing waits."""
    statement = (
        select(KeptFormRow.path)
        .where(KeptFormRow.person == person)
        .order_by(KeptFormRow.saved_at.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()


def forget(connection: Connection, person: str, path: str) -> None:
    """Throw it away: it was sent, or is not wanted."""
    connection.execute(delete(KeptFormRow).where(*_is(person, path)))


def _is(person: str, path: str) -> tuple[Any, ...]:
    return KeptFormRow.person == person, KeptFormRow.path == path
