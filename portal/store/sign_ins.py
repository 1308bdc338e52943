"""Sessions of people who have signed in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from portal.identity import Identity, Mandate, UserRole
from portal.store.models import SignInRow
from portal.store.prepared import Prepared

__all__ = ["Connection", "Session", "Vouched", "add", "find", "remove", "remove_expired"]

KEPT = timedelta(days=1)
"""How long a session that is over is remembered: what is typed in it can still be kept."""

_WHO = (
    SignInRow.created_at,
    SignInRow.expires_at,
    SignInRow.mandates,
    SignInRow.role,
    SignInRow.person,
    SignInRow.name,
    SignInRow.staff,
    SignInRow.unit,
    SignInRow.provider,
)
_FIND = Prepared(
    select(*_WHO).where(
        SignInRow.token_hash == bindparam("token_hash"), SignInRow.expires_at > bindparam("now")
    )
)
_ENDED = Prepared(
    select(*_WHO).where(
        SignInRow.token_hash == bindparam("token_hash"),
        SignInRow.expires_at <= bindparam("now"),
        SignInRow.expires_at > bindparam("since"),
    )
)


@dataclass(frozen=True, slots=True)
class Session:
    """Whose session it is, since when, and when it ends if no page is opened until then."""

    identity: Identity
    begun_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider told that a session must remember. All but the level is encrypted.

    ``logout`` is what the provider wants back at the end, ``logout_key`` a keyed hash of what it
    calls the session.
    """

    assurance: str | None = None
    identifier: bytes | None = None
    logout: bytes | None = None
    logout_key: str | None = None


def find_ended(connection: Connection, token_hash: str, now: datetime) -> Identity | None:
    """Return whose session ran out within the last day. It gives no access to anything."""
    rows = _ENDED.rows(connection, token_hash=token_hash, now=now, since=now - KEPT)
    return _session(rows[0]).identity if rows else None


def find(connection: Connection, token_hash: str, now: datetime) -> Session | None:
    """Return a session, None when it is unknown or over."""
    rows = _FIND.rows(connection, token_hash=token_hash, now=now)
    return _session(rows[0]) if rows else None


def _session(row: Sequence[Any]) -> Session:
    begun_at, ends_at, mandates, role, person, name, staff, unit, provider = row
    given = _mandates(mandates) if mandates else ()
    identity = Identity(UserRole(role), person, name, staff, unit, provider, given)
    return Session(identity, begun_at, ends_at)


def _mandates(told: str) -> tuple[Mandate, ...]:
    return tuple(Mandate(one["person"], tuple(one["scope"])) for one in json.loads(told))


def add(
    connection: Connection,
    token_hash: str,
    identity: Identity,
    now: datetime,
    ends: datetime,
    vouched: Vouched | None = None,
) -> None:
    """Write a session."""
    vouched = vouched or Vouched()
    mandates = [{"person": one.person, "scope": list(one.scope)} for one in identity.mandates]
    connection.execute(
        insert(SignInRow),
        {
            "token_hash": token_hash,
            "person": identity.person,
            "role": identity.role,
            "name": identity.name,
            "staff": identity.staff,
            "unit": identity.unit,
            "provider": identity.provider,
            "mandates": json.dumps(mandates) if mandates else None,
            "assurance": vouched.assurance,
            "identifier": vouched.identifier,
            "logout": vouched.logout,
            "logout_key": vouched.logout_key,
            "created_at": now,
            "seen_at": now,
            "expires_at": ends,
        },
    )


def move_end(connection: Connection, token_hash: str, now: datetime, ends: datetime) -> None:
    """Let a session that is not over last longer. It never ends earlier than it would."""
    connection.execute(
        update(SignInRow)
        .where(
            SignInRow.token_hash == token_hash,
            SignInRow.expires_at > now,
            SignInRow.expires_at < ends,
        )
        .values(expires_at=ends, seen_at=now)
    )


def logout_of(connection: Connection, token_hash: str) -> tuple[str, bytes] | None:
    """Return who vouched for a session and what they want back at its end, encrypted."""
    statement = select(SignInRow.provider, SignInRow.logout).where(
        SignInRow.token_hash == token_hash,
        SignInRow.provider.is_not(None),
        SignInRow.logout.is_not(None),
    )
    row = connection.execute(statement).one_or_none()
    return (row.provider, row.logout) if row else None


def remove(connection: Connection, token_hash: str) -> None:
    """Remove a session."""
    connection.execute(delete(SignInRow).where(SignInRow.token_hash == token_hash))


def remove_called(connection: Connection, logout_key: str) -> None:
    """Remove every session that a provider calls this."""
    connection.execute(delete(SignInRow).where(SignInRow.logout_key == logout_key))


def end_staff(connection: Connection, name: str | None) -> int:
    """End the sessions of everybody who works here, or of one, by name or key; tell how many."""
    statement = delete(SignInRow).where(SignInRow.role != UserRole.CITIZEN)
    if name is not None:
        statement = statement.where(or_(SignInRow.name == name, SignInRow.staff == name))
    return int(connection.execute(statement).rowcount)


def remove_expired(connection: Connection, now: datetime) -> None:
    """Remove sessions that have been over for a day."""
    connection.execute(delete(SignInRow).where(SignInRow.expires_at <= now - KEPT))


def identifier_of(connection: Connection, token_hash: str) -> bytes | None:
    """Return the encrypted identifier a session began with, None when none was told."""
    statement = select(SignInRow.identifier).where(SignInRow.token_hash == token_hash)
    found: bytes | None = connection.scalar(statement)
    return found
