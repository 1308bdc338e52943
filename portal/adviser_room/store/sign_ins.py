"""Sessions of the room. The portal's sessions open nothing here, nor the other way round."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from portal.adviser_room.store.models import RoomSignInRow
from portal.identity import UserRole

__all__ = ["Connection", "add", "find", "remove", "remove_ended", "remove_past", "seen"]

_SIGN_IN = RoomSignInRow.__table__


def add(connection: Connection, row: dict[str, Any]) -> None:
    """Write a session."""
    connection.execute(insert(RoomSignInRow), row)


def find(
    connection: Connection, token_hash: str, now: datetime, seen_since: datetime
) -> Row[Any] | None:
    """Return a session that is neither over nor idle."""
    statement = select(_SIGN_IN).where(
        RoomSignInRow.token_hash == token_hash,
        RoomSignInRow.expires_at > now,
        RoomSignInRow.seen_at > seen_since,
    )
    return connection.execute(statement).one_or_none()


def seen(connection: Connection, token_hash: str, now: datetime) -> None:
    """Remember that a session was used."""
    connection.execute(
        update(RoomSignInRow).where(RoomSignInRow.token_hash == token_hash).values(seen_at=now)
    )


def remove(connection: Connection, token_hash: str) -> None:
    """End a session."""
    connection.execute(delete(RoomSignInRow).where(RoomSignInRow.token_hash == token_hash))


def remove_ended(connection: Connection, logout_key: str) -> None:
    """End every session that a provider calls this."""
    connection.execute(delete(RoomSignInRow).where(RoomSignInRow.logout_key == logout_key))


def end_adviser(connection: Connection) -> int:
    """End every session of an adviser; tell how many."""
    statement = delete(RoomSignInRow).where(RoomSignInRow.role == UserRole.ADVISER)
    return int(connection.execute(statement).rowcount)


def remove_past(connection: Connection, now: datetime) -> None:
    """Remove sessions that are over."""
    connection.execute(delete(RoomSignInRow).where(RoomSignInRow.expires_at <= now))
