"""What is written in the room, sealed with the room's own key before it is kept."""

import hashlib
import json
import secrets
from typing import Any

from portal.identity.identifiers import Identifiers


class Seals:
    """Seals and opens what the room keeps, and makes the names things are found by."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers

    def seal(self, value: Any) -> bytes:
        """Return a value only the room's key opens. It is made of what JSON knows."""
        return self._identifiers.encrypt(json.dumps(value, ensure_ascii=False))

    def open(self, sealed: bytes) -> Any:
        """Return what was sealed.

        Raises:
            UnreadableError: It was sealed with another key, or changed since.
        """
        return json.loads(self._identifiers.decrypt(sealed))

    def person(self, identifier: str) -> str:
        """Return the room's own hash of somebody: another than the portal's, by another key."""
        return self._identifiers.person(identifier)


def new_id() -> str:
    """Return a name nobody can guess, for an address."""
    return secrets.token_urlsafe(16)


def hashed(token: str) -> str:
    """Return what is kept of a random token: enough to know it again."""
    return hashlib.sha256(token.encode()).hexdigest()
