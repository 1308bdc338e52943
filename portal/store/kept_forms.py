"""What citizens sent after their session had run out. Nothing here commits."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from portal.store.models import KeptFormRow

KEPT = timedelta(days=1)
"""How long it waits to be taken up again."""


def keep(connection: Connection, person: str, path: str, content: bytes, now: datetime) -> None:
    """Keep a form in place of the one before of the same page; forget what waited too long."""
    connection.execute(delete(KeptFormRow).where(KeptFormRow.saved_at <= now - KEPT))
    kept = {"content": content, "saved_at": now}
    changed = connection.execute(update(KeptFormRow).where(*_is(person, path)).values(kept))
    if changed.rowcount == 0:
        connection.execute(insert(KeptFormRow), {"person": person, "path": path, **kept})


def find(connection: Connection, person: str, path: str, now: datetime) -> bytes | None:
    """Return what somebody sent from a page, encrypted; None when nothing waits."""
    statement = select(KeptFormRow.content).where(
        *_is(person, path), KeptFormRow.saved_at > now - KEPT
    )
    return connection.execute(statement).scalar_one_or_none()


def newest(connection: Connection, person: str, now: datetime) -> str | None:
    """Return the page that somebody sent something from last, None when nothing waits."""
    statement = (
        select(KeptFormRow.path)
        .where(KeptFormRow.person == person, KeptFormRow.saved_at > now - KEPT)
        .order_by(KeptFormRow.saved_at.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()


def forget(connection: Connection, person: str, path: str) -> None:
    """Throw it away: it was sent, or is not wanted."""
    connection.execute(delete(KeptFormRow).where(*_is(person, path)))


def _is(person: str, path: str) -> tuple[Any, ...]:
    return KeptFormRow.person == person, KeptFormRow.path == path
