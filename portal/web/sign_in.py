"""The signed-in session: on the server, found by a random token in an HttpOnly cookie."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Response

from portal.identity import Identity
from portal.identity.identifiers import UnreadableError
from portal.pages.cookies import cookie, drop_cookie, keep_cookie
from portal.pages.unproxied import kept
from portal.store import addresses, sign_ins, staff
from portal.store.sign_ins import Session, Vouched
from portal.web.portal import portal, reading

COOKIE = "sagsvej"
LIFETIME = timedelta(hours=8)
"""How long a session lasts at most."""
IDLE = timedelta(minutes=30)
"""How long it lasts without a page."""
_MOVED_EVERY = timedelta(minutes=1)


def current() -> Identity | None:
    """Return who has signed in, None when nobody has. Read once in a request."""
    its = kept()
    found: Identity | None = its.get("identity")
    if found is None and "identity" not in its:
        session = _session()
        found = its.identity = session.identity if session else None
    return found


def ends_at() -> datetime | None:
    """Return when this session ends if no other page is opened, None when nobody has signed in."""
    session = _session() if current() is not None else None
    return session.ends_at if session else None


def stay(move: bool) -> datetime | None:
    """Return when this session ends, moved to as late as it can be if so asked."""
    session = _session()
    if session is None or not move:
        return session.ends_at if session else None
    return _moved(session).ends_at


def lately() -> Identity | None:
    """Return whose session in this browser ran out within the last day, None when nobody's.

    Only to keep what they were writing: it opens no page.
    """
    token = cookie(COOKIE)
    return sign_ins.find_ended(reading(), _hash(token), portal().now()) if token else None


def identifier() -> str | None:
    """Return the identifier of whoever has signed in, None when nobody ever told it."""
    mine, here = current(), portal()
    if mine is None or mine.person is None:
        return None
    sealed = sign_ins.identifier_of(reading(), _hash(cookie(COOKIE)))
    sealed = sealed or addresses.identifier_of(reading(), mine.person)
    return here.identifiers.decrypt(sealed) if sealed else None


def begin(response: Response, identity: Identity, vouched: Vouched | None = None) -> None:
    """Sign somebody in. An earlier session of this browser ends: the token is always new."""
    here = portal()
    token = secrets.token_urlsafe(32)
    with here.engine.begin() as connection:
        _forget(connection)
        now = here.now()
        sign_ins.add(connection, _hash(token), identity, now, now + IDLE, vouched)
        staff.remember(connection, identity)
    keep_cookie(response, COOKIE, token)


def end(response: Response) -> tuple[str, Mapping[str, Any]] | None:
    """Sign out: the session is gone on the server too.

    Returns:
        Who vouched for the person and what they want back, None when there is nothing to tell.
    """
    here = portal()
    token = cookie(COOKIE)
    with here.engine.begin() as connection:
        told = sign_ins.logout_of(connection, _hash(token)) if token else None
        _forget(connection)
    its = kept()
    its.pop("session", None)
    its.identity = None
    drop_cookie(response, COOKIE)
    if told is None:
        return None
    try:
        return told[0], json.loads(here.identifiers.decrypt(told[1]))
    except UnreadableError:
        return None


def _session() -> Session | None:
    """Return this browser's session. A page moves its end, at most once a minute."""
    its = kept()
    found: Session | None = its.get("session")
    if found is None and "session" not in its:
        token = cookie(COOKIE)
        found = sign_ins.find(reading(), _hash(token), portal().now()) if token else None
        if found is not None and portal().clock() - found.ends_at > _MOVED_EVERY - IDLE:
            found = _moved(found)
        its.session = found
    return found


def _moved(session: Session) -> Session:
    now = portal().now()
    until = min(now + IDLE, session.begun_at + LIFETIME)
    if until <= session.ends_at:
        return session
    sign_ins.move_end(reading(), _hash(cookie(COOKIE)), now, until)
    kept().session = moved = Session(session.identity, session.begun_at, until)
    return moved


def _forget(connection: sign_ins.Connection) -> None:
    sign_ins.remove_expired(connection, portal().now())
    token = cookie(COOKIE)
    if token:
        sign_ins.remove(connection, _hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
