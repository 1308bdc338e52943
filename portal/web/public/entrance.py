"""The portal's own way in: its providers, its table of attempts, its sessions and its roles."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from flask import Response, url_for

from portal.core.vocabulary import Scope
from portal.identity import Identity, Mandate, UserRole
from portal.identity.identifiers import Identifiers
from portal.identity.signed_in import Granted, SignedIn
from portal.municipality import DigitalFuldmagt
from portal.pages.entrance import MINUTES, Entrance, Stay
from portal.pages.providers import providers, roles
from portal.store import attempts, sign_ins
from portal.store.cases import COPENHAGEN
from portal.store.sign_ins import Vouched
from portal.web import sign_in
from portal.web.citizen.late import waits_for
from portal.web.navigation import begins_at
from portal.web.portal import Portal, portal

_HERE = frozenset(UserRole) - {UserRole.CITIZEN, UserRole.ADVISER}
"""What somebody who works here can be here. An adviser gets in at their own room only."""


def entrance(here: Portal) -> Entrance:
    """Return the portal's way in.

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
        stay=partial(_stay, here),
        demo="/demo" if here.settings.demo else None,
    )


def _begin(here: Portal, response: Response, somebody: SignedIn, role: UserRole, to: str) -> str:
    """Begin the session, and return where to go: to what waits, what was wanted, or home."""
    identity = _identity(here, somebody, role)
    sealed = here.identifiers.encrypt
    logout = dict(somebody.logout)
    called = somebody.session
    vouched = Vouched(
        assurance=somebody.assurance.name.lower(),
        identifier=sealed(somebody.identifier) if somebody.identifier else None,
        logout=sealed(json.dumps(logout)),
        logout_key=here.identifiers.person(f"session {called}") if called else None,
    )
    sign_in.begin(response, identity, vouched)
    return waits_for(identity.person) or to or url_for(begins_at(role)[0])


def _identity(here: Portal, somebody: SignedIn, role: UserRole) -> Identity:
    if role is UserRole.CITIZEN:
        return Identity(
            role,
            here.identifiers.person(somebody.identifier or ""),
            somebody.name,
            provider=somebody.provider,
            mandates=mandates(somebody.mandates, here.municipality.digital_fuldmagt, here),
        )
    units = [one.unit for one in here.municipality.groups if one.group in somebody.groups]
    unit = next((one for one in units if one), somebody.unit)
    key = sha256(f"{somebody.provider} {somebody.subject}".encode()).hexdigest()
    return Identity(
        role, None, somebody.name or key[:8], staff=key, unit=unit, provider=somebody.provider
    )


def mandates(
    granted: Sequence[Granted], names: DigitalFuldmagt, here: Portal
) -> tuple[Mandate, ...]:
    """Return whom somebody may act for here; a privilege we don't know means nothing."""
    meant = {
        names.see_status: Scope.SEE_STATUS,
        names.read_letters: Scope.READ_LETTERS,
        names.act: Scope.ACT,
    }
    found = []
    for one in granted:
        scope = {meant[name] for name in one.privileges if name in meant}
        if scope:
            given = tuple(str(each) for each in Scope if each in scope)
            found.append(Mandate(here.identifiers.person(one.identifier), given))
    return tuple(found)


def _stay(here: Portal, move: bool) -> Stay | None:
    until = sign_in.stay(move)
    if until is None:
        return None
    seconds = int((until - here.clock()).total_seconds())
    return Stay(until.astimezone(COPENHAGEN), seconds)


def stays() -> Stay | None:
    """Return how long this request's session lasts, as the page says it."""
    until = sign_in.ends_at()
    if until is None:
        return None
    here = portal()
    return Stay(until.astimezone(COPENHAGEN), int((until - here.clock()).total_seconds()))


def _ended(here: Portal, called: str) -> None:
    with here.engine.begin() as connection:
        sign_ins.remove_called(connection, here.identifiers.person(f"session {called}"))


@dataclass(frozen=True)
class _Attempts:
    """Attempts in the portal's database, encrypted."""

    here: Portal

    def keep(self, handle: str, provider: str, attempt: Mapping[str, Any]) -> None:
        """Keep an attempt that begins."""
        here = self.here
        times = here.now(), timedelta(minutes=MINUTES)
        with here.engine.begin() as connection:
            attempts.keep(connection, _hash(handle), provider, self._sealed(attempt), times)

    def find(self, handle: str) -> Mapping[str, Any] | None:
        """Return an attempt, None when it is over."""
        with self.here.engine.connect() as connection:
            row = attempts.find(connection, _hash(handle), self.here.now())
        if row is None:
            return None
        if row.provider == attempts.USED:
            return {"used": True}
        found = self._opened(row.data)
        return found if row.result is None else found | {"result": self._opened(row.result)}

    def answer(self, handle: str, result: Mapping[str, Any]) -> bool:
        """Keep what came of it; False when something is kept already."""
        with self.here.engine.begin() as connection:
            return attempts.answer(connection, _hash(handle), self._sealed(result))

    def use(self, handle: str) -> bool:
        """Use it up; False when that was done before."""
        with self.here.engine.begin() as connection:
            return attempts.use(connection, _hash(handle))

    def _sealed(self, told: Mapping[str, Any]) -> bytes:
        return self._identifiers.encrypt(json.dumps(told))

    def _opened(self, sealed: bytes) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._identifiers.decrypt(sealed))
        return found

    @property
    def _identifiers(self) -> Identifiers:
        return self.here.identifiers


def _hash(handle: str) -> str:
    return sha256(handle.encode()).hexdigest()
