"""The room's own session: another cookie and another table than the portal's.

Who has signed in to the portal has not signed in here, and nobody there can see who has.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Response, g

from portal.adviser_room.room import room
from portal.adviser_room.seals import hashed
from portal.adviser_room.store import sign_ins
from portal.identity import Identity, UserRole
from portal.pages.cookies import cookie, drop_cookie, keep_cookie

COOKIE = "sagsvej-rum"
LIFETIME = timedelta(hours=8)
"""How long a session lasts at most."""
IDLE = timedelta(minutes=30)
"""How long it lasts without a page."""
_MOVED_EVERY = timedelta(minutes=1)


def current() -> Identity | None:
    """Return who has signed in here, None when nobody has. Read once in a request."""
    if "identity" not in g:
        g.identity = _find()
    found: Identity | None = g.identity
    return found


def _find() -> Identity | None:
    here, token = room(), cookie(COOKIE)
    if not token:
        return None
    now, known = here.now(), hashed(token)
    with here.engine.connect() as connection:
        row = sign_ins.find(connection, known, now, now - IDLE)
    if row is None:
        return None
    if now - row.seen_at > _MOVED_EVERY:
        with here.engine.begin() as connection:
            sign_ins.seen(connection, known, now)
    kept = here.seals.open(row.sealed)
    g.identifier = kept.get("identifier")
    return Identity(UserRole(row.role), row.person, kept["name"], provider=kept["provider"])


def identifier() -> str | None:
    """Return the identifier of whoever has signed in, to make a ticket that is theirs alone."""
    current()
    found: str | None = g.get("identifier")
    return found


def ends_at(*, move: bool) -> datetime | None:
    """Return when this session ends if no other page is opened, moved if so asked."""
    here, token = room(), cookie(COOKIE)
    if not token:
        return None
    now, known = here.now(), hashed(token)
    with here.engine.begin() as connection:
        row = sign_ins.find(connection, known, now, now - IDLE)
        if row is not None and move:
            sign_ins.seen(connection, known, now)
    if row is None:
        return None
    idle: datetime = (now if move else row.seen_at) + IDLE
    last: datetime = row.expires_at
    return min(idle, last)


def begin(
    response: Response,
    identity: Identity,
    logout: Mapping[str, Any] | None = None,
    logout_key: str | None = None,
    identifier: str | None = None,
) -> None:
    """Sign somebody in. An earlier session of this browser ends: the token is always new.

    Args:
        response: Gets the cookie.
        identity: Who it is, by the room's own hash.
        logout: What the provider wants back when they sign out.
        logout_key: The room's hash of what the provider calls the session.
        identifier: Theirs, kept sealed in the session and nowhere else.
    """
    here, token = room(), secrets.token_urlsafe(32)
    now = here.now()
    kept = {
        "name": identity.name,
        "provider": identity.provider,
        "identifier": identifier,
        "logout": dict(logout or {}),
    }
    row = {
        "token_hash": hashed(token),
        "role": identity.role,
        "person": identity.person,
        "sealed": here.seals.seal(kept),
        "logout_key": logout_key,
        "created_at": now,
        "seen_at": now,
        "expires_at": now + LIFETIME,
    }
    with here.engine.begin() as connection:
        _forget(connection, now)
        sign_ins.add(connection, row)
    keep_cookie(response, COOKIE, token)


def end(response: Response) -> tuple[str, Mapping[str, Any]] | None:
    """Sign out. Returns who vouched and what they want back, None when there is nothing to tell."""
    here, token = room(), cookie(COOKIE)
    now = here.now()
    with here.engine.begin() as connection:
        row = sign_ins.find(connection, hashed(token), now, now - IDLE) if token else None
        _forget(connection, now)
    drop_cookie(response, COOKIE)
    if row is None:
        return None
    kept = here.seals.open(row.sealed)
    return (kept["provider"], kept["logout"]) if kept["provider"] else None


def _forget(connection: sign_ins.Connection, now: datetime) -> None:
    sign_ins.remove_past(connection, now)
    token = cookie(COOKIE)
    if token:
        sign_ins.remove(connection, hashed(token))
