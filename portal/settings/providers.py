"""Who vouches for people: NemLog-in or a broker for citizens, the directory for staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from portal.settings.values import SettingsError, file_of, http

SETTINGS = {
    "CITIZEN_SIGN_IN": "how citizens sign in",
    "CITIZEN_SAML_METADATA": "the file that describes the identity provider",
    "CITIZEN_SAML_ENTITY_ID": "what the portal is called there",
    "CITIZEN_SAML_CERTIFICATE": "the portal's certificate there, and its key",
    "CITIZEN_SAML_NEXT_CERTIFICATE": "the certificate that replaces it, and its key",
    "CITIZEN_OIDC_BROKER": "which broker of MitID it is",
    "CITIZEN_OIDC_ISSUER": "the broker's address",
    "CITIZEN_OIDC_CLIENT_ID": "what the portal is called there",
    "CITIZEN_OIDC_CLIENT_SECRET": "what it shows there",
    "STAFF_OIDC_ISSUER": "the address of the municipality's directory",
    "STAFF_OIDC_CLIENT_ID": "what the portal is called there",
    "STAFF_OIDC_CLIENT_SECRET": "what it shows there",
    "STAFF_OIDC_SCOPE": "what is asked of the directory",
    "STAFF_OIDC_GROUPS": "the claim that names somebody's groups",
    "STAFF_OIDC_UNIT": "the claim that names somebody's unit",
}
"""The settings of sign-in by what follows ``SAGSVEJ_`` or ``SAGSVEJ_ROOM_``."""

BROKERS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "signaturgruppen": (
            "openid mitid ssn",
            {
                "idp_values": "mitid",
                "acr_values": "https://data.gov.dk/concept/core/nsis/Substantial",
            },
        ),
        "idura": ("openid ssn", {"acr_values": "urn:grn:authn:dk:mitid:substantial"}),
        "signicat": ("openid profile nin", {"acr_values": "idp:mitid"}),
    }
)
"""What is asked of each broker of MitID: the scope, and what goes beside it."""


@dataclass(frozen=True)
class Oidc:
    """A provider of OpenID Connect.

    Attributes:
        issuer: Its address, without a slash at its end.
        client_id: What we are called there.
        client_secret: What we show there.
        scope: What is asked for.
        asked: What else goes with the request.
        groups: The claim that names somebody's groups. Staff only.
        unit: The claim that names somebody's unit. Staff only.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "openid profile"
    asked: Mapping[str, str] = field(default_factory=dict)
    groups: str = "groups"
    unit: str = "department"


@dataclass(frozen=True)
class Saml:
    """An identity provider that speaks OIOSAML 3.

    Attributes:
        metadata: The file it is described in: addresses and certificates.
        entity_id: What we are called there.
        certificate: A PEM file with our certificate and its private key.
        next_certificate: The one that replaces it: told in our metadata, and read with.
    """

    metadata: Path
    entity_id: str
    certificate: Path
    next_certificate: Path | None = None


@dataclass(frozen=True)
class SignIns:
    """Who vouches for whom. None where nobody does."""

    citizens: Oidc | Saml | None = None
    staff: Oidc | None = None

    @property
    def real(self) -> bool:
        """Tell whether anybody is vouched for."""
        return self.citizens is not None or self.staff is not None


def sign_ins_of(
    env: Mapping[str, str], prefix: str = "SAGSVEJ_", *, demo: bool, address: str | None
) -> SignIns:
    """Return who vouches for whom.

    Args:
        env: The environment.
        prefix: How the settings begin: the adviser's room has its own.
        demo: Whether the demo sign-in is there.
        address: Where people get in; providers send the browser back there.

    Raises:
        SettingsError: One sentence: something is wrong, half of it is missing, or the demo
            sign-in is there too.
    """
    found = SignIns(_citizens(env, prefix, address), _staff(env, prefix))
    if not found.real:
        return found
    if demo:
        raise SettingsError(
            f"{prefix}DEMO is 1 and real sign-in is set up; the demo sign-in lets anybody in, "
            "so only one of them can be there."
        )
    if address is None:
        raise SettingsError(
            f"{prefix}ADDRESS is not set; whoever has signed in must be sent back to it."
        )
    if not _is_safe(address):
        raise SettingsError(
            f"{prefix}ADDRESS is “{address}”; with real sign-in it must begin with https://."
        )
    return found


def _is_safe(address: str) -> bool:
    """Tell whether what is sent to an address is read by nobody: a machine's own needs no TLS."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost", "::1")


def _citizens(env: Mapping[str, str], prefix: str, address: str | None) -> Oidc | Saml | None:
    name = f"{prefix}CITIZEN_SIGN_IN"
    how = env.get(name) or ""
    if how not in ("", "saml", "oidc"):
        raise SettingsError(f"{name} is “{how}”; it must be saml or oidc.")
    for kind, begins in (("oidc", "CITIZEN_OIDC_"), ("saml", "CITIZEN_SAML_")):
        if kind != how:
            _refuse_alone(env, prefix + begins, f"{name}={kind}")
    if how == "saml":
        return _saml(env, f"{prefix}CITIZEN_SAML_", address)
    if how == "oidc":
        return _broker(env, f"{prefix}CITIZEN_OIDC_")
    return None


def _saml(env: Mapping[str, str], prefix: str, address: str | None) -> Saml:
    return Saml(
        metadata=_file(env, prefix + "METADATA"),
        entity_id=env.get(prefix + "ENTITY_ID") or address or "",
        certificate=_file(env, prefix + "CERTIFICATE"),
        next_certificate=file_of(env, prefix + "NEXT_CERTIFICATE"),
    )


def _broker(env: Mapping[str, str], prefix: str) -> Oidc:
    broker = env.get(prefix + "BROKER") or ""
    if broker not in BROKERS:
        raise SettingsError(
            f"{prefix}BROKER is “{broker}”; it must be one of {', '.join(BROKERS)}."
        )
    scope, asked = BROKERS[broker]
    return Oidc(
        issuer=_issuer(env, prefix + "ISSUER"),
        client_id=_text(env, prefix + "CLIENT_ID"),
        client_secret=_text(env, prefix + "CLIENT_SECRET"),
        scope=scope,
        asked=asked,
    )


def _staff(env: Mapping[str, str], prefix: str) -> Oidc | None:
    begins = f"{prefix}STAFF_OIDC_"
    if not env.get(begins + "ISSUER"):
        _refuse_alone(env, begins, begins + "ISSUER")
        return None
    return Oidc(
        issuer=_issuer(env, begins + "ISSUER"),
        client_id=_text(env, begins + "CLIENT_ID"),
        client_secret=_text(env, begins + "CLIENT_SECRET"),
        scope=env.get(begins + "SCOPE") or "openid profile",
        groups=env.get(begins + "GROUPS") or "groups",
        unit=env.get(begins + "UNIT") or "department",
    )


def _issuer(env: Mapping[str, str], name: str) -> str:
    """Return an issuer: over https, or on this machine, where a test may stand."""
    value = http(name, env.get(name) or "")
    if not value.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise SettingsError(f"{name} is “{value}”; it must begin with https://.")
    return value


def _text(env: Mapping[str, str], name: str) -> str:
    value = env.get(name)
    if not value:
        raise SettingsError(f"{name} is not set; sign-in needs it.")
    return value


def _file(env: Mapping[str, str], name: str) -> Path:
    path = file_of(env, name)
    if path is None:
        raise SettingsError(f"{name} is not set; sign-in needs it.")
    return path


def _refuse_alone(env: Mapping[str, str], prefix: str, needed: str) -> None:
    for name in sorted(env):
        if name.startswith(prefix) and name != needed and env[name]:
            raise SettingsError(f"{name} is set, but {needed} is not; nobody would sign in by it.")
