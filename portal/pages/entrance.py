"""What the way in and out needs of an application: the portal, or the adviser's room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from flask import Response

from portal.identity import UserRole
from portal.identity.saml import Goodbye
from portal.identity.signed_in import Provider, SignedIn
from portal.pages.site import Stay

__all__ = ["CITIZEN", "MINUTES", "STAFF", "Attempts", "Entrance", "Saml", "Stay"]

CITIZEN, STAFF = "citizen", "staff"
MINUTES = 20
"""How long somebody may be at the provider."""


@runtime_checkable
class Saml(Protocol):
    """What a provider by SAML has besides."""

    def metadata(self) -> bytes:
        """Return our own description."""

    def goodbye(self, query: Mapping[str, str]) -> Goodbye:
        """Read what came at the end of a session."""


class Attempts(Protocol):
    """Where attempts are kept, encrypted, for twenty minutes."""

    def keep(self, handle: str, provider: str, attempt: Mapping[str, Any]) -> None:
        """Keep an attempt that begins."""

    def find(self, handle: str) -> Mapping[str, Any] | None:
        """Return an attempt, None when it is over; with ``result`` and ``used`` if so."""

    def answer(self, handle: str, result: Mapping[str, Any]) -> bool:
        """Keep what came of it; False when something is kept already."""

    def use(self, handle: str) -> bool:
        """Use it; False when it was used before, by whoever it was."""


@dataclass(frozen=True)
class Entrance:
    """What the views need of the application that they let people into.

    Attributes:
        providers: Who vouches for ``citizen`` and for ``staff``.
        attempts: Where attempts are kept.
        roles: Returns what somebody may be here; raises SignInError when nothing.
        begin: Begins the session in a response, and returns where to go.
        end: Ends the session in a response; returns who vouched and what they want back.
        ended: Ends every session that a provider calls this.
        stay: Moves the end of this browser's session if so asked, and returns it; None when
            nobody has signed in.
        demo: Where the demo sign-in is, None when it is off.
    """

    providers: Mapping[str, Provider]
    attempts: Attempts
    roles: Callable[[str, SignedIn], tuple[UserRole, ...]]
    begin: Callable[[Response, SignedIn, UserRole, str], str]
    end: Callable[[Response], tuple[str, Mapping[str, str]] | None]
    ended: Callable[[str], None]
    stay: Callable[[bool], Stay | None]
    demo: str | None = None

    @property
    def saml(self) -> Saml | None:
        """The provider that speaks SAML, None when none does."""
        return next((one for one in self.providers.values() if isinstance(one, Saml)), None)
