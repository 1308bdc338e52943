"""The room's own way in: the same views as the portal's, its own providers, table and sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Response

from portal.adviser_room import sign_in
from portal.adviser_room.room import Room, room
from portal.adviser_room.seals import hashed
from portal.adviser_room.store import attempts, sign_ins
from portal.core.zone import COPENHAGEN
from portal.identity import Identity, UserRole
from portal.identity.signed_in import SignedIn
from portal.pages.entrance import MINUTES, Entrance
from portal.pages.providers import providers, roles
from portal.pages.site import Stay

_HERE = frozenset({UserRole.ADVISER})
"""What somebody who works in the municipality can be here: nobody else gets in."""


def entrance(here: Room) -> Entrance:
    """Return the room's way in.

    Raises:
        SettingsError: A file that a provider is described in cannot be used.
    """
    return Entrance(
        providers=providers(here.settings.sign_ins, here.settings.address or ""),
        attempts=_Attempts(here),
        roles=partial(roles, here.municipality.groups, _HERE),
        begin=partial(_begin, here),
        end=sign_in.end,
        ended=partial(_ended, here),
        stay=_stay,
        demo="/demo" if here.demo else None,
    )


def _begin(here: Room, response: Response, somebody: SignedIn, role: UserRole, to: str) -> str:
    """Begin the session, and return where to go."""
    person = None
    if role is UserRole.CITIZEN:
        person = here.seals.person(somebody.identifier or "")
    identity = Identity(role, person, somebody.name, provider=somebody.provider)
    called = somebody.session
    key = here.seals.person(f"session {called}") if called else None
    whose = somebody.identifier if person else None
    sign_in.begin(response, identity, dict(somebody.logout), key, whose)
    return to or "/"


def _ended(here: Room, called: str) -> None:
    with here.engine.begin() as connection:
        sign_ins.remove_ended(connection, here.seals.person(f"session {called}"))


def stays(*, move: bool = False) -> Stay | None:
    """Return how long this browser's session lasts, moved if so asked; None without one."""
    ends = sign_in.ends_at(move=move)
    if ends is None:
        return None
    seconds = max(0, int((ends - room().now()).total_seconds()))
    return Stay(ends.astimezone(COPENHAGEN), seconds)


def _stay(move: bool) -> Stay | None:
    return stays(move=move)


@dataclass(frozen=True)
class _Attempts:
    """Attempts in the room's database, sealed."""

    here: Room

    def keep(self, handle: str, provider: str, attempt: Mapping[str, Any]) -> None:
        """Keep an attempt that begins."""
        now = self.here.now()
        sealed = self.here.seals.seal({**attempt, "provider": provider})
        with self.here.engine.begin() as connection:
            attempts.remove_past(connection, now)
            attempts.add(connection, hashed(handle), sealed, now + timedelta(minutes=MINUTES))

    def find(self, handle: str) -> Mapping[str, Any] | None:
        """Return an attempt, None when it is over."""
        with self.here.engine.connect() as connection:
            row = attempts.find(connection, hashed(handle), self.here.now())
        if row is None:
            return None
        if row.used:
            return {"used": True}
        found: dict[str, Any] = self.here.seals.open(row.sealed)
        result = {} if row.result is None else {"result": self.here.seals.open(row.result)}
        return found | result

    def answer(self, handle: str, result: Mapping[str, Any]) -> bool:
        """Keep what came of it; False when something is kept already."""
        with self.here.engine.begin() as connection:
            return attempts.answer(connection, hashed(handle), self.here.seals.seal(dict(result)))

    def use(self, handle: str) -> bool:
        """Use it up; False when that was done before."""
        with self.here.engine.begin() as connection:
            return attempts.use(connection, hashed(handle))
