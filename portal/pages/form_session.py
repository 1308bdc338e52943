"""The session that form tokens need: one secret of the browser, in one signed cookie.

Flask-WTF keeps a secret in Flask's session and puts a signed copy of it in every form. Flask's
own session signs the secret a second time for its cookie, and opens it on every page. Here the
cookie holds what the form holds, so that a page that only shows its forms checks one signature
and signs nothing; the secret is taken out when a form comes back. Nothing else may be kept in
the session: who has signed in stands on the server (``web/sign_in.py``).
"""

import hmac
import os
from collections.abc import Callable, Iterator
from hashlib import sha256

from flask import Flask, Request, Response, session
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadData, HMACAlgorithm, Signer, URLSafeTimedSerializer

from portal.pages.cookies import keep_cookie, named, value_of

_NAME = "csrf_token"


def form_token() -> str:
    """Return what stands hidden in every form of this answer."""
    kept = session._get_current_object()  # type: ignore[attr-defined]
    token: str = kept.token()
    return token


class FormSession(SessionMixin):
    """The browser's secret, read and made when it is asked for."""

    def __init__(
        self, signed: str, signer: URLSafeTimedSerializer, check: Callable[[str], bool]
    ) -> None:
        self._signed = signed
        self._signer = signer
        self._check = check
        self._checked = False
        self.modified = False

    def token(self) -> str:
        """Return the signed secret: the browser's own, a new one when it has none of ours."""
        if not self._checked:
            if not (self._signed and self._check(self._signed)):
                self[_NAME] = sha256(os.urandom(32)).hexdigest()
            self._checked = True
        return self._signed

    def __getitem__(self, name: str) -> str:
        """Return the secret.

        Raises:
            KeyError: The browser has none that we signed.
        """
        if name != _NAME or not self._signed:
            raise KeyError(name)
        try:
            secret: str = self._signer.loads(self._signed)
        except BadData as error:
            raise KeyError(name) from error
        return secret

    def __setitem__(self, name: str, value: str) -> None:
        """Keep a new secret.

        Raises:
            KeyError: It is something else.
        """
        if name != _NAME:
            raise KeyError(f"The session keeps form tokens only, not {name}.")
        self._signed, self._checked, self.modified = self._signer.dumps(value), True, True

    def __delitem__(self, name: str) -> None:
        """Forget the secret; the next page makes a new one."""
        self[name]
        self._signed, self._checked = "", False

    def __iter__(self) -> Iterator[str]:
        """Name what is there."""
        return iter((_NAME,) if _NAME in self else ())

    def __len__(self) -> int:
        """Count what is there."""
        return int(_NAME in self)


class _AtOnce(HMACAlgorithm):
    """The same signatures, each made by one call: to begin it, to fill it and to end it is slow."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """Return the signature of a value."""
        return hmac.digest(key, value, self.digest_method)


class FormSessions(SessionInterface):
    """Opens a session from the cookie, and sends the cookie when the secret is new."""

    def __init__(self, app: Flask) -> None:
        # As Flask-WTF signs the tokens of forms.
        self._signer = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token")
        signer = self._signer.make_signer(self._signer.salt)
        # The same signatures, but the key is derived once and not for each page.
        algorithm = _AtOnce(signer.digest_method().name)
        self._check = Signer(
            signer.derive_key(), key_derivation="none", algorithm=algorithm
        ).validate
        name = str(app.config["SESSION_COOKIE_NAME"])
        self._name = name
        self._cookie = named(name, secure=bool(app.config["SESSION_COOKIE_SECURE"]))

    def open_session(self, app: Flask, request: Request) -> FormSession:
        """Return the session, not yet looked into."""
        return FormSession(value_of(request, self._cookie), self._signer, self._check)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie when the secret is new."""
        if not (isinstance(session, FormSession) and session.modified):
            return
        keep_cookie(response, self._name, session.token())
