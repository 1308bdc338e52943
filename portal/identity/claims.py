"""What brokers, NemLog-in and directories call the same things, brought to one.

Sources: Signaturgruppen's, Idura's and Signicat's public documentation, and OIOSAML 3.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from portal.identity import UserRole
from portal.identity.signed_in import Assurance, SignedIn, SignInError, Trouble

ROLES: Mapping[str, UserRole] = {
    "caseworker": UserRole.STAFF,
    "coordinator": UserRole.LEADER,
    "leader": UserRole.LEADER,
    "adviser": UserRole.ADVISER,
    "council": UserRole.COUNCIL,
    "editor": UserRole.EDITOR,
    "administrator": UserRole.ADMINISTRATOR,
    "data_protection": UserRole.DATA_PROTECTION,
}
"""What the municipality's file calls a role, and what it is here."""

_NAMES = ("name", "mitid.identity_name", "mitid_identity_name", "fullName")
_CPR = ("dk.cpr", "cprNumberIdentifier", "cpr", "nin", "nemlogin.cpr")
_LEVELS = ("loa", "mitid_loa", "nsis_loa", "acr")
_SUBJECTS = ("mitid.uuid", "mitid_uuid", "uuid", "idp_id", "sub")
_BIRTHDAYS = ("birthdate", "mitid.date_of_birth", "mitid_date_of_birth", "dateOfBirth")

_LEVEL = re.compile(r"(?:^|[/:_-])(low|substantial|high)$", re.IGNORECASE)
_PROTECTED = re.compile(r"adressebeskytte|navnebeskytte|NAVNE\s*&|\bprotected\b", re.IGNORECASE)


def assurance_of(*told: object) -> Assurance:
    """Return the level somebody was signed in at: the lowest that is told, in any spelling.

    >>> assurance_of("https://data.gov.dk/concept/core/nsis/Substantial").name
    'SUBSTANTIAL'
    >>> assurance_of("https://data.gov.dk/concept/core/nsis/loa/High", "Low").name
    'LOW'
    >>> assurance_of("urn:grn:authn:dk:mitid:substantial", "HIGH", None).name
    'SUBSTANTIAL'
    >>> assurance_of("urn:oasis:names:tc:SAML:2.0:ac:classes:Password").name
    'NONE'
    """
    known = (_LEVEL.search(one.strip()) for one in told if isinstance(one, str))
    return min((Assurance[found[1].upper()] for found in known if found), default=Assurance.NONE)


def cpr_of(told: object) -> str | None:
    """Return a CPR number as ten digits, None when it is none. Its check digit is never asked.

    >>> cpr_of("610190-1234")
    '6101901234'
    >>> cpr_of("12345678") is None
    True
    """
    plain = re.sub(r"[\s-]", "", str(told or ""))
    return plain if re.fullmatch(r"[0-9]{10}", plain) else None


def name_of(told: object) -> str | None:
    """Return a name of at most 120 characters, None when it is protected or missing.

    >>> name_of("NAVNE & ADRESSEBESKYTTET") is None
    True
    """
    name = " ".join(str(told or "").split())[:120]
    return name if name and not _PROTECTED.search(name) else None


def birthday_of(told: object) -> date | None:
    """Return a birthday written as ``1990-01-31``, None when it is not one."""
    try:
        return date.fromisoformat(str(told or ""))
    except ValueError:
        return None


def citizen_of(claims: Mapping[str, Any], provider: str) -> SignedIn:
    """Return a citizen from the claims of a broker of MitID.

    A number of another country in ``nin`` is no CPR number.
    """
    foreign = claims.get("nin_issuing_country", "DK") not in ("DK", "DNK")
    names = [one for one in _CPR if not (foreign and one == "nin")]
    hidden = _yes(claims.get("mitid_name_and_address_protection"))
    return SignedIn(
        provider=provider,
        subject=str(_first(claims, _SUBJECTS) or ""),
        identifier=cpr_of(_first(claims, names)),
        name=None if hidden else name_of(_first(claims, _NAMES)),
        assurance=assurance_of(*(claims.get(one) for one in _LEVELS)),
        born_on=birthday_of(_first(claims, _BIRTHDAYS)),
    )


def employee_of(claims: Mapping[str, Any], provider: str, groups: str, unit: str) -> SignedIn:
    """Return somebody who works here from the claims of the municipality's directory.

    Args:
        claims: What the directory told.
        provider: What the session is marked with.
        groups: The claim that names their groups.
        unit: The claim that names their part of the municipality.
    """
    told = claims.get(groups) or ()
    return SignedIn(
        provider=provider,
        subject=str(claims.get("oid") or claims.get("sub") or ""),
        name=name_of(claims.get("name")),
        assurance=assurance_of(*(claims.get(one) for one in _LEVELS)),
        groups=tuple(str(one) for one in ((told,) if isinstance(told, str) else told)),
        unit=name_of(claims.get(unit)),
    )


def sure_enough(somebody: SignedIn) -> SignedIn:
    """Return a citizen who may come in.

    Raises:
        SignInError: The sign-in was not sure enough, or they have no CPR number.
    """
    if somebody.assurance < Assurance.SUBSTANTIAL:
        raise SignInError(Trouble.TOO_LOW, somebody.assurance.name.lower())
    if somebody.identifier is None:
        raise SignInError(Trouble.NO_CPR)
    return somebody


def roles_of(
    groups: Iterable[str], known: Mapping[str, UserRole], open_here: frozenset[UserRole]
) -> tuple[UserRole, ...]:
    """Return what somebody may be here, in the order roles are listed; one or more.

    Args:
        groups: What the directory has them in.
        known: What the municipality's file says a group means.
        open_here: The roles this application knows.

    Raises:
        SignInError: No group means anything here, or only something in another application.
    """
    meant = {known[group] for group in groups if group in known}
    found = tuple(role for role in UserRole if role in meant & open_here)
    if found:
        return found
    raise SignInError(Trouble.ELSEWHERE if meant else Trouble.NO_ROLE)


def _first(claims: Mapping[str, Any], names: Sequence[str]) -> object:
    return next((claims[one] for one in names if claims.get(one)), None)


def _yes(told: object) -> bool:
    return told is True or str(told).casefold() == "true"
