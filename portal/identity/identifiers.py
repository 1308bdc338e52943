"""Identifiers of people: a keyed hash to match them, an encrypted value to send by."""

import base64
import hmac
from hashlib import blake2b

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NO_TIME = 0
"""In the place of the second (https://github.com/fernet/spec): it is the same for all."""


class UnreadableError(Exception):
    """Something was encrypted with another key."""


class Identifiers:
    """Hashes, encrypts and digests with keys derived from one secret.

    A CPR number is never checked with modulus 11: numbers without it have been issued
    since 2007, and citizens must not be turned away.
    """

    def __init__(self, secret: str) -> None:
        self._match = _derive(secret, b"match")
        self._digest = _derive(secret, b"digest")
        self._box = Fernet(base64.urlsafe_b64encode(_derive(secret, b"encrypt")))

    def person(self, identifier: str) -> str:
        """Return the keyed hash of an identifier, the same with and without its hyphen."""
        plain = identifier.replace("-", "").replace(" ", "")
        return hmac.new(self._match, plain.encode(), "sha256").hexdigest()

    def digest(self, content: bytes) -> bytes:
        """Return a keyed digest of some content, 16 bytes."""
        return blake2b(content, key=self._digest, digest_size=16).digest()

    def encrypt(self, value: str) -> bytes:
        """Return a value that only this secret can read."""
        return self.seal(value.encode())

    def encrypt_untimed(self, value: str) -> bytes:
        """Return a value that only this secret can read, and that does not say when it came.

        What is encrypted otherwise carries the second it was, readable without the key.
        """
        return self.seal(value.encode(), timed=False)

    def decrypt(self, value: bytes) -> str:
        """Return what was encrypted.

        Raises:
            UnreadableError: It was encrypted with another secret.
        """
        return self.unseal(value).decode()

    def seal(self, content: bytes, *, timed: bool = True) -> bytes:
        """Return bytes that only this secret can read, and nobody can change unseen."""
        if timed:
            return self._box.encrypt(content)
        return self._box.encrypt_at_time(content, _NO_TIME)

    def is_timed(self, sealed: bytes) -> bool:
        """Tell whether what was sealed says when.

        Raises:
            UnreadableError: It was sealed with another secret, or changed since.
        """
        try:
            return self._box.extract_timestamp(sealed) != _NO_TIME
        except InvalidToken as broken:
            raise UnreadableError from broken

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed.

        Raises:
            UnreadableError: It was sealed with another secret, or changed since.
        """
        try:
            return self._box.decrypt(sealed)
        except InvalidToken as broken:
            raise UnreadableError from broken


def _derive(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sagsvej " + use).derive(
        secret.encode()
    )
