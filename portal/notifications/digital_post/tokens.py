"""The key to Serviceplatformen: a certificate gives a SAML token, which gives an access token."""

import base64
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import requests
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from portal.notifications import RetryError

SEND = "http://entityid.kombit.dk/service/kombipostafsend/1"
ASK = "http://entityid.kombit.dk/service/postforespoerg/1"
SECONDS = 30
_TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
_SAML = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0"
_EARLY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Access:
    """Where Serviceplatformen is, and what we show there.

    Attributes:
        cvr: The municipality's number, eight digits.
        service: The address of the services, ``https://prod.serviceplatformen.dk``.
        issuer: The whole address that issues SAML tokens.
        certificate: A PEM file with the system certificate (OCES3) and its private key.
        authorities: A file with the certificates to trust; None for the usual ones.
    """

    cvr: str
    service: str
    issuer: str
    certificate: Path
    authorities: Path | None = None

    @property
    def session(self) -> requests.Session:
        """A client that shows the certificate and believes only those we trust."""
        session = requests.Session()
        session.trust_env = False  # a proxy or .netrc of the machine has no say here
        session.cert = str(self.certificate)
        session.verify = str(self.authorities) if self.authorities else True
        return session


@dataclass(slots=True)
class Tokens:
    """Fetches access tokens and keeps each until shortly before it runs out."""

    access: Access
    _kept: dict[str, tuple[str, datetime]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def authorization(self, service: str, now: datetime) -> str:
        """Return what the header ``Authorization`` must say for a service.

        Raises:
            RetryError: No token was given.
        """
        with self._lock:
            kept = self._kept.get(service)
            if kept is None or kept[1] <= now:
                kept = self._kept[service] = self._fetch(service, now)
            return kept[0]

    def forget(self) -> None:
        """Throw every token away: one was not taken."""
        with self._lock:
            self._kept.clear()

    def _fetch(self, service: str, now: datetime) -> tuple[str, datetime]:
        try:
            with self.access.session as session:
                saml = self._saml(session, service)
                answer = session.post(
                    f"{self.access.service}/service/AccessTokenService_1/token",
                    data={"saml-token": saml},
                    timeout=SECONDS,
                )
                answer.raise_for_status()
                token = answer.json()
                lasts = timedelta(seconds=int(token["expires_in"])) - _EARLY
                return (f"{token['token_type']} {token['access_token']}", now + lasts)
        except requests.exceptions.SSLError:
            raise RetryError("not_safe") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise RetryError("no_token") from None

    def _saml(self, session: requests.Session, service: str) -> str:
        answer = session.post(
            self.access.issuer,
            json={
                "TokenType": _SAML,
                "RequestType": f"{_TRUST}/Issue",
                "KeyType": f"{_TRUST}/PublicKey",
                "AnvenderKontekst": {"Cvr": self.access.cvr},
                "UseKey": one_line(self.access.certificate),
                "AppliesTo": {"EndpointReference": {"Address": service}},
                "OnBehalfOf": None,
            },
            timeout=SECONDS,
        )
        answer.raise_for_status()
        return str(answer.json()["RequestedSecurityToken"]["Assertion"])


def one_line(certificate: Path) -> str:
    """Return a certificate without its first and last line, on one line.

    Raises:
        OSError: The file cannot be read.
        ValueError: It holds no certificate.
    """
    found = load_pem_x509_certificate(certificate.read_bytes())
    return base64.b64encode(found.public_bytes(Encoding.DER)).decode()
