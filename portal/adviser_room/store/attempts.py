"""Sign-ins on their way: kept for as long as somebody may be at the provider, used once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from portal.adviser_room.store.models import AttemptRow

_ATTEMPT = AttemptRow.__table__


def add(connection: Connection, handle_hash: str, sealed: bytes, expires: datetime) -> None:
    """Keep an attempt."""
    row = {"handle_hash": handle_hash, "sealed": sealed, "result": None, "used": False}
    connection.execute(insert(AttemptRow), {**row, "expires_at": expires})


def find(connection: Connection, handle_hash: str, now: datetime) -> Row[Any] | None:
    """Return an attempt that is not over."""
    statement = select(_ATTEMPT).where(
        AttemptRow.handle_hash == handle_hash, AttemptRow.expires_at > now
    )
    return connection.execute(statement).one_or_none()


def answer(connection: Connection, handle_hash: str, result: bytes) -> bool:
    """Keep what came of it; False when something is kept already."""
    statement = (
        update(AttemptRow)
        .where(AttemptRow.handle_hash == handle_hash, AttemptRow.result.is_(None))
        .values(result=result)
    )
    return bool(connection.execute(statement).rowcount)


def use(connection: Connection, handle_hash: str) -> bool:
    """Use it; False when it was used before."""
    statement = (
        update(AttemptRow)
        .where(AttemptRow.handle_hash == handle_hash, AttemptRow.used.is_(False))
        .values(used=True)
    )
    return bool(connection.execute(statement).rowcount)


def remove_past(connection: Connection, now: datetime) -> None:
    """Remove what is over."""
    connection.execute(delete(AttemptRow).where(AttemptRow.expires_at <= now))
