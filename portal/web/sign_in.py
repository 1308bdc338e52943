"""The signed-in session: on the server, found by a random token in an HttpOnly cookie."""

import hashlib
import secrets
from datetime import timedelta

from flask import Response, g, request

from portal.identity import Identity
from portal.store import sign_ins, staff
from portal.web.cookies import cookie
from portal.web.portal import portal, reading

COOKIE = "sagsvej"
LIFETIME = timedelta(hours=8)


def current() -> Identity | None:
    """Return who has signed in, None when nobody has. Read once in a request."""
    found: Identity | None = g.get("identity")
    if found is None and "identity" not in g:
        token = cookie(request, COOKIE)
        found = g.identity = _find(token) if token else None
    return found


def lately() -> Identity | None:
    """Return whose session in this browser ran out within the last day, None when nobody's.

    Only to keep what they were writing: it opens no page.
    """
    token = cookie(request, COOKIE)
    return sign_ins.find_ended(reading(), _hash(token), portal().now()) if token else None


def begin(response: Response, identity: Identity) -> None:
    """Sign somebody in. An earlier session of this browser ends: the token is always new."""
    here = portal()
    token = secrets.token_urlsafe(32)
    with here.engine.begin() as connection:
        _forget(connection)
        now = here.now()
        sign_ins.add(connection, _hash(token), identity, now, now + LIFETIME)
        staff.remember(connection, identity)
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="Lax", secure=here.settings.behind_tls
    )


def end(response: Response) -> None:
    """Sign out: the session is gone on the server too."""
    with portal().engine.begin() as connection:
        _forget(connection)
    response.delete_cookie(
        COOKIE, httponly=True, samesite="Lax", secure=portal().settings.behind_tls
    )


def _forget(connection: sign_ins.Connection) -> None:
    sign_ins.remove_expired(connection, portal().now())
    token = cookie(request, COOKIE)
    if token:
        sign_ins.remove(connection, _hash(token))


def _find(token: str) -> Identity | None:
    return sign_ins.find(reading(), _hash(token), portal().now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
