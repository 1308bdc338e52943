"""Sessions of people who have signed in."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from portal.identity import Identity, UserRole
from portal.store.models import SignInRow
from portal.store.prepared import Prepared

__all__ = ["Connection", "add", "find", "remove", "remove_expired"]

_FIND = Prepared(
    select(SignInRow.role, SignInRow.person, SignInRow.name, SignInRow.staff, SignInRow.unit).where(
        SignInRow.token_hash == bindparam("token_hash"), SignInRow.expires_at > bindparam("now")
    )
)


KEPT = timedelta(days=1)
"""How long a session that is over is remembered: what is typed in it can still be kept."""

_ENDED = Prepared(
    select(SignInRow.role, SignInRow.person, SignInRow.name, SignInRow.staff, SignInRow.unit).where(
        SignInRow.token_hash == bindparam("token_hash"),
        SignInRow.expires_at <= bindparam("now"),
        SignInRow.expires_at > bindparam("since"),
    )
)


def find_ended(connection: Connection, token_hash: str, now: datetime) -> Identity | None:
    """Return whose session ran out within the last day. It gives no access to anything."""
    rows = _ENDED.rows(connection, token_hash=token_hash, now=now, since=now - KEPT)
    return next((Identity(UserRole(role), *who) for role, *who in rows), None)


def find(connection: Connection, token_hash: str, now: datetime) -> Identity | None:
    """Return who a session belongs to, None when it is unknown or over."""
    rows = _FIND.rows(connection, token_hash=token_hash, now=now)
    return next((Identity(UserRole(role), *who) for role, *who in rows), None)


def add(
    connection: Connection, token_hash: str, identity: Identity, now: datetime, ends: datetime
) -> None:
    """Write a session."""
    connection.execute(
        insert(SignInRow),
        {
            "token_hash": token_hash,
            "person": identity.person,
            "role": identity.role,
            "name": identity.name,
            "staff": identity.staff,
            "unit": identity.unit,
            "created_at": now,
            "seen_at": now,
            "expires_at": ends,
        },
    )


def remove(connection: Connection, token_hash: str) -> None:
    """Remove a session."""
    connection.execute(delete(SignInRow).where(SignInRow.token_hash == token_hash))


def remove_expired(connection: Connection, now: datetime) -> None:
    """Remove sessions that have been over for a day."""
    connection.execute(delete(SignInRow).where(SignInRow.expires_at <= now - KEPT))
