"""OpenID Connect: a broker of MitID for citizens, the municipality's directory for staff.

The protocol is Authlib's: discovery, PKCE, the exchange of the code, the keys, and the checks of
the ID token. Here stands what is asked for, what is kept between the two, and what each error
means for the person.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.base_client.sync_app import BaseApp, OAuth2Mixin
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError

from portal.identity.signed_in import Begun, SignedIn, SignInError, Trouble
from portal.settings.providers import Oidc

LEEWAY_SECONDS = 60
"""How much the provider's clock and ours may differ."""

_PATIENCE = 10.0
_KEPT_SECONDS = 3600
_ASKED_ANEW_SECONDS = 30
_SAFE = frozenset({"ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "EdDSA"})
_CANCELLED = frozenset(
    {"access_denied", "user_cancelled", "login_cancelled", "mitid_user_aborted", "user_aborted"}
)
_TOO_LOW = frozenset({"unmet_authentication_requirements"})
_PERSONAL = frozenset({"dk.cpr", "cprNumberIdentifier", "nin", "cpr", "nemlogin.cpr"})


class OpenIdProvider:
    """A provider found by its issuer."""

    def __init__(
        self,
        settings: Oidc,
        name: str,
        address: str,
        read: Callable[[Mapping[str, Any], str], SignedIn],
    ) -> None:
        """Keep what is needed; nothing is asked before somebody signs in.

        Args:
            settings: Where it is and what we are there.
            name: What sessions are marked with.
            address: Where this application is; its ways back are registered at the provider.
            read: Turns claims and ``name`` into somebody.
        """
        self._settings, self._name, self._read = settings, name, read
        self._back = f"{address}/log-ind/retur"
        self._after = f"{address}/log-ind/ude"
        self._known: tuple[float, _Client] | None = None

    @property
    def name(self) -> str:
        """What sessions are marked with."""
        return self._name

    def begin(self, state: str) -> Begun:
        """Return where to send the browser; PKCE and nonce are new each time.

        Raises:
            SignInError: The provider gives no answer.
        """
        with _told_as_trouble():
            # Asked anew: a provider that is down is told by a page of ours, not by the browser.
            made = self._client(_ASKED_ANEW_SECONDS).create_authorization_url(
                self._back, state=state, nonce=secrets.token_urlsafe(24), **self._settings.asked
            )
        kept = {"nonce": made["nonce"], "verifier": made["code_verifier"], "state": state}
        return Begun(str(made["url"]), kept)

    def finish(self, answer: Mapping[str, str], expected: Mapping[str, str]) -> SignedIn:
        """Return who the code is for.

        Raises:
            SignInError: The provider refused, its answer is not genuine, or it is down.
        """
        _refuse_error(answer)
        if answer.get("state") != expected["state"] or "code" not in answer:
            raise SignInError(Trouble.NOT_GENUINE, "state")
        with _told_as_trouble():
            client = self._client()
            issuer = client.server_metadata["issuer"]
            if answer.get("iss", issuer) != issuer:
                raise SignInError(Trouble.NOT_GENUINE, "iss")
            token = client.fetch_access_token(
                self._back, code=answer["code"], code_verifier=expected["verifier"]
            )
            claims = self._claims(client, token, expected["nonce"])
            kept = _kept_for_logout(claims, str(token["id_token"]))
            found = self._read(_with_userinfo(client, claims, token), self._name)
        return replace(found, logout=kept, session=str(claims.get("sid") or "") or None)

    def farewell(self, logout: Mapping[str, str], state: str) -> str | None:
        """Return the provider's end-session address, None when it has none or is down."""
        try:
            with _told_as_trouble():
                client = self._client()
        except SignInError:
            return None
        if not client.server_metadata.get("end_session_endpoint"):
            return None
        told = {key: logout[key] for key in ("id_token_hint", "logout_hint") if key in logout}
        made = client.create_logout_url(
            self._after, state=state, client_id=self._settings.client_id, **told
        )
        return str(made["url"])

    def _client(self, kept_seconds: float = _KEPT_SECONDS) -> "_Client":
        """Return the library's client, which knows the provider's addresses and keys.

        They are read anew each hour, so that a key taken back is not trusted for long, and a key
        of an unknown name is asked for at once.
        """
        now = time.monotonic()
        if self._known is None or now - self._known[0] > kept_seconds:
            self._known = now, self._discover()
        return self._known[1]

    def _discover(self) -> "_Client":
        issuer = self._settings.issuer
        client = _Client(
            None,
            self._name,
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": self._settings.scope,
                "code_challenge_method": "S256",
                "default_timeout": _PATIENCE,
            },
        )
        told = client.load_server_metadata()
        if str(told.get("issuer", "")).rstrip("/") != issuer:
            raise SignInError(Trouble.NOT_GENUINE, "issuer")
        signed_with = told.get("id_token_signing_alg_values_supported") or ["RS256"]
        told["id_token_signing_alg_values_supported"] = sorted(_SAFE.intersection(signed_with))
        return client

    def _claims(self, client: "_Client", token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """Return what the ID token says, once its signature, maker, reader and times hold."""
        if "id_token" not in token:
            raise SignInError(Trouble.NOT_GENUINE, "no id_token")
        must = {
            "iss": {"essential": True, "value": client.server_metadata["issuer"]},
            "aud": {"essential": True, "value": self._settings.client_id},
        }
        told = client.parse_id_token(token, nonce, claims_options=must, leeway=LEEWAY_SECONDS)
        return dict(told)


class _Client(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc]
    """Authlib's client without a web framework."""

    client_cls = OAuth2Session


@contextmanager
def _told_as_trouble() -> Iterator[None]:
    """Turn what the library and the network raise into what it means for the person."""
    try:
        yield
    except OAuthError as error:
        _refuse_error({"error": str(error.error)})
    except JoseError as error:
        clock = isinstance(error, ExpiredTokenError) or (
            isinstance(error, InvalidClaimError) and error.claim in ("iat", "nbf")
        )
        trouble = Trouble.CLOCK if clock else Trouble.NOT_GENUINE
        raise SignInError(trouble, type(error).__name__) from error
    except (requests.RequestException, ValueError, RuntimeError, KeyError) as error:
        raise SignInError(Trouble.DOWN, type(error).__name__) from error


def _refuse_error(answer: Mapping[str, str]) -> None:
    code = answer.get("error")
    if code is None:
        return
    if code in _CANCELLED:
        raise SignInError(Trouble.CANCELLED)
    if code in _TOO_LOW:
        raise SignInError(Trouble.TOO_LOW)
    # What the provider wrote in words may be about the person: it is not logged.
    raise SignInError(Trouble.REFUSED, code if code.isidentifier() else "")


def _with_userinfo(
    client: "_Client", claims: dict[str, Any], token: Mapping[str, Any]
) -> dict[str, Any]:
    """Add what the provider tells beside the ID token. It must be about the same person."""
    if "userinfo_endpoint" not in client.server_metadata:
        return claims
    more = dict(client.userinfo(token=token))
    if more.get("sub") != claims["sub"]:
        raise SignInError(Trouble.NOT_GENUINE, "userinfo")
    return more | claims


def _kept_for_logout(claims: Mapping[str, Any], id_token: str) -> dict[str, str]:
    """Return what ends the session at the provider.

    The ID token goes into an address then. One with a CPR number must not: the provider is told
    its own name of the session instead, and may ask the person.
    """
    if _PERSONAL.isdisjoint(claims):
        return {"id_token_hint": id_token}
    return {"logout_hint": str(claims["sid"])} if claims.get("sid") else {}
