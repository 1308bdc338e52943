"""Digital Fuldmagt as it comes with a sign-in: OIO Basic Privilege Profile, XML in base64."""

import base64
import binascii
import re

from lxml import etree

from portal.identity.claims import cpr_of
from portal.identity.signed_in import Granted

_PERSON = re.compile(r"^urn:dk:gov:saml:cprNumberIdentifier:(.+)$", re.IGNORECASE)
_MOST_BYTES = 100_000


class PrivilegesError(Exception):
    """What was told about privileges cannot be read."""


def mandates_of(told: str) -> tuple[Granted, ...]:
    """Return whom somebody may act for, and by which privileges. Companies are left out.

    Nothing outside the text is fetched, and a document type is refused.

    Raises:
        PrivilegesError: It is not base64, not XML, or not a list of privileges.
    """
    try:
        text = base64.b64decode("".join(told.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise PrivilegesError("not base64") from error
    if len(text) > _MOST_BYTES or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise PrivilegesError("not a list of privileges")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise PrivilegesError("not XML") from error
    if etree.QName(root).localname != "PrivilegeList":
        raise PrivilegesError("not a list of privileges")
    found = (_granted(group) for group in root.iter("{*}PrivilegeGroup"))
    return tuple(one for one in found if one is not None)


def _granted(group: etree._Element) -> Granted | None:
    scope = _PERSON.match(group.get("Scope", ""))
    identifier = cpr_of(scope[1]) if scope else None
    named = (str(one.text or "").strip() for one in group.iter("{*}Privilege"))
    privileges = tuple(one for one in named if one)
    return Granted(identifier, privileges) if identifier and privileges else None
