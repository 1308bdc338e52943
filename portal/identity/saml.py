"""OIOSAML 3 as NemLog-in speaks it: we are a service provider.

The protocol is python3-saml's: requests, signatures, decryption, conditions. Here stand the
profile's demands (level and kind of identity, encrypted and signed assertions, the attributes),
and the checks that the library leaves open.
"""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import xmlsec
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from portal.identity.claims import assurance_of, birthday_of, cpr_of, name_of
from portal.identity.privileges import PrivilegesError, mandates_of
from portal.identity.signed_in import Assurance, Begun, SignedIn, SignInError, Trouble
from portal.settings.providers import Saml
from portal.settings.values import SettingsError

LEEWAY_SECONDS = 60
"""How much the provider's clock and ours may differ. The library's own are five minutes."""
Constants.ALLOWED_CLOCK_DRIFT = LEEWAY_SECONDS

ASKED = (
    "https://data.gov.dk/concept/core/nsis/loa/Substantial",
    "https://data.gov.dk/eid/Person",
)
"""What the request asks for: at least this level, and a person, not a company."""

_MODEL = "https://data.gov.dk/model/core/"
_LOA = "https://data.gov.dk/concept/core/nsis/loa"
_CPR = _MODEL + "eid/cprNumber"
_NAME = _MODEL + "eid/fullName"
_BORN = _MODEL + "eid/dateOfBirth"
_SPEC = _MODEL + "specVersion"
_PRIVILEGES = _MODEL + "eid/privilegesIntermediate"
_WANTED = ((_SPEC, True), (_CPR, True), (_NAME, False), (_LOA, True), (_PRIVILEGES, False))
"""The attributes our description asks for, and whether we can do without."""

_PEM = re.compile(r"-----BEGIN (?P<what>[A-Z ]+)-----.+?-----END (?P=what)-----", re.DOTALL)
_CANCELLED = ("AuthnFailed", "RequestDenied")
_TOO_LOW = "NoAuthnContext"
_Errors = OneLogin_Saml2_ValidationError
_CLOCK = frozenset(
    {
        _Errors.ASSERTION_TOO_EARLY,
        _Errors.ASSERTION_EXPIRED,
        _Errors.SESSION_EXPIRED,
        _Errors.RESPONSE_EXPIRED,
    }
)


@dataclass(frozen=True, slots=True)
class Goodbye:
    """What came at the end of a session.

    Attributes:
        session: The session that the provider ends, None when it answers that ours has ended.
        answer: Where the browser goes with our answer, None when none is asked for.
    """

    session: str | None
    answer: str | None


class SamlProvider:
    """NemLog-in, or another identity provider of its kind."""

    name = "saml"

    def __init__(self, settings: Saml, address: str) -> None:
        """Read the provider's description and our keys.

        Args:
            settings: Where they are.
            address: Where this application is, as browsers reach it.

        Raises:
            SettingsError: A file does not hold what it should.
        """
        where = urlsplit(address)
        self._host = {
            "https": "on" if where.scheme == "https" else "off",
            "http_host": where.netloc,
        }
        self._prefix = where.path.rstrip("/")
        theirs = _their_part(settings.metadata)
        files = (settings.certificate, settings.next_certificate)
        keys = [_keys(file) for file in files if file is not None]
        following = keys[1][0] if len(keys) > 1 else None
        self._settings = [
            _library_settings(theirs, (settings.entity_id, address), key, following) for key in keys
        ]

    def metadata(self) -> bytes:
        """Return our own description, for NemLog-in's administration."""
        described: bytes | str = self._settings[0].get_sp_metadata()
        return described.encode() if isinstance(described, str) else described

    def begin(self, state: str) -> Begun:
        """Return where to send the browser: a signed request. Nothing is asked over the network."""
        auth = self._auth("/log-ind/saml", {})
        url = auth.login(return_to=state)
        return Begun(str(url), {"request": str(auth.get_last_request_id())})

    def finish(self, answer: Mapping[str, str], expected: Mapping[str, str]) -> SignedIn:
        """Return who the assertion is about.

        Raises:
            SignInError: The provider refused, or its answer is not genuine or does not fit.
        """
        request = self._host | {"script_name": f"{self._prefix}/log-ind/saml", "get_data": {}}
        response = self._opened(answer.get("SAMLResponse", ""))
        try:
            response.is_valid(request, expected["request"], raise_exceptions=True)
            _refuse_unasked(response, expected["request"], self._settings[0])
            return _somebody(response, self.name)
        except OneLogin_Saml2_ValidationError as error:
            raise _as_trouble(error, response) from error
        except (OneLogin_Saml2_Error, xmlsec.Error, etree.LxmlError, ValueError) as error:
            raise SignInError(Trouble.NOT_GENUINE, type(error).__name__) from error

    def farewell(self, logout: Mapping[str, str], state: str) -> str | None:
        """Return where the browser ends the session at the provider, with a signed request."""
        if "name" not in logout or not self._settings[0].get_idp_slo_url():
            return None
        url = self._auth("/log-ind/saml/ude", {}).logout(
            return_to=state,
            name_id=logout["name"],
            session_index=logout.get("index"),
            nq=logout.get("qualifier"),
            name_id_format=logout.get("format"),
            spnq=logout.get("our_qualifier"),
        )
        return str(url)

    def goodbye(self, query: Mapping[str, str]) -> Goodbye:
        """Read what came at the end of a session. It must be signed.

        Raises:
            SignInError: It is not genuine.
        """
        auth = self._auth("/log-ind/saml/ude", query)
        if "Signature" not in query:
            raise SignInError(Trouble.NOT_GENUINE, "logout not signed")
        try:
            answer = auth.process_slo(keep_local_session=True)
        except (OneLogin_Saml2_Error, xmlsec.Error, etree.LxmlError, ValueError) as error:
            raise SignInError(Trouble.NOT_GENUINE, type(error).__name__) from error
        wrong = [one for one in auth.get_errors() if one != "logout_not_success"]
        if wrong:
            raise SignInError(Trouble.NOT_GENUINE, "logout")
        if "SAMLRequest" not in query:
            return Goodbye(None, None)
        ended = OneLogin_Saml2_Logout_Request.get_nameid(auth.get_last_request_xml())
        return Goodbye(str(ended), str(answer))

    def _auth(self, path: str, query: Mapping[str, str]) -> OneLogin_Saml2_Auth:
        request = self._host | {
            "script_name": self._prefix + path,
            "get_data": dict(query),
            "post_data": {},
        }
        return OneLogin_Saml2_Auth(request, self._settings[0])

    def _opened(self, encoded: str) -> OneLogin_Saml2_Response:
        """Return the response, decrypted with our key or with the one that replaces it."""
        for settings in self._settings:
            try:
                return OneLogin_Saml2_Response(settings, encoded)
            except xmlsec.Error:
                continue
            except (
                OneLogin_Saml2_Error,
                OneLogin_Saml2_ValidationError,
                etree.LxmlError,
                binascii.Error,
                AttributeError,
                ValueError,
            ) as error:
                raise SignInError(Trouble.NOT_GENUINE, type(error).__name__) from error
        raise SignInError(Trouble.NOT_GENUINE, "not for our key")


def _refuse_unasked(
    response: OneLogin_Saml2_Response, request: str, settings: OneLogin_Saml2_Settings
) -> None:
    """Refuse what the library lets through: an answer to no question, or to nobody by name."""
    if response.get_in_response_to() != request:
        raise SignInError(Trouble.NOT_GENUINE, "InResponseTo")
    if settings.get_sp_data()["entityId"] not in response.get_audiences():
        raise SignInError(Trouble.NOT_GENUINE, "audience")


def _somebody(response: OneLogin_Saml2_Response, provider: str) -> SignedIn:
    told = response.get_attributes()

    def one(name: str) -> str | None:
        return next(iter(told.get(name, ())), None)

    try:
        granted = mandates_of(one(_PRIVILEGES) or "") if one(_PRIVILEGES) else ()
    except PrivilegesError as error:
        raise SignInError(Trouble.NOT_GENUINE, f"privileges: {error}") from error
    subject = str(response.get_nameid())
    kept = {
        "name": subject,
        "format": response.get_nameid_format(),
        "qualifier": response.get_nameid_nq(),
        "our_qualifier": response.get_nameid_spnq(),
        "index": response.get_session_index(),
    }
    return SignedIn(
        provider=provider,
        subject=subject,
        identifier=cpr_of(one(_CPR)),
        name=name_of(one(_NAME)),
        assurance=_assurance(one(_LOA), response.get_authn_contexts()),
        born_on=birthday_of(one(_BORN)),
        mandates=granted,
        logout={key: value for key, value in kept.items() if value},
        session=subject,
    )


def _assurance(attribute: str | None, contexts: list[str]) -> Assurance:
    """Return the level. The profile demands the attribute: without it nobody is sure."""
    if attribute is None:
        return Assurance.NONE
    return assurance_of(attribute, *contexts)


def _as_trouble(error: Any, response: OneLogin_Saml2_Response) -> SignInError:
    """Return what a refused response means for the person."""
    if error.code in _CLOCK:
        return SignInError(Trouble.CLOCK, f"SAML {error.code}")
    if error.code == _Errors.STATUS_CODE_IS_NOT_SUCCESS:
        codes = {
            str(code.get("Value")).rpartition(":")[2]
            for code in response.document.iter("{*}StatusCode")
        }
        if _TOO_LOW in codes:
            return SignInError(Trouble.TOO_LOW)
        cancelled = codes.intersection(_CANCELLED)
        return SignInError(Trouble.CANCELLED if cancelled else Trouble.REFUSED)
    return SignInError(Trouble.NOT_GENUINE, f"SAML {error.code}")


def _their_part(file: Path) -> dict[str, Any]:
    """Return what the library needs to know of the provider."""
    try:
        found = OneLogin_Saml2_IdPMetadataParser.parse(file.read_bytes()).get("idp", {})
    except (OSError, etree.LxmlError, ValueError) as error:
        raise SettingsError(f"{file} is not a description of an identity provider.") from error
    if not {"entityId", "singleSignOnService"} <= found.keys():
        raise SettingsError(f"{file} names no identity provider that is asked by HTTP-Redirect.")
    if not {"x509cert", "x509certMulti"} & found.keys():
        raise SettingsError(f"{file} holds no certificate of the identity provider.")
    return dict(found)


def _keys(file: Path) -> tuple[str, str]:
    """Return certificate and private key."""
    try:
        text = file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read as PEM.") from error
    parts = {match["what"].rpartition(" ")[2]: match[0] for match in _PEM.finditer(text)}
    if not {"CERTIFICATE", "KEY"} <= parts.keys():
        raise SettingsError(f"{file} must hold a certificate and its private key.")
    return parts["CERTIFICATE"], parts["KEY"]


def _library_settings(
    theirs: dict[str, Any],
    ours: tuple[str, str],
    key: tuple[str, str],
    following: str | None,
) -> OneLogin_Saml2_Settings:
    """Return the library's settings. ``ours`` is what we are called, and our address."""
    entity_id, address = ours
    service = {
        "entityId": entity_id,
        "assertionConsumerService": {
            "url": f"{address}/log-ind/saml",
            "binding": Constants.BINDING_HTTP_POST,
        },
        "singleLogoutService": {
            "url": f"{address}/log-ind/saml/ude",
            "binding": Constants.BINDING_HTTP_REDIRECT,
        },
        "attributeConsumingService": {
            "serviceName": "Sagsvej",
            "serviceDescription": "Sagsvej",
            "requestedAttributes": [
                {"name": name, "isRequired": needed, "nameFormat": Constants.ATTRNAME_FORMAT_URI}
                for name, needed in _WANTED
            ],
        },
        "NameIDFormat": Constants.NAMEID_PERSISTENT,
        "x509cert": key[0],
        "privateKey": key[1],
    }
    if following is not None and following != key[0]:
        service["x509certNew"] = following
    security = {
        "authnRequestsSigned": True,
        "logoutRequestSigned": True,
        "logoutResponseSigned": True,
        "signMetadata": True,
        "wantAssertionsSigned": True,
        "wantAssertionsEncrypted": True,
        "wantNameId": True,
        "requestedAuthnContext": list(ASKED),
        "requestedAuthnContextComparison": "minimum",
        "rejectDeprecatedAlgorithm": True,
        "signatureAlgorithm": Constants.RSA_SHA256,
        "digestAlgorithm": Constants.SHA256,
    }
    try:
        return OneLogin_Saml2_Settings(
            {"strict": True, "debug": False, "sp": service, "idp": theirs, "security": security}
        )
    except OneLogin_Saml2_Error as error:
        raise SettingsError(f"SAML cannot be set up: {error}.") from error
